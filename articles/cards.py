"""Cards: what an article is about, in two sentences, for who points at a link to it."""

import re
from dataclasses import dataclass

from articles.reading import Page, PageMissing, find_page
from markup import Title

_SENTENCES = 2
_LONGEST = 400
# A full stop behind a single capital or before a small letter or a figure
# abbreviates.
_SENTENCE_END = re.compile(
    r"""(?<!\b[A-Z])[.!?\u2026]["'\u201d\u2019\u00bb)\]]*(?=\s+(?![a-z\d]))"""
    r"""|[\u3002\uff01\uff1f][\u201d\u2019\u300d\u300f\uff09]*"""  # Chinese, Japanese
)


@dataclass(frozen=True, slots=True)
class Card:
    """What is told of an article to somebody who has not opened it."""

    page: Page
    title: Title
    description: str
    """Its first categories."""
    extract: str


def find_card(title: Title) -> Card:
    """Return the card of a page, or of the page that it redirects to.

    One query, and one more after a redirect. Raises PageMissing or PageDeleted, also
    where a redirect leads to no page.
    """
    page = find_page(title)
    if page.redirects_to is not None:
        raise PageMissing(title)
    return Card(
        page=page,
        title=page.title,
        description=", ".join(category.name for category in page.categories[:3]),
        extract=extract_of(page.rendering.lead),
    )


def extract_of(lead: str) -> str:
    """Return the first two sentences of a text, or fewer if they are long."""
    text = " ".join(lead.split())
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    extract = text[: ends[_SENTENCES - 1]] if len(ends) >= _SENTENCES else text
    if len(extract) <= _LONGEST:
        return extract
    return f"{extract[:_LONGEST].rsplit(' ', 1)[0]} …"
