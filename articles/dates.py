"""Dates: the days that the infoboxes of articles name, to be found by day."""

from collections.abc import Set

from articles.models import Article, DatedFact
from markup import Document, Namespace

Dated = tuple[str, str]
"""A day as year, month and day, "1956-2-25", and what was on it."""

_LONGEST_LABEL = 100


def dates_of(article: Article, document: Document) -> frozenset[Dated]:
    """Return the days that an article names; a month or a year alone is none."""
    if article.namespace != Namespace.MAIN or document.redirect:
        return frozenset()
    days = [
        (map(int, one.value.split("-")), one.label)
        for one in document.facts
        if one.kind == "date" and one.value.count("-") == 2
    ]
    return frozenset(
        ("-".join(map(str, day)), label[:_LONGEST_LABEL]) for day, label in days
    )


def store_dates(article: Article, dates: Set[Dated]) -> None:
    """Replace the days of an article."""
    DatedFact.objects.filter(article=article).delete()
    rows = []
    for date, label in sorted(dates):
        year, month, day = map(int, date.split("-"))
        rows.append(
            DatedFact(article=article, year=year, month=month, day=day, label=label)
        )
    DatedFact.objects.bulk_create(rows)
