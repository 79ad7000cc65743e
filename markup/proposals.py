"""Proposals: an edit that waits, as the changes it would make to the text now."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from markup.hunks import find_hunks, split_lines
from markup.merge import merge


@dataclass(frozen=True, slots=True)
class Change:
    """One passage of the text as it is now, and what the proposal makes of it."""

    number: int
    """Counted from 1."""
    now: str
    proposed: str
    is_disputed: bool
    """Whether somebody else changed the same passage since the proposal began."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, merged with the text as it is now.

    ``parts`` are passages that stay as they are, and changes, in their order: the
    text now is all of them with ``now``, the text proposed all with ``proposed``.
    """

    parts: tuple[str | Change, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(part for part in self.parts if isinstance(part, Change))

    @property
    def is_clean(self) -> bool:
        """Whether nobody else changed the same passages."""
        return not any(change.is_disputed for change in self.changes)

    @property
    def text(self) -> str:
        """The whole text, as it is proposed."""
        return self.taking({change.number for change in self.changes})

    def taking(self, numbers: Collection[int]) -> str:
        """Return the text with some of the changes, and all else as it is now."""
        return "".join(_words(part, numbers) for part in self.parts)


def propose(base: str, proposed: str, current: str) -> Proposal:
    """Merge a proposal, made of base, with the current text.

    Where both changed the same passage, the proposal's words stand in the change,
    which is disputed.
    """
    merged = merge(base, proposed, current)
    sides = [(one.mine, one.theirs) for one in merged.conflicts]
    disputed = _words_of(
        [line for pair in sides for text in pair for line in split_lines(text)]
    )
    text = merged.text_preferring_mine
    return Proposal(tuple(_parts(current, text, disputed)))


def _parts(current: str, text: str, disputed: set[str]) -> Iterator[str | Change]:
    old, new = split_lines(current), split_lines(text)
    position = 0
    for number, hunk in enumerate(find_hunks(old, new), start=1):
        if same := "".join(old[position : hunk.old_start]):
            yield same
        now, then = (
            old[hunk.old_start : hunk.old_end],
            new[hunk.new_start : hunk.new_end],
        )
        yield Change(
            number=number,
            now="".join(now),
            proposed="".join(then),
            is_disputed=not disputed.isdisjoint(_words_of([*now, *then])),
        )
        position = hunk.old_end
    if rest := "".join(old[position:]):
        yield rest


def _words_of(lines: Iterable[str]) -> set[str]:
    """The lines that say something; the last one of a text has no line feed."""
    return {words for line in lines if (words := line.strip())}


def _words(part: str | Change, taken: Collection[int]) -> str:
    if isinstance(part, str):
        return part
    return part.proposed if part.number in taken else part.now
