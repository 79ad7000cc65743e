"""Ranking: which pages answer a query, best first.

However many have a word, so many of them are looked at as can be in a moment: words
and titles are found by indexes, and each step ends after a number of rows.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from django.db import connection
from psycopg2.sql import SQL, Composable, Literal

from markup import Title
from search import matching
from search.queries import Query

PAGE = 20
MOST_CANDIDATES = 1000
"""So many pages are ranked at most: common words cost hardly more than rare ones."""
MOST_READ = 2000
"""Of pages with the words of a phrase, or in a category: so many are looked at."""
_MOST_BY_TITLE = 300
_SNIPPET_INPUT = 20_000

# What is asked of each row is not made a join of (OFFSET 0): while a table is small, to
# read it whole would seem cheaper.
_PAGE = SQL(
    """
    WITH sought AS MATERIALIZED (
        SELECT query, loose,
            CASE WHEN numnode(title) > 0 THEN title ELSE any_title END AS title,
            CASE WHEN numnode(required) > 0 THEN required ELSE any_required END
                AS required
        FROM (SELECT {strict} AS query, {loose} AS loose, {title} AS title,
            {any_title} AS any_title, {required} AS required,
            {any_required} AS any_required) AS given
    ), candidate AS MATERIALIZED ({candidates}), ranked AS (
        SELECT named.article_id AS id, ({score})::bigint AS score
        FROM candidate CROSS JOIN sought
        CROSS JOIN LATERAL (
            SELECT * FROM articles_searchtitle
            WHERE article_id = candidate.article_id OFFSET 0
        ) AS named
        CROSS JOIN LATERAL (
            SELECT words, revision_id FROM articles_rendering
            WHERE article_id = candidate.article_id OFFSET 0
        ) AS page
        WHERE NOT named.is_redirect {filters}
    ), placed AS (
        SELECT id, score, row_number() OVER (ORDER BY score DESC, id) AS place,
            count(*) OVER () AS total
        FROM ranked
    ), wanted AS (
        SELECT * FROM placed WHERE {wanted} ORDER BY place LIMIT {page}
    )
    SELECT place, total, wanted.score, wanted.id, article.title, page.lead,
        left(page.plain_text, {input}), page.word_count, shown.created_at,
        page.categories
    FROM wanted
    CROSS JOIN LATERAL (
        SELECT * FROM articles_article WHERE id = wanted.id OFFSET 0
    ) AS article
    CROSS JOIN LATERAL (
        SELECT * FROM articles_rendering WHERE article_id = wanted.id OFFSET 0
    ) AS page
    CROSS JOIN LATERAL (
        SELECT created_at FROM articles_revision
        WHERE id = article.current_revision_id OFFSET 0
    ) AS shown
    WHERE article.deleted_at IS NULL
    ORDER BY place
    """
)
# What is in a title comes first: the shorter the title, the more of it is meant. Pages
# that others link to are meant more often.
_SCORE_OF_MATCH = SQL(
    """
    round(1e6 * ts_rank_cd(page.words, sought.query, 1) * (1 + named.weight / 10.0))
    + CASE WHEN named.words @@ sought.title
        THEN 1e9 + round(1e8 / (1 + length(named.words))) ELSE 0 END
    """
)
_SCORE_OF_EDIT = SQL(
    """
    (SELECT extract(epoch FROM created_at) * 1000 FROM articles_revision
    WHERE id = page.revision_id)
    """
)
_BY_TITLE = SQL(
    """
    (SELECT article_id FROM (
        SELECT article_id, weight FROM articles_searchtitle CROSS JOIN sought
        WHERE words @@ sought.title LIMIT {read}
    ) AS titled ORDER BY weight DESC LIMIT {most})
    """
)
_BY_REQUIRED_TITLE = SQL(
    """
    (SELECT article_id FROM (
        SELECT article_id FROM articles_searchtitle CROSS JOIN sought
        WHERE words @@ sought.required LIMIT {read}
    ) AS titled WHERE {has_the_rest} LIMIT {most})
    """
)
_HAS_THE_REST = SQL(
    """
    EXISTS (SELECT FROM articles_rendering AS page CROSS JOIN sought
        WHERE page.article_id = {of}.article_id
        AND (numnode(sought.query) = 0 OR page.words @@ sought.query) OFFSET 0)
    """
)
_BY_WORDS = SQL(
    """
    (SELECT article_id FROM articles_rendering CROSS JOIN sought
    WHERE words @@ sought.loose LIMIT {most})
    """
)
_BY_LOOKING = SQL(
    """
    (SELECT article_id FROM (
        SELECT article_id, words FROM articles_rendering CROSS JOIN sought
        WHERE words @@ sought.loose LIMIT {read}
    ) AS page CROSS JOIN sought WHERE page.words @@ sought.query {filters} LIMIT {most})
    """
)
_BY_CATEGORY = SQL(
    """
    (SELECT article_id FROM (
        SELECT article_id FROM articles_categorymembership
        WHERE category = {category} LIMIT {read}
    ) AS member WHERE {has_the_rest} LIMIT {most})
    """
)
_IN_CATEGORY = SQL(
    """
    EXISTS (SELECT FROM articles_categorymembership
        WHERE article_id = {of}.article_id AND category = {category} OFFSET 0)
    """
)
_KEY = re.compile(r"(\d{1,18})-(\d{1,18})")


class Sort(StrEnum):
    """What comes first among the pages found."""

    MATCH = "match"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Key:
    """The place of a page among those found; it stays when others are saved."""

    score: int
    article: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the key that was written so, or None."""
        found = _KEY.fullmatch(text) if text.isascii() else None
        return cls(int(found[1]), int(found[2])) if found else None

    def __str__(self) -> str:
        return f"{self.score}-{self.article}"


