"""Join two people's changes to one text, or say where they contradict."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from operator import attrgetter
from typing import ClassVar, Self

from markup.hunks import Hunk, find_hunks, split_lines

_LONGEST_BY_SENTENCE = 20_000
# The group that matches is what parts two sentences. A full stop before a small
# letter ends an abbreviation rather than a sentence.
_SENTENCE_END = re.compile(
    r"""[.!?\u2026]["'\u201d\u2019\u00bb)\]*_]*([^\S\n]++)(?![a-z])"""
    r"""|[\u3002\uff01\uff1f][\u201d\u2019\u300d\u300f\uff09]*()"""  # Chinese, Japanese
    r"""|(\n)"""
)


@dataclass(frozen=True, slots=True)
class Merged:
    """A stretch that both sides agree on, or that only one of them changed."""

    text: str
    is_conflict: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A stretch that both sides changed, each in its own way."""

    base: str
    mine: str
    theirs: str
    is_conflict: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Merge:
    """A text in which two sides' changes are joined, as far as they can be."""

    parts: tuple[Merged | Conflict, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left for a person to decide."""
        return not self.conflicts

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What a person has to decide."""
        return tuple(part for part in self.parts if isinstance(part, Conflict))

    @property
    def text(self) -> str:
        """The merged text. Raises ValueError while there are conflicts."""
        if not self.is_clean:
            raise ValueError("A merge with conflicts has no single text.")
        return self.text_preferring_mine

    @property
    def text_preferring_mine(self) -> str:
        """The merged text, with my side wherever the two contradict."""
        return "".join(
            part.text if isinstance(part, Merged) else part.mine for part in self.parts
        )


def merge(base: str, mine: str, theirs: str) -> Merge:
    """Join what mine and theirs changed in base, line by line, then by sentence.

    Lines that cannot be joined stay together as one conflict, unless they are few
    and all their sentences can be.
    """
    parts = merge_lines(base, mine, theirs).parts
    return Merge(_join_merged(chain.from_iterable(map(_merge_sentences, parts))))


def merge_lines(base: str, mine: str, theirs: str) -> Merge:
    """Join what mine and theirs changed in base, as ``git merge-file`` would.

    A last line without a line feed differs from the same line with one. Changes
    with no common line between them are in conflict unless they are the same.
    """
    base_lines = split_lines(base)
    my_side = _Side.of(base_lines, split_lines(mine))
    their_side = _Side.of(base_lines, split_lines(theirs))
    return Merge(_join_merged(_merge_items(base_lines, my_side, their_side)))


@dataclass(frozen=True, slots=True)
class _Side:
    """The items of one side, and where they differ from those of the base."""

    items: list[str]
    hunks: list[Hunk]

    @classmethod
    def of(cls, base: list[str], items: list[str]) -> Self:
        return cls(items, find_hunks(base, items))

    def text_between(self, start: int, end: int, hunks: list[Hunk]) -> str:
        """Return what became of a stretch of the base, given all hunks in it."""
        first, last = hunks[0], hunks[-1]
        new_start = first.new_start - (first.old_start - start)
        return "".join(self.items[new_start : last.new_end + (end - last.old_end)])


def _merge_items(
    base: list[str], mine: _Side, theirs: _Side
) -> Iterator[Merged | Conflict]:
    """Yield what both left alone, and between it what at least one changed.

    See S. Khanna, K. Kunal and B. C. Pierce, "A Formal Investigation of Diff3"
    (FSTTCS 2007).
    """
    position = 0
    for my_hunks, their_hunks in _group_touching(mine.hunks, theirs.hunks):
        start = min(hunk.old_start for hunk in my_hunks + their_hunks)
        end = max(hunk.old_end for hunk in my_hunks + their_hunks)
        old = "".join(base[start:end])
        my_text = mine.text_between(start, end, my_hunks) if my_hunks else old
        their_text = (
            theirs.text_between(start, end, their_hunks) if their_hunks else old
        )
        yield Merged("".join(base[position:start]))
        if not their_hunks or my_text == their_text:
            yield Merged(my_text)
        elif not my_hunks:
            yield Merged(their_text)
        else:
            yield Conflict(old, my_text, their_text)
        position = end
    yield Merged("".join(base[position:]))


def _group_touching(
    mine: list[Hunk], theirs: list[Hunk]
) -> list[tuple[list[Hunk], list[Hunk]]]:
    """Put together the hunks that have no item of the base between them."""
    groups: list[tuple[list[Hunk], list[Hunk]]] = []
    end = -1
    sides = [(hunk, 0) for hunk in mine] + [(hunk, 1) for hunk in theirs]
    for hunk, side in sorted(sides, key=lambda each: each[0].old_start):
        if hunk.old_start > end:
            groups.append(([], []))
        groups[-1][side].append(hunk)
        end = max(end, hunk.old_end)
    return groups


def _merge_sentences(part: Merged | Conflict) -> Iterator[Merged | Conflict]:
    """Yield the conflict's sentences joined, or the conflict if that fails."""
    if isinstance(part, Merged) or _is_too_long(part):
        yield part
        return
    base = list(_split_sentences(part.base))
    mine = _Side.of(base, list(_split_sentences(part.mine)))
    theirs = _Side.of(base, list(_split_sentences(part.theirs)))
    parts = list(_merge_items(base, _widen(mine, base), _widen(theirs, base)))
    yield from [part] if any(each.is_conflict for each in parts) else parts


def _is_too_long(part: Conflict) -> bool:
    return max(len(part.base), len(part.mine), len(part.theirs)) > _LONGEST_BY_SENTENCE


def _split_sentences(text: str) -> Iterator[str]:
    """Yield the sentences and what parts them, so that joining is exact."""
    position = 0
    for found in _SENTENCE_END.finditer(text):
        for cut in found.span(found.lastindex or 0):
            if cut > position:
                yield text[position:cut]
                position = cut
    if position < len(text):
        yield text[position:]


def _widen(side: _Side, base: list[str]) -> _Side:
    """Let each hunk claim the white space beside it.

    So changes in neighbouring sentences touch, though a space stands between
    them, except where sentences were only replaced, each by one: these leave
    their neighbours in place. A line feed always belongs to the change beside it.
    """
    hunks = []
    for hunk in side.hunks:
        before = _is_claimed(hunk, base[max(0, hunk.old_start - 1) : hunk.old_start])
        after = _is_claimed(hunk, base[hunk.old_end : hunk.old_end + 1])
        hunks.append(
            Hunk(
                hunk.old_start - before,
                hunk.old_end + after,
                hunk.new_start - before,
                hunk.new_end + after,
            )
        )
    return _Side(side.items, hunks)


def _is_claimed(hunk: Hunk, beside: list[str]) -> bool:
    if beside == ["\n"]:
        return True
    return hunk.removed != hunk.added and "".join(beside).isspace()


def _join_merged(parts: Iterable[Merged | Conflict]) -> tuple[Merged | Conflict, ...]:
    """Join what is merged between conflicts, and leave out what is empty."""
    joined: list[Merged | Conflict] = []
    for is_conflict, group in groupby(parts, attrgetter("is_conflict")):
        if is_conflict:
            joined += group
        elif text := "".join(part.text for part in group if isinstance(part, Merged)):
            joined.append(Merged(text))
    return tuple(joined)
