"""Real processes that use an embedded PostgreSQL, for the tests of sharing it."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2

from canonica.postgres import EmbeddedPostgres
from canonica.postgres.processes import find_server, stop_server

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0

_USER = """
import sys
from pathlib import Path
from canonica.postgres import EmbeddedPostgres

with EmbeddedPostgres(Path(sys.argv[1])).running():
    print("using", flush=True)
    sys.stdin.readline()
"""


class User:
    """A process inside running(), until told to leave or killed."""

    def __init__(self, data: Path, *, code: str = _USER, prefix: tuple[str, ...] = ()):
        self.process = subprocess.Popen(
            [*prefix, sys.executable, "-c", code, str(data)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def wait_until_using(self) -> None:
        output = self.process.stdout
        assert output is not None
        ready, _, _ = select.select([output], [], [], PATIENCE)
        assert ready, "the process took too long to start"
        assert output.readline() == b"using\n"

    def leave(self) -> None:
        self.process.communicate(b"\n", timeout=PATIENCE)
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)


@contextmanager
def users(
    data: Path, count: int = 1, *, code: str = _USER, prefix: tuple[str, ...] = ()
) -> Iterator[list[User]]:
    """Start that many processes at once; let them go at the end, if they live."""
    started = [User(data, code=code, prefix=prefix) for _ in range(count)]
    try:
        for user in started:
            user.wait_until_using()
        yield started
    finally:
        for user in started:
            if user.process.returncode is None:
                user.kill()


def ask(postgres: EmbeddedPostgres, sql: str, *, role: str = "canonica") -> object:
    """Return the one value that the statement gives, or None if it gives none."""
    settings = postgres.database_settings
    connection = psycopg2.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        dbname=settings["NAME"],
        user=role,
        connect_timeout=10,
    )
    with closing(connection), connection, connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone() if cursor.description else None
        return row and row[0]


def server_of(postgres: EmbeddedPostgres) -> int | None:
    layout = postgres.layout
    return find_server(layout.cluster, [layout.pid_file, layout.socket_lock])


def kill_server(postgres: EmbeddedPostgres) -> None:
    """Kill the server as a crash would, and return when it is gone."""
    server = server_of(postgres)
    assert server is not None
    os.kill(server, signal.SIGKILL)
    wait_until(lambda: server_of(postgres) is None)


def end_server(postgres: EmbeddedPostgres) -> None:
    """Leave nothing running, whatever a test has done."""
    server = server_of(postgres)
    if server is not None:
        assert stop_server(server, postgres.layout.cluster, patience=PATIENCE)


def wait_until(is_so: Callable[[], bool], patience: float = PATIENCE) -> None:
    deadline = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)
