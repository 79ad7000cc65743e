"""Let what one side changed in a paragraph follow it to where the other moved it."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Self

from markup.hunks import Hunk, split_lines
from markup.joining import Side
from markup.pairing import is_worth_tracing, pair_lines
from markup.sentences import join_sentences
from markup.spans import likeness, weigh
from markup.words import split_words

_LEAST_LIKENESS = 0.5


@dataclass(frozen=True, slots=True)
class Versions:
    """The lines of a base and of its two sides."""

    base: list[str]
    mine: Side
    theirs: Side

    @classmethod
    def of(cls, base: str, mine: str, theirs: str) -> Self:
        """Divide the texts into lines, and compare each side's with the base's."""
        lines = split_lines(base)
        my_side = Side.of(lines, split_lines(mine))
        return cls(lines, my_side, Side.of(lines, split_lines(theirs)))


@dataclass(frozen=True, slots=True)
class _Carried:
    """A line that one side edited, and the other moved or left among moved ones."""

    old: int
    """Where it stands in the base."""
    new: int
    """Where it stands on the side that moved."""
    edited: str
    """What the other side made of it."""
    joined: str
    """What both sides made of it."""


@dataclass(frozen=True, slots=True)
class _Way:
    """What one side moved, and what of it can carry the other side's edits."""

    moved: dict[int, int] = field(default_factory=dict)
    """Where lines stood and stand that the other side changed in any way."""
    carried: tuple[_Carried, ...] = ()

    @property
    def disputed(self) -> frozenset[int]:
        """The moved lines about which the sides have yet to agree."""
        carried = {line.old for line in self.carried}
        return frozenset(new for old, new in self.moved.items() if old not in carried)

    def clear_of(self, lines: Collection[str]) -> "_Way":
        clear = (
            line
            for line in self.carried
            if line.edited not in lines and line.joined not in lines
        )
        return replace(self, carried=tuple(clear))


@dataclass(frozen=True, slots=True)
class Moves:
    """The moves of both sides that matter to a merge of their versions."""

    versions: Versions
    mine: _Way
    theirs: _Way

    def follow(self) -> Versions:
        """Return the versions as if each edit had been made before the move.

        An edit that is carried along is made in the base and on both sides, so
        that only the move is left to merge. A line that one side moved and the
        other changed in a way that cannot be carried is disputed.
        """
        base = [*self.versions.base]
        for line in chain(self.mine.carried, self.theirs.carried):
            base[line.old] = line.edited
        return Versions(
            base,
            _rewrite(self.versions.mine, self.mine, self.theirs),
            _rewrite(self.versions.theirs, self.theirs, self.mine),
        )

    def clear_of(self, lines: Collection[str]) -> "Moves":
        """Return the moves without the edits that would be carried to these lines."""
        return replace(
            self, mine=self.mine.clear_of(lines), theirs=self.theirs.clear_of(lines)
        )

    def carrying_nothing(self) -> "Moves":
        """Return the moves with all of them in dispute."""
        return replace(
            self,
            mine=replace(self.mine, carried=()),
            theirs=replace(self.theirs, carried=()),
        )


def find_moves(versions: Versions) -> Moves:
    """Find the lines that one side moved and the other changed.

    Only lines that stand once in the base and once on the side that moved them are
    followed, and only edits that left a line in its place.
    """
    mine = _Changes(versions.base, versions.mine)
    theirs = _Changes(versions.base, versions.theirs)
    return Moves(versions, _find_way(mine, theirs), _find_way(theirs, mine))


