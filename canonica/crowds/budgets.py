"""Budgets: how much somebody may ask for, in this process alone.

They are buckets of tokens in memory, as many as a process can afford to remember: who
was not seen for longest is forgotten first, and is then somebody new.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
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

    def spend(self, who: str, budget: Budget) -> Refusal | None:
        """Take one, or refuse to if there is none left."""
        with self._lock:
            left = self._left_to(who, budget)
            if left < 1:
                return budget.refusal
            self._keep(who, left - 1)
        return None

    def look(self, who: str, budget: Budget) -> Refusal | None:
        """Refuse if less than one is left; take nothing."""
        with self._lock:
            return budget.refusal if self._left_to(who, budget) < 1 else None

    def charge(self, who: str, budget: Budget, amount: float) -> None:
        """Take what it came to in the end, be it more than was left."""
        with self._lock:
            self._keep(who, self._left_to(who, budget) - amount)

    def _keep(self, who: str, left: float) -> None:
        self._left[who] = (left, self._clock())
        self._left.move_to_end(who)
        while len(self._left) > MOST_REMEMBERED:
            self._left.popitem(last=False)

    def _left_to(self, who: str, budget: Budget) -> float:
        now = self._clock()
        left, at = self._left.get(who, (budget.most, now))
        return min(budget.most, left + (now - at) * budget.per_second)
