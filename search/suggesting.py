"""Suggesting: titles that may be meant, while somebody types."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext
from psycopg2.sql import SQL, Composable, Literal

from markup import Namespace, Title
from markup.folding import fold, is_unspaced, words_in
from markup.likeness import allowed_mistakes, may_be_mistyped, mistakes_in
from search import matching
from search.queries import tidy_query

SUGGESTIONS = 8
_MOST_READ = 1000
"""So many titles are weighed at most, where more begin so or have the words."""
_MOST_COMPARED = 30

_FIND = SQL(
    """
    SELECT article.title, named.folded, coalesce(page.lead, ''),
        coalesce(page.thumbnail, ''), coalesce(redirect.target, '')
    FROM (
        SELECT * FROM ({found}) AS every
        ORDER BY namespace <> 0, weight DESC, folded LIMIT {most}
    ) AS named
    CROSS JOIN LATERAL (
        SELECT * FROM articles_article WHERE id = named.article_id OFFSET 0
    ) AS article
    LEFT JOIN LATERAL (
        SELECT lead, thumbnail FROM articles_rendering
        WHERE article_id = named.article_id OFFSET 0
    ) AS page ON true
    LEFT JOIN LATERAL (
        SELECT target FROM articles_redirect
        WHERE article_id = named.article_id OFFSET 0
    ) AS redirect ON true
    WHERE article.deleted_at IS NULL AND article.current_revision_id IS NOT NULL
    ORDER BY named.namespace <> 0, named.weight DESC, named.folded
    """
)
# Indexes have the heaviest titles of each beginning of one, two or three letters first.
_BY_LETTERS = SQL(
    """
    SELECT article_id, namespace, folded, weight FROM articles_searchtitle
    WHERE left(folded, {length}) = {beginning} AND namespace = 0
    ORDER BY weight DESC, folded LIMIT {most}
    """
)
_BY_BEGINNING = SQL(
    """
    SELECT article_id, namespace, folded, weight FROM articles_searchtitle
    WHERE folded >= {beginning} AND folded < {end} AND {where}
    ORDER BY folded LIMIT {read}
    """
)
_BY_WORDS = SQL(
    """
    SELECT article_id, namespace, folded, weight FROM articles_searchtitle
    WHERE {words} AND {where} LIMIT {read}
    """
)
# Those that have most of the trigrams are compared letter by letter.
_BY_LIKENESS = SQL(
    """
    SELECT * FROM (
        SELECT article_id, namespace, folded, weight, trigrams
        FROM articles_searchtitle WHERE {almost} AND {where} LIMIT {read}
    ) AS alike ORDER BY (
        SELECT count(*) FROM unnest(trigrams) AS one WHERE one = ANY({trigrams})
    ) DESC, weight DESC LIMIT {compared}
    """
)
_CATEGORIES_IN_USE = """
    WITH RECURSIVE found AS (
        (SELECT category, 1 AS number FROM articles_categorymembership
        JOIN articles_article ON articles_article.id = article_id
        WHERE category >= %(first)s AND category < %(end)s AND deleted_at IS NULL
        ORDER BY category LIMIT 1)
        UNION ALL
        SELECT following.category, number + 1 FROM found, LATERAL (
            SELECT category FROM articles_categorymembership
            JOIN articles_article ON articles_article.id = article_id
            WHERE category > found.category AND category < %(end)s
            AND deleted_at IS NULL ORDER BY category LIMIT 1
        ) AS following WHERE number < %(most)s
    )
    SELECT category FROM found
"""
_LAST = "\U0010ffff"
_LETTERS_IN_INDEX = 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title that may be meant, and what its page begins with, if there is one."""

    title: Title
    lead: str = ""
    """Of a redirect, where it leads."""
    thumbnail: str = ""
    """The address of its first picture's smallest size."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, folded, and the namespace that it names."""

    namespace: Namespace | None
    name: str
    folded: str
    """Of the name alone."""

    @classmethod
    def parse(cls, query: str) -> "_Typed":
        """Divide "Category:Sov"; without a namespace, all of it is the name."""
        prefix, colon, name = query.partition(":")
        prefix = prefix.strip().casefold()
        for namespace in Namespace:
            if colon and prefix and namespace.prefix.casefold() == prefix:
                return cls(namespace, name.strip(), fold(name.strip()))
        return cls(None, query, fold(query))

    @property
    def beginning(self) -> str:
        """How folded titles begin that are meant."""
        if self.namespace is None:
            return self.folded
        return f"{fold(self.namespace.prefix)}:{self.folded}"

    @property
    def where(self) -> Composable:
        """The condition of titles in the namespace, or of all."""
        if self.namespace is None:
            return SQL("true")
        return SQL("namespace = {}").format(Literal(int(self.namespace)))


@dataclass(frozen=True, slots=True)
class _Row:
    """A title that is kept to be found, with what is told of its page."""

    title: str
    folded: str
    lead: str
    thumbnail: str
    leads_to: str

    @property
    def suggestion(self) -> Suggestion:
        lead = self.lead
        if self.leads_to:
            lead = gettext("leads to %(title)s") % {"title": self.leads_to}
        return Suggestion(Title.parse(self.title), lead, self.thumbnail)


