"""The page that all edit: a sentence for each editor, and what is found in it.

Each save brings a mark, a word of its own, to two places far apart: a save that was
kept by halves shows.
"""

import re
from collections import Counter
from dataclasses import dataclass

PLACES = 2
STEWARD = 0
MOTTO = "The motto"
NOBODY = "Somebody"
_MARK = re.compile(r"\bmark\d+of\d+\b")


@dataclass(frozen=True, slots=True)
class Page:
    """The page that is edited, and by how many."""

    site: str
    title: str
    editors: int

    @property
    def form(self) -> str:
        return self.address("edit")

    def address(self, view: str) -> str:
        return f"{self.site}/{view}/{self.title.replace(' ', '_')}"


def mark_of(round_number: int, editor: int) -> str:
    """Return the word that this editor's save of this round is known by."""
    return f"mark{round_number}of{editor}"


def is_stewards(mark: str) -> bool:
    """Tell whether the mark is of a save that cleared the page for a round."""
    return mark.endswith(f"of{STEWARD}")


def marks_in(text: str) -> Counter[str]:
    """Return how often each mark is there."""
    return Counter(_MARK.findall(text))


def cleared(editors: int, mark: str) -> str:
    """Return the page with nothing said yet; it keeps its size through all rounds.

    Two editors share a paragraph: their edits merge by sentence, others by paragraph.
    """
    speakers = [speaker(number) for number in range(1, editors + 1)]
    return "\n\n".join(
        [
            f"The round began with {mark}.",
            f"{MOTTO} says nothing.",
            "## Sayings",
            *_paragraphs(speakers, "says"),
            f"{NOBODY} says nothing.",
            "## Echoes",
            *_paragraphs(speakers, "repeats"),
            f"{NOBODY} repeats nothing.",
            f"The page was cleared for {mark}.",
        ]
    )


def speaker(editor: int) -> str:
    """Return whom the editor's own sentences are about."""
    return f"Editor {editor}"


def with_mark(text: str, mark: str, *, says: str, repeats: str) -> str:
    """Return the text in which one says the mark, and one repeats it."""
    said = re.sub(rf"{says} says \w+\.", f"{says} says {mark}.", text)
    return re.sub(rf"{repeats} repeats \w+\.", f"{repeats} repeats {mark}.", said)


def _paragraphs(speakers: list[str], verb: str) -> list[str]:
    sentences = [f"{one} {verb} nothing." for one in speakers]
    return [" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]
