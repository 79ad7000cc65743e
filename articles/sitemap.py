"""The sitemap: which pages search engines may show, and since when each is as it is.

As of sitemaps.org: an index of parts, each of which names at most 50,000 addresses.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, IntegerField, Max, QuerySet
from django.db.models.functions import Cast

from articles.models import Article
from markup import Namespace, Title

SHARE = 5_000
"""So many ids are in one part, of which some are of no page that may be shown."""

MOST_PARTS = 2**31 // SHARE
"""Further on there can be no ids."""

_SHOWN = (
    Namespace.MAIN,
    Namespace.CATEGORY,
    Namespace.FILE,
    Namespace.HELP,
    Namespace.PROJECT,
)


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
    """Return the parts that have pages. One query, which sees all pages."""
    number = Cast(F("pk") / SHARE, IntegerField())
    changed_at = Max("current_revision__created_at")
    counted = _shown().values(number=number).annotate(changed_at=changed_at)
    return [Part(**row) for row in counted.order_by("number")]


def entries(number: int) -> list[Entry]:
    """Return the pages of a part. One query."""
    ids = number * SHARE, (number + 1) * SHARE - 1
    rows = _shown().filter(pk__range=ids).order_by("pk")
    dated = rows.values_list("title", "current_revision__created_at")
    return [Entry(Title.parse(title), changed_at) for title, changed_at in dated]


def _shown() -> QuerySet[Article]:
    """Pages that readers can open, besides those that only lead to others."""
    return Article.objects.published().filter(namespace__in=_SHOWN, redirect=None)
