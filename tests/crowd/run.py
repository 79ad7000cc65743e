"""One run: calm and crawl in turns; then as much as can be, and three times that."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.crowd import verdict
from tests.crowd.lines import Asked, Wish, as_fast_as_answered, at_a_rate
from tests.crowd.site import (
    NO_BUDGETS,
    crawl,
    everything,
    running_site,
    sign_up,
    views,
    write_a_past,
)
from tests.crowd.verdict import Bar

PEOPLE = 16
"""So many at once are enough to keep the site busy all the time."""
TIMES = 3
_ROUNDS = 3
_VIEWS_A_SECOND = 20.0
_NETWORKS_A_SECOND = 200.0
_PAUSE = 2.0

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long everything takes, and how many networks crawl."""

    networks: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what some of those who asked were answered."""

    name: str
    asked: Sequence[Asked]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a plan."""

    rows: tuple[Row, ...]
    bars: tuple[Bar, ...]
    capacity: float
    goodput: float

    @property
    def is_broken(self) -> bool:
        return not all(bar.is_kept for bar in self.bars)


def run(plan: Plan, data: Path, environment: Mapping[str, str], say: Say) -> Outcome:
    """Serve a site twice: without budgets under too much, and with them in a crawl."""
    with ProcessPoolExecutor(2) as crowds:
        say("Serving a new site ...")
        with running_site(data, {**environment, **NO_BUDGETS}) as served:
            revisions, reader = write_a_past(served.port), sign_up(served.port)
            say("As much as it can answer, and three times that ...")
            wishes = everything(reader, revisions, 60_000)
            overload = _Overload(crowds, served.port, wishes, views(reader.cookies))
            too_much = overload.play(plan.seconds)
        say("Serving it again, with budgets ...")
        with running_site(data, dict(environment)) as served:
            wishes = crawl(revisions, plan.networks)
            say(f"A crawl by {plan.networks:,} networks, in turns with calm ...")
            crawled = _crawl(crowds, served.port, wishes, reader.cookies, plan)
    return Outcome(
        rows=(*crawled.rows, *too_much.rows),
        bars=(*crawled.bars, *too_much.bars),
        capacity=too_much.capacity,
        goodput=too_much.goodput,
    )


@dataclass(frozen=True, slots=True)
class _Overload:
    """A site to which people come who are signed in, and do everything."""

    crowds: ProcessPoolExecutor
    port: int
    wishes: Sequence[Wish]
    view: Sequence[Wish]

    def play(self, seconds: float) -> Outcome:
        self._as_fast_as_answered(0, 3)
        calm = self._views(seconds / 2)
        full = self._as_fast_as_answered(2_000, seconds)
        capacity = len(verdict.answered(full)) / seconds
        over = self._three_times(capacity, 20_000, seconds)
        after = self._views(min(seconds * 2, verdict.LONGEST_RECOVERY))
        done = [one for one in over if one.at + one.seconds < over[0].at + seconds]
        goodput = len(verdict.answered(done)) / seconds
        return Outcome(
            rows=(
                Row("signed in, calm", calm),
                Row("everything, full", full),
                *(Row(f"{TIMES} x {name}", some) for name, some in _by_label(over)),
                Row("signed in, after", after),
            ),
            bars=(
                verdict.bar_of_goodput(capacity, goodput),
                verdict.bar_of_refusals(over),
                verdict.bar_of_recovery(calm, after),
            ),
            capacity=capacity,
            goodput=goodput,
        )

    def _views(self, seconds: float) -> list[Asked]:
        asked = (self.port, self.view, 10.0, seconds)
        return self.crowds.submit(at_a_rate, *asked).result()

    def _as_fast_as_answered(self, first: int, seconds: float) -> list[Asked]:
        asked = (self.port, self.wishes[first:], PEOPLE, seconds)
        return self.crowds.submit(as_fast_as_answered, *asked).result()

    def _three_times(self, capacity: float, first: int, seconds: float) -> list[Asked]:
        asked = (self.port, self.wishes[first:], capacity * TIMES, seconds)
        return self.crowds.submit(at_a_rate, *asked).result()


def _by_label(asked: Sequence[Asked]) -> list[tuple[str, list[Asked]]]:
    labels = sorted({one.label for one in asked})
    return [(name, [one for one in asked if one.label == name]) for name in labels]


def _crawl(
    crowds: ProcessPoolExecutor,
    port: int,
    wishes: Sequence[Wish],
    cookies: str,
    plan: Plan,
) -> Outcome:
    """Read articles without and with a crawl, in turns: the machine has moods."""
    read = [*views() * 3, *views(cookies, "signed in")]
    crowds.submit(as_fast_as_answered, port, read * 50, 4, 3).result()
    calm: list[Asked] = []
    busy: list[Asked] = []
    crawled: list[Asked] = []
    part = len(wishes) // _ROUNDS
    seconds = part / _NETWORKS_A_SECOND
    for number in range(_ROUNDS):
        asked = (port, read, _VIEWS_A_SECOND, plan.seconds)
        calm += crowds.submit(at_a_rate, *asked).result()
        some = wishes[number * part : (number + 1) * part]
        crawling = crowds.submit(at_a_rate, port, some, _NETWORKS_A_SECOND, seconds)
        asked = (port, read, _VIEWS_A_SECOND, seconds)
        busy += crowds.submit(at_a_rate, *asked).result()
        crawled += crawling.result()
        time.sleep(_PAUSE)
    kinds = (("view", "article"), ("signed in", "article, signed in"))
    pairs = [
        (name, [[one for one in some if one.label == label] for some in (calm, busy)])
        for label, name in kinds
    ]
    return Outcome(
        rows=(
            *(Row(f"{name}, calm", some) for name, (some, _) in pairs),
            *(Row(f"{name}, crawl", some) for name, (_, some) in pairs),
            Row("the crawl", crawled),
        ),
        bars=tuple(verdict.bar_of_views(name, *some) for name, some in pairs),
        capacity=0,
        goodput=0,
    )
