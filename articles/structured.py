"""Structured data: what machines are told of an article, in the words of schema.org."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.utils.translation import gettext

LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"
LONGEST_DESCRIPTION = 160
"""Characters of a page's description that search engines show."""
MOST_CITATIONS = 50

_SHORTEST_SENTENCES = 60
# A full stop behind a single letter, or before a small one, ends no sentence.
_SENTENCE_END = re.compile(
    r"""(?<!\b[^\W\d_])[.!?]["'\u201d\u2019\u00bb)\]]*(?=\s(?![a-z]))"""
    r"""|[\u3002\uff01\uff1f]"""
)

# In a script element these could end it, begin a comment, or end a line of a script.
_UNSAFE = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}

# What XML 1.0 has no way to say.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name, and the whole address of its page."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """The site that an article is read on; all addresses are whole."""

    name: str
    address: str
    image: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of an article besides its text; all addresses are whole."""

    article: Named
    permanent_address: str
    description: str
    revision: int
    """Its number."""
    begun: datetime | None
    edited: datetime
    authors: Named
    """All of them together, and where it is told who wrote what."""
    editor: Named | None
    """The person who edited it last, if that may be said."""
    machine_percent: int = 0
    """How much of it machines wrote."""
    reviewed_percent: int = 0
    """How much of that a person has reviewed."""
    categories: Sequence[Named] = ()
    citations: Sequence[str] = ()
    """Its references, as words."""
    details: Sequence[tuple[str, str]] = ()
    """What its infobox says: labels, and values that machines understand."""
    image: str = ""


class InScript(str):
    """Data as JSON for a script element of a page: nothing in it can end that.

    It can be made from data only, and templates escape nothing of it.
    """

    __slots__ = ()

    def __new__(cls, data: Data) -> Self:
        told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return super().__new__(cls, told.translate(_UNSAFE))

    def __html__(self) -> str:
        return str(self)


def article_data(facts: Facts, publisher: Publisher) -> Data:
    """Return what is told of an article: an Article with its BreadcrumbList."""
    article: Data = {
        "@type": "Article",
        "@id": facts.permanent_address,
        "url": facts.article.address,
        "mainEntityOfPage": facts.article.address,
        "headline": facts.article.name,
        "description": facts.description,
        "inLanguage": publisher.language,
        "datePublished": facts.begun.isoformat() if facts.begun else None,
        "dateModified": facts.edited.isoformat(),
        "version": facts.revision,
        "author": _organization(facts.authors),
        "editor": _person(facts.editor) if facts.editor else None,
        "creditText": _credit(facts),
        "digitalSourceType": _source_type(facts.machine_percent),
        "publisher": _organization(Named(publisher.name, publisher.address)),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "image": facts.image or publisher.image,
        "about": [*_subject(facts), *map(_thing, facts.categories)],
        "citation": list(facts.citations[:MOST_CITATIONS]),
    }
    told = {
        name: value for name, value in article.items() if value not in (None, "", [])
    }
    return {
        "@context": "https://schema.org",
        "@graph": [told, _breadcrumbs(facts, publisher)],
    }


def description_of(lead: str, most: int = LONGEST_DESCRIPTION) -> str:
    """Return the beginning of a lead in so many characters, cut where it may be.

    That is after a sentence, or else after a word, with an ellipsis.
    """
    text = " ".join(lead.split())
    if len(text) <= most:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, most + 2)]
    whole = [end for end in ends if _SHORTEST_SENTENCES <= end <= most]
    if whole:
        return text[: whole[-1]]
    words, space, _ = text[:most].rpartition(" ")
    return f"{(words if space else text[: most - 1]).rstrip(' .,;:(')}…"


def legal_in_xml(text: str) -> str:
    """Return the text without what XML has no way to say."""
    return _NOT_IN_XML.sub("", text)


def _credit(facts: Facts) -> str:
    if not facts.machine_percent:
        return facts.authors.name
    return gettext(
        "%(authors)s. A machine wrote %(machine)s%% of the text, and people have"
        " reviewed %(reviewed)s%% of that."
    ) % {
        "authors": facts.authors.name,
        "machine": facts.machine_percent,
        "reviewed": facts.reviewed_percent,
    }


def _source_type(machine_percent: int) -> str | None:
    """How machines had a part in the text, in the words of the IPTC."""
    if not machine_percent:
        return None
    kind = "" if machine_percent == 100 else "CompositeWith"
    return f"https://schema.org/{kind}TrainedAlgorithmicMediaDigitalSource"


def _subject(facts: Facts) -> list[Data]:
    """Return what the article is about with what its infobox says, if it has one."""
    if not facts.details:
        return []
    properties = [
        {"@type": "PropertyValue", "name": label, "value": value}
        for label, value in facts.details
    ]
    name = facts.article.name
    return [{"@type": "Thing", "name": name, "additionalProperty": properties}]


def _breadcrumbs(facts: Facts, publisher: Publisher) -> Data:
    """From the front page by the first category to the article."""
    steps = [
        Named(publisher.name, publisher.address),
        *facts.categories[:1],
        facts.article,
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": step.name,
                "item": step.address,
            }
            for position, step in enumerate(steps, 1)
        ],
    }


def _organization(named: Named) -> Data:
    return {"@type": "Organization", "name": named.name, "url": named.address}


def _person(named: Named) -> Data:
    return {"@type": "Person", "name": named.name, "url": named.address}


def _thing(named: Named) -> Data:
    return {"@type": "Thing", "name": named.name, "url": named.address}
