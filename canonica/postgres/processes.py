"""Find PostgreSQL's server process, and never take another one for it.

A process number in a file proves nothing: the server may have died long ago and
the number have gone to a stranger, or to nobody while a zombie keeps it. Only a
process whose command line names our database files is ours.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

_PAUSE = 0.02


def find_server(cluster: Path, lock_files: Iterable[Path]) -> int | None:
    """Return the number of the process that serves the cluster, if it lives."""
    for lock_file in lock_files:
        pid = _first_number(lock_file)
        if pid is not None and is_server(pid, cluster):
            return pid
    return None


def is_server(pid: int, cluster: Path) -> bool:
    """Tell whether the process is a PostgreSQL server of this cluster.

    A process that has died, even one that is still listed, has no command.
    """
    if not Path("/proc/self/cmdline").exists():
        return _is_server_by_ps(pid, cluster)
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return _is_postgres(words[0]) and words[1:3] == [b"-D", os.fsencode(cluster)]


def stop_server(pid: int, cluster: Path, *, patience: float) -> bool:
    """Ask the server to finish, as it should; tell whether it did so in time.

    SIGINT is PostgreSQL's fast shutdown: it ends sessions, and loses nothing.
    """
    deadline = time.monotonic() + patience
    if is_server(pid, cluster):
        os.kill(pid, signal.SIGINT)
    while is_server(pid, cluster):
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE)
    return True


def _first_number(path: Path) -> int | None:
    try:
        number = int(path.read_bytes().split(b"\n", 1)[0])
    except (OSError, ValueError):
        return None
    return number if number > 1 else None


def _is_server_by_ps(pid: int, cluster: Path) -> bool:
    """Answer is_server() where there is no /proc: ps joins the words by spaces."""
    listing = subprocess.run(  # noqa: S603
        [shutil.which("ps") or "/bin/ps", "-ww", "-o", "command=", "-p", str(pid)],
        capture_output=True,
        check=False,
    )
    program, _, rest = listing.stdout.strip().partition(b" -D ")
    return _is_postgres(program) and rest.startswith(os.fsencode(cluster) + b" ")


def _is_postgres(program: bytes) -> bool:
    return program.endswith(b"/postgres")
