"""The verdict: what the bars are, and what a run came to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from tests.crowd.lines import Asked

MOST_SLOWER = 2.0
"""So many times as long may an article take during a crawl."""
LEAST_GOODPUT = 0.8
"""So much of what the site can answer it still has to, when three times that comes."""
LONGEST_REFUSAL = 0.1
LONGEST_RECOVERY = 30.0

_GOOD = {HTTPStatus.OK, HTTPStatus.FOUND}
_REFUSED = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}


@dataclass(frozen=True, slots=True)
class Bar:
    """One of the promises: a figure, and what it may be."""

    name: str
    figure: str
    wanted: str
    is_kept: bool


def quantile(seconds: Iterable[float], share: float) -> float:
    """Return how long it took for this share of them, at most; of none, no time."""
    ordered = sorted(seconds)
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def answered(asked: Iterable[Asked]) -> list[float]:
    """Return how long those took that got what they asked for."""
    return [one.seconds for one in asked if one.status in _GOOD]


def refused(asked: Iterable[Asked]) -> list[float]:
    """Return how long those took that were asked to come again."""
    return [one.seconds for one in asked if one.status in _REFUSED]


def lost(asked: Iterable[Asked]) -> int:
    """Return how many got neither what they asked for nor a refusal."""
    return sum(one.status not in _GOOD | _REFUSED for one in asked)


def bar_of_views(name: str, calm: Sequence[Asked], crawl: Sequence[Asked]) -> Bar:
    """Judge how much longer views took; all of them have to be answered."""
    before, during = (quantile(answered(one), 0.95) for one in (calm, crawl))
    times = during / before if before else 0.0
    is_kept = 0 < times <= MOST_SLOWER and len(answered(crawl)) == len(crawl)
    return Bar(name, f"{times:.2f} times", f"at most {MOST_SLOWER:g}", is_kept)


def bar_of_goodput(capacity: float, goodput: float) -> Bar:
    """Judge how much was answered, of what can be."""
    share = goodput / capacity if capacity else 0.0
    wanted = f"at least {LEAST_GOODPUT:.0%}"
    return Bar("goodput", f"{share:.0%}", wanted, share >= LEAST_GOODPUT)


def bar_of_refusals(asked: Sequence[Asked]) -> Bar:
    """Judge how long those waited who were refused."""
    slowest = quantile(refused(asked), 0.95)
    is_kept = slowest <= LONGEST_REFUSAL and not lost(asked)
    return Bar(
        "refusals",
        f"{slowest * 1000:.0f} ms, {lost(asked)} lost",
        f"at most {LONGEST_REFUSAL * 1000:.0f} ms, none lost",
        is_kept,
    )


def bar_of_recovery(calm: Sequence[Asked], after: Sequence[Asked]) -> Bar:
    """Judge how long it took until views were as fast again as before."""
    seconds = recovery_of(calm, after)
    wanted = f"at most {LONGEST_RECOVERY:.0f} s"
    figure = "never" if seconds is None else f"{seconds:.0f} s"
    is_kept = seconds is not None and seconds <= LONGEST_RECOVERY
    return Bar("recovery", figure, wanted, is_kept)


def recovery_of(calm: Sequence[Asked], after: Sequence[Asked]) -> float | None:
    """Return the second from which on views took no longer than twice as before."""
    usual = quantile(answered(calm), 0.95) * MOST_SLOWER
    began = min(one.at for one in after)
    slow = [one for one in after if not answered([one]) or one.seconds > usual]
    by_second: dict[int, list[Asked]] = {}
    for one in after:
        by_second.setdefault(int(one.at - began), []).append(one)
    bad = [
        second
        for second, these in by_second.items()
        if sum(one in slow for one in these) * 5 > len(these)
    ]
    first = max(bad) + 1 if bad else 0
    return float(first) if first <= max(by_second) else None
