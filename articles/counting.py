"""Counting: what saves leave behind becomes how many there are.

A save locks no number: it leaves a row behind in its own transaction, and the worker
adds up many at a time. Titles are counted by what was added and taken away, each once;
everything else by how an article is when it is counted, however often.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, F, Max, OuterRef

from articles.models import (
    Article,
    CountedAuthor,
    Redirect,
    SitemapPart,
    Standing,
    Total,
    Uncounted,
)
from markup import Namespace, Title

SHARE = 5_000
"""So many ids are in one part of the sitemap, of which some are of no page shown."""

LINK, PAGE, SUBCATEGORY = "link", "page", "subcategory"

Change = tuple[str, str, int]
"""What it is, the title that is named, and whether it is more or less by one."""

_COUNTING = 0x636F756E74
_MOST = 500
_AUTHORS, _REVISIONS = "authors", "revisions"

_ADD_LINKS = """
    INSERT INTO articles_linkedtitle AS known (title, links, is_missing)
    SELECT title, change, true FROM unnest(%s::text[], %s::int[]) AS new (title, change)
    ON CONFLICT (title) DO UPDATE SET links = known.links + excluded.links
"""
_SEE_WHAT_IS_MISSING = """
    UPDATE articles_linkedtitle AS known SET is_missing = NOT EXISTS (
        SELECT FROM articles_article AS page WHERE page.title = known.title
        AND current_revision_id IS NOT NULL AND deleted_at IS NULL
    ) WHERE title = ANY(%s)
"""
_FORGET_LINKS = "DELETE FROM articles_linkedtitle WHERE title = ANY(%s) AND links <= 0"
_ADD_SIZES = """
    INSERT INTO articles_categorysize AS known (category, pages, subcategories)
    SELECT category, pages, categories
    FROM unnest(%s::text[], %s::int[], %s::int[]) AS new (category, pages, categories)
    ON CONFLICT (category) DO UPDATE SET pages = known.pages + excluded.pages,
        subcategories = known.subcategories + excluded.subcategories
"""
_FORGET_SIZES = """
    DELETE FROM articles_categorysize
    WHERE category = ANY(%s) AND pages <= 0 AND subcategories <= 0
"""
_ADD_AUTHORS = """
    INSERT INTO articles_countedauthor (author_id)
    SELECT DISTINCT author_id FROM unnest(%s::bigint[], %s::int[]) AS new (id, counted)
    JOIN articles_revision ON article_id = new.id AND number > counted
    ON CONFLICT DO NOTHING
"""
# A row that is locked belongs to an article being saved, which will be counted again.
_SET_LATEST = """
    UPDATE articles_categorymembership AS member SET latest = current_revision_id
    FROM articles_article WHERE member.id IN (
        SELECT id FROM articles_categorymembership WHERE article_id = ANY(%s)
        FOR UPDATE SKIP LOCKED
    ) AND articles_article.id = article_id AND latest <> current_revision_id
"""
# One statement sees one state: what a save adds meanwhile is in its own row yet.
_COUNT_TITLES = """
    WITH waiting AS (DELETE FROM articles_uncounted),
    linked AS (
        SELECT target AS title, count(*) AS links FROM articles_link
        WHERE NOT (target LIKE '%%:%%' AND split_part(target, ':', 1) = ANY(%(spaces)s))
        GROUP BY target
    ), sized AS (
        SELECT category, count(*) FILTER (WHERE NOT is_subcategory) AS pages,
            count(*) FILTER (WHERE is_subcategory) AS subcategories
        FROM articles_categorymembership GROUP BY category
    ), no_links AS (
        DELETE FROM articles_linkedtitle WHERE title NOT IN (SELECT title FROM linked)
    ), no_sizes AS (
        DELETE FROM articles_categorysize
        WHERE category NOT IN (SELECT category FROM sized)
    ), links AS (
        INSERT INTO articles_linkedtitle (title, links, is_missing)
        SELECT title, links, NOT EXISTS (
            SELECT FROM articles_article AS page WHERE page.title = linked.title
            AND current_revision_id IS NOT NULL AND deleted_at IS NULL
        ) FROM linked ON CONFLICT (title) DO UPDATE
        SET links = excluded.links, is_missing = excluded.is_missing
    )
    INSERT INTO articles_categorysize (category, pages, subcategories)
    SELECT category, pages, subcategories FROM sized ON CONFLICT (category) DO UPDATE
    SET pages = excluded.pages, subcategories = excluded.subcategories
