"""A served site whose pages are kept: those who edit, hide and read it."""

import http.client
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
import requests

from canonica.postgres import EmbeddedPostgres
from tests.canonica.embedded_users import ROOT
from tests.canonica.served import Served

PASSWORD = "correct horse battery"
OPEN = {
    "CANONICA_UNREGISTERED_EDITS": "publish",
    "CANONICA_LIMITS": "off",
    "CANONICA_CHANGES_PER_SECOND": "0",
}
_FIELD = re.compile(r'name="(base|key|csrfmiddlewaretoken)" value="([^"]*)"')
DROP_SOME = """
CREATE OR REPLACE FUNCTION canonica_announce(VARIADIC keys text[]) RETURNS void
SECURITY DEFINER SET search_path FROM CURRENT LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO canonica_change (key) SELECT unnest(keys) ON CONFLICT DO NOTHING;
    IF random() >= {share} THEN
        PERFORM pg_notify('canonica_change', '');
    END IF;
END
$$;
"""
_KILL = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE application_name = 'canonica changes' AND datname = current_database()
"""


@dataclass
class Read:
    """What a stranger was answered, and when they asked."""

    asked_at: float
    status: int
    headers: dict[str, str]
    body: str

    @property
    def seconds(self) -> float:
        return self.answered_at - self.asked_at

    answered_at: float = 0.0


class Site:
    """A running Canonica, and its database."""

    def __init__(self, served: Served, data: Path, environment: dict[str, str]):
        self.served, self.environment = served, environment
        self.postgres = EmbeddedPostgres(data)
        self.host = f"127.0.0.1:{served.port}"
        self.address = f"http://{self.host}"

    def read(self, path: str, method: str = "GET", **headers: str) -> Read:
        """Read as a stranger, over a connection of its own: any process may answer."""
        with closing(http.client.HTTPConnection(self.host, timeout=60)) as line:
            began = time.monotonic()
            line.request(method, path, headers=headers)
            answer = line.getresponse()
            body = answer.read().decode("utf-8", "replace")
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Read(began, answer.status, told, body, time.monotonic())

    def read_by_all(self, path: str, times: int = 24) -> list[Read]:
        """Read so often that each process answers, several times."""
        return [self.read(path) for _ in range(times)]

    def ask(
        self, sql: str, *values: object, as_web: bool = False
    ) -> list[tuple[object, ...]]:
        """Ask the database, as its owner or as the web server does."""
        if url := self.environment.get("DATABASE_URL"):
            session = psycopg2.connect(url)
        else:
            postgres = self.postgres
            own = postgres.database_settings
            own = postgres.web_database_settings if as_web else own
            session = psycopg2.connect(
                host=own["HOST"], port=own["PORT"], dbname=own["NAME"], user=own["USER"]
            )
        with closing(session):
            session.autocommit = True
            with session.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.fetchall() if cursor.description else []

    def make_root(self) -> None:
        command = [sys.executable, "manage.py", "createsuperuser", "--noinput"]
        told = ["--username=Root", "--email=root@example.org"]
        password = {"DJANGO_SUPERUSER_PASSWORD": PASSWORD}
        environment = self.environment | password
        subprocess.run(command + told, cwd=ROOT, env=environment, check=True)

    @contextmanager
    def dropping(self, share: float) -> Iterator[None]:
        """Let so many of the notifications of the database never be sent."""
        self.ask(DROP_SOME.format(share=share))
        yield
        self.ask(DROP_SOME.format(share=0))

    @contextmanager
    def killing(self, every: float) -> Iterator[None]:
        """Kill the connections that listen, again and again."""
        is_over = threading.Event()

        def kill() -> None:
            while not is_over.wait(every):
                self.ask(_KILL, as_web=True)

        thread = threading.Thread(target=kill)
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()


class Person:
    """Somebody with a browser."""

    def __init__(self, site: Site):
        self.site, self.session = site, requests.Session()

    def log_in(self, name: str) -> "Person":
        answer = self._send("/accounts/login", username=name, password=PASSWORD)
        assert answer.status_code == 302, answer.text
        return self

    def join(self, name: str) -> "Person":
        answer = self._send(
            "/accounts/join", username=name, password1=PASSWORD, password2=PASSWORD
        )
        assert answer.status_code == 302, answer.text
        return self

    def save(self, title: str, text: str) -> float:
        """Save a page, and return when that was answered."""
        answer = self._send(f"/edit/{title}", text=text, action="publish")
        assert answer.status_code == 302, answer.text
        return time.monotonic()

    def send(self, path: str, **fields: str) -> float:
        """Send a form, and return when it was answered that it is done."""
        answer = self._send(path, **fields)
        assert answer.status_code == 302, answer.text
        return time.monotonic()

    def _send(self, path: str, **fields: str) -> requests.Response:
        address = self.site.address + path
        form = self.session.get(address, timeout=60).text
        return self.session.post(
            address,
            data=dict(_FIELD.findall(form)) | fields,
            allow_redirects=False,
            timeout=60,
        )


@dataclass
class Crowd:
    """Strangers who read the same page as fast as they can, until it is over."""

    site: Site
    path: str
    size: int = 8
    reads: list[Read] = field(default_factory=list)

    def __enter__(self) -> "Crowd":
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=self._go) for _ in range(self.size)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join()

    def asked_after(self, moment: float) -> list[Read]:
        """Wait until each has read once more, and return what they read since then."""
        while True:
            found = [one for one in list(self.reads) if one.asked_at > moment]
            if len(found) >= self.size:
                return found
            time.sleep(0.05)

    def _go(self) -> None:
        while not self._is_over.is_set():
            self.reads.append(self.site.read(self.path))
            time.sleep(0.002)


def family_of(pid: int) -> list[int]:
    """The process and all that it started."""
    found, more = [pid], [pid]
    while more:
        children = Path(f"/proc/{more[0]}/task/{more[0]}/children").read_text().split()
        more = [*more[1:], *map(int, children)]
        found += map(int, children)
    return found


def signal_all(pids: list[int], number: int) -> None:
    for pid in pids:
        os.kill(pid, number)
