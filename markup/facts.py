"""Facts: what the infoboxes of a document say, in values that can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from markup.prose import inline_text
from markup.values import iso_date, number_and_unit


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an infobox: what it is called, of which kind it is, what it says."""

    label: str
    kind: str
    """"date", "person", "place", "number", or nothing for mere words."""
    value: str
    """A date as ISO 8601 has it, a number in digits; else the words."""
    unit: str = ""

    @classmethod
    def parse(cls, label: str, kind: str, words: str) -> "Fact":
        """Return what the words say; of what is not of its kind, they are words."""
        if kind == "date" and (date := iso_date(words)):
            return cls(label, kind, date)
        if kind == "number" and (found := number_and_unit(words)):
            return cls(label, kind, *found)
        return cls(label, kind if kind in {"person", "place"} else "", words)


def facts_in(tokens: Sequence[Token]) -> tuple[Fact, ...]:
    """Return the facts of all infoboxes, each kept in its value's ``meta["fact"]``."""
    found, label = [], ""
    for index, token in enumerate(tokens):
        if token.type == "infobox_label_open":
            label = inline_text(tokens[index + 1])
        elif token.type == "infobox_value_open":
            words = inline_text(tokens[index + 1])
            token.meta["fact"] = Fact.parse(label, token.meta["kind"], words)
            found.append(token.meta["fact"])
    return tuple(found)
