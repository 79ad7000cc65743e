"""Warnings: what in a text is probably a slip. They inform, and never block."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import Self

from markdown_it.token import Token

from markup.anchors import anchor_of
from markup.brackets import WIKILINK, lone_braces, lone_brackets, without_escapes
from markup.document import Document, Heading
from markup.lint_sources import slips_of
from markup.speech import gettext, gettext_noop
from markup.wikilinks import Wikilink

LONG_PAGE_BYTES = 128 * 1024
LONG_PARAGRAPH_CHARACTERS = 3000
MOST_WARNINGS = 50
"""More of them would be read by nobody."""

_IMAGE_WITHOUT_WORDS = re.compile(r"!\[\s*\][(\[]")
_REFERENCE = re.compile(r"\[\^([^\s\[\]]+)\]")
_DEFINITION = re.compile(r"[ >]*\[\^([^\s\[\]]+)\]:")
_FORMULAS = {"math_inline", "math_inline_double"}
_LONE_BRACKETS = {
    "[[": gettext_noop("[[ has no ]] in the same line."),
    "]]": gettext_noop("]] has no [[ in the same line."),
    "[": gettext_noop("[ has no ]."),
    "]": gettext_noop("] has no [."),
    "](": gettext_noop("The address that begins with ]( has no ) at its end."),
    "{{": gettext_noop("{{ has no }}."),
    "}}": gettext_noop("}} has no {{."),
}


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - what its readers call it
    """What may be wrong, and in which line (from 1), if it is in one."""

    message: str
    line: int | None = None


@dataclass(frozen=True)
class _Words:
    """What one block says: the text without its escapes, code and formulas.

    They are replaced by as many spaces, so that a position is where it was.
    """

    text: str
    line: int
    is_paragraph: bool

    @classmethod
    def of(cls, token: Token, *, is_paragraph: bool) -> Self:
        text = without_escapes(_without_code(token))
        return cls(text, token.map[0] if token.map else 0, is_paragraph)

    @cached_property
    def _line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.text)]

    def line_of(self, position: int) -> int:
        """Return the line of the source, from 1."""
        return self.line + bisect_right(self._line_ends, position) + 1


_Check = Callable[[Document, list[_Words]], Iterator[Warning]]


def warnings_of(document: Document) -> tuple[Warning, ...]:
    """Return what in the document is probably a slip, from its top to its end.

    Only so much is told as somebody reads. The time grows with the text.
    """
    words = list(_words_of(document.tokens))
    # A text that asks for too much was not parsed: only its length is known.
    checks = (_budget, _page) if document.over_budget else _CHECKS
    found = [
        warning
        for check in checks
        for warning in islice(check(document, words), MOST_WARNINGS)
    ]
    found.sort(key=lambda warning: warning.line or 0)
    return tuple(found[:MOST_WARNINGS])


def _words_of(tokens: Iterable[Token]) -> Iterator[_Words]:
    before = None
    for token in tokens:
        if token.type == "inline":
            is_paragraph = before is not None and before.type == "paragraph_open"
            yield _Words.of(token, is_paragraph=is_paragraph)
        before = token


def _without_code(token: Token) -> str:
    """Return a block's text with spaces instead of code and formulas."""
    text, position, kept = token.content.replace("\n", " "), 0, []
    for child in token.children or ():
        if child.type != "code_inline" and child.type not in _FORMULAS:
            continue
        start = text.find(child.markup, position)
        content = text.find(child.content, start + len(child.markup))
        if start < 0 or content < 0:
            break  # the parser changed it: rather warn of it than look on and on
        end = content + len(child.content) + len(child.markup)
        kept += [token.content[position:start], " " * (end - start)]
        position = end
    return "".join([*kept, token.content[position:]])


def _budget(document: Document, _words: list[_Words]) -> Iterator[Warning]:
    words = gettext("%(reason)s Readers would see it as it was typed.")
    yield Warning(words % {"reason": document.over_budget})


def _page(document: Document, _words: list[_Words]) -> Iterator[Warning]:
    if len(document.source.encode(errors="surrogatepass")) > LONG_PAGE_BYTES:
        yield Warning(
            gettext("The page is long: several shorter ones are easier to read.")
        )


def _paragraphs(_document: Document, words: list[_Words]) -> Iterator[Warning]:
    for block in words:
        if block.is_paragraph and len(block.text) > LONG_PARAGRAPH_CHARACTERS:
            yield Warning(
                gettext("A very long paragraph: could it be divided?"), block.line + 1
            )


def _empty_sections(document: Document, _words: list[_Words]) -> Iterator[Warning]:
    for heading in document.headings:
        if not heading.text:
            yield Warning(gettext("A heading has no words."), _line_of(heading))
        elif heading.is_empty:
            words = gettext(
                "The section “%(heading)s” has no text yet, so readers are not shown "
                "it."
            )
            yield Warning(words % {"heading": _short(heading.text)}, _line_of(heading))


