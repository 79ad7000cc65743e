"""Subjects: the categories, what belongs to them, and which belong to others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from accounts.requests import as_number
from articles.letters import CATEGORIES, MEMBERS, letters_of
from articles.models import CategoryMembership, CategorySize, Revision
from articles.slices import Slice, slice_before, slice_of
from markup import Namespace, Title

_MOST_INNER = 10
_MOST_FOLLOWED = 50
"""Of so many categories it is shown what is in them, at each level of the tree."""
_LEVELS = 2

# Of each category only the first ones are read, by the index of its members.
_INNER = """SELECT outside.category, inside.title, pages, subcategories
    FROM unnest(%(categories)s::text[]) AS outside (category)
    CROSS JOIN LATERAL (
        SELECT title, sort_key FROM articles_categorymembership AS member
        JOIN articles_article ON articles_article.id = article_id
        WHERE member.category = outside.category AND is_subcategory
        AND deleted_at IS NULL ORDER BY sort_key, article_id LIMIT %(most)s
    ) AS inside
    LEFT JOIN articles_categorysize AS size ON size.category = inside.title
    ORDER BY sort_key, title
"""


@dataclass(frozen=True, slots=True)
class Branch:
    """A category, how much is in it, and the categories that are."""

    title: Title
    pages: int
    subcategories: int
    is_above: bool = False
    """Whether it is one of those that it is in itself: it is not followed."""
    inner: list["Branch"] = field(default_factory=list)
    """The first of them, if it is known which they are."""

    @property
    def has_more(self) -> bool:
        return bool(self.inner) and self.subcategories > len(self.inner)


@dataclass(frozen=True, slots=True)
class Letter:
    """The members of a category that begin with one letter."""

    letter: str
    members: list[CategoryMembership]


def size_of(category: Title) -> Branch:
    """Return how much is in a category, as the worker counted it. One query."""
    row = CategorySize.objects.filter(pk=category.text).first()
    return _branch_of(row) if row else Branch(category, 0, 0)


def categories(
    *, after: str = "", before: str = "", start: str = "", size: int = 100
) -> Slice[Branch]:
    """Return the categories in use, from a name on or beside a key. Two queries."""
    rows = CategorySize.objects.order_by("category")
    if before:
        earlier = rows.filter(category__lt=before).reverse()[: size + 1]
        found = slice_before(map(_branch_of, earlier), size, _key)
    else:
        first = f"{Namespace.CATEGORY.prefix}:{start[:1].upper()}{start[1:]}"
        rows = rows.filter(category__gte=first) if start else rows
        rows = rows.filter(category__gt=after)[: size + 1]
        is_first = not after and not start
        found = slice_of(map(_branch_of, rows), size, _key, is_first=is_first)
    _grow(found.rows, levels=1)
    return found


def letters_of_categories() -> list[str]:
    """Return with which letters categories begin. One query."""
    return letters_of(CATEGORIES, prefix=f"{Namespace.CATEGORY.prefix}:")


def subcategories_of(
    category: Title, *, after: str = "", before: str = "", size: int = 50
) -> Slice[Branch]:
    """Return the categories in a category, and those in them. Up to three queries."""
    sizes = CategorySize.objects.filter(category=OuterRef("article__title"))
    inside = _memberships(category, is_subcategory=True).annotate(
        pages=Subquery(sizes.values("pages")),
        subcategories=Subquery(sizes.values("subcategories")),
    )
    found = _part(inside, size, after=after, before=before)
    branches = [
        _branch(
            row.article.title,
            getattr(row, "pages", 0),
            getattr(row, "subcategories", 0),
            above={category.text},
        )
        for row in found.rows
    ]
    _grow(branches, levels=_LEVELS, above=(category.text,))
    return Slice(branches, found.after, found.before)


def category_pages(
    category: Title,
    *,
    after: str = "",
    before: str = "",
    start: str = "",
    size: int = 200,
) -> Slice[Letter]:
    """Return a category's pages by letter, in the order of their sort keys."""
    pages = _memberships(category, is_subcategory=False)
    if start and not after and not before:
        after = f"0:{start}"
    found = _part(pages, size, after=after, before=before)
    letters = [
        Letter(letter, list(group))
        for letter, group in groupby(found.rows, lambda row: row.sort_key[:1])
    ]
    return Slice(letters, found.after, found.before)


