"""Furniture: notes and categories, which stand in a section and belong to the page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:")
_CONTINUED = re.compile(r" {4}|\t")
_CATEGORIES = re.compile(r"\s*(?:\[\[\s*category\s*:[^\[\]\n]*\]\]\s*)+", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is defined: its name, and all lines of the definition."""

    name: str
    text: str

    def is_used_in(self, text: str) -> bool:
        return f"[^{self.name}]" in text


@dataclass(frozen=True, slots=True)
class Furnished:
    """A text without its furniture, and the furniture."""

    body: str
    notes: tuple[Note, ...]
    categories: tuple[str, ...]
    """Lines that hold nothing but categories."""


def clear(text: str) -> Furnished:
    """Take the notes and the categories out of a text; code keeps what it shows."""
    body: list[str] = []
    notes: list[tuple[str, list[str]]] = []
    categories: list[str] = []
    fence, is_in_note = "", False
    for line in text.split("\n"):
        fence = _fence_after(line, fence)
        if not fence and (found := _NOTE.match(line)):
            notes.append((found.group(1), [line]))
            is_in_note = True
        elif is_in_note and (not line.strip() or _CONTINUED.match(line)):
            notes[-1][1].append(line)
        elif not fence and _CATEGORIES.fullmatch(line):
            categories.append(line.strip())
            is_in_note = False
        else:
            body.append(line)
            is_in_note = False
    return Furnished(
        body=_tidy(body),
        notes=tuple(Note(name, "\n".join(lines).rstrip()) for name, lines in notes),
        categories=tuple(categories),
    )


def furnish(body: str, notes: Iterable[Note], categories: Iterable[str]) -> str:
    """Return a text with its furniture at its end, as authors put it."""
    parts = [
        body.strip("\n"),
        "\n".join(note.text for note in notes),
        "\n".join(dict.fromkeys(categories)),
    ]
    return "\n\n".join(filter(None, parts))


def _fence_after(line: str, fence: str) -> str:
    """Return the sign that ends the code the next line is in, if it is in any."""
    found = _FENCE.match(line)
    if found is None:
        return fence
    sign = found.group(1)
    if not fence:
        return sign
    is_end = sign.startswith(fence) and not line.strip().strip(sign[0])
    return "" if is_end else fence


def _tidy(lines: list[str]) -> str:
    """Where furniture stood between paragraphs there is one blank line left."""
    text = "\n".join(lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")
