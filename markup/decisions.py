"""What a person decides about a passage that two people changed."""

from dataclasses import dataclass
from typing import Literal, get_args

Choice = Literal["mine", "theirs", "both", "base", "own"]


@dataclass(frozen=True, slots=True)
class Decision:
    """Which text a passage gets: a side's, both, the one before, or own words.

    The words count only with the choice "own". Raises ValueError if the choice is
    none of the five, as it may be in a form.
    """

    choice: Choice
    words: str = ""

    def __post_init__(self) -> None:
        if self.choice not in get_args(Choice):
            raise ValueError(f"{self.choice!r} is not a choice between two texts.")


@dataclass(frozen=True, slots=True)
class Passage:
    """The three texts that a passage may have, between what is settled around it."""

    base: str
    mine: str
    theirs: str
    before: str
    after: str

    def decided(self, decision: Decision) -> str:
        """Return the text decided on; what follows begins a line if it did before."""
        match decision.choice:
            case "mine":
                text = self.mine
            case "theirs":
                text = self.theirs
            case "base":
                text = self.base
            case "both":
                text = self._both()
            case "own":
                text = decision.words.replace("\r\n", "\n")
        if text and self.after and self._ends_lines and not text.endswith("\n"):
            return text + "\n"
        return text

    @property
    def _ends_lines(self) -> bool:
        return any(text.endswith("\n") for text in (self.base, self.mine, self.theirs))

    @property
    def _is_within_line(self) -> bool:
        if "\n" in self.mine + self.theirs:
            return False
        begins = not self.before or self.before.endswith("\n")
        ends = not self.after or self.after.startswith("\n")
        return not (begins and ends)

    def _both(self) -> str:
        """Return their text and then mine, but only once if one has all of the other.

        Two sentences are set apart by a space, two lines or paragraphs as the
        lines around them are.
        """
        if not self.theirs or not self.mine:
            return self.theirs or self.mine
        if self._is_within_line:
            return self._both_in_line()
        return self._both_as_lines()

    def _both_in_line(self) -> str:
        if self.theirs == self.mine:
            return self.mine
        is_apart = self.theirs[-1].isspace() or self.mine[0].isspace()
        return self.theirs + " " * (not is_apart) + self.mine

    def _both_as_lines(self) -> str:
        """Join the lines, those that begin or end both sides being the same."""
        theirs = self.theirs.removesuffix("\n").split("\n")
        mine = self.mine.removesuffix("\n").split("\n")
        start = _count_common(theirs, mine)
        end = _count_common(theirs[start:][::-1], mine[start:][::-1])
        their_own = theirs[start : len(theirs) - end]
        my_own = mine[start : len(mine) - end]
        lead, trail = mine[:start], mine[len(mine) - end :]
        gap = []
        if their_own and my_own:
            before = self.before + "".join(line + "\n" for line in lead)
            after = "".join(line + "\n" for line in trail) + self.after
            gap = [""] * (_ends_paragraph(before) and _begins_paragraph(after))
        text = "\n".join([*lead, *their_own, *gap, *my_own, *trail])
        return text + "\n" * self._ends_lines


def _count_common(old: list[str], new: list[str]) -> int:
    """Return how many lines are the same from the beginning."""
    for position, (before, after) in enumerate(zip(old, new, strict=False)):
        if before != after:
            return position
    return min(len(old), len(new))


def _ends_paragraph(text: str) -> bool:
    return not text.strip() or text.endswith("\n\n")


def _begins_paragraph(text: str) -> bool:
    return not text.strip() or text.startswith("\n")
