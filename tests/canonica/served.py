"""A real Canonica, served by real processes, for the tests of serving."""

import os
import shutil
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import dj_database_url
import psycopg2

from tests.canonica.embedded_users import PATIENCE, ROOT, wait_until


class Served:
    """A running ``manage.py serve``, and all that can be seen of it from outside."""

    def __init__(self, data: Path, environment: dict[str, str]):
        self.port = free_port()
        self.log = data.with_suffix(".log")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", f"--port={self.port}"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
        # Remembered, because orphans cannot be found by their parent.
        self.seen: set[int] = set()

    def is_ready(self) -> bool:
        address = f"http://127.0.0.1:{self.port}/readyz"
        try:
            with urlopen(address, timeout=5) as response:
                return bool(response.status == 200)
        except (URLError, OSError):
            return False

    def wait_until_ready(self) -> None:
        wait_until(lambda: self.process.poll() is not None or self.is_ready(), 120)
        assert self.process.poll() is None, self.log.read_text()
        self.look()

    def web_server(self) -> int | None:
        return self._child("canonica.webserver", self.process.pid)

    def web_worker(self) -> int | None:
        web_server = self.web_server()
        return web_server and self._child("canonica.webserver", web_server)

    def web_workers(self) -> list[int]:
        """All processes that answer requests, of which there may be none just now."""
        return self._children("canonica.webserver", self.web_server())

    def job_worker(self) -> int | None:
        return self._child("manage.py work", self.process.pid)

    def look(self) -> None:
        mine = {self.process.pid}
        while more := {p for p, parent, _ in processes() if parent in mine} - mine:
            mine |= more
        self.seen |= mine

    def leftovers(self) -> list[str]:
        """What still lives of all that was seen."""
        return [
            command
            for pid, _, command in processes()
            if pid in self.seen and str(ROOT) in command
        ]

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(timeout=PATIENCE)

    def _child(self, words: str, parent: int) -> int | None:
        return next(iter(self._children(words, parent)), None)

    def _children(self, words: str, parent: int | None) -> list[int]:
        return [
            pid
            for pid, its_parent, command in processes()
            if its_parent == parent and words in command
        ]


def processes() -> list[tuple[int, int, str]]:
    """List all living processes: number, parent, command."""
    listing = subprocess.run(
        [str(shutil.which("ps")), "-ww", "-eo", "pid=,ppid=,stat=,args="],
        capture_output=True,
        text=True,
        errors="replace",
        check=True,
    )
    rows = [line.split(None, 3) for line in listing.stdout.splitlines()]
    return [(int(p), int(pp), args[0]) for p, pp, stat, *args in rows if stat[0] != "Z"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment_for(data: Path, *, is_traced: bool = False) -> dict[str, str]:
    """Return an environment with data of its own, and a database of its own.

    Tracing which lines of a server run makes it half as fast.
    """
    environment = {**os.environ, "CANONICA_DATA": str(data)}
    if not is_traced:
        environment.pop("COVERAGE_PROCESS_CONFIG", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if url := os.environ.get("DATABASE_URL"):
        name = f"canonica_serve_{os.getpid()}"
        _administer(url, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
        place, _, options = url.partition("?")
        environment["DATABASE_URL"] = f"{place.rpartition('/')[0]}/{name}?{options}"
    return environment


def discard(environment: dict[str, str]) -> None:
    """Remove the database that environment_for() made on a server of others."""
    if url := environment.get("DATABASE_URL"):
        name = dj_database_url.parse(url)["NAME"]
        _administer(os.environ["DATABASE_URL"], f"DROP DATABASE {name} WITH (FORCE)")


def _administer(url: str, *statements: str) -> None:
    connection = psycopg2.connect(url)
    with closing(connection):
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
