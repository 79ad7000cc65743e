"""The site under test: real processes, a database of its own, workers to be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random
from threading import Event, Thread

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class

from canonica.postgres import EmbeddedPostgres
from tests.canonica.embedded_users import ROOT
from tests.canonica.served import Served, environment_for
from tests.ledger.rounds import SEED

PROTECTIONS = ("locking", "idempotency")
_LIMITS = {
    "CANONICA_UNREGISTERED_EDITS": "publish",
    "CANONICA_LIMITS": "off",
    "CANONICA_SIGNUPS_PER_HOUR": "1000000",
}
_SHORTEST_PAUSE = 0.3
_LONGEST_PAUSE = 1.5
# The web server ends when a worker dies within 5.5 seconds of taking another's place:
# it takes that for a worker that can't start.
_GRACE = 7.0


def environment_of(data: Path) -> dict[str, str]:
    """Return the environment of a site that lets all editors in."""
    return {**environment_for(data), **_LIMITS}


@contextmanager
def running_site(
    data: Path, environment: Mapping[str, str], without: str | None = None
) -> Iterator[Served]:
    """Serve the site, perhaps without one of its protections."""
    settings = f"tests.ledger.without.{without}" if without else "canonica.settings"
    served = Served(data, {**environment, "DJANGO_SETTINGS_MODULE": settings})
    try:
        served.wait_until_ready()
        yield served
    finally:
        served.end()


@contextmanager
def killing_workers(served: Served) -> Iterator[list[int]]:
    """Kill one web worker after another meanwhile; yield the numbers of the killed."""
    killed: list[int] = []
    over = Event()
    killer = Thread(target=_kill_until, args=(over, served, killed))
    killer.start()
    try:
        yield killed
    finally:
        over.set()
        killer.join()
        served.wait_until_ready()


@contextmanager
def database(environment: Mapping[str, str]) -> Iterator[Connection]:
    """Connect to the site's database, as neither Django nor the site does."""
    with closing(_connect(environment)) as connection, connection:
        yield connection


def integrity_problems(environment: Mapping[str, str]) -> list[str]:
    """Return what ``manage.py check_integrity`` objects to, one sentence each."""
    checked = subprocess.run(
        [sys.executable, "manage.py", "check_integrity"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return checked.stderr.splitlines() if checked.returncode else []


def _kill_until(over: Event, served: Served, killed: list[int]) -> None:
    choice = Random(SEED)  # noqa: S311 - to be repeated
    spared_until = dict.fromkeys(served.web_workers(), 0.0)
    while not over.wait(choice.uniform(_SHORTEST_PAUSE, _LONGEST_PAUSE)):
        now, workers = time.monotonic(), served.web_workers()
        for worker in workers:
            spared_until.setdefault(worker, now + _GRACE)
        if grown := [one for one in workers if now > spared_until[one]]:
            _kill(choice.choice(grown), killed)


def _kill(worker: int, killed: list[int]) -> None:
    with suppress(ProcessLookupError):
        os.kill(worker, signal.SIGKILL)
        killed.append(worker)


def _connect(environment: Mapping[str, str]) -> Connection:
    if url := environment.get("DATABASE_URL"):
        return psycopg2.connect(url)
    postgres = EmbeddedPostgres(Path(environment["CANONICA_DATA"]))
    settings = postgres.database_settings
    return psycopg2.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        dbname=settings["NAME"],
        user=settings["USER"],
        connect_timeout=10,
    )
