"""Desks: how many requests are worked on at once, of which kinds, and who waits.

A process works on few things at once: more would only make each take longer. Kinds
that cost much, or are less wanted, may have only some of the desks, so that there is
always one for readers. A few of each kind wait for their turn; all others are refused
at once, so that whoever waits is answered soon.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from canonica.crowds.kinds import Kind

MAY_WAIT = {
    Kind.READ: 32,
    Kind.EDIT: 56,
    Kind.COSTLY: 16,
    Kind.SEARCH: 12,
    Kind.CRAWL: 4,
}
"""How many may wait of this kind and those preferred to it, until one is refused."""
_LONG = 1.0
"""Seconds after which somebody is next, whatever others ask for."""
_PATIENCE = 10.0
"""Seconds after which somebody is refused for whom no desk became free."""
_OTHERS = 16
"""Threads for those who need no desk: kept pages, files, refusals."""


def threads_for(desks: int) -> int:
    """Return how many threads a process needs, if nobody who waits may block it."""
    # Who waits of the less preferred kinds came first, and stays.
    return desks + sum(MAY_WAIT.values()) + _OTHERS


@dataclass(slots=True)
class _Waiting:
    """Somebody who waits for a desk."""

    kind: Kind
    since: float
    called: threading.Event = field(default_factory=threading.Event)
    desk: int | None = None


class Desks:
    """The desks of a process, by their numbers."""

    def __init__(self, count: int, may_wait: Mapping[Kind, int] = MAY_WAIT) -> None:
        self._free = list(range(count))
        self._most = _most_of(count)
        self._may_wait = may_wait
        self._working = dict.fromkeys(self._most, 0)
        self._queues: dict[Kind, deque[_Waiting]] = {one: deque() for one in self._most}
        self._lock = threading.Lock()

    @contextmanager
    def one_for(self, kind: Kind) -> Iterator[int | None]:
        """Give a desk for as long as the work takes, perhaps after a while; or none."""
        desk = self._take(kind)
        try:
            yield desk
        finally:
            if desk is not None:
                self._give_back(kind, desk)

    def waiting(self, kind: Kind) -> int:
        """Return how many wait for a desk, of one kind."""
        return len(self._queues[kind])

    def _take(self, kind: Kind) -> int | None:
        with self._lock:
            # Nobody else waits then who could have it: they would have been called.
            if self._may_begin(kind):
                return self._begin(kind)
            preferred = (one for one in self._queues if one <= kind)
            if sum(map(self.waiting, preferred)) >= self._may_wait[kind]:
                return None
            waiting = _Waiting(kind, time.monotonic())
            self._queues[kind].append(waiting)
        if not waiting.called.wait(_PATIENCE):
            self._leave(waiting)
        return waiting.desk

    def _leave(self, waiting: _Waiting) -> None:
        with self._lock:
            if waiting.desk is None:
                self._queues[waiting.kind].remove(waiting)

    def _give_back(self, kind: Kind, desk: int) -> None:
        with self._lock:
            # The one used last is taken first: its connection is the warmest.
            self._free.append(desk)
            self._working[kind] -= 1
            while waiting := self._next():
                self._queues[waiting.kind].popleft()
                waiting.desk = self._begin(waiting.kind)
                waiting.called.set()

    def _next(self) -> _Waiting | None:
        """Return who is next: who has waited for long, or else the most preferred."""
        first = [queue[0] for one, queue in self._queues.items() if queue]
        able = [one for one in first if self._may_begin(one.kind)]
        if not able:
            return None
        oldest = min(able, key=lambda one: one.since)
        is_long = time.monotonic() - oldest.since > _LONG
        return oldest if is_long else min(able, key=lambda one: one.kind)

    def _may_begin(self, kind: Kind) -> bool:
        """Whether a desk is free, and none is needed for what is preferred to this."""
        if not self._free:
            return False
        at_work = 0
        for one in reversed(self._most):
            at_work += self._working[one]
            if one <= kind and at_work >= self._most[one]:
                return False
        return True

    def _begin(self, kind: Kind) -> int:
        self._working[kind] += 1
        return self._free.pop()


def _most_of(count: int) -> dict[Kind, int]:
    """Return how many may work on each kind, and on those less preferred, together."""
    return {
        Kind.READ: count,
        Kind.EDIT: max(1, count - 1),
        Kind.COSTLY: max(1, count // 2),
        Kind.SEARCH: max(1, count // 2),
        Kind.CRAWL: max(1, count // 4),
    }