"""
# What is kept and what waits is together what there is.
_MISCOUNTED = """
    WITH waiting AS (
        SELECT change->>0 AS kind, change->>1 AS title, sum((change->>2)::int) AS more
        FROM articles_uncounted, jsonb_array_elements(changes) AS change GROUP BY 1, 2
    ), kept AS (
        SELECT 'link' AS kind, title, links AS more FROM articles_linkedtitle
        UNION ALL SELECT 'page', category, pages FROM articles_categorysize
        UNION ALL SELECT 'subcategory', category, subcategories
        FROM articles_categorysize
    ), counted AS (
        SELECT CASE WHEN is_subcategory THEN 'subcategory' ELSE 'page' END AS kind,
            category AS title, -count(*) AS more
        FROM articles_categorymembership GROUP BY 1, 2
        UNION ALL SELECT 'link', target, -count(*) FROM articles_link
        WHERE NOT (target LIKE '%%:%%' AND split_part(target, ':', 1) = ANY(%(spaces)s))
        GROUP BY target
    )
    SELECT title FROM (
        TABLE waiting UNION ALL TABLE kept UNION ALL TABLE counted
    ) AS numbers GROUP BY kind, title HAVING sum(more) <> 0 ORDER BY title
"""
_LEAVE_ALL = """
    INSERT INTO articles_uncounted (article_id, changes)
    SELECT id, '[]' FROM articles_article WHERE current_revision_id IS NOT NULL
"""


def leave(article: Article, changes: Iterable[Change]) -> None:
    """Leave it to the worker to count what a save changed. One query."""
    Uncounted.objects.create(article=article, changes=list(changes))


def changes_of(
    kind: str, now: Collection[str], before: Collection[str]
) -> list[Change]:
    """Return what was added and taken away; of links, those to articles count."""
    added, taken = set(now) - set(before), set(before) - set(now)
    found = [(kind, title, 1) for title in sorted(added)]
    found += [(kind, title, -1) for title in sorted(taken)]
    return [one for one in found if kind != LINK or _is_an_article(one[1])]


def count_waiting(most: int = _MOST) -> int:
    """Count what up to so many saves left behind, and return how many they were.

    Only one worker counts at a time; for another one there is nothing to do.
    """
    if not Uncounted.objects.exists():
        return 0
    with transaction.atomic():
        if not _is_alone():
            return 0
        waiting = list(Uncounted.objects.order_by("pk")[:most])
        _count_changes([one for row in waiting for one in row.changes])
        _count_articles(sorted({row.article_id for row in waiting}))
        Uncounted.objects.filter(pk__in=[row.pk for row in waiting]).delete()
    return len(waiting)


def count_all() -> None:
    """Count all that waits."""
    while count_waiting():
        pass


def recount() -> None:
    """Count everything anew. What is saved meanwhile is counted, too."""
    with transaction.atomic():
        _take_time()
        _run("SELECT pg_advisory_xact_lock(%s)", [_COUNTING])
        for model in (Standing, CountedAuthor, SitemapPart, Total):
            model.objects.all().delete()
        _run(_COUNT_TITLES, {"spaces": _spaces()})
        _run(_LEAVE_ALL)
    count_all()


def miscounted() -> list[str]:
    """Return the titles that are counted wrongly, whatever waits to be counted."""
    with transaction.atomic(), connection.cursor() as cursor:
        _take_time()
        cursor.execute(_MISCOUNTED, {"spaces": _spaces()})
        return [title for (title,) in cursor.fetchall()]


def _spaces() -> list[str]:
    return [space.prefix for space in Namespace if space.prefix]


def _take_time() -> None:
    """Let what looks at everything take longer than requests may."""
    _run("SET LOCAL statement_timeout = 0")


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_COUNTING])
        return bool(cursor.fetchone()[0])


def _run(statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> int:
    """Run a statement, and return how many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def _is_an_article(title: str) -> bool:
    return Title.parse(title).namespace is Namespace.MAIN


