"""Sources: which works articles cite, kept as rows that the articles share."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, Q, Subquery

from articles.models import Article, Source, SourceUse
from articles.slices import Slice, slice_of
from markup.citations import Citation

Details = Mapping[str, str]
MAX_NAME = 200
"""Characters by which a source is listed; its details have all of them."""

# What a source is called is what the citing article with the lowest id calls it, so
# that the rows are the same in whatever order articles are rendered.
_NAME_SOURCES = """
    UPDATE articles_source SET
        details = first.details,
        name = left(coalesce(first.details->>'title', first.details->>'work',
                    first.details->>'url', first.details->>'author', ''), %(longest)s)
    FROM articles_source AS cited, LATERAL (
        SELECT details FROM articles_sourceuse WHERE source_id = cited.id
        ORDER BY article_id LIMIT 1
    ) AS first
    WHERE cited.key = ANY(%(keys)s) AND cited.id = articles_source.id
    AND articles_source.details <> first.details
"""
# Rows stay, for to remove one while another article begins to cite it would be a race.
_FORGET_UNCITED = """
    UPDATE articles_source SET details = '{}', name = ''
    WHERE key = ANY(%(keys)s) AND NOT EXISTS (
        SELECT FROM articles_sourceuse WHERE source_id = articles_source.id
    )
"""


def details_by_key(citations: Iterable[Citation]) -> dict[str, Details]:
    """Return what is said of each source that a text cites; the first time counts."""
    found: dict[str, Details] = {}
    for citation in citations:
        if citation.name:
            found.setdefault(citation.key, citation.details)
    return found


def store_uses(
    article: Article, now: Mapping[str, Details], before: Mapping[str, Details]
) -> None:
    """Note which sources an article cites now, and what they are called by that.

    Call it in a transaction that holds the article's lock, if the two differ.
    """
    changed = sorted(
        key for key in now.keys() | before.keys() if now.get(key) != before.get(key)
    )
    # In the order of keys, so that no two articles wait for each other.
    Source.objects.bulk_create(
        (Source(key=key) for key in changed if key in now), ignore_conflicts=True
    )
    locked = Source.objects.filter(key__in=changed).order_by("key").select_for_update()
    sources = {source.key: source for source in locked}
    SourceUse.objects.filter(article=article, source__key__in=changed).delete()
    SourceUse.objects.bulk_create(
        SourceUse(article=article, source=sources[key], details=now[key])
        for key in changed
        if key in now
    )
    parameters: dict[str, Any] = {"keys": changed, "longest": MAX_NAME}
    with connection.cursor() as cursor:
        cursor.execute(_NAME_SOURCES, parameters)
        cursor.execute(_FORGET_UNCITED, parameters)


def cited_sources(*, after: str = "", size: int = 100) -> Slice[Source]:
    """Return the sources in the order of their names, each with its ``count`` of uses.

    ``after`` is the id and the name of the last one seen.
    """
    number, _, name = after.partition(":")
    uses = SourceUse.objects.filter(source=OuterRef("pk")).order_by().values("source")
    count = Subquery(uses.annotate(count=Count("pk")).values("count"))
    cited = Source.objects.exclude(name="").annotate(count=count)
    rows = cited.order_by("name", "id")
    if number.isascii() and number.isdigit() and len(number) < 19:
        rows = rows.filter(Q(name__gt=name) | Q(name=name, id__gt=int(number)))
    return slice_of(
        rows[: size + 1],
        size,
        lambda row: f"{row.pk}:{row.name}",
        is_first=not after,
    )


def uses_of(source: Source, *, after: str = "", size: int = 100) -> Slice[SourceUse]:
    """Return which articles cite a source, in the order of their titles."""
    uses = source.uses.filter(article__title__gt=after).select_related("article")
    rows = uses.order_by("article__title")[: size + 1]
    return slice_of(rows, size, lambda row: row.article.title, is_first=not after)


def citation_of(details: Details) -> Citation:
    """Return the citation whose details are stored."""
    return Citation.parse(details)
