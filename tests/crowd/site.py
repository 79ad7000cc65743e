"""The site under test: real processes, with pages that have a past."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import requests

from tests.canonica.served import Served
from tests.crowd.lines import Wish

SEED = 20_26
PAGE = "Crowd"
REVISIONS = 60
_PASSWORD = "correct horse battery"
_NAME = "Somebody who reads much"
_FIELD = re.compile(r'name="(base|key|csrfmiddlewaretoken)" value="([^"]*)"')
_REVISION = re.compile(r'href="/diff/(\d+)"')
_OPEN = {
    "CANONICA_UNREGISTERED_EDITS": "publish",
    "CANONICA_CHANGES_PER_SECOND": "0",
    "CANONICA_TRUSTED_PROXIES": "1",
}
NO_BUDGETS = {"CANONICA_LIMITS": "off", "CANONICA_SIGNUPS_PER_HOUR": "1000"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is signed in: their cookies, and a token for their forms."""

    cookies: str
    token: str


@contextmanager
def running_site(data: Path, environment: dict[str, str]) -> Iterator[Served]:
    """Serve the site."""
    served = Served(data, environment | _OPEN)
    try:
        served.wait_until_ready()
        yield served
    finally:
        served.end()


def sign_up(port: int) -> Reader:
    """Make an account, and return its reader."""
    session, address = requests.Session(), f"http://127.0.0.1:{port}/accounts/join"
    form = session.get(address, timeout=30).text
    fields = {"username": _NAME, "password1": _PASSWORD, "password2": _PASSWORD}
    sent = dict(_FIELD.findall(form)) | fields
    answer = session.post(address, sent, timeout=30, allow_redirects=False)
    assert answer.status_code == 302, answer.text
    token = dict(_FIELD.findall(_form(session, port)))["csrfmiddlewaretoken"]
    told = "; ".join(f"{one.name}={one.value}" for one in session.cookies)
    return Reader(told, token)


def write_a_past(port: int, count: int = REVISIONS) -> list[int]:
    """Save a page many times, and return the ids of its latest revisions."""
    session, address = requests.Session(), f"http://127.0.0.1:{port}"
    paragraphs = [f"Paragraph {number} is long. " * 12 for number in range(24)]
    for number in range(count):
        paragraphs[number % len(paragraphs)] = f"Number {number} was written. " * 12
        fields = dict(_FIELD.findall(_form(session, port)))
        sent = fields | {"text": "\n\n".join(paragraphs), "action": "publish"}
        answer = session.post(
            f"{address}/edit/{PAGE}", sent, timeout=30, allow_redirects=False
        )
        assert answer.status_code == 302, answer.text
    history = requests.get(f"{address}/history/{PAGE}", timeout=30).text
    return sorted({int(one) for one in _REVISION.findall(history)})


def views(cookies: str = "", label: str = "view") -> list[Wish]:
    """Return a wish to read the article."""
    return [Wish(label, _get(f"/wiki/{PAGE}", cookies=cookies))]


def crawl(revisions: list[int], addresses: int) -> list[Wish]:
    """Return what a crawl asks for: each time another page, from another network."""
    chance = Random(SEED)  # noqa: S311 - to be repeated
    wishes = []
    for number in range(addresses):
        old, new = sorted(chance.sample(revisions, 2))
        path = chance.choice(
            (
                f"/diff/{old}/{new}?n={number}",
                f"/history/{PAGE}?before={new}&size=20&n={number}",
                f"/revision/{old}?n={number}",
            )
        )
        # Each is another /24 of the loopback network.
        network = f"127.{1 + number // 250}.{number % 250}.7"
        wishes.append(Wish("crawl", _get(path, forwarded=network)))
    return wishes


def everything(reader: Reader, revisions: list[int], count: int) -> list[Wish]:
    """Return what people who are signed in do, of each as much as is usual."""
    chance = Random(SEED)  # noqa: S311 - to be repeated
    cookies, wishes = reader.cookies, []
    for number, kind in enumerate(islice(cycle("rrrsrrrehr"), count)):
        old, new = sorted(chance.sample(revisions, 2))
        wishes.append(
            {
                "r": Wish("read", _get(f"/wiki/{PAGE}?n={number}", cookies=cookies)),
                "h": Wish("costly", _get(f"/diff/{old}/{new}", cookies=cookies)),
                "s": Wish(
                    "search", _get(f"/search?q=number+{number}", cookies=cookies)
                ),
                "e": Wish("edit", _post(reader, number)),
            }[kind]
        )
    return wishes


def _form(session: requests.Session, port: int) -> str:
    return session.get(f"http://127.0.0.1:{port}/edit/{PAGE}", timeout=30).text


def _get(path: str, *, cookies: str = "", forwarded: str = "127.0.0.1") -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", f"X-Forwarded-For: {forwarded}"]
    lines += [f"Cookie: {cookies}"] * bool(cookies)
    return "\r\n".join([*lines, "", ""]).encode()


def _post(reader: Reader, number: int) -> bytes:
    """Return the form of somebody who begins a page."""
    fields = {
        "text": f"A page that a crowd began, number {number}.",
        "key": f"crowd-{number}",
        "base": "",
        "action": "publish",
        "csrfmiddlewaretoken": reader.token,
    }
    body = urlencode(fields)
    lines = [
        f"POST /edit/Crowd_{number} HTTP/1.1",
        "Host: 127.0.0.1",
        "X-Forwarded-For: 127.0.0.1",
        f"Cookie: {reader.cookies}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*lines, "", body]).encode()
