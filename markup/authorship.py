"""Authorship: mark in a rendered page whose each of its words is.

The words of the page are found again in its source by comparing the two: what is
markup in the source has no counterpart, and notes, which stand elsewhere on the
page, are found in a second pass.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

from markup.cleaner import clean
from markup.hunks import Hunk, find_hunks
from markup.words import split_words

# The cleaner writes every attribute in double quotes, which may hold a ">".
_PIECE = re.compile(r'(<(?:[^"<>]|"[^"]*")*>)')
# Nothing inside these was written by somebody as it stands there.
_UNWRITTEN = re.compile(
    r'<(math|sup class="reference"|span class="visually-hidden"'
    r'|a [^>]*class="(?:section-edit|backlink)")'
)
_NOBODY = -1
_PAST_THE_MARKS = (_NOBODY, sys.maxsize)


class Mark(NamedTuple):
    """Whose some characters of a source are, and the classes their words get.

    The origin 0 is nobody's: its words are not marked.
    """

    length: int
    origin: int
    classes: str = ""


def mark_origins(html: str, source: str, marks: Sequence[Mark]) -> str:
    """Return the page with its words in spans that name their origins.

    ``html`` is what ``to_html`` made of the source, and the marks cover the source
    from its beginning. A span has the classes of its mark, and its origin in the
    attribute ``data-origin``.
    """
    pieces = [_Piece(part) for part in _PIECE.split(html) if part]
    _leave_out_unwritten(pieces)
    written = [word for piece in pieces for word in piece.words if _is_visible(word)]
    owners = iter(_owners(*_words_with_marks(source, marks), written))
    return clean("".join(piece.marked(owners, marks) for piece in pieces))


class _Piece:
    """A tag, or the text between two."""

    def __init__(self, html: str) -> None:
        self.html = html
        is_text = html[0] != "<" and not html.isspace()
        self.words = split_words(unescape(html)) if is_text else []

    def marked(self, owners: Iterator[int], marks: Sequence[Mark]) -> str:
        """Return the HTML with marks, taking an owner for each visible word."""
        if not self.words:
            return self.html
        owned = [next(owners) if _is_visible(word) else _NOBODY for word in self.words]
        runs = groupby(zip(_filled(owned), self.words, strict=True), key=itemgetter(0))
        return "".join(
            _run(marks, owner, [word for _, word in run]) for owner, run in runs
        )


def _leave_out_unwritten(pieces: list[_Piece]) -> None:
    """Take the words off what the renderer adds by itself."""
    name, depth = "", 0
    for piece in pieces:
        if not depth and (found := _UNWRITTEN.match(piece.html)):
            name, depth = found[1].split(" ")[0], 1
        elif depth:
            piece.words = []
            depth += piece.html.startswith(f"<{name}") - piece.html.startswith(
                f"</{name}>"
            )


def _words_with_marks(
    source: str, marks: Sequence[Mark]
) -> tuple[list[str], list[int]]:
    """Return the visible words of the source, and which mark each of them is in."""
    all_words = split_words(source)
    starts = accumulate(map(len, all_words), initial=0)
    visible = [
        (word, start)
        for word, start in zip(all_words, starts, strict=False)
        if not word.isspace()
    ]
    ends = accumulate(mark.length for mark in marks)
    owners, numbers = [], enumerate(ends)
    owner, end = next(numbers, _PAST_THE_MARKS)
    for _, start in visible:
        while start >= end:
            owner, end = next(numbers, _PAST_THE_MARKS)
        owners.append(owner if owner != _NOBODY and marks[owner].origin else _NOBODY)
    return [word for word, _ in visible], owners


def _owners(words: list[str], marks: list[int], written: list[str]) -> list[int]:
    """Return which mark each written word is in, or nobody's."""
    owners = [_NOBODY] * len(written)
    sources: Sequence[int] = range(len(words))
    targets: Sequence[int] = range(len(written))
    for _ in range(2):
        found = find_hunks(
            [words[index] for index in sources], [written[index] for index in targets]
        )
        for source, target in _matches(found, sources, targets):
            owners[target] = marks[source]
        sources, targets = _left(found, sources, targets)
    return owners


def _matches(
    hunks: Iterable[Hunk], sources: Sequence[int], targets: Sequence[int]
) -> Iterator[tuple[int, int]]:
    old = new = 0
    end = Hunk(len(sources), len(sources), len(targets), len(targets))
    for hunk in [*hunks, end]:
        yield from zip(
            sources[old : hunk.old_start], targets[new : hunk.new_start], strict=True
        )
        old, new = hunk.old_end, hunk.new_end


def _left(
    hunks: Iterable[Hunk], sources: Sequence[int], targets: Sequence[int]
) -> tuple[Sequence[int], Sequence[int]]:
    found = list(hunks)
    return (
        [i for hunk in found for i in sources[hunk.old_start : hunk.old_end]],
        [i for hunk in found for i in targets[hunk.new_start : hunk.new_end]],
    )


def _filled(owned: list[int]) -> list[int]:
    """Give what stands between two words of one owner to that owner, too."""
    filled, last = list(owned), -1
    for index, owner in enumerate(owned):
        if owner == _NOBODY:
            continue
        if last >= 0 and owned[last] == owner:
            filled[last:index] = [owner] * (index - last)
        last = index
    return filled


def _run(marks: Sequence[Mark], owner: int, words: Iterable[str]) -> str:
    text = escape("".join(words), quote=False)
    if owner == _NOBODY:
        return text
    mark = marks[owner]
    classes = f"passage {mark.classes}".rstrip()
    return f'<span class="{classes}" data-origin="{mark.origin}">{text}</span>'


def _is_visible(word: str) -> bool:
    return not word.isspace()
