"""Compare two lines word by word, as spans that stayed, went or came."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from markup.hunks import Hunk, find_hunks
from markup.visible import is_plain, show_changed, show_unchanged

SpanKind = Literal["same", "added", "removed"]
Piece = tuple[str, SpanKind]

_LEAST_LIKENESS = 0.4
_MOST_HUNKS = 2_000


class Span(NamedTuple):
    """A stretch of a line that stayed the same, was added or was removed."""

    text: str
    kind: SpanKind
    shown: str
    """The text with what the eye would miss made visible."""


def compare_words(old: list[str], new: list[str]) -> tuple[Span, ...]:
    """Return a line with what it lost and won between two lists of its words.

    Return nothing if so little stayed that the two are better read one by one.
    """
    hunks = find_hunks(old, new)
    if len(hunks) > _MOST_HUNKS:
        return ()
    pieces = list(_interleave(old, new, _join_over_spaces(old, hunks)))
    kept = weigh("".join(text for text, kind in pieces if kind == "same"))
    if likeness(kept, weigh("".join(old)), weigh("".join(new))) < _LEAST_LIKENESS:
        return ()
    return _draw(pieces)


def whole_line(text: str, kind: SpanKind) -> tuple[Span, ...]:
    """Return the line as one span, or none if it is empty."""
    return _draw([(text, kind)])


def without(kind: SpanKind, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return one side of compared lines: what it had, or what it has."""
    side: list[Span] = []
    for span in spans:
        if span.kind == kind:
            continue
        if side and side[-1].kind == span.kind:
            side[-1] = _join(side[-1], span)
        else:
            side.append(span)
    return tuple(side)


def weigh(text: str) -> int:
    """Count the characters that are not white space."""
    return len("".join(text.split()))


def likeness(common: int, old: int, new: int) -> float:
    """Return how alike two lines of these weights are, from 0 to 1."""
    return 2 * common / (old + new) if old + new else 1.0


def _join_over_spaces(words: list[str], hunks: list[Hunk]) -> list[Hunk]:
    """Make one hunk of two replacements with nothing but white space between."""
    joined: list[Hunk] = []
    for hunk in hunks:
        if joined and _reads_as_one(joined[-1], hunk, words):
            first = joined.pop()
            joined.append(
                Hunk(first.old_start, hunk.old_end, first.new_start, hunk.new_end)
            )
        else:
            joined.append(hunk)
    return joined


def _reads_as_one(first: Hunk, second: Hunk, words: list[str]) -> bool:
    if second.old_start - first.old_end > 1 or not words[first.old_end].isspace():
        return False
    return bool(first.removed + second.removed and first.added + second.added)


def _interleave(old: list[str], new: list[str], hunks: list[Hunk]) -> Iterator[Piece]:
    """Yield what stayed, and at each hunk what went before what came."""
    position = 0
    for hunk in hunks:
        yield "".join(old[position : hunk.old_start]), "same"
        yield "".join(old[hunk.old_start : hunk.old_end]), "removed"
        yield "".join(new[hunk.new_start : hunk.new_end]), "added"
        position = hunk.old_end
    yield "".join(old[position:]), "same"


def _draw(pieces: Iterable[Piece]) -> tuple[Span, ...]:
    """Make spans of a line's pieces, leaving out the empty ones."""
    line = [piece for piece in pieces if piece[0]]
    # Asked once for the whole line, for most lines are all that is plain.
    sees_all = is_plain("".join(text for text, _kind in line))
    kinds = [kind for _text, kind in line]
    spans = []
    for position, (text, kind) in enumerate(line):
        if sees_all and (kind == "same" or _has_inner_spaces_only(text)):
            shown = text
        elif kind == "same":
            shown = show_unchanged(text)
        else:
            opens_line = _is_outermost(kind, kinds[max(0, position - 2) : position])
            closes_line = _is_outermost(kind, kinds[position + 1 : position + 3])
            shown = show_changed(text, opens_line=opens_line, closes_line=closes_line)
        spans.append(Span(text, kind, shown))
    return tuple(spans)


def _has_inner_spaces_only(text: str) -> bool:
    """Whether each space of it stands alone between two other characters."""
    return "  " not in f" {text} "


def _is_outermost(kind: SpanKind, beside: list[SpanKind]) -> bool:
    """Tell whether beside, from here to an end, is only of the opposite kind.

    Of what is beside, two pieces are enough to know.
    """
    return not beside or (len(beside) == 1 and beside[0] not in ("same", kind))


def _join(first: Span, second: Span) -> Span:
    return Span(first.text + second.text, first.kind, first.shown + second.shown)
