"""Lists: titles, links, uploads. Each page of a list is found by key."""

from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, QuerySet

from articles.letters import PAGES, letters_of
from articles.models import Article, Link, Redirect, Standing, Upload
from articles.pictures import Shown, shown_of
from articles.slices import Slice, slice_before, slice_of
from markup import Namespace, Title

MOST_PAGES = 200
_BEHIND_ALL = "\U0010ffff"
_MOST_NESTED = 500


def all_pages(
    namespace: Namespace,
    *,
    prefix: str = "",
    start: str = "",
    after: str = "",
    before: str = "",
    size: int = 0,
) -> Slice[Article]:
    """Return the pages of a namespace in the order of titles, from a name on.

    With a prefix only those whose names begin so; with ``after`` or ``before`` those
    beside a title.
    """
    size = size or MOST_PAGES
    is_redirect = Exists(Redirect.objects.filter(article=OuterRef("pk")))
    pages = Article.objects.published().in_namespace(namespace)
    pages = pages.annotate(is_redirect=is_redirect).order_by("title")
    if prefix:
        first = _full(namespace, prefix)
        pages = pages.filter(title__gte=first, title__lt=first + _BEHIND_ALL)
    if before:
        rows = pages.filter(title__lt=before).reverse()[: size + 1]
        return slice_before(rows, size, _title_of)
    if start:
        pages = pages.filter(title__gte=_full(namespace, start))
    rows = pages.filter(title__gt=after)[: size + 1]
    return slice_of(rows, size, _title_of, is_first=not start and not after)


def _title_of(page: Article) -> str:
    return page.title


def letters_of_pages(namespace: Namespace) -> list[str]:
    """Return with which letters the pages of a namespace begin. One query."""
    prefix = f"{namespace.prefix}:" if namespace.prefix else ""
    return letters_of(PAGES, prefix=prefix, namespace=int(namespace))


def _full(namespace: Namespace, name: str) -> str:
    """Return the full title with which the names that begin so begin."""
    prefix = f"{namespace.prefix}:" if namespace.prefix else ""
    name = name.replace("_", " ")
    if name[: len(prefix)].casefold() == prefix.casefold():
        name = name[len(prefix) :]
    return f"{prefix}{name[:1].upper()}{name[1:]}"


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


def some_page(seed: float) -> Article | None:
    """Return an article, chosen by a number from 0 up to 1. Two queries.

    Articles have lots without gaps, so each is chosen as often as any other. If it
    can't be read any more, and that is not counted yet, the next one is meant.
    """
    last = Standing.objects.aggregate(last=Max("lot"))["last"]
    if last is None:
        return None
    pages = Article.objects.published().in_namespace(Namespace.MAIN)
    pages = pages.filter(redirect=None).for_listing().order_by("standing__lot")
    return (
        pages.filter(standing__lot__gt=int(seed * last)).first()
        or pages.filter(standing__lot__isnull=False).first()
    )


def _links() -> QuerySet[Link]:
    return Link.objects.filter(article__deleted_at=None)