@dataclass(frozen=True, slots=True)
class Row:
    """A page that was found, as it is kept."""

    place: int
    total: int
    score: int
    article: int
    title: str
    lead: str
    plain_text: str
    word_count: int
    edited_at: datetime
    categories: list[str]

    @property
    def key(self) -> Key:
        return Key(self.score, self.article)


def best(
    query: Query,
    *,
    after: Key | None = None,
    before: Key | None = None,
    sort: Sort = Sort.MATCH,
) -> list[Row]:
    """Return the next pages that answer the query, best first. One query.

    They are the best of at most ``MOST_CANDIDATES``; of redirects there are none.
    """
    if not query.asks_for_something:
        return []
    statement = _PAGE.format(
        strict=matching.strictly(query),
        loose=matching.loosely(query),
        title=matching.in_title(query),
        any_title=matching.in_title_unstemmed(query),
        required=matching.required_in_title(query),
        any_required=matching.required_in_title_unstemmed(query),
        candidates=SQL(" UNION ").join(_candidates(query)),
        score=_SCORE_OF_EDIT if sort is Sort.EDIT else _SCORE_OF_MATCH,
        filters=SQL("").join(SQL(" AND ") + one for one in _filters(query)),
        wanted=_wanted(after, before),
        page=Literal(PAGE),
        input=Literal(_SNIPPET_INPUT),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [_row(*found) for found in cursor.fetchall()]


def _row(*found: Any) -> Row:
    row = Row(*found)
    return replace(row, categories=json.loads(found[-1]))


def _candidates(query: Query) -> Iterator[Composable]:
    most, read = Literal(MOST_CANDIDATES), Literal(MOST_READ)
    if query.in_title:
        rest: Composable = SQL("true")
        if query.wanted or query.unwanted:
            rest = _HAS_THE_REST.format(of=SQL("titled"))
        yield _BY_REQUIRED_TITLE.format(read=read, has_the_rest=rest, most=most)
        return
    if query.in_categories:
        yield _BY_CATEGORY.format(
            category=Literal(query.in_categories[0].text),
            read=read,
            has_the_rest=_HAS_THE_REST.format(of=SQL("member")),
            most=most,
        )
    if query.wanted:
        yield _BY_TITLE.format(read=read, most=Literal(_MOST_BY_TITLE))
        yield _by_text(query)


def _by_text(query: Query) -> Composable:
    most, read = Literal(MOST_CANDIDATES), Literal(MOST_READ)
    terms = [*query.terms, *query.unwanted]
    if not query.in_categories and not any(map(matching.is_in_order, terms)):
        return _BY_WORDS.format(most=most)
    # Most of what has the words may be in other categories.
    categories = [
        SQL(" AND ") + _in_category(category, "page")
        for category in query.in_categories
    ]
    return _BY_LOOKING.format(read=read, filters=SQL("").join(categories), most=most)


def _in_category(category: Title, of: str = "candidate") -> Composable:
    return _IN_CATEGORY.format(of=SQL(of), category=Literal(category.text))


def _filters(query: Query) -> Iterator[Composable]:
    for category in query.in_categories:
        yield _in_category(category)
    for category in query.not_in_categories:
        yield SQL("NOT ") + _in_category(category)
    if query.not_in_title:
        unwanted = matching.any_of(query.not_in_title)
        yield SQL("NOT named.words @@ {}").format(unwanted)
    if query.unwanted and query.wanted:
        # A title that has all words may be a page's whose text has what is unwanted.
        yield SQL("(numnode(sought.query) = 0 OR page.words @@ sought.query)")


def _wanted(after: Key | None, before: Key | None) -> Composable:
    if before is not None:
        # The last ones before it: so many places as there are on a page.
        return SQL(
            "place >= (SELECT max(place) - {page} + 1 FROM placed WHERE {earlier})"
            " AND {earlier}"
        ).format(page=Literal(PAGE), earlier=_beyond(before, ">", "<"))
    if after is not None:
        return _beyond(after, "<", ">")
    return SQL("true")


def _beyond(key: Key, better: str, other: str) -> Composable:
    return SQL(
        "(score {better} {score} OR score = {score} AND id {other} {id})"
    ).format(
        better=SQL(better),
        other=SQL(other),
        score=Literal(key.score),
        id=Literal(key.article),
    )
