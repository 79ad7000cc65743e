"""Join two people's changes to one text, or say where they contradict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import ClassVar

from markup.decisions import Decision, Passage
from markup.entangled import reopen_entangled
from markup.hunks import split_lines
from markup.joining import Stretch, join_paragraphs
from markup.moves import Moves, Versions, find_moves
from markup.sentences import join_sentences
from markup.speech import ngettext


@dataclass(frozen=True, slots=True)
class Merged:
    """A stretch that both sides agree on, or that only one of them changed."""

    text: str
    is_conflict: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A stretch that both sides changed, each in its own way.

    Where a side has the text of the base, the other put in a paragraph from
    elsewhere that this side removed, rewrote or put elsewhere again.
    """

    base: str
    mine: str
    theirs: str
    is_conflict: ClassVar[bool] = True


_Parts = tuple[Merged | Conflict, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """A text in which two sides' changes are joined, as far as they can be."""

    parts: _Parts

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

    def decided(self, decisions: Sequence[Decision]) -> str:
        """Return the merged text, with one decision for each conflict, in order.

        Raises ValueError if there are more or fewer decisions than conflicts.
        """
        wanted, given = len(self.conflicts), len(decisions)
        if wanted != given:
            words = ngettext(
                "%(number)s passage is to be decided, not %(given)s.",
                "%(number)s passages are to be decided, not %(given)s.",
                wanted,
            )
            raise ValueError(words % {"number": wanted, "given": given})
        left = iter(decisions)
        text = ""
        for part, following in zip(self.parts, [*self.parts[1:], None], strict=True):
            if isinstance(part, Merged):
                text += part.text
                continue
            after = following.text if isinstance(following, Merged) else ""
            passage = Passage(part.base, part.mine, part.theirs, text, after)
            text += passage.decided(next(left))
        return text


def merge(base: str, mine: str, theirs: str) -> Merge:
    """Join what mine and theirs changed in base, by line, sentence and word.

    An edit follows its paragraph to where the other side moved it. Lines that
    cannot be joined stay together as one conflict, unless they are few and all
    their sentences can be.
    """
    if any(not text or text.endswith("\n") for text in (base, mine, theirs)):
        return Merge(_merge_versions(Versions.of(base, mine, theirs)))
    # Articles end without a line feed. If all three do, their last lines are to be
    # lines like any other, which may be moved or followed by more.
    versions = Versions.of(base + "\n", mine + "\n", theirs + "\n")
    return Merge(_without_last_line_feed(_merge_versions(versions)))


def _merge_versions(versions: Versions) -> _Parts:
    """Follow the moves as far as the edits arrive without a new conflict."""
    moves = find_moves(versions)
    for _ in range(2):
        parts = _join_versions(moves)
        clear = moves.clear_of(_lines_in_conflict(parts))
        if clear == moves:
            return parts
        moves = clear
    return _join_versions(moves.carrying_nothing())


def _join_versions(moves: Moves) -> _Parts:
    versions = moves.follow()
    stretches = [*join_paragraphs(versions.base, versions.mine, versions.theirs)]
    texts = reopen_entangled(stretches, [*map(_agree_by_sentence, stretches)])
    return _join_merged(map(_part_of, stretches, texts))


def _lines_in_conflict(parts: _Parts) -> set[str]:
    return {
        line
        for part in parts
        if isinstance(part, Conflict)
        for text in (part.base, part.mine, part.theirs)
        for line in split_lines(text)
    }


def _agree_by_sentence(stretch: Stretch) -> str | None:
    if stretch.agreed is not None or stretch.is_disputed:
        return stretch.agreed
    return join_sentences(stretch.base, stretch.mine, stretch.theirs)


def _part_of(stretch: Stretch, text: str | None) -> Merged | Conflict:
    if text is None:
        return Conflict(stretch.base, stretch.mine, stretch.theirs)
    return Merged(text)


def _join_merged(parts: Iterable[Merged | Conflict]) -> _Parts:
    """Join what is merged between conflicts, and leave out what is empty."""
    joined: list[Merged | Conflict] = []
    for is_conflict, group in groupby(parts, attrgetter("is_conflict")):
        if is_conflict:
            joined += group
        elif text := "".join(part.text for part in group if isinstance(part, Merged)):
            joined.append(Merged(text))
    return tuple(joined)


def _without_last_line_feed(parts: _Parts) -> _Parts:
    """Take the line feed from the end, whichever side a conflict there is given to."""
    *before, last = parts
    if isinstance(last, Merged):
        return _join_merged([*before, Merged(last.text.removesuffix("\n"))])
    sides = [last.base, last.mine, last.theirs]
    if before and isinstance(before[-1], Merged) and not all(sides):
        # A side without any of these lines ends where the line before them does.
        before[-1] = Merged(before[-1].text.removesuffix("\n"))
        sides = ["\n" + side for side in sides]
    return (*before, Conflict(*(side.removesuffix("\n") for side in sides)))
