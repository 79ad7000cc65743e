"""The store: copies by their addresses, of bounded size; and what must not stand there.

Who looks takes no lock. Of what nobody asked for since it came, or since it was last
passed over, the oldest goes first: a crawl pushes out what nobody reads, not what many
do.
"""

import threading
import time
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from accounts.shared import Key

Address = tuple[str, ...]
"""The host, the path and the query; and what else a page for members depends on."""

LASTS = 300.0
"""Seconds after which a page is made anew, for what time alone changes: protections
that run out, the article of the day and what was on it."""

_SETTLES_IN = 2.0
"""HTTP tells times in seconds: what changed within so many may have had two states."""
_REMEMBERED_ELSEWHERE = 3.0
"""So long after a change of the site its notice may be read from what is remembered."""
_MOST_CHANGES = 20_000
_LARGEST_SHARE = 8


class Kept(Protocol):
    """What can stand in a store."""

    @property
    def keys(self) -> frozenset[str]:
        """What it depends on."""

    @property
    def size(self) -> int:
        """How many bytes it takes."""

    is_used: bool
    """Whether somebody asked for it since it was last passed over."""


Page = TypeVar("Page", bound=Kept)


class Store(Generic[Page]):
    """Copies of pages. Each is found until something that it depends on changes."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._lock = threading.Lock()
        self._copies: OrderedDict[Address, Page] = OrderedDict()
        self._naming: defaultdict[str, set[Address]] = defaultdict(set)
        self._changes = 0
        self._forgotten = 0
        """Whoever began before this many changes does not know what came since."""
        self._changed: dict[str, tuple[int, float]] = {}
        # Looking needs no lock, and is done for each request.
        self.find = self._copies.get

    def __len__(self) -> int:
        return len(self._copies)

    def begin(self) -> int:
        """Return what ``put`` has to be told of a copy that is begun now."""
        return self._changes

    def is_settled(self, keys: Iterable[str]) -> bool:
        """Whether none of the keys changed in the last seconds."""
        return not self._has_changed(keys, within=_SETTLES_IN)

    def put(self, address: Address, copy: Page, began: int) -> bool:
        """Keep a copy, unless something that it depends on changed since it was begun.

        What changes later removes it: none is kept that the last change known here
        had made wrong.
        """
        with self._lock:
            if not self._may_stay(copy, began):
                return False
            self._take_out(address)
            self._copies[address] = copy
            for key in copy.keys:
                self._naming[key].add(address)
            self.bytes += copy.size
            self._make_room()
        return True

    def throw_out(self, keys: Iterable[str]) -> None:
        """Forget every copy that depends on one of the keys, for they changed."""
        with self._lock:
            self._changes += 1
            if len(self._changed) > _MOST_CHANGES:
                self._changed.clear()
                self._forgotten = self._changes
            now = time.monotonic()
            for key in keys:
                self._changed[key] = (self._changes, now)
                for address in self._naming.pop(key, ()):
                    self._take_out(address)

    def throw_out_all(self) -> None:
        """Forget all copies: nobody knows what changed."""
        with self._lock:
            self._changes += 1
            self._forgotten = self._changes
            self._copies.clear()
            self._naming.clear()
            self._changed.clear()
            self.bytes = 0

    def _may_stay(self, copy: Page, began: int) -> bool:
        if began < self._forgotten or copy.size * _LARGEST_SHARE > self.most_bytes:
            return False
        if self._has_changed([Key.SITE], within=_REMEMBERED_ELSEWHERE):
            return False
        never = (0, 0.0)
        return all(self._changed.get(key, never)[0] <= began for key in copy.keys)

    def _has_changed(self, keys: Iterable[str], *, within: float) -> bool:
        now = time.monotonic()
        found = (self._changed.get(key) for key in keys)
        return any(change and now - change[1] < within for change in found)

    def _make_room(self) -> None:
        while self.bytes > self.most_bytes:
            address = next(iter(self._copies))
            copy = self._copies[address]
            if copy.is_used:
                copy.is_used = False
                self._copies.move_to_end(address)
            else:
                self._take_out(address)

    def _take_out(self, address: Address) -> None:
        copy = self._copies.pop(address, None)
        if copy is None:
            return
        self.bytes -= copy.size
        for key in copy.keys:
            if addresses := self._naming.get(key):
                addresses.discard(address)
                if not addresses:
                    del self._naming[key]
