"""Citations: ``{{cite|author=...|title=...}}``, and when two are of one source."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from html import unescape
from urllib.parse import urlsplit

from markup.speech import gettext, gettext_noop

_ALIASES = {
    "authors": "author", "year": "date", "page": "pages", "archive-url": "archive",
    "access-date": "accessed", "journal": "work", "newspaper": "work",
    "website": "work", "number": "issue", "location": "place", "at": "pages",
}  # fmt: skip
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.I)
_BETWEEN_DIGITS = re.compile(r"[\s\-\u2010-\u2015]+")
_SEVERAL_PAGES = re.compile(r"\d\s*[-\u2010-\u2015,]\s*\d")
_MAX_VALUE = 1000
NAMELESS = gettext_noop("A source needs at least a title.")
MAX_KEY = 200
"""Characters; a longer key is shortened to fewer, by a digest."""


@dataclass(frozen=True)
class Citation:
    """A source as a text names it. Each field is plain text, and may be empty."""

    author: str = ""
    title: str = ""
    work: str = ""
    """The journal, newspaper, collection or site that it is part of."""
    date: str = ""
    publisher: str = ""
    place: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    url: str = ""
    archive: str = ""
    """The address of a copy that outlives the original."""
    accessed: str = ""
    isbn: str = ""
    doi: str = ""
    language: str = ""
    quote: str = ""
    """The words in the source that support what it is cited for."""

    @classmethod
    def parse(cls, arguments: Mapping[str, str]) -> "Citation":
        """Return the citation that a call makes; what it does not know is left out.

        A pipe is written as ``&#124;``, as in HTML.
        """
        found: dict[str, str] = {}
        for key, value in arguments.items():
            name = key.strip().casefold().replace("_", "-")
            name = _ALIASES.get(name, name)
            if name in _NAMES and value:
                found[name] = " ".join(unescape(value).split())[:_MAX_VALUE]
        if doi := _DOI.fullmatch(found.get("doi", "")):
            found["doi"] = doi[1]
        return cls(**found)

    @property
    def details(self) -> dict[str, str]:
        """The fields that are not empty."""
        values = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: value for name, value in values if value}

    @property
    def doi_address(self) -> str:
        """Where the DOI leads, if it is one."""
        return f"https://doi.org/{self.doi}" if _DOI.fullmatch(self.doi) else ""

    @property
    def web_address(self) -> str:
        """Where it is on the web, if that is an address."""
        return self.url if _is_address(self.url) else ""

    @property
    def archive_address(self) -> str:
        """Where a copy is, if that is an address."""
        return self.archive if _is_address(self.archive) else ""

    @cached_property
    def key(self) -> str:
        """What two citations of one source have in common, however they name it.

        A DOI tells more than an ISBN, and that more than an address; else it is who
        wrote what, and when.
        """
        if self.doi_address:
            return _short(f"doi:{self.doi.casefold()}")
        if self.isbn and not fault_of_isbn(self.isbn):
            return f"isbn:{_isbn13(self.isbn)}"
        if self.web_address:
            parts = urlsplit(self.url)
            query = f"?{parts.query}" if parts.query else ""
            path = parts.path.rstrip("/")
            return _short(f"url:{parts.netloc.casefold()}{path}{query}")
        words = "\0".join((self.author, self.title, self.work, self.date)).casefold()
        return f"text:{_digest(words)}"

    @property
    def name(self) -> str:
        """What the source is called where there is room for one line."""
        return self.title or self.work or self.url or self.author

    @property
    def words(self) -> str:
        """The citation in one sentence or two, without any markup."""
        parts = (self.author, f"({self.date})" if self.date else "")
        sentences = [" ".join(filter(None, parts)), self.name]
        sentences += self.particulars + self.numbers
        ended = (one if one[-1] in ".?!" else f"{one}." for one in sentences if one)
        quoted = gettext("“%(quotation)s”") % {"quotation": self.quote}
        quote = quoted if self.quote else ""
        return " ".join(filter(None, [*ended, quote]))

    @property
    def particulars(self) -> list[str]:
        """What follows the title: in what, by whom, which pages, in which language."""
        part_of = [self.work] if self.title and self.work else []
        if self.volume:
            part_of.append(gettext("vol. %(volume)s") % {"volume": self.volume})
        if self.issue:
            part_of.append(gettext("no. %(issue)s") % {"issue": self.issue})
        language = gettext("In %(language)s") % {"language": self.language}
        return [
            ", ".join(part_of),
            ": ".join(filter(None, (self.place, self.publisher))),
            _on_pages(self.pages) if self.pages else "",
            language if self.language else "",
        ]

    @property
    def numbers(self) -> list[str]:
        """The numbers by which the source is found in catalogues."""
        return [
            f"ISBN {self.isbn}" if self.isbn else "",
            f"doi:{self.doi}" if self.doi else "",
        ]


def _short(key: str) -> str:
    """Return a key as it is, or its beginning and a digest if it is long."""
    return key if len(key) <= MAX_KEY else f"{key[:60]}…{_digest(key)}"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:32]


def _on_pages(pages: str) -> str:
    words = (
        gettext("pp. %(pages)s")
        if _SEVERAL_PAGES.search(pages)
        else gettext("p. %(pages)s")
    )
    return words % {"pages": pages}


_NAMES = {one.name for one in fields(Citation)}


def faults_of(arguments: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with a call that cites something, in sentences."""
    citation = Citation.parse(arguments)
    if not citation.name:
        yield gettext(NAMELESS)
    for key in arguments:
        name = key.strip().casefold().replace("_", "-")
        if _ALIASES.get(name, name) not in _NAMES:
            yield gettext("A citation has no “%(key)s”.") % {"key": key[:40]}
    if citation.isbn and (fault := fault_of_isbn(citation.isbn)):
        yield fault
    if citation.doi and not _DOI.fullmatch(citation.doi):
        words = gettext("“%(doi)s” is no DOI: one looks like 10.1000/182.")
        yield words % {"doi": citation.doi[:60]}
    for address in filter(None, (citation.url, citation.archive)):
        if not _is_address(address):
            words = gettext("“%(address)s” is no address of a page on the web.")
            yield words % {"address": address[:60]}


