"""A served site: what visitors really meet, with pages that are hard to serve."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.management.base import OutputWrapper
from django.db import connection
from django.test import Client

from accounts.models import User
from articles.editing import submit_edit
from articles.models import Article, Revision
from articles.policy import ProposedEdit
from articles.progress import shown_while
from benchmarks import texts
from benchmarks.processor import family_of, seconds_of
from markup import Title

WORKERS = 2
LONG_HISTORY = Title.parse("Long history for measuring")
LARGE = Title.parse("Large page for measuring")
SAVED = Title.parse("Saved for measuring")
_REVISIONS = 2_000
_PATIENCE = 60.0
# As in production, but that one account may do thousands of things in a minute.
_UNLIMITED = {
    "CANONICA_LIMITS": "off",
    "CANONICA_CHANGES_PER_SECOND": "0",
    "CANONICA_UNREGISTERED_EDITS": "publish",
}
_BACKENDS = """
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class NotServed(Exception):
    """The site could not be served; the message says why."""


@dataclass
class Site:
    """A web server of several processes, without the worker that does jobs."""

    port: int
    server: int
    cookies: str
    """Of somebody who is signed in."""

    @contextmanager
    def connected(self) -> Iterator[http.client.HTTPConnection]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port)) as line:
            yield line

    def processor_seconds(self) -> float:
        """Return the time used by the web server and its sessions in the database."""
        with connection.cursor() as cursor:
            cursor.execute(_BACKENDS)
            backends = [pid for (pid,) in cursor.fetchall()]
        return seconds_of([*family_of(self.server), *backends])


@contextmanager
def served() -> Iterator[Site]:
    """Serve the encyclopedia that is connected, with the pages to be measured.

    Raises NotServed.
    """
    reader = _with_pages()
    environment = _environment()
    _collect_static_files(environment)
    port = free_port()
    command = [
        *(sys.executable, "-m", "canonica.webserver", "--host=127.0.0.1"),
        *(f"--port={port}", f"--workers={WORKERS}", "--threads=4"),
    ]
    log = Path(settings.CANONICA_DATA) / "benchmarks.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            command, cwd=settings.BASE_DIR, env=environment, stdout=output,
            stderr=output,
        )  # fmt: skip
        try:
            _wait(process, port, log)
            yield Site(port, process.pid, _cookies_of(reader))
        finally:
            process.terminate()
            process.wait(timeout=_PATIENCE)


def save(author: User, title: Title, text: str, base: Revision | None) -> Revision:
    return submit_edit(ProposedEdit(title=title, author=author, text=text, base=base))


def current_of(title: Title) -> Revision | None:
    article = Article.objects.titled(title).select_related("current_revision").first()
    return article.current_revision if article else None


def _with_pages() -> User:
    """Write the pages that are not there yet, and return who reads and edits."""
    account = User.objects.filter(username="Visitor").first()
    account = account or User.objects.create_user("Visitor", role="trusted")
    for title, size in ((LARGE, 170_000), (SAVED, 4_000)):
        if current_of(title) is None:
            save(account, title, texts.article(size, links=20), None)
    base = current_of(LONG_HISTORY)
    text = texts.article(4_000, links=20)
    numbers = range(base.number if base else 0, _REVISIONS)
    for number in shown_while("A long history", numbers, OutputWrapper(sys.stderr)):
        base = save(account, LONG_HISTORY, f"{text}\n\nNumber {number}.", base)
    return account


def _cookies_of(account: User) -> str:
    client = Client()
    client.force_login(account)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    token = "a" * 32
    return f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={token}"


def _environment() -> Mapping[str, str]:
    """Return the environment in which the web server finds this very database."""
    own = connection.settings_dict
    is_embedded = settings.EMBEDDED_POSTGRES is not None
    web = settings.CANONICA_WEB_ROLE if is_embedded else own["USER"]
    environment = {**os.environ, **_UNLIMITED}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    environment["DATABASE_URL"] = _address_for(str(own["USER"]))
    environment["WEB_DATABASE_URL"] = _address_for(str(web))
    return environment


def _address_for(user: str) -> str:
    own = connection.settings_dict
    password = f":{quote(str(own['PASSWORD']), safe='')}" if own["PASSWORD"] else ""
    host = quote(str(own["HOST"]), safe="")
    return f"postgres://{user}{password}@{host}:{own['PORT'] or 5432}/{own['NAME']}"


def _collect_static_files(environment: Mapping[str, str]) -> None:
    command = [
        *(sys.executable, str(settings.BASE_DIR / "manage.py")),
        *("collectstatic", "--noinput", "--verbosity=0"),
    ]
    subprocess.run(command, env=environment, check=True)  # noqa: S603


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not _is_ready(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise NotServed(f"The web server does not answer; {log} says why.")
        time.sleep(0.2)


def _is_ready(port: int) -> bool:
    with (
        suppress(OSError),
        closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as line,
    ):
        line.request("GET", "/readyz")
        return line.getresponse().status == 200
    return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program(name: str) -> str | None:
    """Return where a program is, also where only root looks for it."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