def _count_changes(changes: Iterable[Change]) -> None:
    sums: dict[str, Counter[str]] = {
        kind: Counter() for kind in (LINK, PAGE, SUBCATEGORY)
    }
    for kind, title, change in changes:
        sums[kind][title] += change
    links, pages, inner = (sums[kind] for kind in (LINK, PAGE, SUBCATEGORY))
    if titles := sorted(links):
        _run(_ADD_LINKS, [titles, [links[title] for title in titles]])
        _run(_FORGET_LINKS, [titles])
        _run(_SEE_WHAT_IS_MISSING, [titles])
    if names := sorted({*pages, *inner}):
        counts = [pages[name] for name in names], [inner[name] for name in names]
        _run(_ADD_SIZES, [names, *counts])
        _run(_FORGET_SIZES, [names])


def _count_articles(ids: Sequence[int]) -> None:
    """Count articles as they are now."""
    is_redirect = Exists(Redirect.objects.filter(article=OuterRef("pk")))
    rows = Article.objects.filter(pk__in=ids, current_revision__isnull=False)
    articles = list(
        rows.annotate(
            is_redirect=is_redirect, revisions_now=F("current_revision__number")
        ).order_by("pk")
    )
    known = Standing.objects.in_bulk(ids)
    _count_revisions(articles, known)
    _draw_lots(articles, known)
    _run(_SEE_WHAT_IS_MISSING, [[article.title for article in articles]])
    _run(_SET_LATEST, [list(ids)])
    _date_parts(articles)


def _count_revisions(articles: Sequence[Article], known: dict[int, Standing]) -> None:
    counted = [known[one.pk].revisions if one.pk in known else 0 for one in articles]
    authors = _run(_ADD_AUTHORS, [[one.pk for one in articles], counted])
    revisions = sum(_number_of(one) for one in articles) - sum(counted)
    for name, more in ((_AUTHORS, authors), (_REVISIONS, revisions)):
        total, _ = Total.objects.get_or_create(name=name)
        if more:
            Total.objects.filter(pk=name).update(count=total.count + more)


def _draw_lots(articles: Sequence[Article], known: dict[int, Standing]) -> None:
    """Give each article that can be drawn a lot, and leave no gap among the lots.

    Whoever has the last one takes the place of one that can't be drawn any more.
    """
    last = Standing.objects.aggregate(last=Max("lot"))["last"] or 0
    standings = {one.pk: known.get(one.pk, Standing(article=one)) for one in articles}
    gone = [standings[one.pk] for one in articles if not _can_be_drawn(one)]
    gaps = sorted((one.lot for one in gone if one.lot), reverse=True)
    Standing.objects.filter(lot__in=gaps).update(lot=None)
    for standing in gone:
        standing.lot = None
    for lot in gaps:
        _fill_gap(lot, last, known)
        last -= 1
    for article in articles:
        standing = standings[article.pk]
        standing.revision_id = article.current_revision_id or 0
        standing.revisions = _number_of(article)
        if standing.lot is None and _can_be_drawn(article):
            standing.lot = last = last + 1
    Standing.objects.bulk_create(
        standings.values(),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["lot", "revision", "revisions"],
    )


def _fill_gap(lot: int, last: int, known: dict[int, Standing]) -> None:
    Standing.objects.filter(lot=last).update(lot=lot)
    for standing in known.values():
        if standing.lot == last:
            standing.lot = lot


def _can_be_drawn(article: Article) -> bool:
    is_article = article.namespace == Namespace.MAIN
    return article.is_published and is_article and not _is_redirect(article)


def _is_redirect(article: Article) -> bool:
    return bool(getattr(article, "is_redirect", False))


def _number_of(article: Article) -> int:
    return int(getattr(article, "revisions_now", 0))


def _date_parts(articles: Iterable[Article]) -> None:
    """Keep when a page of each part of the sitemap was changed last."""
    for number in sorted({article.pk // SHARE for article in articles}):
        pages = Article.objects.to_be_found().filter(pk__range=ids_of_part(number))
        changed_at = pages.aggregate(at=Max("current_revision__created_at"))["at"]
        if changed_at is None:
            SitemapPart.objects.filter(pk=number).delete()
        else:
            SitemapPart.objects.update_or_create(
                number=number, defaults={"changed_at": changed_at}
            )


def ids_of_part(number: int) -> tuple[int, int]:
    """Return the first and the last id that may be in a part of the sitemap."""
    return number * SHARE, (number + 1) * SHARE - 1
