"""Processor time of a request: of the web server and the database together."""

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote, urlencode

from benchmarks import texts
from benchmarks.generated.vocabulary import title_of
from benchmarks.site import LONG_HISTORY, SAVED, Site, current_of
from markup import Title

_REQUESTS = 400
_TO_WARM = 60

Asked = Callable[[http.client.HTTPConnection], None]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one request costs, in milliseconds of processor time."""

    name: str
    milliseconds: float
    bar: float

    @property
    def is_over(self) -> bool:
        return self.milliseconds > self.bar


def measure_costs(site: Site) -> list[Cost]:
    """Send some hundred requests of each kind, as somebody who is signed in."""
    newest = current_of(LONG_HISTORY)
    if newest is None:
        raise RuntimeError("There is no long history.")
    article = current_of(Title.parse(title_of(0)))
    difference = f"/diff/{newest.parent_id}/{newest.pk}"
    pages = (
        ("article view, signed in", _path("wiki", title_of(0)), 4),
        ("history of 2,000 revisions, first page", _path("history", LONG_HISTORY), 4),
        ("difference of neighbours", difference, 4),
        (
            "difference of neighbours with links",
            f"/diff/{article.parent_id}/{article.pk}" if article else difference,
            4,
        ),
    )
    return [
        *(_cost(site, name, _get(site, path), bar) for name, path, bar in pages),
        _cost(site, "save of 4 KB", _Saving(site).once, 8),
    ]


def _cost(site: Site, name: str, ask: Asked, bar: float) -> Cost:
    # Two connections, for each is answered by one process.
    with site.connected() as one, site.connected() as other:
        for _ in range(_TO_WARM):
            ask(one)
            ask(other)
        before = site.processor_seconds()
        for _ in range(_REQUESTS // 2):
            ask(one)
            ask(other)
        used = site.processor_seconds() - before
    return Cost(name, used * 1000 / _REQUESTS, bar)


def _get(site: Site, path: str) -> Asked:
    def ask(line: http.client.HTTPConnection) -> None:
        line.request("GET", path, headers={"Cookie": site.cookies})
        _check(line.getresponse(), path, 200)

    return ask


class _Saving:
    """An article that is saved again and again, by its form."""

    def __init__(self, site: Site) -> None:
        self._text, self._numbers = texts.article(4_000, links=20), count()
        self._headers = {
            "Cookie": site.cookies,
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def once(self, line: http.client.HTTPConnection) -> None:
        # Asked over our own session with the database, which is not counted.
        base = current_of(SAVED)
        if base is None:
            raise RuntimeError(f"There is no page {SAVED}.")
        form = {
            "csrfmiddlewaretoken": "a" * 32,
            "text": f"{self._text}\n\nNumber {base.pk} {next(self._numbers)}.",
            "base": str(base.pk),
            "action": "publish",
        }
        path = _path("edit", SAVED)
        line.request("POST", path, urlencode(form), self._headers)
        _check(line.getresponse(), path, 302)


def _check(answer: http.client.HTTPResponse, path: str, status: int) -> None:
    answer.read()
    if answer.status != status:
        raise RuntimeError(f"{path} answered {answer.status}.")


def _path(door: str, title: Title | str) -> str:
    return f"/{door}/{quote(str(title).replace(' ', '_'))}"
