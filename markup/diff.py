"""Compare two texts, as rows to be drawn side by side or one below the other."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal, Self

from markup.hunks import Hunk, find_hunks
from markup.pairing import Pair, pair_lines
from markup.spans import Span, whole_line, without

RowKind = Literal["same", "added", "removed", "changed", "moved_from", "moved_to"]
_Headings = list[tuple[int, str]]

_MOST_CHARACTERS = 2_000_000
_MOST_LINES = 100_000
_MOST_CHANGED_LINES = 8_000
_CLOSING_SIGNS = re.compile(r"(?<=\s)#+$")
_FENCE_OR_HEADING = re.compile(r" {0,3}(?:(`{3,}|~{3,})|#{1,6}[ \t])")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one of the texts, numbered from 1."""

    number: int
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The line as it was written."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Partner:
    """The row in which a moved line stands a second time."""

    anchor: str
    line: int
    """Its number in the other text."""
    is_below: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the old text, of the new text, or of both.

    ``inline`` is the same in one line, with what was removed before what was
    added. A moved line stands in two rows, each of which is the other's partner.
    """

    kind: RowKind
    old: Line | None
    new: Line | None
    inline: tuple[Span, ...]
    partner: Partner | None = None

    @property
    def anchor(self) -> str:
        """A name for this row that no other row of the difference has."""
        if self.new:
            return _new_anchor(self.new.number)
        return _old_anchor(self.old.number) if self.old else ""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stand together, under the heading of the section they are in."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What was changed between two texts.

    Without blocks the texts are identical, or the difference is too large to draw.
    """

    blocks: tuple[Block, ...] = ()
    is_identical: bool = False
    is_too_large: bool = False


def compare(old: str, new: str, *, context: int = 2) -> Difference:
    """Return what was changed, with so many unchanged lines around each change.

    Whether the last line is ended is a change only if it is the only one.
    """
    if old == new:
        return Difference(is_identical=True)
    if _is_too_long(old) or _is_too_long(new):
        return Difference(is_too_large=True)
    old_lines, new_lines = _split(old), _split(new)
    if old_lines == new_lines:
        old_lines[-1] += "\n" * old.endswith("\n")
        new_lines[-1] += "\n" * new.endswith("\n")
    hunks = find_hunks(old_lines, new_lines)
    if sum(hunk.removed + hunk.added for hunk in hunks) > _MOST_CHANGED_LINES:
        return Difference(is_too_large=True)
    pairs = pair_lines(old_lines, new_lines, hunks)
    return Difference(
        _Comparison.of(old_lines, new_lines, pairs).blocks(hunks, context)
    )


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The lines of both texts, and for each paired line its pair."""

    old: list[str]
    new: list[str]
    by_old: dict[int, Pair]
    by_new: dict[int, Pair]

    @classmethod
    def of(cls, old: list[str], new: list[str], pairs: list[Pair]) -> Self:
        by_old = {pair.old: pair for pair in pairs}
        by_new = {pair.new: pair for pair in pairs}
        return cls(old, new, by_old, by_new)

    def blocks(self, hunks: list[Hunk], context: int) -> tuple[Block, ...]:
        headings = _find_headings(self.old), _find_headings(self.new)
        return tuple(
            Block(_heading_over(group[0], *headings), tuple(self._rows(group, context)))
            for group in _group(hunks, context)
        )

    def _rows(self, hunks: list[Hunk], context: int) -> Iterator[Row]:
        """Yield neighbouring hunks with what is between and around them."""
        position = max(0, hunks[0].old_start - context)
        for hunk in hunks:
            shift = hunk.new_start - hunk.old_start
            yield from self._same_rows(position, hunk.old_start, shift)
            yield from self._changed_rows(hunk)
            position = hunk.old_end
        shift = hunks[-1].new_end - hunks[-1].old_end
        end = min(position + context, len(self.old))
        yield from self._same_rows(position, end, shift)

    def _same_rows(self, start: int, end: int, shift: int) -> Iterator[Row]:
        for position in range(start, end):
            spans = whole_line(self.old[position], "same")
            old, new = Line(position + 1, spans), Line(position + shift + 1, spans)
            yield Row("same", old, new, spans)

    def _changed_rows(self, hunk: Hunk) -> Iterator[Row]:
        """Yield removed lines before added ones, and both before what became of one."""
        added = hunk.new_start
        for removed in range(hunk.old_start, hunk.old_end):
            pair = self.by_old.get(removed)
            if pair is None or pair.is_move:
                yield self._removed_row(removed, added)
                continue
            yield from self._added_rows(added, pair.new, removed)
            yield _edited_row(pair)
            added = pair.new + 1
        yield from self._added_rows(added, hunk.new_end, hunk.old_end)

    def _removed_row(self, position: int, drawn: int) -> Row:
        """Draw a removed line below so many lines of the new text."""
        pair = self.by_old.get(position)
        if pair is None:
            spans = whole_line(self.old[position], "removed")
            return Row("removed", Line(position + 1, spans), None, spans)
        spans = without("added", pair.spans)
        number = pair.new + 1
        partner = Partner(_new_anchor(number), number, is_below=pair.new >= drawn)
        return Row("moved_from", Line(position + 1, spans), None, spans, partner)

    def _added_rows(self, start: int, end: int, drawn: int) -> Iterator[Row]:
        """Draw added lines below so many lines of the old text."""
        for position in range(start, end):
            yield self._added_row(position, drawn)

    def _added_row(self, position: int, drawn: int) -> Row:
        pair = self.by_new.get(position)
        if pair is None:
            spans = whole_line(self.new[position], "added")
            return Row("added", None, Line(position + 1, spans), spans)
        spans = without("removed", pair.spans)
        number = pair.old + 1
        partner = Partner(_old_anchor(number), number, is_below=pair.old >= drawn)
        return Row("moved_to", None, Line(position + 1, spans), spans, partner)


def _edited_row(pair: Pair) -> Row:
    old = Line(pair.old + 1, without("added", pair.spans))
    new = Line(pair.new + 1, without("removed", pair.spans))
    return Row("changed", old, new, pair.spans)


def _group(hunks: list[Hunk], context: int) -> Iterator[list[Hunk]]:
    """Yield together the hunks whose surroundings meet."""
    group: list[Hunk] = []
    for hunk in hunks:
        if group and hunk.old_start - group[-1].old_end > 2 * context:
            yield group
            group = []
        group.append(hunk)
    yield group


def _heading_over(hunk: Hunk, old: _Headings, new: _Headings) -> str:
    """Return the nearest heading at or above what was added, else what was removed."""
    line, headings = (hunk.new_start, new) if hunk.added else (hunk.old_start, old)
    place = bisect_right(headings, line + 1, key=itemgetter(0))
    return headings[place - 1][1] if place else ""


def _find_headings(lines: list[str]) -> _Headings:
    """Return the number and the text of each heading, outside blocks of code."""
    headings = []
    fence = ""
    for number, line in enumerate(lines, start=1):
        found = _FENCE_OR_HEADING.match(line)
        if found is None:
            continue
        if marks := found[1]:
            if not fence:
                fence = marks
            elif marks.startswith(fence):
                fence = ""
        elif not fence:
            text = line.strip().lstrip("#")
            headings.append((number, _CLOSING_SIGNS.sub("", text).strip()))
    return headings


def _is_too_long(text: str) -> bool:
    return len(text) > _MOST_CHARACTERS or text.count("\n") > _MOST_LINES


def _split(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def _old_anchor(number: int) -> str:
    return f"old-{number}"


def _new_anchor(number: int) -> str:
    return f"new-{number}"
