"""Mark in running text, word by word, what was changed since an earlier version."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Literal

from markup.fragments import descent, name_of, split_parts, split_text
from markup.hunks import Hunk, find_hunks

Mark = Literal["ins", "del"]

_MOST_NESTED = 30
_MOST_HUNKS = 2_000
_HREF = re.compile(r' href="([^"]*)"')
_LINK_TAG = re.compile(r"</?a\b[^<>]*>")
_SPACES = {"&nbsp;", "<br>"}


def mark_phrase(old_html: str, new_html: str) -> str:
    """Return the new phrase, marked where it differs from the old one.

    Neither may have blocks or parts of the interface in it. What was removed
    stands before what was added in its place, within the elements of the new
    phrase that go on around it. White space alone is never marked. Where there
    is too much to mark, all words are removed and added.
    """
    old, new = _read_phrase(old_html), _read_phrase(new_html)
    hunks = find_hunks(old.keys, new.keys)
    if len(hunks) > _MOST_HUNKS:
        hunks = [Hunk(1, len(old.keys), 1, len(new.keys))]
    pieces = [_NOTHING]
    done = 0
    for hunk in hunks:
        pieces += new.cut(new.starts[done], new.end_of(hunk.new_start - 1))
        pieces += _mark_hunk(old, new, hunk, pieces[-1])
        done = hunk.new_end
    pieces += new.cut(new.starts[done], new.starts[-1])
    return _draw(pieces)


@dataclass(frozen=True, slots=True, eq=False)
class _Tag:
    """The opening of one element; two elements written alike are not the same."""

    name: str
    opening: str
    signs: str = ""
    """What makes a difference to readers in it and in the elements around it."""


_Path = tuple[_Tag, ...]
# A bit of text, or what is never divided, and the elements it stands in.
_Piece = tuple[str, _Path]
_NOTHING: _Piece = "", ()


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Running text in pieces, and at which piece each word starts.

    A word, which may be a formula or a reference, goes on with what is hidden
    behind it and with a gap, up to the next word. Words with the same key look
    the same. The first word has no key: it is what stands before all others.
    After the last word, ``starts`` has the end of the phrase.
    """

    texts: list[str]
    paths: list[_Path]
    keys: list[str]
    starts: list[int]

    def cut(self, start: int, end: int) -> list[_Piece]:
        """Return the pieces from start to end, those in the same element as one."""
        pieces = zip(self.texts[start:end], self.paths[start:end], strict=True)
        return [
            ("".join(map(itemgetter(0), run)), path)
            for path, run in groupby(pieces, key=itemgetter(1))
        ]

    def end_of(self, word: int) -> int:
        """Return the piece at which the gap behind a word starts."""
        for piece in range(self.starts[word], self.starts[word + 1]):
            if _is_space(self.texts[piece]):
                return piece
        return self.starts[word + 1]

    def has_gap(self, word: int) -> bool:
        return self.end_of(word) < self.starts[word + 1]

    def gap(self, word: int) -> list[_Piece]:
        return self.cut(self.end_of(word), self.starts[word + 1])

    def path_of(self, word: int) -> _Path:
        """Return the path of a word; it is empty at the ends of the phrase."""
        return self.paths[self.starts[word]] if 0 < word < len(self.keys) else ()


@dataclass(frozen=True, slots=True)
class _Seam:
    """One end of a change: the paths of the word there, which stayed the same.

    ``edge`` is the path of the new phrase's piece that touches the change.
    """

    old: _Path
    new: _Path
    edge: _Path

    def depth_of(self, path: _Path) -> int:
        """Count the elements of an old path that are open at the edge."""
        same = _shared_depth(path, self.old)
        return min(same, _shared_depth(self.edge, self.new))


def _read_phrase(html: str) -> _Phrase:
    """Divide a phrase: all of it is one word if elements are too deeply nested."""
    parts = split_parts(html)
    if max(accumulate(map(descent, parts))) > _MOST_NESTED:
        return _Phrase([html], [()], ["", html], [0, 0, 1])
    phrase = _Phrase([], [], [""], [0])
    for path, texts, keys in _read_elements(parts):
        start = len(phrase.texts)
        phrase.texts.extend(texts)
        phrase.paths.extend([path] * len(texts))
        signs = path[-1].signs if path else ""
        phrase.keys.extend([key + signs for key in keys if key])
        phrase.starts.extend([at for at, key in enumerate(keys, start) if key])
    phrase.starts.append(len(phrase.texts))
    return phrase


def _read_elements(
    parts: Sequence[str],
) -> Iterator[tuple[_Path, list[str], list[str]]]:
    """Yield pieces that have a path in common, and the key of each that is a word."""
    path: _Path = ()
    is_empty = False
    for part in filter(None, parts):
        depth = descent(part)
        if not part.startswith("<"):
            words = split_text(part)
            yield (
                path,
                words,
                ["" if word.isspace() or word in _SPACES else word for word in words],
            )
        elif depth > 0:
            signs = path[-1].signs if path else ""
            path = (*path, _Tag(name_of(part), part, signs + _sign_of(part)))
        elif depth < 0:
            if is_empty:
                yield path, [""], [""]
            path = path[:-1]
        else:
            yield path, [part], [_key_of_whole(part)]
        is_empty = depth > 0


