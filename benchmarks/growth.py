"""Growth: the same pages among more and more articles."""

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Self

from django.core.management.base import OutputWrapper
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client

from accounts.models import User
from articles.counting import count_all
from articles.editing import submit_edit
from articles.models import Article, CategorySize, Job, LinkedTitle
from articles.policy import ProposedEdit
from articles.progress import shown_while
from benchmarks import texts
from benchmarks.generated.moulds import EVERYWHERE
from benchmarks.generated.pages import Encyclopedia
from benchmarks.generated.vocabulary import common_words, rare_words, title_of
from benchmarks.processor import nanoseconds_of
from markup import Title

ROUNDS = 60
_ANSWERED = {200, 302}
UNCHANGED = 1.2
"""So many times as long as among the fewest articles is as good as unchanged."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured, and by which bar: of its slow twentieth, or of its growth."""

    name: str
    works: Sequence[Callable[[], object]]
    """One for each round, so that no two rounds ask the same."""
    bar: float | None = None
    """Milliseconds that 95 of 100 may take."""
    has_to_stay: bool = False
    """Whether its median may not grow."""


@dataclass(frozen=True, slots=True)
class Timed:
    """What a measure took, in milliseconds of the processor."""

    name: str
    median: float
    slow: float
    """All but the slowest twentieth are faster."""
    bar: float | None = None
    has_to_stay: bool = False

    def is_over(self, first: "Timed") -> bool:
        """Whether it is too slow, or has grown since it was measured first."""
        has_grown = self.has_to_stay and self.median > UNCHANGED * first.median
        return has_grown or (self.bar is not None and self.slow > self.bar)


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that goes while this process or its session in PostgreSQL computes.

    Where nothing else runs that is as long as somebody waits. Where something does, it
    is as long as before.
    """

    session: int

    @classmethod
    def of_this_session(cls) -> Self:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return cls(cursor.fetchone()[0])

    def milliseconds_of(self, work: Callable[[], object]) -> float:
        start = self._nanoseconds()
        work()
        return (self._nanoseconds() - start) / 1e6

    def _nanoseconds(self) -> int:
        return time.process_time_ns() + nanoseconds_of(self.session)


def measure_growth(made: Encyclopedia) -> list[Timed]:
    """Measure everything in the encyclopedia that is connected."""
    measures = _measures(made)
    found = []
    for measure in shown_while("Measuring", measures, OutputWrapper(sys.stderr)):
        found.append(timed(measure))
        _work_off()
    return found


def timed(measure: Measure) -> Timed:
    """Time the works one after the other, having done some of them before."""
    for work in measure.works[:5]:
        work()
    clock = Clock.of_this_session()
    times = sorted(clock.milliseconds_of(work) for work in measure.works)
    slow = times[min(len(times) - 1, round(0.95 * len(times)))]
    median = statistics.median(times)
    return Timed(measure.name, median, slow, measure.bar, measure.has_to_stay)


def _measures(made: Encyclopedia) -> list[Measure]:
    chance = random.Random(7)  # noqa: S311 - only to choose what is asked
    chosen = [title_of(chance.randrange(made.articles)) for _ in range(ROUNDS)]
    stranger, reader = Client(), Client()
    reader.force_login(_reader())
    saved = _Saved()
    return [
        Measure("article view", _gets(reader, "/wiki/{}", chosen), has_to_stay=True),
        Measure("history", _gets(reader, "/history/{}", chosen), has_to_stay=True),
        Measure("save of 4 KB", [saved.again] * ROUNDS, has_to_stay=True),
        *_suggestions(stranger, chance, chosen),
        *_searches(stranger, chance),
        *_lists(stranger),
    ]


def _suggestions(
    stranger: Client, chance: random.Random, chosen: list[str]
) -> list[Measure]:
    asked = {
        "suggest: one to three letters": [
            title[: 1 + at % 3] for at, title in enumerate(chosen)
        ],
        "suggest: the beginning of a title": [
            title[: max(4, len(title) // 2)] for title in chosen
        ],
        "suggest: a word inside a title": [title.split()[-1] for title in chosen],
        "suggest: misspelt": [_misspelt(title, chance) for title in chosen],
    }
    return [
        Measure(name, _gets(stranger, "/suggest?q={}", queries), bar=50)
        for name, queries in asked.items()
    ]


def _searches(stranger: Client, chance: random.Random) -> list[Measure]:
    asked = {
        "search: a word in every article": [EVERYWHERE] * ROUNDS,
        "search: a common word": common_words(chance, ROUNDS),
        "search: a rare word": rare_words(chance, ROUNDS),
        "search: two common words": [
            " ".join(common_words(chance, 2)) for _ in range(ROUNDS)
        ],
        "search: a phrase": [
            f'"known to this {EVERYWHERE}" {common_words(chance, 1)[0]}'
            for _ in range(ROUNDS)
        ],
    }
    return [
        Measure(name, _gets(stranger, "/search?q={}", queries), bar=200)
        for name, queries in asked.items()
    ]


def _lists(stranger: Client) -> list[Measure]:
    large = CategorySize.objects.order_by("-pages").values_list("category", flat=True)
    linked = LinkedTitle.objects.order_by("-links").values_list("title", flat=True)
    middle = Article.objects.published().order_by("title")
    after = middle.values_list("title", flat=True)[middle.count() // 2]
    addresses = {
        "front page": "/",
        "all pages": f"/all?after={after}",
        "recent changes": "/recent",
        "the largest category": f"/wiki/{large[0]}",
        "categories": "/categories",
        "what links to the most linked": f"/links/{linked[0]}",
        "sources": "/sources",
        "contributions": "/contributions/Author 1",
        "a day": "/day/5/10",
        "feed of new pages": "/feeds/new.atom",
        "a random article": "/random",
    }
    return [
        Measure(f"list: {name}", [_get(stranger, address)] * (ROUNDS // 3), bar=100)
        for name, address in addresses.items()
    ]


class _Saved:
    """An article that is saved again and again."""

    def __init__(self) -> None:
        self._author, self._number = _reader(), count(time.time_ns())
        self._text = texts.article(4_000, links=20)
        self._title = Title.parse("Saved for measuring")
        page = Article.objects.titled(self._title).select_related("current_revision")
        article = page.first()
        self._base = article.current_revision if article else None

    def again(self) -> None:
        text = f"{self._text}\n\n{next(self._number)}"
        edit = ProposedEdit(
            title=self._title, author=self._author, text=text, base=self._base
        )
        self._base = submit_edit(edit)


def _reader() -> User:
    found = User.objects.filter(username="Measurer").first()
    return found or User.objects.create_user("Measurer", role="trusted")


def _work_off() -> None:
    """Do what the worker does after saves, lest the next measure pays for it."""
    count_all()
    Job.objects.all().delete()


def _gets(
    client: Client, address: str, values: Iterable[str]
) -> list[Callable[[], object]]:
    return [_get(client, address.format(value)) for value in values]


def _get(client: Client, address: str) -> Callable[[], object]:
    path, _, query = address.partition("?")
    name, _, value = query.partition("=")
    fields = {name: value} if name else {}

    def get() -> HttpResponseBase:
        response = client.get(path.replace(" ", "_"), fields)
        if response.status_code not in _ANSWERED:
            raise RuntimeError(f"{address} answered {response.status_code}.")
        return response

    return get


def _misspelt(title: str, chance: random.Random) -> str:
    """Return a title with one of its letters wrong, but for the first ones."""
    place = chance.randrange(3, len(title))
    return f"{title[:place]}{chance.choice('aeioq')}{title[place + 1 :]}"
