"""Join what two sides made of one sequence of strings, stretch by stretch."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from markup.hunks import Hunk, find_hunks


@dataclass(frozen=True, slots=True)
class Side:
    """The items of one side, and where they differ from those of the base.

    The disputed items, by position, may not be joined though only this side has
    them: the other side wants them elsewhere, or gone.
    """

    items: list[str]
    hunks: list[Hunk]
    disputed: frozenset[int] = frozenset()

    @classmethod
    def of(cls, base: list[str], items: list[str]) -> Self:
        """Compare the items with the base."""
        return cls(items, find_hunks(base, items))

    def text_between(self, start: int, end: int, hunks: list[Hunk]) -> str:
        """Return what became of a stretch of the base, given all hunks in it."""
        first, last = hunks[0], hunks[-1]
        new_start = first.new_start - (first.old_start - start)
        return "".join(self.items[new_start : last.new_end + (end - last.old_end)])

    def added_by(self, hunk: Hunk) -> list[str]:
        """Return the items that a hunk of this side puts in."""
        return self.items[hunk.new_start : hunk.new_end]

    def position_of(self, kept: int) -> int:
        """Return where an item of the base stands that is in none of the hunks."""
        ends = bisect_right(self.hunks, kept, key=lambda hunk: hunk.old_end)
        if not ends:
            return kept
        return kept + self.hunks[ends - 1].new_end - self.hunks[ends - 1].old_end

    def disputed_in(self, hunks: list[Hunk]) -> set[str]:
        """Return the disputed items that the hunks put in."""
        return {
            self.items[position]
            for hunk in hunks
            for position in self.disputed.intersection(
                range(hunk.new_start, hunk.new_end)
            )
        }


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the base, and what each side made of it."""

    base: str
    mine: str
    theirs: str
    is_disputed: bool = False

    @property
    def agreed(self) -> str | None:
        """The text of both sides or of the only one with changes, if there is one."""
        if self.mine == self.theirs:
            return self.mine
        if self.is_disputed or self.base not in (self.mine, self.theirs):
            return None
        return self.mine if self.theirs == self.base else self.theirs


_Group = tuple[list[Hunk], list[Hunk]]


def join(base: list[str], mine: Side, theirs: Side) -> Iterator[Stretch]:
    """Yield what both left alone, and between it what at least one changed.

    See S. Khanna, K. Kunal and B. C. Pierce, "A Formal Investigation of Diff3"
    (FSTTCS 2007).
    """
    return _join_groups(base, mine, theirs, _group_touching(mine, theirs))


def join_paragraphs(base: list[str], mine: Side, theirs: Side) -> Iterator[Stretch]:
    """Yield the same of lines, but part what a blank line parts.

    A paragraph that one side put in beside another does not touch what the other
    side made of that one.
    """
    return _join_groups(base, mine, theirs, _divide_paragraphs(mine, theirs))


def _join_groups(
    base: list[str], mine: Side, theirs: Side, groups: Iterable[_Group]
) -> Iterator[Stretch]:
    position = 0
    for my_hunks, their_hunks in groups:
        start = min(hunk.old_start for hunk in my_hunks + their_hunks)
        end = max(hunk.old_end for hunk in my_hunks + their_hunks)
        yield _unchanged(base[position:start])
        old = "".join(base[start:end])
        yield Stretch(
            base=old,
            mine=mine.text_between(start, end, my_hunks) if my_hunks else old,
            theirs=theirs.text_between(start, end, their_hunks) if their_hunks else old,
            # What both put in the same place is in dispute no longer.
            is_disputed=bool(
                mine.disputed_in(my_hunks) ^ theirs.disputed_in(their_hunks)
            ),
        )
        position = end
    yield _unchanged(base[position:])


def _unchanged(items: list[str]) -> Stretch:
    text = "".join(items)
    return Stretch(text, text, text)


def _group_touching(mine: Side, theirs: Side) -> list[_Group]:
    """Put together the hunks that have no item of the base between them."""
    groups: list[_Group] = []
    end = -1
    for hunk, side in _in_order(mine, theirs):
        if hunk.old_start > end:
            groups.append(([], []))
        groups[-1][side].append(hunk)
        end = max(end, hunk.old_end)
    return groups


def _divide_paragraphs(mine: Side, theirs: Side) -> list[_Group]:
    """Put together the hunks that touch, unless a blank line parts them."""
    sides, groups, last = (mine, theirs), list[_Group](), list[tuple[Hunk, Side]]()
    for hunk, number in _in_order(mine, theirs):
        side = sides[number]
        end = max((before.old_end for before, _ in last), default=-1)
        is_apart = hunk.old_start == end and all(
            _is_parted(before, its, hunk, side)
            for before, its in last
            if before.old_end == end
        )
        if hunk.old_start > end or is_apart:
            groups.append(([], []))
            last = []
        groups[-1][number].append(hunk)
        last.append((hunk, side))
    return groups


def _is_parted(before: Hunk, its: Side, hunk: Hunk, side: Side) -> bool:
    """Tell whether one neighbour only puts something in, apart from the other.

    What both put in is the same change of both, so it has to be seen together.
    """
    if bool(before.removed) == bool(hunk.removed):
        return False
    put_in, other = its.added_by(before), side.added_by(hunk)
    if any(not line.isspace() for line in {*put_in} & {*other}):
        return False
    return put_in[-1].isspace() if hunk.removed else other[0].isspace()


def _in_order(mine: Side, theirs: Side) -> list[tuple[Hunk, int]]:
    hunks = [(hunk, 0) for hunk in mine.hunks] + [(hunk, 1) for hunk in theirs.hunks]
    return sorted(hunks, key=lambda each: (each[0].old_start, each[0].old_end))
