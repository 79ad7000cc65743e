"""The sitemap: which pages search engines may show, and since when each is as it is.

As of sitemaps.org: an index of parts, each of which names at most 50,000 addresses.
"""

from dataclasses import dataclass
from datetime import datetime

from articles.counting import SHARE, ids_of_part
from articles.models import Article, SitemapPart
from markup import Title

MOST_PARTS = 2**31 // SHARE
"""Further on there can be no ids."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the pages, by their ids, and when the last of them was changed."""

    number: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, and when it was changed."""

    title: Title
    changed_at: datetime


def parts() -> list[Part]:
    """Return the parts that have pages, as the worker counted them. One query."""
    rows = SitemapPart.objects.order_by("number")
    return [Part(row.number, row.changed_at) for row in rows]


def entries(number: int) -> list[Entry]:
    """Return the pages of a part. One query."""
    pages = Article.objects.to_be_found().filter(pk__range=ids_of_part(number))
    dated = pages.order_by("pk").values_list("title", "current_revision__created_at")
    return [Entry(Title.parse(title), changed_at) for title, changed_at in dated]
