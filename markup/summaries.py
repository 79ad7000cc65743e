"""Summaries: the words about an edit, in which a section or a page may be named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markup.anchors import anchor_of
from markup.wikilinks import Wikilink

_SECTION = re.compile(r"/\*\s*(?P<section>[^*]{1,200}?)\s*\*/\s*")
_LINK = re.compile(
    r"\[\[(?P<target>[^\[\]|]{1,300})(?:\|(?P<label>[^\[\]|]{1,300}))?\]\]"
)


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """Some words of a summary, and where they lead, if they lead somewhere.

    An address that begins with # is a section of the page that was edited.
    """

    text: str
    href: str = ""


def parts_of(summary: str) -> tuple[SummaryPart, ...]:
    """Divide a summary: a section at its beginning, then links and words."""
    section = _SECTION.match(summary)
    parts, rest = [], summary
    if section is not None:
        name, rest = section["section"], summary[section.end() :]
        parts.append(SummaryPart(f"→ {name}", f"#{anchor_of(name)}"))
    return tuple(part for part in [*parts, *_linked(rest)] if part.text)


def divide(summary: str) -> tuple[str, str]:
    """Return the mark of a section at a summary's beginning, if any, and the rest."""
    section = _SECTION.match(summary)
    end = section.end() if section else 0
    return summary[:end], summary[end:]


def _linked(words: str) -> Iterator[SummaryPart]:
    position = 0
    for found in _LINK.finditer(words):
        try:
            href = Wikilink.parse(found["target"]).href
        except ValueError:
            continue
        yield SummaryPart(words[position : found.start()])
        yield SummaryPart(found["label"] or found["target"].lstrip(" :"), href)
        position = found.end()
    yield SummaryPart(words[position:])