def _is_space(html: str) -> bool:
    return html.isspace() or html in _SPACES


def _key_of_whole(part: str) -> str:
    """Return the key of what is never divided, if readers see it as a word."""
    if part.startswith("<math"):
        return part
    return _sign_of(part) if part.startswith("<sup") else ""


def _sign_of(tag: str) -> str:
    """Of a link only where it leads counts: whether its target exists may change."""
    return f"<{name_of(tag)} {''.join(_HREF.findall(tag))}>"


def _mark_hunk(
    old: _Phrase, new: _Phrase, hunk: Hunk, preceding: _Piece
) -> Iterator[_Piece]:
    """Yield what went before what came, and the gaps on both sides."""
    before, went, came, behind = _divide_hunk(old, new, hunk)
    start = new.starts[hunk.new_end]
    _, opening = [preceding, *before][-1]
    _, closing = [*behind, *new.cut(start, start + 1), _NOTHING][0]
    arrival = came[0][1] if came else closing
    left = _Seam(
        old.path_of(hunk.old_start - 1), new.path_of(hunk.new_start - 1), opening
    )
    right = _Seam(old.path_of(hunk.old_end), new.path_of(hunk.new_end), arrival)
    fitted = list(_fit(went, left, right))
    departure = fitted[-1][1] if fitted else opening
    yield from before
    yield from _enclose("del", fitted, opening, arrival)
    yield from _enclose("ins", came, departure, closing)
    yield from behind


def _divide_hunk(
    old: _Phrase, new: _Phrase, hunk: Hunk
) -> tuple[list[_Piece], list[_Piece], list[_Piece], list[_Piece]]:
    """Return the gap before, what went, what came, and the gap behind.

    A gap that only one of the phrases has is part of what went or came.
    """
    old_last, new_last = hunk.old_end - 1, hunk.new_end - 1
    opens_alike = old.has_gap(hunk.old_start - 1) and new.has_gap(hunk.new_start - 1)
    closes_alike = old.has_gap(old_last) and new.has_gap(new_last)
    if not (hunk.removed and hunk.added):
        # One of the phrases has a single gap here, which cannot be alike twice.
        closes_alike = closes_alike and not opens_alike
    went, came = (
        phrase.cut(
            phrase.starts[start] if opens_alike else phrase.end_of(start - 1),
            phrase.end_of(end - 1) if closes_alike else phrase.starts[end],
        )
        if start < end
        else []
        for phrase, start, end in (
            (old, hunk.old_start, hunk.old_end),
            (new, hunk.new_start, hunk.new_end),
        )
    )
    is_gap_before = opens_alike or not (hunk.added or closes_alike)
    before = new.gap(hunk.new_start - 1) if is_gap_before else []
    return before, went, came, new.gap(new_last) if closes_alike else []


def _fit(removed: list[_Piece], left: _Seam, right: _Seam) -> Iterator[_Piece]:
    """Move removed pieces into elements that the new phrase has open around them.

    An element of the new phrase is never closed for their sake and opened again.
    """
    around = left.edge[: _shared_depth(left.edge, right.edge)]
    from_left = list(accumulate((left.depth_of(path) for _, path in removed), min))
    backwards = accumulate((right.depth_of(path) for _, path in removed[::-1]), min)
    from_right = list(backwards)[::-1]
    for (html, path), opened, closed in zip(
        removed, from_left, from_right, strict=True
    ):
        if opened > len(around):
            yield _within(left.new[:opened], html, path[opened:])
        elif closed > len(around):
            yield _within(right.new[:closed], html, path[closed:])
        else:
            yield _within(around, html, path[max(opened, closed) :])


def _within(outer: _Path, html: str, inner: _Path) -> _Piece:
    """Put a piece and its own elements into others, but no link into a link."""
    if any(tag.name == "a" for tag in outer):
        html = _LINK_TAG.sub("", html)
        inner = tuple(tag for tag in inner if tag.name != "a")
    return html, outer + inner


def _enclose(
    mark: Mark, pieces: list[_Piece], before: _Path, after: _Path
) -> Iterator[_Piece]:
    """Yield the pieces within an element for the mark.

    It goes around their own elements, and into those that go on to a neighbour.
    """
    tag = _Tag(mark, f"<{mark}>")
    for html, path in pieces:
        depth = max(_shared_depth(path, before), _shared_depth(path, after))
        yield html, (*path[:depth], tag, *path[depth:])


def _draw(pieces: Iterable[_Piece]) -> str:
    """Write the pieces in their elements, neighbours together where they may be."""
    drawn: list[str] = []
    around: _Path = ()
    for html, path in pieces:
        if path is not around:
            drawn += _cross(around, path)
            around = path
        drawn.append(html)
    return "".join([*drawn, *_cross(around, ())])


def _cross(around: _Path, path: _Path) -> Iterator[str]:
    """Yield the tags that lead from within one path to within another."""
    shared = _shared_depth(around, path)
    for tag in reversed(around[shared:]):
        yield f"</{tag.name}>"
    for tag in path[shared:]:
        yield tag.opening


def _shared_depth(one: _Path, other: _Path) -> int:
    """Count the elements, from the outermost, that both paths go through."""
    depth = 0
    for tag, other_tag in zip(one, other, strict=False):
        if tag is not other_tag:
            break
        depth += 1
    return depth