@dataclass(frozen=True)
class _Changes:
    """What one side made of the lines of the base."""

    base: list[str]
    side: Side

    @cached_property
    def changed(self) -> set[int]:
        """The lines of the base that are no longer there, or not as they were."""
        return set(
            chain.from_iterable(
                range(hunk.old_start, hunk.old_end) for hunk in self.side.hunks
            )
        )

    @cached_property
    def _old_places(self) -> Counter[str]:
        return Counter(map(_content, self.base))

    @cached_property
    def _new_places(self) -> Counter[str]:
        return Counter(map(_content, self.side.items))

    @cached_property
    def _replaced(self) -> dict[int, int]:
        """Where the lines stand that took the place of others, each that of one."""
        return {
            old: old - hunk.old_start + hunk.new_start
            for hunk in self.side.hunks
            if hunk.removed == hunk.added
            for old in range(hunk.old_start, hunk.old_end)
        }

    @cached_property
    def edited(self) -> dict[int, int]:
        """Where the lines stand that were edited in their place."""
        return {
            old: new
            for old, new in self._replaced.items()
            if self._is_edit(self.base[old], self.side.items[new])
        }

    def _is_edit(self, old: str, new: str) -> bool:
        """Tell whether it is the same line, and not one that was moved here."""
        if old.endswith("\n") != new.endswith("\n"):
            return False
        if self._new_places[_content(old)] or self._old_places[_content(new)]:
            return False
        return _are_like(old, new)

    def moved_among(self, lines: set[int]) -> dict[int, int]:
        """Return where those of the lines stand that were moved."""
        sought = set(filter(self._may_be_followed, lines & self.changed))
        if not sought or sought <= self.edited.keys():
            return {}
        old, new = [*map(_content, self.base)], [*map(_content, self.side.items)]
        return {
            pair.old: pair.new
            for pair in pair_lines(old, new, [*self._hunks_without_edits()])
            if pair.is_move
            and pair.old in sought
            and self._new_places[new[pair.new]] == 1
        }

    def _may_be_followed(self, line: int) -> bool:
        content = _content(self.base[line])
        return self._old_places[content] == 1 and is_worth_tracing(content)

    def _hunks_without_edits(self) -> Iterator[Hunk]:
        """Yield what went and came, leaving out the lines edited in their place."""
        for hunk in self.side.hunks:
            if hunk.removed != hunk.added:
                yield hunk
                continue
            for old in range(hunk.old_start, hunk.old_end):
                if old not in self.edited:
                    new = self._replaced[old]
                    yield Hunk(old, old + 1, new, new)
                    yield Hunk(old + 1, old + 1, new, new + 1)

    @cached_property
    def rearranged(self) -> set[int]:
        """The kept lines beside which other lines were moved, and nothing else."""
        beside: dict[int, bool] = {}
        for hunk in self.side.hunks:
            is_move = self._only_moves(hunk)
            for line in (hunk.old_start - 1, hunk.old_end):
                beside[line] = beside.get(line, True) and is_move
        return {line for line, is_move in beside.items() if is_move} - self.changed

    def _only_moves(self, hunk: Hunk) -> bool:
        removed = self.base[hunk.old_start : hunk.old_end]
        added = self.side.items[hunk.new_start : hunk.new_end]
        return all(
            self._old_places[content] == self._new_places[content] == 1
            for content in map(_content, removed + added)
            if content.strip()
        )


def _find_way(mover: _Changes, editor: _Changes) -> _Way:
    """Find what one side moved, and which edits of the other can follow."""
    moved = mover.moved_among(editor.changed)
    rearranged = mover.rearranged & editor.changed
    carried = []
    for old in moved.keys() | rearranged:
        if old not in editor.edited:
            continue
        edited = editor.side.items[editor.edited[old]]
        new = moved[old] if old in moved else mover.side.position_of(old)
        joined = _join_lines(mover.base[old], mover.side.items[new], edited)
        if joined is not None:
            carried.append(_Carried(old, new, edited, joined))
    return _Way(moved, tuple(carried))


def _join_lines(base: str, moved: str, edited: str) -> str | None:
    """Return both sides' line where it was moved to, or None if they contradict."""
    joined: str | None
    if _content(moved) == _content(base):
        joined = _content(edited)
    else:
        joined = join_sentences(*map(_content, (base, moved, edited)))
    if joined is None:
        return None
    return joined + "\n" * moved.endswith("\n")


def _rewrite(side: Side, way: _Way, other_way: _Way) -> Side:
    """Make the other side's edits in the lines that this side moved.

    The edits that this side made in the lines that the other one moved are now in
    the base too, so they are no differences any more.
    """
    items = [*side.items]
    for line in way.carried:
        items[line.new] = line.joined
    settled = {line.old for line in other_way.carried}
    hunks = chain.from_iterable(_divide(hunk, settled) for hunk in side.hunks)
    return Side(items, [*hunks], way.disputed)


def _divide(hunk: Hunk, settled: set[int]) -> list[Hunk]:
    """Take the settled lines out of a hunk that replaces each line by one."""
    lines = range(hunk.old_start, hunk.old_end)
    if settled.isdisjoint(lines):
        return [hunk]
    offset = hunk.new_start - hunk.old_start
    divided: list[Hunk] = []
    for line in lines:
        if line in settled:
            continue
        start = line
        if divided and divided[-1].old_end == line:
            start = divided.pop().old_start
        divided.append(Hunk(start, line + 1, start + offset, line + 1 + offset))
    return divided


def _content(line: str) -> str:
    return line.removesuffix("\n")


def _are_like(old: str, new: str) -> bool:
    """Tell whether the lines share so many words that one was made of the other."""
    half = max(len(old), len(new)) // 2 + 1
    if old[:half] == new[:half] or old[-half:] == new[-half:]:
        return True
    common = Counter(split_words(old)) & Counter(split_words(new))
    kept = sum(len(word) * times for word, times in common.items() if word.strip())
    return likeness(kept, weigh(old), weigh(new)) >= _LEAST_LIKENESS
