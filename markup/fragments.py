"""Divide clean HTML into its blocks, and a block into tags and texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from markup.words import split_words

_INTERFACE = re.compile(r'<a [^<>]*class="(?:backlink|section-edit)".*?</a>', re.DOTALL)
_HIDDEN = r'<span class="visually-hidden">.*?</span>'
# The cleaner writes "<" and ">" within attributes as entities.
_TAG = re.compile(r"<[^<>]*>")
# What is never divided, and the tags around everything else.
_PART = re.compile(
    r'(<math\b.*?</math>|<sup class="reference">.*?</sup>'
    rf"|{_INTERFACE.pattern}|{_HIDDEN}|<[^<>]*>)",
    re.DOTALL,
)
_BLOCK = re.compile(
    r"</?(?:blockquote|d[dlt]|div|h[2-6r]|li|ol|p|pre|section|t(?:able|body|d|h|head|r)"
    r"|ul)\b"
)
_VOID = re.compile(r"<[bh]r\b")
_UNCOMPARED = re.compile(
    rf"{_INTERFACE.pattern}|{_HIDDEN}|\[\d+\](?=</a></sup>)", re.DOTALL
)
_ENTITY = re.compile(r"(&\w+;)")
_NAMED_TAG = re.compile(r'<[^<>]* (?:id|aria-label)="[^<>]*>')
_NAME = re.compile(r' (?:id|aria-label)="[^"]*"')
_CLASS = re.compile(r'(?<= class=")[^"]*')


@dataclass(frozen=True)
class Block:
    """An element on lines of its own, or a run of words beside such (without tags).

    ``tail`` is what follows it that is no part of the text: white space, a link
    to edit the section.
    """

    opening: str
    inner: str
    closing: str
    tail: str = ""

    @property
    def html(self) -> str:
        """The block as it stands on its page."""
        return f"{self.opening}{self.inner}{self.closing}{self.tail}"

    @property
    def name(self) -> str:
        """The element's name; a run of words is what a paragraph is."""
        return name_of(self.opening) if self.opening else "p"

    @property
    def has_blocks(self) -> bool:
        """Whether there are blocks in it, beside words or without."""
        return _BLOCK.search(self.inner) is not None

    @cached_property
    def kind(self) -> str:
        """What may have become what: only blocks of one kind.

        The rank of a heading belongs to it, and the width of a table, so that
        its rows can be compared cell by cell.
        """
        if self.name in {"td", "th"}:
            return self.name
        label = f"{self.name} {''.join(_CLASS.findall(self.opening))}"
        if self.name == "div":
            return f"{label} {self.inner[:3]} {self.inner.count('<th ')}"
        return label

    @cached_property
    def key(self) -> str:
        """The same for blocks between which a reader sees no difference."""
        text = _UNCOMPARED.sub("", without_names(self.inner))
        return f"{self.kind} {' '.join(text.split())}"

    @cached_property
    def words(self) -> list[str]:
        """The words alone, to tell how alike two blocks are."""
        text = _TAG.sub(" ", _UNCOMPARED.sub("", self.inner))
        return [word for word in split_words(text) if not word.isspace()]


def split_blocks(html: str) -> tuple[str, list[Block]]:
    """Return what stands before the first block of html, and its outermost blocks."""
    lead = ""
    fields: list[list[str]] = []
    for parts in _gather(split_parts(html)):
        text = "".join(parts)
        if _BLOCK.match(text):
            closing = parts[-1] if len(parts) > 1 else ""
            fields.append([parts[0], "".join(parts[1:-1]), closing, ""])
        elif text.strip() and without_interface(text).strip():
            fields.append(["", text, "", ""])
        elif fields:
            fields[-1][-1] = text
        else:
            lead = text
    return lead, [Block(*block) for block in fields]


def split_parts(html: str) -> list[str]:
    """Return the tags, what is never divided, and the texts between, one by one.

    A formula, a reference, a part of the interface and words that are hidden
    from the eye are never divided.
    """
    return _PART.split(html)


def split_text(text: str) -> list[str]:
    """Return the words, the white space and the signs in a text between tags.

    No entity is divided.
    """
    if "&" not in text:
        return split_words(text)
    words: list[str] = []
    for index, part in enumerate(_ENTITY.split(text)):
        words += [part] if index % 2 else split_words(part)
    return words


def descent(part: str) -> int:
    """Return how many elements deeper one is behind a part than before it."""
    if not part.startswith("<"):
        return 0
    if part.startswith("</"):
        return -1
    return 0 if "</" in part or _VOID.match(part) else 1


def is_edge(part: str) -> bool:
    """Tell whether running text ends here: at a block's tag, or the interface."""
    return bool(_BLOCK.match(part) or _INTERFACE.match(part))


def name_of(tag: str) -> str:
    """Return the name of the element that the tag opens."""
    return tag[1:-1].partition(" ")[0]


def cut_interface(html: str) -> tuple[str, str]:
    """Divide html before the first part of the interface in it, if there is one."""
    found = _INTERFACE.search(html)
    start = found.start() if found else len(html)
    return html[:start], html[start:]


def without_interface(html: str) -> str:
    """Leave out the links to edit a section and those from a note to its uses."""
    return _INTERFACE.sub("", html)


def without_names(html: str) -> str:
    """Leave out the attributes that have to be unique on a page."""
    return _NAMED_TAG.sub(lambda tag: _NAME.sub("", tag[0]), html)


def _gather(parts: list[str]) -> Iterator[list[str]]:
    """Yield the parts of each outermost block, and those between two of them."""
    start = depth = 0
    is_in_block = False
    for index in range(1, len(parts), 2):
        if not depth and _BLOCK.match(parts[index]):
            yield parts[start:index]
            start, is_in_block = index, True
        depth += descent(parts[index])
        if is_in_block and not depth:
            yield parts[start : index + 1]
            start, is_in_block = index + 1, False
    yield parts[start:]
