"""Timing: how long a piece of work takes, and how that compares to a plain one."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured piece of work. Times are milliseconds."""

    name: str
    fastest: float
    median: float
    slowest: float
    reference_name: str
    reference: float
    bar: float | None = None

    @property
    def ratio(self) -> float:
        """How many times as long as the reference."""
        return self.median / self.reference

    @property
    def is_over(self) -> bool:
        """Whether the median round was too slow."""
        return self.bar is not None and self.median > self.bar


def measure(
    name: str,
    work: Work,
    reference_name: str,
    reference: Work,
    *,
    rounds: int = 15,
    bar: float | None = None,
) -> Figure:
    """Time the work and its reference in turns, so that both meet the same machine."""
    work(), reference()
    times, reference_times = [], []
    for _ in range(rounds):
        times.append(_milliseconds(work))
        reference_times.append(_milliseconds(reference))
    return Figure(
        name=name,
        fastest=min(times),
        median=statistics.median(times),
        slowest=max(times),
        reference_name=reference_name,
        reference=statistics.median(reference_times),
        bar=bar,
    )


def _milliseconds(work: Work) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
