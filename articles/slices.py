"""Slices: one page of a long list, and the keys by which the next ones are found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """One page of a long list, and the keys where the next ones begin."""

    rows: list[Row]
    after: str = ""
    """Key of the last row, if more follow it."""
    before: str = ""
    """Key of the first row, if this is not the beginning."""


def slice_of(
    rows: Iterable[Row], size: int, key: Callable[[Row], str], *, is_first: bool
) -> Slice[Row]:
    """Divide rows, of which one more was asked for than is shown."""
    found = list(rows)
    shown = found[:size]
    return Slice(
        shown,
        after=key(shown[-1]) if len(found) > size else "",
        before="" if is_first or not shown else key(shown[0]),
    )


def slice_before(
    rows: Iterable[Row], size: int, key: Callable[[Row], str]
) -> Slice[Row]:
    """Divide rows that were asked for backwards, one more than is shown."""
    found = list(rows)
    shown = found[:size][::-1]
    return Slice(
        shown,
        after=key(shown[-1]) if shown else "",
        before=key(shown[0]) if len(found) > size else "",
    )
