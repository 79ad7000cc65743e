"""Indexing: what is kept so that pages are found by their words and their titles.

It is made when a page is saved, in the language of the encyclopedia; its recipe tells
what was made in another language, or by an older rule.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Exists, OuterRef, Q, TextField, Value
from django.db.models.expressions import CombinedExpression
from psycopg2.sql import SQL, Composable

from articles import queue
from articles.models import Article, Rendering, SearchTitle
from markup import Title
from markup.folding import fold, searchable
from markup.trigrams import trigrams_of

WEIGH = "weigh"
MOST_COUNTED = 4096
"""Links to a page; one that has more weighs no more."""

_LONGEST = 255
_OF_REDIRECT = " redirect"
_RULES = 1
"""To be raised when words, or trigrams, are made in another way than before."""

# Counted in an index, and no further than counts.
_WEIGHT = """
    SELECT floor(log(2, count(*) + 1) + 0.000001)::int AS weight
    FROM (SELECT FROM articles_link WHERE target = {title} LIMIT %(counted)s) AS links
"""
_STORE = SQL(
    """
    INSERT INTO articles_searchtitle
        (article_id, namespace, folded, trigrams, words, is_redirect, recipe, weight)
    VALUES (%(article)s, %(namespace)s, %(folded)s, %(trigrams)s::bigint[],
        -- Between both stands what no query has, for phrases not to reach over it.
        to_tsvector(%(config)s::regconfig, %(name)s) || $$' ':1$$::tsvector
            || to_tsvector('simple', %(name)s),
        %(is_redirect)s, %(recipe)s, ({weight}))
    ON CONFLICT (article_id) DO UPDATE SET namespace = excluded.namespace,
        folded = excluded.folded, trigrams = excluded.trigrams,
        words = excluded.words, is_redirect = excluded.is_redirect,
        recipe = excluded.recipe, weight = excluded.weight
    """
).format(weight=SQL(_WEIGHT).format(title=SQL("%(title)s")))
# In the order of ids, so that no two workers wait for each other.
_WEIGH = SQL(
    """
    UPDATE articles_searchtitle SET weight = found.weight FROM (
        SELECT one.article_id, now.weight FROM articles_searchtitle AS one
        JOIN articles_article ON articles_article.id = one.article_id
        CROSS JOIN LATERAL ({weight}) AS now
        WHERE {which} AND one.weight <> now.weight
        ORDER BY one.article_id FOR UPDATE OF one
    ) AS found
    WHERE articles_searchtitle.article_id = found.article_id
    """
)
_WEIGHT_OF_IT = SQL(_WEIGHT).format(title=SQL("articles_article.title"))
_WEIGH_ONE = _WEIGH.format(weight=_WEIGHT_OF_IT, which=SQL("title = %(title)s"))
_WEIGH_LINKED_TO = _WEIGH.format(
    weight=_WEIGHT_OF_IT,
    which=SQL(
        "title IN (SELECT target FROM articles_link WHERE article_id = %(article)s)"
    ),
)


def recipe() -> str:
    """Return how words are made now: in which language, and by which rules."""
    return f"{settings.CONTENT_LANGUAGE.text_search} {_RULES}"


def is_stale() -> Q:
    """Return the condition of articles whose words were not made as they are now."""
    made_now = SearchTitle.objects.filter(article=OuterRef("pk"), recipe=recipe())
    return Q(~Exists(made_now))


def words_of(rendering: Mapping[str, object]) -> CombinedExpression:
    """Return what makes the words of a rendering: of its title, lead and text."""
    config = settings.CONTENT_LANGUAGE.text_search
    title, lead, text = (
        SearchVector(
            Value(searchable(str(rendering[name])), output_field=TextField()),
            weight=weight,
            config=config,
        )
        for name, weight in (("title", "A"), ("lead", "B"), ("plain_text", "D"))
    )
    return title + lead + text


def folded_key(title: Title) -> str:
    """Return what titles have in common that differ in case and accents only."""
    return fold(title.text)[:_LONGEST]


def key_of(title: Title, *, is_redirect: bool) -> tuple[str, str]:
    """Return that of a title by which it is seen whether what is kept of it holds."""
    return folded_key(title), f"{recipe()}{_OF_REDIRECT if is_redirect else ''}"


def store_title(article: Article, *, is_redirect: bool) -> None:
    """Keep the article's title to be found. One query."""
    title = article.parsed_title
    values = {
        "article": article.pk,
        "namespace": int(title.namespace),
        "folded": folded_key(title),
        "trigrams": trigrams_of(fold(title.name)),
        "config": settings.CONTENT_LANGUAGE.text_search,
        "name": searchable(title.name),
        "title": title.text,
        "is_redirect": is_redirect,
        "recipe": recipe(),
    }
    _execute(_STORE, values)


def announce_weight(titles: Iterable[str]) -> None:
    """Ask for titles that were linked to, and are not any more, to be weighed."""
    queue.enqueue(WEIGH, *sorted(titles))


def weigh(title: str) -> None:
    """Weigh a title anew, by the pages that link to it."""
    _execute(_WEIGH_ONE, {"title": title})


def weigh_linked_to(article_id: int) -> None:
    """Weigh anew the titles that an article links to."""
    _execute(_WEIGH_LINKED_TO, {"article": article_id})


def problems_of(article: Article, rendering: Mapping[str, object]) -> Iterator[str]:
    """Yield whether an article's words are others than its rendering would have."""
    rows = Rendering.objects.filter(article=article)
    for kept, made in rows.values_list("words", words_of(rendering)):
        if kept != made:
            yield f"{article}: the words to be searched differ from the text."


def _execute(statement: Composable, values: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"counted": MOST_COUNTED, **values})
