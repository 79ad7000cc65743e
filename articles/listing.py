"""Lists: titles, categories, links. Each page of a list is found by key."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.cache import cache
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.requests import as_number
from articles.models import (
    Article,
    CategoryMembership,
    Link,
    Redirect,
    Revision,
    Upload,
)
from articles.pictures import Shown, shown_of
from articles.slices import Slice, slice_of
from markup import Namespace, Title

_FIVE_MINUTES = 300
_MOST_NESTED = 500


def all_pages(
    namespace: Namespace, *, start: str = "", size: int = 200
) -> Slice[Article]:
    """Return the pages of a namespace in the order of titles, from start on."""
    pages = Article.objects.published().in_namespace(namespace)
    if start:
        pages = pages.filter(title__gte=start)
    is_redirect = Exists(Redirect.objects.filter(article=OuterRef("pk")))
    rows = pages.annotate(is_redirect=is_redirect).order_by("title")[: size + 1]
    found = list(rows)
    after = found[size].title if len(found) > size else ""
    return Slice(found[:size], after=after, before=start)


def pages_linking_to(
    title: Title, *, after: str = "", size: int = 100
) -> Slice[Article]:
    """Return the pages that link to a title, in the order of titles."""
    pages = Article.objects.published().linking_to(title).filter(title__gt=after)
    pages = pages.select_related("redirect").order_by("title")
    return slice_of(pages[: size + 1], size, lambda row: row.title, is_first=not after)


def pages_transcluding(
    template: Title, *, after: str = "", size: int = 100
) -> Slice[Article]:
    """Return the pages that show what a template says, in the order of titles."""
    pages = Article.objects.published().transcluding(template)
    rows = pages.filter(title__gt=after).order_by("title")[: size + 1]
    return slice_of(rows, size, lambda row: row.title, is_first=not after)


def uploads_of(
    article: Article, *, before: int | None = None, size: int = 10
) -> Slice[Shown]:
    """Return the pictures that a page has and had, the newest first."""
    uploads = Upload.objects.public().filter(revision__article=article)
    if before is not None:
        uploads = uploads.filter(pk__lt=before)
    rows = uploads.for_listing().order_by("-pk")[: size + 1]
    shown = map(shown_of, rows)
    return slice_of(shown, size, lambda row: str(row.upload.pk), is_first=not before)


@dataclass(frozen=True, slots=True)
class RedirectTo:
    """A redirect, and the pages that link to it."""

    title: Title
    linked_from: list[Title]


def pages_redirecting_to(title: Title, most: int = 100) -> list[RedirectTo]:
    """Return the redirects to a title, each with the pages linking to it."""
    redirects = Article.objects.published().filter(redirect__target=title.text)
    found = list(redirects.order_by("title")[:most])
    links = _links().filter(target__in=[page.title for page in found])
    pairs = links.values_list("target", "article__title").order_by("target", "article")
    linking: dict[str, list[Title]] = {}
    for target, page in pairs[:_MOST_NESTED]:
        linking.setdefault(target, []).append(Title.parse(page))
    return [
        RedirectTo(page.parsed_title, linking.get(page.title, [])) for page in found
    ]


@dataclass(frozen=True, slots=True)
class Tally:
    """A title, and how many there are of what is counted."""

    title: Title
    count: int


def categories(*, after: str = "", size: int = 200) -> Slice[Tally]:
    """Return the categories in use, each with how many members it has."""
    found = _memberships().filter(category__gt=after).values("category")
    rows = found.annotate(count=Count("pk")).order_by("category")[: size + 1]
    tallies = _tallies(rows.values_list("category", "count"))
    return slice_of(tallies, size, lambda row: row.title.text, is_first=not after)


def subcategories_of(category: Title, most: int = 200) -> list[Article]:
    """Return the categories that belong to a category."""
    children = Article.objects.published().in_namespace(Namespace.CATEGORY)
    return list(children.filter(memberships__category=category.text)[:most])


@dataclass(frozen=True, slots=True)
class Letter:
    """The members of a category that begin with one letter."""

    letter: str
    members: list[CategoryMembership]


def category_pages(
    category: Title, *, after: str = "", size: int = 200
) -> Slice[Letter]:
    """Return a category's pages by letter, in the order of their sort keys."""
    members = (
        _memberships()
        .filter(category=category.text)
        .exclude(article__namespace=Namespace.CATEGORY)
    )
    number, _, sort_key = after.partition(":")
    article_id = as_number(number)
    if article_id is not None:
        same_key = Q(sort_key=sort_key, article__gt=article_id)
        members = members.filter(Q(sort_key__gt=sort_key) | same_key)
    rows = members.select_related("article").order_by("sort_key", "article_id")
    found = slice_of(
        rows[: size + 1],
        size,
        lambda row: f"{row.article_id}:{row.sort_key}",
        is_first=not after,
    )
    letters = [
        Letter(letter, list(group))
        for letter, group in groupby(found.rows, lambda row: row.sort_key[:1].upper())
    ]
    return Slice(letters, found.after, found.before)


