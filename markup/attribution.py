"""Attribution: whose each word of a text is, carried on from revision to revision.

A passage is a line of the source, which in Markdown is a paragraph, or a stretch of
one that was taken out. Passages that come back are recognised by their words.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import NamedTuple, Self

from markup.hunks import Hunk, find_hunks
from markup.pairing import Pair, pair_lines

# A few removed words that stand elsewhere later are more likely somebody else's.
_FEWEST_LETTERS_OF_STRETCH = 15
# White space is nobody's own: it goes with what stands before it.
_AS_BEFORE = 0


class Stretch(NamedTuple):
    """So many characters, all brought by the revision with the id ``origin``.

    A tuple, for there are thousands of them in a text that many have edited.
    """

    origin: int
    length: int


Stretches = tuple[Stretch, ...]
Memory = Mapping[int, Stretches]
"""By a passage's digest: whose its stretches were when it was first taken out."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """Whose a text is, and whose the passages were that it lost."""

    stretches: Stretches
    removed: dict[int, Stretches]
    recalled: frozenset[int]
    """The digests of the passages that came back: they were not there just before."""


def digest_of(passage: str) -> int:
    """Return the 64 bits by which a passage with these words is known."""
    digest = hashlib.blake2b(passage.encode(errors="surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), signed=True)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, numbered from 1, and whose its stretches are."""

    number: int
    text: str
    stretches: Stretches


def lines_of(text: str, stretches: Stretches) -> Iterator[Line]:
    """Yield the lines of an attributed text that have words."""
    reader = _Reader(stretches)
    for number, line in enumerate(_split(text), start=1):
        found = reader.take(len(line))
        reader.take(1)
        if _has_words(line):
            yield Line(number, line, found)


def passages_of(text: str, stretches: Stretches) -> dict[int, Stretches]:
    """Return each line of an attributed text as a passage to be remembered."""
    lines = reversed(list(lines_of(text, stretches)))
    return {digest_of(line.text): line.stretches for line in lines}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the lines of a text when a revision changed it."""

    old: list[str]
    new: list[str]
    hunks: list[Hunk]
    by_new: dict[int, Pair]

    @classmethod
    def between(cls, old: str, new: str) -> Self:
        """Compare two texts; the cost is that of their difference."""
        old_lines, new_lines = _split(old), _split(new)
        hunks = find_hunks(old_lines, new_lines)
        pairs = pair_lines(old_lines, new_lines, hunks)
        return cls(old_lines, new_lines, hunks, {pair.new: pair for pair in pairs})

    @property
    def wanted(self) -> set[int]:
        """The digests of passages that may have been in the text before."""
        return {
            digest_of(passage)
            for hunk in self.hunks
            for number in range(hunk.new_start, hunk.new_end)
            for passage in [self.new[number], *self._added_stretches(number)]
            if _has_words(passage)
        }

    def attribute(
        self, stretches: Stretches, origin: int, memory: Memory
    ) -> Attributed:
        """Return whose the new text is, given whose the old one was.

        ``memory`` has those of the wanted passages that were removed before; what
        nobody brought before is the origin's. A line that stands in the page already
        is a copy, and its author's.
        """
        gone = self._gone(stretches)
        removed = self._removed(gone)
        known = {**self._copied(stretches), **removed, **memory}
        reader, found, position = _Reader(stretches), list[Stretch](), 0
        for hunk in self.hunks:
            found += reader.take(_length(self.old[position : hunk.old_start]))
            for number in range(hunk.new_start, hunk.new_end):
                found += self._line(number, gone, origin, known)
            reader.take(_length(self.old[hunk.old_start : hunk.old_end]))
            position = hunk.old_end
        found += reader.take(_length(self.old[position:]))
        recalled = frozenset(self._found(memory.keys() - removed.keys()))
        return Attributed(_joined(found, origin), removed, recalled)

    def _copied(self, stretches: Stretches) -> dict[int, Stretches]:
        """Whose the added lines are that the old text had too, by their digests."""
        added = {
            line
            for hunk in self.hunks
            for line in self.new[hunk.new_start : hunk.new_end]
            if _has_words(line)
        }
        if added.isdisjoint(self.old):
            return {}
        reader, found = _Reader(stretches), dict[int, Stretches]()
        for line in self.old:
            taken = reader.take(len(line) + 1)
            if line in added:
                found.setdefault(digest_of(line), _Reader(taken).take(len(line)))
        return found

    def _gone(self, stretches: Stretches) -> dict[int, Stretches]:
        """Whose the lines in the hunks were, each with its line feed."""
        reader, gone, position = _Reader(stretches), dict[int, Stretches](), 0
        for hunk in self.hunks:
            reader.take(_length(self.old[position : hunk.old_start]))
            for number in range(hunk.old_start, hunk.old_end):
                gone[number] = reader.take(len(self.old[number]) + 1)
            position = hunk.old_end
        return gone

    def _removed(self, gone: dict[int, Stretches]) -> dict[int, Stretches]:
        """Return the passages to remember: lines, and long stretches of lines."""
        removed: dict[int, Stretches] = {}
        for number, stretches in gone.items():
            line = self.old[number]
            if _has_words(line):
                whole = _Reader(stretches).take(len(line))
                removed.setdefault(digest_of(line), whole)
        for pair in self.by_new.values():
            reader = _Reader(gone[pair.old])
            for span in pair.spans:
                if span.kind == "added":
                    continue
                found = reader.take(len(span.text))
                if span.kind == "removed" and _is_worth_remembering(span.text):
                    removed.setdefault(digest_of(span.text), found)
        return removed

    def _line(
        self, number: int, gone: dict[int, Stretches], origin: int, known: Memory
    ) -> Iterator[Stretch]:
        """Yield whose one of the new lines is, with its line feed."""
        line, pair = self.new[number], self.by_new.get(number)
        whole = known.get(digest_of(line)) if _has_words(line) else None
        if whole is not None:
            yield from whole
        elif pair is not None:
            yield from _edited(pair, gone[pair.old], origin, known)
        else:
            yield Stretch(_AS_BEFORE if _is_blank(line) else origin, len(line))
        yield Stretch(_AS_BEFORE, 1)

    def _found(self, digests: Set[int]) -> Iterator[int]:
        """Yield those of the digests by which added passages are known."""
        if not digests:
            return
        for hunk in self.hunks:
            for number in range(hunk.new_start, hunk.new_end):
                line = digest_of(self.new[number])
                within = map(digest_of, self._added_stretches(number))
                yield from {line} & digests or {*within} & digests

    def _added_stretches(self, number: int) -> Iterator[str]:
        pair = self.by_new.get(number)
        for span in pair.spans if pair else ():
            if span.kind == "added" and _is_worth_remembering(span.text):
                yield span.text


def _edited(
    pair: Pair, before: Stretches, origin: int, known: Memory
) -> Iterator[Stretch]:
    reader = _Reader(before)
    for span in pair.spans:
        if span.kind != "added":
            found = reader.take(len(span.text))
            yield from found if span.kind == "same" else ()
        elif _is_worth_remembering(span.text) and digest_of(span.text) in known:
            yield from known[digest_of(span.text)]
        else:
            yield Stretch(
                _AS_BEFORE if _is_blank(span.text) else origin, len(span.text)
            )


class _Reader:
    """Takes stretches from the beginning of an attributed text, in order.

    Past the end there is one line feed, which the last line of a text doesn't have.
    """

    def __init__(self, stretches: Stretches) -> None:
        last = stretches[-1].origin if stretches else 0
        self._rest = iter([*stretches, Stretch(last, 1)])
        self._next: Stretch | None = next(self._rest)

    def take(self, length: int) -> Stretches:
        """Return whose the next characters are."""
        taken: list[Stretch] = []
        while length > 0 and self._next is not None:
            origin, left = self._next
            if left > length:
                taken.append(Stretch(origin, length))
                self._next = Stretch(origin, left - length)
                break
            taken.append(self._next)
            self._next = next(self._rest, None)
            length -= left
        return tuple(taken)


def _joined(stretches: Iterable[Stretch], origin: int) -> Stretches:
    """Join neighbours of one origin; white space at the beginning is the origin's."""
    joined: list[Stretch] = []
    for stretch in stretches:
        before = joined[-1].origin if joined else origin
        of = before if stretch.origin == _AS_BEFORE else stretch.origin
        if joined and of == before:
            joined[-1] = Stretch(of, joined[-1].length + stretch.length)
        elif stretch.length:
            joined.append(Stretch(of, stretch.length))
    return _without_last_line_feed(joined)


def _without_last_line_feed(stretches: list[Stretch]) -> Stretches:
    if not stretches:
        return ()
    *others, last = stretches
    if last.length == 1:
        return tuple(others)
    return (*others, Stretch(last.origin, last.length - 1))


def _split(text: str) -> list[str]:
    return text.split("\n") if text else []


def _length(lines: Iterable[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _is_blank(passage: str) -> bool:
    return not passage.strip()


def _has_words(passage: str) -> bool:
    return any(map(str.isalnum, passage))


def _is_worth_remembering(stretch: str) -> bool:
    return sum(map(str.isalnum, stretch)) >= _FEWEST_LETTERS_OF_STRETCH
