"""Where everything of the embedded PostgreSQL is, given the data folder."""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from canonica.postgres.configuration import PORT

# The kernel allows 107 bytes, on macOS 103.
_LONGEST_SOCKET = 100


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths below one data folder, which is absolute and free of links."""

    data: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own files; owned by the account that runs it."""
        return self.data / "postgres"

    @property
    def new_cluster(self) -> Path:
        """The same while they are being made."""
        return self.data / "postgres.new"

    @property
    def settings(self) -> Path:
        """What we tell PostgreSQL; owned by us."""
        return self.data / "postgres-settings"

    @property
    def log(self) -> Path:
        """What PostgreSQL tells us."""
        return self.data / "postgres.log"

    @property
    def lock(self) -> Path:
        """Held by the one process that starts or stops the server."""
        return self.data / "postgres.lock"

    @property
    def users(self) -> Path:
        """Held by every process that uses the server."""
        return self.data / "postgres.users"

    @property
    def sockets(self) -> Path:
        """The directory of the socket: in the data folder unless that is too long.

        Then it is in /tmp and not in TMPDIR, which may differ between a shell and
        a service, while both must find the same socket.
        """
        usual = self.data / "postgres-socket"
        length = len(os.fsencode(usual / _SOCKET))
        # Client libraries take a comma in a host for the end of its name.
        if length <= _LONGEST_SOCKET and "," not in str(usual):
            return usual
        name = sha256(os.fsencode(usual)).hexdigest()[:20]
        return Path("/tmp") / f"canonica-{name}"  # noqa: S108

    @property
    def socket(self) -> Path:
        """The socket, by the name PostgreSQL gives it."""
        return self.sockets / _SOCKET

    @property
    def socket_lock(self) -> Path:
        """The file in which PostgreSQL says which process serves the socket."""
        return self.sockets / f"{_SOCKET}.lock"

    @property
    def pid_file(self) -> Path:
        """The file in which PostgreSQL says which process serves the cluster."""
        return self.cluster / "postmaster.pid"


_SOCKET = f".s.PGSQL.{PORT}"