def suggest(query: str) -> list[Suggestion]:
    """Return pages whose titles begin as the query does, or have its words.

    Where there are none, those follow in which a letter or two are others. Accents and
    the case of letters do not count; what more pages link to comes first. A query with
    a namespace, as "Category:Sov", asks for pages there; and for the categories that
    pages are in, whether or not they have been described.
    """
    typed = _Typed.parse(tidy_query(query).replace("_", " "))
    if not typed.beginning:
        return []
    found = _suggestions(_rows(_beginning(typed), SUGGESTIONS))
    if typed.namespace is Namespace.CATEGORY:
        found = _with_categories_in_use(found, typed.name)
    words = words_in(typed.folded)
    if len(found) < SUGGESTIONS and words:
        found = _added(found, _with_words(typed, words))
    if not found and may_be_mistyped(typed.folded):
        found = _suggestions(_alike(typed))
    return found[:SUGGESTIONS]


def _beginning(typed: _Typed) -> Composable:
    beginning = typed.beginning
    if typed.namespace is None and len(beginning) <= _LETTERS_IN_INDEX:
        return _BY_LETTERS.format(
            length=Literal(len(beginning)),
            beginning=Literal(beginning),
            most=Literal(SUGGESTIONS),
        )
    return _BY_BEGINNING.format(
        beginning=Literal(beginning),
        end=Literal(beginning + _LAST),
        where=typed.where,
        read=Literal(_MOST_READ),
    )


def _with_words(typed: _Typed, words: list[str]) -> list[_Row]:
    """Return titles that have all the words, or their beginnings, in any order."""
    condition = matching.has_beginnings(typed.folded)
    titles = _BY_WORDS.format(
        words=condition, where=typed.where, read=Literal(_MOST_READ)
    )
    # A few have the same trigrams, and other words.
    return [row for row in _rows(titles, 3 * SUGGESTIONS) if _has(row.folded, words)]


def _has(folded: str, words: list[str]) -> bool:
    there = words_in(folded)
    return all(
        any(
            one.startswith(word) or (is_unspaced(word) and word in one) for one in there
        )
        for word in words
    )


def _alike(typed: _Typed) -> list[_Row]:
    """Return titles with words that differ in a letter or two, the likest first."""
    titles = _BY_LIKENESS.format(
        almost=matching.spelt_almost(typed.folded),
        where=typed.where,
        read=Literal(_MOST_READ),
        trigrams=matching.trigrams(typed.folded),
        compared=Literal(_MOST_COMPARED),
    )
    allowed = allowed_mistakes(typed.folded)
    rated = [(_mistakes(typed, row), row) for row in _rows(titles, _MOST_COMPARED)]
    rated.sort(key=lambda rating: rating[0])
    return [row for mistakes, row in rated if mistakes <= allowed]


def _mistakes(typed: _Typed, row: _Row) -> int:
    """Return how far what was typed is from a title, or from its end."""
    name = row.folded.partition(":")[2] if typed.namespace else row.folded
    # Of what stands far behind, nothing was typed.
    ends = [
        name[word.start() :][: len(typed.folded) + 2] for word in _WORD.finditer(name)
    ]
    return min(
        (
            mistakes_in(typed.folded, end, is_finished=False)
            for end in ends
            # One of the first two letters is right: it spares most comparisons.
            if not {typed.folded[0], typed.folded[1]}.isdisjoint(end[:2])
        ),
        default=len(typed.folded),
    )


def _rows(titles: Composable, most: int) -> list[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(_FIND.format(found=titles, most=Literal(most)))
        return [_Row(*found) for found in cursor.fetchall()]


def _suggestions(rows: Iterable[_Row]) -> list[Suggestion]:
    return [row.suggestion for row in rows]


def _added(found: list[Suggestion], rows: Iterable[_Row]) -> list[Suggestion]:
    """Add what is not among those found yet."""
    titles = {one.title for one in found}
    return found + [one for one in _suggestions(rows) if one.title not in titles]


def _with_categories_in_use(found: list[Suggestion], name: str) -> list[Suggestion]:
    described = {suggestion.title for suggestion in found}
    titles = map(Title.parse, _categories_in_use(name))
    others = [Suggestion(title) for title in titles if title not in described]
    return sorted(found + others, key=lambda suggestion: suggestion.title)[:SUGGESTIONS]


def _categories_in_use(name: str) -> list[str]:
    """Return the first categories in use whose names begin so.

    It looks each of them up after the one before, in the index: DISTINCT would read
    all members of all of them.
    """
    beginning = f"{Namespace.CATEGORY.prefix}:{name[:1].upper()}{name[1:]}"
    end = f"{beginning}{_LAST}"
    with connection.cursor() as cursor:
        cursor.execute(
            _CATEGORIES_IN_USE, {"first": beginning, "end": end, "most": SUGGESTIONS}
        )
        return [category for (category,) in cursor.fetchall()]