def _same_headings(document: Document, _words: list[_Words]) -> Iterator[Warning]:
    seen: set[str] = set()
    for heading in document.headings:
        anchor = anchor_of(heading.text)
        if heading.text and anchor in seen:
            words = gettext(
                "Another section is called “%(heading)s” too: links to it lead to the "
                "first one."
            )
            yield Warning(words % {"heading": _short(heading.text)}, _line_of(heading))
        seen.add(anchor)


def _skipped_levels(document: Document, _words: list[_Words]) -> Iterator[Warning]:
    for above, heading in pairwise(document.headings):
        if heading.level > above.level + 1:
            words = gettext(
                "The heading “%(heading)s” skips a level: below %(above)s comes "
                "%(below)s."
            )
            signs = {"above": "#" * above.level, "below": "#" * (above.level + 1)}
            yield Warning(
                words % {"heading": _short(heading.text), **signs}, _line_of(heading)
            )


def _line_of(heading: Heading) -> int | None:
    return None if heading.line is None else heading.line + 1


def _links(_document: Document, words: list[_Words]) -> Iterator[Warning]:
    for block in words:
        for found in WIKILINK.finditer(block.text):
            if reason := _fault_of(found[1]):
                message = gettext("The link %(link)s leads nowhere. %(reason)s")
                yield Warning(
                    message % {"link": _short(found[0]), "reason": reason},
                    block.line_of(found.start()),
                )


def _fault_of(target: str) -> str:
    try:
        Wikilink.parse(target)
    except ValueError as reason:
        return str(reason)
    return ""


def _brackets(_document: Document, words: list[_Words]) -> Iterator[Warning]:
    for block in words:
        for position, sign in lone_brackets(block.text):
            yield Warning(gettext(_LONE_BRACKETS[sign]), block.line_of(position))


def _braces(_document: Document, words: list[_Words]) -> Iterator[Warning]:
    for (index, position), sign in lone_braces([block.text for block in words]):
        yield Warning(gettext(_LONE_BRACKETS[sign]), words[index].line_of(position))


def _formulas(_document: Document, words: list[_Words]) -> Iterator[Warning]:
    for block in words:
        position = block.text.find("$$")
        if position >= 0:
            yield Warning(
                gettext("$$ stands alone: a formula stands between two of them."),
                block.line_of(position),
            )


def _fences(document: Document, _words: list[_Words]) -> Iterator[Warning]:
    lines = document.source.split("\n")
    for token in document.tokens:
        if token.type != "fence" or not token.map:
            continue
        start, end = token.map[0], min(token.map[1], len(lines))
        last = lines[end - 1].rstrip()
        if end - 1 == start or not last.endswith(token.markup):
            words = gettext("%(signs)s opens a block of code that is not closed.")
            yield Warning(words % {"signs": token.markup[:3]}, start + 1)


def _images(_document: Document, words: list[_Words]) -> Iterator[Warning]:
    for block in words:
        for found in _IMAGE_WITHOUT_WORDS.finditer(block.text):
            message = gettext(
                "An image has no words for those who can't see it: ![words](address)."
            )
            yield Warning(message, block.line_of(found.start()))


def _references(document: Document, words: list[_Words]) -> Iterator[Warning]:
    defined: set[str] = set()
    used = {found[1] for block in words for found in _REFERENCE.finditer(block.text)}
    used |= _labels_used(document)
    for line, label in _definitions(document):
        if label in defined:
            message = gettext("The note [^%(name)s] is defined twice.")
            yield Warning(message % {"name": _short(label)}, line)
        elif label not in used:
            message = gettext("The note [^%(name)s] is defined, but used nowhere.")
            yield Warning(message % {"name": _short(label)}, line)
        defined.add(label)
    yield from _undefined(words, defined)


def _labels_used(document: Document) -> set[str]:
    """Return the notes that are used in what stands in no words of its own."""
    return {
        child.meta.get("label") or ""
        for token in document.tokens
        for child in token.children or ()
        if child.type == "footnote_ref"
    }


def _undefined(words: list[_Words], defined: set[str]) -> Iterator[Warning]:
    told: set[str] = set()
    for block in words:
        for found in _REFERENCE.finditer(block.text):
            if found[1] in defined or found[1] in told:
                continue
            told.add(found[1])
            message = gettext("The note [^%(name)s] is used, but not defined.")
            yield Warning(
                message % {"name": _short(found[1])}, block.line_of(found.start())
            )


def _definitions(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the line and the label of each note that is defined outside of code."""
    code = {
        line
        for token in document.tokens
        if token.map and token.type in {"fence", "code_block", "math_block"}
        for line in range(*token.map)
    }
    for number, line in enumerate(document.source.split("\n")):
        found = _DEFINITION.match(line)
        if found and number not in code:
            yield number + 1, found[1]


def _sources(document: Document, _words: list[_Words]) -> Iterator[Warning]:
    for message, line in slips_of(document):
        yield Warning(message, line)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


_CHECKS: tuple[_Check, ...] = (
    _page,
    _empty_sections,
    _same_headings,
    _skipped_levels,
    _paragraphs,
    _links,
    _brackets,
    _braces,
    _formulas,
    _fences,
    _images,
    _references,
    _sources,
)
