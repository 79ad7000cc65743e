"""Titles: the one canonical name of each page, and the address made from it."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Self
from urllib.parse import quote

from markup.speech import gettext, ngettext

MAX_BYTES = 255
"""The longest title, in bytes of UTF-8, as in MediaWiki."""


class Namespace(IntEnum):
    """What kind of page a title names, with MediaWiki's numbers."""

    MAIN = 0
    TALK = 1
    USER = 2
    USER_TALK = 3
    PROJECT = 4
    PROJECT_TALK = 5
    FILE = 6
    FILE_TALK = 7
    TEMPLATE = 10
    TEMPLATE_TALK = 11
    HELP = 12
    HELP_TALK = 13
    CATEGORY = 14
    CATEGORY_TALK = 15

    @property
    def prefix(self) -> str:
        """What stands before the colon in a full title; empty for articles."""
        if self is Namespace.MAIN:
            return ""
        return self.name.replace("_", " ").capitalize()


_BY_PREFIX = {space.prefix.casefold(): space for space in Namespace if space.prefix}

# Bidirectional and zero-width controls and the soft hyphen: they would let two
# different titles look the same.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SPACES = re.compile("[ _\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_FORBIDDEN = re.compile(
    r"[#<>\[\]|{}]"
    r"|%[0-9A-Fa-f]{2}"  # would be decoded twice by somebody
    r"|&#?[A-Za-z0-9\u0080-\U0010ffff]+;"  # reads as an HTML entity
    r"|~~~"  # a signature in talk pages
)
_UNSEEN_CATEGORIES = {"Cc", "Cs", "Co"}
# RFC 3986: what may stand in a path without being escaped, as Django's reverse().
_SAFE_IN_PATH = "/~:@!$&'()*+,;="


@dataclass(frozen=True, slots=True, order=True)
class Title:
    """The canonical name of a page, as a reader would write it.

    Two spellings of one page parse to equal titles; ``parse`` of ``text`` gives
    the same title again.
    """

    namespace: Namespace
    name: str

    @classmethod
    def parse(cls, raw: str, *, default: Namespace = Namespace.MAIN) -> Self:
        """Return the title meant by raw, raising ValueError if it names no page.

        "ada_lovelace", "Ada  lovelace" and " ada lovelace " are one page; without
        a known prefix, the page is in the default namespace.
        """
        read = _read_again if len(raw) <= MAX_BYTES else _read
        return cls(*read(raw, default))

    @property
    def text(self) -> str:
        """The full title, with its namespace: "Category:Cold War"."""
        if self.namespace is Namespace.MAIN:
            return self.name
        return f"{self.namespace.prefix}:{self.name}"

    @property
    def slug(self) -> str:
        """The title as it stands in an address, before percent-encoding."""
        return self.text.replace(" ", "_")

    @property
    def path(self) -> str:
        """The slug, percent-encoded for an address."""
        return quote(self.slug, safe=_SAFE_IN_PATH)

    def __str__(self) -> str:
        return self.text


def category(name: str) -> Title:
    """Return the title of the category called name."""
    return Title.parse(name, default=Namespace.CATEGORY)


def _read(raw: str, default: Namespace) -> tuple[Namespace, str]:
    text = _tidy(raw)
    _refuse_odd_characters(text)
    namespace, name = _split_namespace(text, default)
    _refuse_odd_shape(namespace, name)
    name = _capitalise(name)
    if len(Title(namespace, name).text.encode()) > MAX_BYTES:
        words = ngettext(
            "A title has at most %(number)s byte.",
            "A title has at most %(number)s bytes.",
            MAX_BYTES,
        )
        raise ValueError(words % {"number": MAX_BYTES})
    return namespace, name


# One page names the same titles many times, and what they are never changes.
_read_again = lru_cache(maxsize=10_000)(_read)


def _tidy(raw: str) -> str:
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", raw))
    return _SPACES.sub(" ", text).strip(" ")


def _refuse_odd_characters(text: str) -> None:
    if not text:
        raise ValueError(gettext("A title needs at least one character."))
    if found := _FORBIDDEN.search(text):
        words = gettext("A title can't contain %(signs)s.")
        raise ValueError(words % {"signs": repr(found.group())})
    if any(_is_unseen(character) for character in text):
        raise ValueError(
            gettext("A title can't contain control or private characters.")
        )


def _is_unseen(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in _UNSEEN_CATEGORIES
        or character == "\ufffd"
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
    )


def _split_namespace(text: str, default: Namespace) -> tuple[Namespace, str]:
    prefix, colon, rest = text.partition(":")
    namespace = _BY_PREFIX.get(prefix.strip().casefold())
    if not colon or namespace is None:
        return default, text
    return namespace, rest.strip()


def _refuse_odd_shape(namespace: Namespace, name: str) -> None:
    if not name:
        raise ValueError(gettext("A title needs a name after its namespace."))
    if name[0] in ":/":
        raise ValueError(gettext("A title can't begin with a colon or a slash."))
    if not {".", ".."}.isdisjoint(name.split("/")):
        raise ValueError(gettext("A title can't contain the path segments . or .."))
    inner = name.partition(":")[0].strip().casefold()
    if ":" in name and inner in _BY_PREFIX:
        raise ValueError(gettext("A title has one namespace only."))


def _capitalise(name: str) -> str:
    # "ß".upper() is "SS": a letter with no single capital stays as it is.
    first = unicodedata.normalize("NFC", name[0].upper())
    return (first if len(first) == 1 else name[0]) + name[1:]
