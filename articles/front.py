"""The front page: what there is to read and to do today, for everybody alike.

Each part is read by its own index and knows nothing of who reads it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from accounts.requests import as_number
from articles.listing import some_page
from articles.models import (
    Article,
    CategorySize,
    DatedFact,
    Feature,
    LinkedTitle,
    Revision,
    Standing,
    Total,
)
from articles.slices import Slice, slice_of
from articles.structured import description_of
from markup import Namespace, Title

_MOST_EDITED = 6
_MOST_WANTED, _MOST_LOOKED_AT = 8, 24
_MOST_SUBJECTS = 12
MOST_ON_A_DAY = 6
_MOST_FEATURED_BEFORE = 3
_EXTRACT = 600
"""So many characters of today's article are shown at most."""

_GOLDEN = 0.618033988749895
"""Its multiples are spread evenly: days that follow each other are far apart."""


@dataclass(frozen=True, slots=True)
class Featured:
    """Today's article, with its beginning, and the ones chosen before it."""

    article_id: int
    title: Title
    extract: str
    before: list[Title]


def featured() -> Featured | None:
    """Return the article chosen last by those who may, else by the operator, else one.

    One query if somebody chose one, up to four if not.
    """
    shown = Feature.objects.shown().filter(article__redirect=None)
    rows = shown.select_related("article__rendering").only(
        "article__title", "article__rendering__lead"
    )
    chosen = [row.article for row in rows[: 1 + _MOST_FEATURED_BEFORE]]
    if not chosen:
        article = _of_the_operator() or _of_the_day()
        chosen = [article] if article else []
    if not chosen:
        return None
    first, *before = chosen
    rendering = getattr(first, "rendering", None)
    extract = description_of(rendering.lead, _EXTRACT) if rendering else ""
    titles = [one.parsed_title for one in before]
    return Featured(first.pk, first.parsed_title, extract, titles)


@dataclass(frozen=True, slots=True)
class Lately:
    """The first edits of new articles, and the newest of others; the newest first."""

    begun: list[Revision]
    improved: list[Revision]


def lately() -> Lately:
    """Return what was begun, and what was improved, each article once. One query."""
    standing = Standing.objects.filter(lot__isnull=False)
    new = standing.order_by("-article").values("article")[:_MOST_EDITED]
    first = Revision.objects.filter(number=1, article__in=new).values("pk")
    edited = standing.filter(revisions__gt=1).order_by("-revision")
    ids = first.union(edited.values("revision")[:_MOST_EDITED])
    rows = Revision.objects.visible_to(None).filter(
        pk__in=ids, article__namespace=Namespace.MAIN, article__deleted_at=None
    )
    revisions = list(rows.for_listing().order_by("-pk"))
    return Lately(
        begun=[one for one in revisions if one.is_first],
        improved=[one for one in revisions if not one.is_first],
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """A title, and how many there are of what is counted."""

    title: Title
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What the worker has counted: how large the encyclopedia is, and what it lacks."""

    articles: int
    revisions: int
    authors: int
    subjects: list[Tally]
    """The categories with most pages."""
    wanted: list[Tally]
    """The titles most linked to that have no page."""


def counts() -> Counts:
    """Return what is counted. One query."""
    rows = _totals().union(_articles(), _wanted(), _subjects(), all=True)
    found: dict[str, dict[str, int]] = {}
    for kind, name, count in rows:
        found.setdefault(kind, {})[name] = count
    totals = found.get("total", {})
    return Counts(
        articles=totals.get("articles", 0),
        revisions=totals.get("revisions", 0),
        authors=totals.get("authors", 0),
        subjects=_tallies(found.get("subject", {})),
        wanted=_tallies(found.get("wanted", {}))[:_MOST_WANTED],
    )


@dataclass(frozen=True, slots=True)
class Event:
    """What was on a day, as an article's infobox says: "Born"."""

    year: int
    label: str
    title: Title


def today() -> date:
    """Return the day that it is where the site is."""
    return timezone.localdate()


def on_day(
    month: int, day: int, *, after: str = "", size: int = MOST_ON_A_DAY
) -> Slice[Event]:
    """Return what was on a day of any year, the oldest first. One query."""
    rows = DatedFact.objects.filter(
        month=month,
        day=day,
        article__deleted_at=None,
        article__namespace=Namespace.MAIN,
    )
    key = [as_number(part) for part in after.split("-")]
    if len(key) == 3 and None not in key:
        year, article, last = key
        of_article = Q(article__gt=article) | Q(article=article, pk__gt=last)
        # The first condition is what the index is read from.
        rows = rows.filter(Q(year__gt=year) | of_article, year__gte=year)
    found = slice_of(
        rows.select_related("article").order_by("year", "article_id", "pk")[: size + 1],
        size,
        lambda row: f"{row.year}-{row.article_id}-{row.pk}",
        is_first=not after,
    )
    events = [
        Event(row.year, row.label, row.article.parsed_title) for row in found.rows
    ]
    return Slice(events, found.after, found.before)


def _of_the_operator() -> Article | None:
    articles = Article.objects.published().for_listing()
    return articles.filter(title=settings.CANONICA_FEATURED_ARTICLE).first()


def _of_the_day() -> Article | None:
    """Return the same article to everybody, and another one tomorrow."""
    return some_page((today().toordinal() * _GOLDEN) % 1)


_Counted = QuerySet[Any, tuple[str, str, int]]


def _totals() -> _Counted:
    return _counted(Total.objects.all(), "total", "name", "count")


def _articles() -> _Counted:
    """The highest lot is the number of articles."""
    last = Standing.objects.filter(lot__isnull=False).order_by("-lot")
    named = last.annotate(called=Value("articles", CharField()))
    return _counted(named, "total", "called", "lot")[:1]


def _wanted() -> _Counted:
    """Those that were written since they were counted have no links here.

    They are looked for one by one: PostgreSQL would read all titles to join them.
    """
    page = Article.objects.published().filter(title=OuterRef("title")).values("pk")
    missing = LinkedTitle.objects.filter(is_missing=True).order_by("-links", "title")
    rows = missing.annotate(
        page=Subquery(page[:1]), wanted=Case(When(page=None, then="links"), default=0)
    )
    return _counted(rows, "wanted", "title", "wanted")[:_MOST_LOOKED_AT]


def _subjects() -> _Counted:
    rows = CategorySize.objects.filter(pages__gt=0).order_by("-pages", "category")
    return _counted(rows, "subject", "category", "pages")[:_MOST_SUBJECTS]


def _counted(rows: QuerySet[Any], kind: str, name: str, count: str) -> _Counted:
    return rows.values_list(Value(kind, CharField()), name, count)


def _tallies(counts: dict[str, int]) -> list[Tally]:
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [Tally(Title.parse(title), count) for title, count in ordered if count]
