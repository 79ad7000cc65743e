"""Budgets: how many costly pages somebody may ask for, in this process alone.

They are buckets of tokens in memory, as many as a process can afford to remember: who
was not seen for longest is forgotten first, and is then somebody new.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from canonica.errors import Refusal

MOST_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class Budget:
    """At most ``most`` at once, and so many ``per_second`` in the long run."""

    per_second: float
    most: float
    refusal: Refusal
    """What somebody is told who has used it up."""


class Budgets:
    """What is left to each of those who have one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._left)

    def spend(self, asked: Mapping[str, Budget]) -> Refusal | None:
        """Take one from each of these; or from none, if one of them is used up."""
        with self._lock:
            now = self._clock()
            left = {
                who: self._left_to(who, budget, now) for who, budget in asked.items()
            }
            for who, budget in asked.items():
                if left[who] < 1:
                    return budget.refusal
            for who, amount in left.items():
                self._left[who] = (amount - 1, now)
                self._left.move_to_end(who)
            while len(self._left) > MOST_REMEMBERED:
                self._left.popitem(last=False)
        return None

    def _left_to(self, who: str, budget: Budget, now: float) -> float:
        left, at = self._left.get(who, (budget.most, now))
        return min(budget.most, left + (now - at) * budget.per_second)
