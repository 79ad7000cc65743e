"""Spelling: what was meant, where what was typed is found nowhere."""

import re
from collections.abc import Iterable, Mapping

from django.db import connection
from psycopg2.sql import SQL, Literal

from markup.folding import fold, is_unspaced, words_in
from markup.likeness import allowed_mistakes, may_be_mistyped, mistakes_in
from search import matching
from search.queries import Query, Term

_WORD = re.compile(r"\w+")
_MOST_WORDS = 6
_MOST_TITLES = 400
_ENOUGH = 1000
"""Pages with a word. Asked for one alone, PostgreSQL would read until it is there."""

# For each word: whether it is found anywhere, and the titles with words like it.
_ALIKE = SQL(
    """
    SELECT {word}, (SELECT count(*) > 0 FROM (
        SELECT FROM articles_rendering WHERE words @@ (SELECT {query}) LIMIT {enough}
    ) AS having_it), ARRAY(
        SELECT folded FROM (
            SELECT folded, weight FROM articles_searchtitle
            WHERE {alike} LIMIT {most}
        ) AS titled ORDER BY weight DESC
    )
    """
)


def correction_of(query: Query) -> str:
    """Return the query as it was perhaps meant, or nothing. One query at most.

    Words found in no page are replaced by those most like them in titles.
    """
    words = _words_in_question(query)
    if not words:
        return ""
    meant = {}
    for word, is_known, titles in _look_up(words):
        if not is_known and (found := _most_like(word, titles)):
            meant[word] = found
    return _replaced(query.text, meant) if meant else ""


def _words_in_question(query: Query) -> list[str]:
    words = dict.fromkeys(
        word for term in query.terms for word in words_in(fold(term.text))
    )
    found = [one for one in words if may_be_mistyped(one) and not is_unspaced(one)]
    return found[:_MOST_WORDS]


def _look_up(words: Iterable[str]) -> list[tuple[str, bool, list[str]]]:
    each = [
        _ALIKE.format(
            word=Literal(word),
            query=matching.any_of([Term(word)]),
            alike=matching.spelt_almost(word),
            most=Literal(_MOST_TITLES),
            enough=Literal(_ENOUGH),
        )
        for word in words
    ]
    with connection.cursor() as cursor:
        cursor.execute(SQL(" UNION ALL ").join(each))
        found: list[tuple[str, bool, list[str]]] = cursor.fetchall()
    return found


def _most_like(word: str, titles: Iterable[str]) -> str:
    """Return the word with fewest mistakes; of equals, that of the weightiest title."""
    allowed = allowed_mistakes(word)
    candidates = dict.fromkeys(one for title in titles for one in words_in(title))
    near = [one for one in candidates if abs(len(one) - len(word)) <= allowed]
    scored = [(mistakes_in(word, one, is_finished=True), one) for one in near]
    best = min(scored, key=lambda found: found[0], default=(allowed + 1, ""))
    return best[1] if 0 < best[0] <= allowed else ""


def _replaced(text: str, meant: Mapping[str, str]) -> str:
    return _WORD.sub(lambda word: meant.get(fold(word[0]), word[0]), text)
