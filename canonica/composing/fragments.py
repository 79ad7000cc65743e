"""Fragments: parts of pages that say the same whenever they are given the same."""

from collections.abc import Hashable, Iterable
from datetime import datetime
from threading import Lock
from types import NoneType
from typing import Any

from cachetools import LRUCache
from django.db.models import Model

ROWS = frozenset({"articles/_revision_row.html"})
"""Templates that tell nothing but what they are given: no request, hour or database.

A list has dozens of such rows, and most are on other lists, too, or on the same one a
minute later.
"""

_MOST_BYTES = 16 * 1024 * 1024
_OVERHEAD = 3000
"""Bytes that a row takes besides its own: what it was given, and places in tables."""

_PLAIN = frozenset({str, int, bool, NoneType, datetime})

_kept: LRUCache[Hashable, str] = LRUCache(
    _MOST_BYTES, getsizeof=lambda row: len(row) + _OVERHEAD
)
_lock = Lock()


def find(key: Hashable) -> str | None:
    """Return what was kept under the key, if it is still there."""
    with _lock:
        return _kept.get(key)


def keep(key: Hashable, row: str) -> None:
    """Keep a row, in the place of those that nobody asked for lately."""
    with _lock:
        _kept[key] = row


def count() -> int:
    """Return how many rows are kept."""
    return len(_kept)


def state_of(value: Any, seen: tuple[Model, ...] = ()) -> Hashable:
    """Return all that a value can tell, as something that is equal if that is.

    Of an object of the database: what was fetched of it, and of those around it, but
    for those from which it was reached.
    """
    if isinstance(value, Model):
        if value in seen:
            return None
        told = {**vars(value), **value._state.fields_cache}
        del told["_state"]
        return type(value), tuple(told), _states(told.values(), (*seen, value))
    if isinstance(value, dict):
        return tuple(value), _states(value.values(), seen)
    if isinstance(value, list | tuple):
        return _states(value, seen)
    other: Hashable = value
    return other


def _states(values: Iterable[Any], seen: tuple[Model, ...]) -> Hashable:
    return tuple(
        [one if type(one) in _PLAIN else state_of(one, seen) for one in values]
    )