def fault_of_isbn(isbn: str) -> str:
    """Return what is wrong with an ISBN, or nothing.

    The check digits are those of ISO 2108: of ten digits the last makes a sum with
    weights from 10 to 1 divisible by 11, of thirteen one with weights 1 and 3 by 10.
    """
    digits = _BETWEEN_DIGITS.sub("", isbn).upper()
    if not re.fullmatch(r"\d{9}[\dX]|\d{13}", digits, re.ASCII):
        words = gettext("“%(isbn)s” is no ISBN: one has 10 or 13 digits.")
        return words % {"isbn": isbn[:40]}
    if len(digits) == 10:
        values = [10 if digit == "X" else int(digit) for digit in digits]
        total = sum(
            weight * value
            for weight, value in zip(range(10, 0, -1), values, strict=True)
        )
        is_right = total % 11 == 0
    else:
        is_right = _sum13(digits) % 10 == 0
    if is_right:
        return ""
    words = gettext("The ISBN %(isbn)s is mistyped: its check digit is wrong.")
    return words % {"isbn": isbn}


def _is_address(url: str) -> bool:
    """Whether it is the address of a page on the web."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in {"http", "https"} and bool(parts.netloc)


def _isbn13(isbn: str) -> str:
    """Return the ISBN with thirteen digits; the ten are those of a book before 2007."""
    digits = _BETWEEN_DIGITS.sub("", isbn).upper()
    if len(digits) == 13:
        return digits
    first = f"978{digits[:9]}"
    return f"{first}{-_sum13(first) % 10}"


def _sum13(digits: str) -> int:
    return sum(
        int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)
    )
