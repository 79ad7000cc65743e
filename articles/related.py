"""Related articles: which other ones have most in common with one, and what.

Articles that link to the same pages or are in the same categories belong together, the
more so the fewer others do; to show the same picture says nothing. It is worked out
after a save, and kept as derived rows.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from articles import queue
from articles.models import Article, CategoryMembership, Link, Redirect, Relation
from markup import Namespace, Title

RELATE = "relate"
RELATE_AGAIN = "relate-again"

_MOST = 5
_MOST_REASONS = 2
_COMMON = 100
"""What more pages have than this says nothing about any of them, and is passed over."""
_MOST_LOOKED_AT = 400
"""So many links of an article, and so many categories, are looked at."""

Reason = tuple[str, str]
Found = list[tuple[int, list[Reason]]]

# Each title costs a look into an index, which ends after _COMMON rows, and each page
# that has it another (OFFSET 0): to join them would read all pages. A shared title
# that n pages have weighs 1/log(n), in thousandths: whole numbers have the same sum
# in any order.
_CLOSEST = """
WITH own AS (
    (SELECT 'link' AS kind, target AS title FROM articles_link
     WHERE article_id = %(article)s AND target NOT LIKE 'File:%%'
     ORDER BY target LIMIT %(looked_at)s)
    UNION ALL
    (SELECT 'category', category FROM articles_categorymembership
     WHERE article_id = %(article)s ORDER BY category LIMIT %(looked_at)s)
), shared AS (
    SELECT kind, title, article_id, count(*) OVER (PARTITION BY kind, title) AS pages
    FROM own CROSS JOIN LATERAL (
        (SELECT article_id FROM articles_link
         WHERE kind = 'link' AND target = title LIMIT %(common)s + 1)
        UNION ALL
        (SELECT article_id FROM articles_categorymembership
         WHERE kind = 'category' AND category = title LIMIT %(common)s + 1)
    ) AS having_it
)
SELECT other.id,
    jsonb_agg(jsonb_build_array(kind, shared.title) ORDER BY pages, kind, shared.title)
FROM shared
JOIN articles_article self ON self.id = %(article)s
CROSS JOIN LATERAL (
    SELECT id, title FROM articles_article AS page
    WHERE id = shared.article_id AND namespace = %(main)s
        AND current_revision_id IS NOT NULL AND deleted_at IS NULL
        AND NOT EXISTS (SELECT FROM articles_redirect WHERE article_id = page.id)
    OFFSET 0
) AS other
WHERE pages BETWEEN 2 AND %(common)s
    AND other.id <> self.id AND shared.title NOT IN (self.title, other.title)
    AND self.namespace = %(main)s
    AND NOT EXISTS (SELECT FROM articles_redirect WHERE article_id = self.id)
GROUP BY other.id, other.title
ORDER BY sum((1000 / ln(pages))::int) DESC, other.title
LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Related:
    """Another article, and what both have in common."""

    article_id: int
    title: Title
    links: list[Title]
    """The pages that both link to."""
    categories: list[Title]
    """The categories that both are in."""

    @classmethod
    def of(cls, row: Mapping[str, object]) -> Self:
        """Return what a row, as ``for_reading`` fetches it, tells."""
        found: dict[str, list[Title]] = {"link": [], "category": []}
        reasons = row["reasons"]
        for kind, title in reasons if isinstance(reasons, list) else ():
            found[kind].append(Title.parse(title))
        title = Title.parse(str(row["title"]))
        return cls(int(str(row["id"])), title, found["link"], found["category"])


def rows_for_reading() -> ArraySubquery:
    """Return what fetches an article's related ones along with it, by today's titles.

    Those that were deleted meanwhile are left out.
    """
    rows = Relation.objects.filter(
        article=OuterRef("pk"),
        other__deleted_at=None,
        other__namespace=Namespace.MAIN,
    )
    one = JSONObject(id="other", title="other__title", reasons="reasons")
    return ArraySubquery(rows.order_by("position").values(one=one))


def announce(article_id: int) -> None:
    """Ask for an article, whose links or categories are others now, to be related."""
    queue.enqueue(RELATE, str(article_id))


@transaction.atomic
def relate(article_id: str) -> None:
    """Relate an article anew, and ask for those that it is or was related to.

    Where another one names it for what is not so any more, that is gone at once: it
    may have been taken out for a good reason.
    """
    own = int(article_id)
    titles = _titles_of(own)
    naming = Relation.objects.filter(other=own)
    untrue = [row for row in naming if not titles.issuperset(_reasons_of(row))]
    Relation.objects.filter(pk__in=[row.pk for row in untrue]).delete()
    closest = relate_alone(own)
    around = {other for other, _ in closest} | {row.article_id for row in untrue}
    queue.enqueue(RELATE_AGAIN, *map(str, sorted(around)))


@transaction.atomic
def relate_again(article_id: str) -> None:
    """Relate an article anew, and no other."""
    relate_alone(int(article_id))


def relate_alone(article_id: int) -> Found:
    """Replace an article's rows, where they are others than before, and return them."""
    closest = closest_to(article_id)
    rows = Relation.objects.filter(article=article_id)
    stored = [(row.other_id, _reasons_of(row)) for row in rows.order_by("position")]
    if closest != stored:
        rows.delete()
        Relation.objects.bulk_create(
            Relation(
                article_id=article_id,
                other_id=other,
                position=position,
                reasons=reasons,
            )
            for position, (other, reasons) in enumerate(closest, start=1)
        )
    return closest


def closest_to(article_id: int) -> Found:
    """Return the articles that have most in common with one. One query."""
    values = {
        "article": article_id,
        "main": int(Namespace.MAIN),
        "most": _MOST,
        "common": _COMMON,
        "looked_at": _MOST_LOOKED_AT,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLOSEST, values)
        rows = cursor.fetchall()
    return [(other, _reasons(json.loads(found))) for other, found in rows]


def problems_of(article: Article) -> Iterator[str]:
    """Yield to which articles one is not related in the way that is kept."""
    kept = Relation.objects.filter(article=article, other__deleted_at=None)
    rows = list(kept.select_related("other"))
    own = _titles_of(article.pk) if rows else set()
    for row in rows:
        if not (own & _titles_of(row.other_id)).issuperset(_reasons_of(row)):
            yield f"{article}: it is not related to {row.other} as it is kept."


def _titles_of(article_id: int) -> set[Reason]:
    """Return what an article may have in common with others; a redirect has nothing."""
    if Redirect.objects.filter(article=article_id).exists():
        return set()
    links = Link.objects.filter(article=article_id).values_list("target", flat=True)
    memberships = CategoryMembership.objects.filter(article=article_id)
    categories = memberships.values_list("category", flat=True)
    found = {("link", target) for target in links}
    return found | {("category", category) for category in categories}


def _reasons_of(row: Relation) -> list[Reason]:
    return _reasons(row.reasons)


def _reasons(found: list[list[str]]) -> list[Reason]:
    return [(kind, title) for kind, title in found[:_MOST_REASONS]]
