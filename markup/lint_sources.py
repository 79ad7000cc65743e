"""Warnings about what is cited, shown and called: slips in how it is written."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from markup.citations import faults_of
from markup.document import Document
from markup.embeds import Embed
from markup.speech import gettext

_BOX = re.compile(r"[ >]*:::+[ \t]*(\w*)")

Slip = tuple[str, int | None]
"""What may be wrong, and in which line (from 1)."""


def slips_of(document: Document) -> Iterator[Slip]:
    """Yield what is probably wrong in citations, pictures, boxes and templates."""
    yield from _boxes_left_open(document)
    for token in document.tokens:
        line = token.map[0] + 1 if token.map else None
        for child in token.children or ():
            for words in _slips_in(child):
                yield words, line


def _boxes_left_open(document: Document) -> Iterator[Slip]:
    code = {
        line
        for token in document.tokens
        if token.map and token.type in {"fence", "code_block"}
        for line in range(*token.map)
    }
    opened: list[int] = []
    for number, line in enumerate(document.source.split("\n")):
        if number in code or not (sign := _BOX.match(line)):
            continue
        if sign[1]:
            opened.append(number)
        elif opened:
            opened.pop()
    for number in opened:
        words = gettext(
            "The box that begins here has no ::: on a line of its own at its end."
        )
        yield words, number + 1


def _slips_in(child: Token) -> Iterator[str]:
    if child.type == "citation":
        yield from faults_of(child.meta["arguments"])
    elif child.type == "fault":
        yield child.content
    elif child.type == "picture_open":
        yield from _slips_of_picture(child.meta["embed"])


def _slips_of_picture(embed: Embed) -> Iterator[str]:
    if not embed.alt and not embed.is_decorative:
        words = gettext(
            "%(file)s has no words here for those who can't see it: "
            "[[%(file)s|alt=What it shows]], or |decorative."
        )
        yield words % {"file": embed.file}