def letters_of_members(category: Title) -> list[str]:
    """Return with which letters a category's pages begin. One query."""
    return letters_of(MEMBERS, category=category.text)


def changes_in_category(
    category: Title, viewer: User | None, *, most: int
) -> list[Revision]:
    """Return the latest revisions of the pages that belong to a category.

    They are among those of as many pages as were edited last, however many there are.
    """
    members = CategoryMembership.objects.filter(category=category.text)
    latest = members.order_by("-latest").values("article")[:most]
    revisions = Revision.objects.visible_to(viewer).filter(
        article__in=latest,
        article__deleted_at=None,
        number__gt=F("article__current_revision__number") - most,
    )
    return list(revisions.for_listing().order_by("-pk")[:most])


def _memberships(
    category: Title, *, is_subcategory: bool
) -> QuerySet[CategoryMembership]:
    return CategoryMembership.objects.filter(
        category=category.text,
        is_subcategory=is_subcategory,
        article__deleted_at=None,
    ).select_related("article")


def _part(
    members: QuerySet[CategoryMembership], size: int, *, after: str, before: str
) -> Slice[CategoryMembership]:
    """Return members beside a key, which is an id and the sort key."""
    rows = members.order_by("sort_key", "article_id")
    number, _, sort_key = (before or after).partition(":")
    article_id = as_number(number)
    if article_id is None:
        return slice_of(rows[: size + 1], size, _key_of, is_first=True)
    # The first condition is what the index is read from.
    if before:
        earlier = Q(sort_key__lt=sort_key) | Q(article__lt=article_id)
        rows = rows.filter(earlier, sort_key__lte=sort_key)
        return slice_before(rows.reverse()[: size + 1], size, _key_of)
    later = Q(sort_key__gt=sort_key) | Q(article__gt=article_id)
    rows = rows.filter(later, sort_key__gte=sort_key)
    return slice_of(rows[: size + 1], size, _key_of, is_first=False)


def _key_of(member: CategoryMembership) -> str:
    return f"{member.article_id}:{member.sort_key}"


def _key(branch: Branch) -> str:
    return branch.title.text


def _grow(
    branches: Sequence[Branch], *, levels: int, above: Collection[str] = ()
) -> None:
    """Let branches have what is in them, level by level. One query for each level.

    ``above`` are the categories that all of them are in. What is above a category, or
    is the category itself, is named among what is in it, but not followed any more.
    """
    paths = {id(one): {*above, one.title.text} for one in branches}
    for _ in range(levels):
        followed = [one for one in branches if one.subcategories and not one.is_above]
        followed = followed[:_MOST_FOLLOWED]
        if not followed:
            return
        inner = _inner_of([one.title.text for one in followed])
        branches = []
        for outside in followed:
            path = paths[id(outside)]
            for title, pages, categories_in_it in inner.get(outside.title.text, ()):
                branch = _branch(title, pages, categories_in_it, above=path)
                paths[id(branch)] = {*path, title}
                outside.inner.append(branch)
                branches.append(branch)


def _inner_of(names: list[str]) -> dict[str, list[tuple[str, int, int]]]:
    found: dict[str, list[tuple[str, int, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_INNER, {"categories": names, "most": _MOST_INNER})
        for category, title, pages, subcategories in cursor.fetchall():
            found.setdefault(category, []).append((title, pages, subcategories))
    return found


def _branch_of(row: CategorySize) -> Branch:
    return _branch(row.category, row.pages, row.subcategories)


def _branch(
    title: str,
    pages: int | None,
    subcategories: int | None,
    above: Collection[str] = (),
) -> Branch:
    parsed = Title.parse(title)
    return Branch(parsed, pages or 0, subcategories or 0, is_above=title in above)