def changes_in_category(
    category: Title, viewer: User | None, *, most: int
) -> list[Revision]:
    """Return the latest revisions of the pages that belong to a category."""
    revisions = Revision.objects.visible_to(viewer).filter(
        article__memberships__category=category.text, article__deleted_at=None
    )
    return list(revisions.for_listing().order_by("-pk")[:most])


def some_page(seed: float) -> Article | None:
    """Return an article, chosen by a number between 0 and 1. Two queries."""
    pages = Article.objects.published().in_namespace(Namespace.MAIN)
    pages = pages.filter(redirect=None).for_listing()
    ends = Article.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["last"] is None:
        return None
    key = ends["first"] + int(seed * (ends["last"] - ends["first"] + 1))
    return (
        pages.filter(pk__gte=key).order_by("pk").first() or pages.order_by("pk").first()
    )


def page_of_the_day() -> Article | None:
    """Return the same article to everybody, and another one tomorrow."""
    day = timezone.now().toordinal()
    return some_page((day * 0.618033988749895) % 1)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How large the encyclopedia is; up to five minutes old."""

    articles: int
    revisions: int
    authors: int


def numbers() -> Numbers:
    """Return how much there is."""
    return cache.get_or_set("numbers", _count_all, _FIVE_MINUTES) or _count_all()


def wanted_titles() -> list[Tally]:
    """Return the titles most linked to that have no page; up to five minutes old."""
    return cache.get_or_set("wanted", _find_wanted, _FIVE_MINUTES) or []


def largest_categories() -> list[Tally]:
    """Return the categories with most members; up to five minutes old."""
    return cache.get_or_set("subjects", _find_subjects, _FIVE_MINUTES) or []


def recently_improved(viewer: User | None, most: int = 6) -> list[Revision]:
    """Return the latest revisions, one of each article."""
    latest = Revision.objects.visible_to(viewer).filter(
        article__current_revision=F("pk"),
        article__namespace=Namespace.MAIN,
        article__redirect=None,
    )
    return list(latest.for_listing().order_by("-pk")[:most])


def _memberships() -> QuerySet[CategoryMembership]:
    return CategoryMembership.objects.filter(article__deleted_at=None)


def _links() -> QuerySet[Link]:
    return Link.objects.filter(article__deleted_at=None)


def _tallies(pairs: Iterable[tuple[str, int]]) -> list[Tally]:
    return [Tally(Title.parse(title), count) for title, count in pairs]


def _count_all() -> Numbers:
    articles = Article.objects.published().in_namespace(Namespace.MAIN)
    return Numbers(
        articles=articles.filter(redirect=None).count(),
        revisions=Revision.objects.count(),
        authors=Revision.objects.values("author").distinct().count(),
    )


def _find_wanted() -> list[Tally]:
    pages = Article.objects.published().filter(title=OuterRef("target"))
    missing = _links().filter(~Exists(pages)).values("target")
    rows = missing.annotate(count=Count("pk")).order_by("-count", "target")
    return _tallies(rows.values_list("target", "count")[:8])


def _find_subjects() -> list[Tally]:
    rows = _memberships().values("category").annotate(count=Count("pk"))
    rows = rows.order_by("-count", "category")
    return _tallies(rows.values_list("category", "count")[:12])
