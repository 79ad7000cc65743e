"""Finding: articles by their words."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from psycopg2.sql import SQL, Literal

from articles.indexing import folded_key
from articles.models import Article
from markup import Title
from search import matching
from search.queries import QUOTES, Query
from search.ranking import MOST_CANDIDATES, Key, Row, Sort, best
from search.snippets import Snippet, snippets_of
from search.spelling import correction_of

MOST_ALIASES = 3

_ALIASES = SQL(
    """
    SELECT article.title, redirect.target
    FROM (
        SELECT article_id, weight FROM articles_searchtitle
        WHERE words @@ {words} LIMIT {read}
    ) AS named JOIN articles_redirect AS redirect USING (article_id)
    JOIN articles_article AS article ON article.id = named.article_id
    WHERE article.deleted_at IS NULL AND article.current_revision_id IS NOT NULL
    ORDER BY named.weight DESC, article.title LIMIT {most}
    """
)
_MOST_READ = 1000


@dataclass(frozen=True, slots=True)
class Result:
    """A page that was found."""

    title: Title
    snippet: Snippet
    word_count: int
    edited_at: datetime
    categories: list[str]


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name that has the words, and the page that it leads to."""

    title: Title
    target: Title


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found: the best of at most ``MOST_CANDIDATES``."""

    query: Query
    results: list[Result]
    exact: Article | None = None
    aliases: tuple[Alias, ...] = ()
    meant: str = ""
    """A query that finds something, where this one does not."""
    first: int = 0
    """The place of the first result on this page."""
    total: int = 0
    before: Key | None = None
    """Where the page before this one ends, if there is one."""
    after: Key | None = None
    """Where the next page begins, if there is one."""

    @property
    def is_more_than_counted(self) -> bool:
        return self.total >= MOST_CANDIDATES

    @property
    def last(self) -> int:
        return self.first + len(self.results) - 1


def find(
    query: Query,
    *,
    after: Key | None = None,
    before: Key | None = None,
    sort: Sort = Sort.MATCH,
) -> Results:
    """Return pages that answer the query, best first, from one key on or to another.

    What is behind the last one is the beginning again.
    """
    if not query.text and not query.asks_for_something:
        return Results(query, [])
    rows = best(query, after=after, before=before, sort=sort)
    if not rows and (after or before):
        rows = best(query, sort=sort)
    exact = exact_title(query.text) or _quoted_title(query.text)
    aliases = tuple(_aliases(query))
    if not rows:
        meant = "" if exact or aliases else _meant(query)
        return Results(query, [], exact, aliases, meant)
    return _page_of(rows, query, exact, aliases)


def exact_title(query: str) -> Article | None:
    """Return the page whose title is the query, whatever the case of its letters.

    If there is none, accents do not count either. One query, and one more.
    """
    try:
        title = Title.parse(query)
    except ValueError:
        return None
    pages = Article.objects.published()
    return pages.titled(title).first() or _called(title)


def _called(title: Title) -> Article | None:
    """Return the page whose title is most like it, of those folded alike."""
    pages = Article.objects.published().filter(search_title__folded=folded_key(title))
    small = title.text.lower()
    alike = sorted(pages, key=lambda page: (page.title.lower() != small, page.title))
    return alike[0] if alike else None


def _quoted_title(query: str) -> Article | None:
    """Return the page that a query names between quotation marks."""
    return exact_title(QUOTES.sub("", query)) if QUOTES.search(query) else None


def _aliases(query: Query) -> list[Alias]:
    """Return redirects whose names have all that is wanted. One query."""
    if not query.terms:
        return []
    statement = _ALIASES.format(
        words=matching.in_title(query),
        read=Literal(_MOST_READ),
        most=Literal(MOST_ALIASES),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [
            Alias(Title.parse(title), Title.parse(target))
            for title, target in cursor.fetchall()
        ]


def _meant(query: Query) -> str:
    """Return a query with the mistakes corrected, if it finds something."""
    meant = correction_of(query)
    return meant if meant and best(Query.parse(meant)) else ""


def _page_of(
    rows: list[Row], query: Query, exact: Article | None, aliases: tuple[Alias, ...]
) -> Results:
    first, last = rows[0], rows[-1]
    snippets = snippets_of([row.plain_text or row.lead for row in rows], query)
    return Results(
        query=query,
        results=[
            _result(row, snippet) for row, snippet in zip(rows, snippets, strict=True)
        ],
        exact=exact,
        aliases=aliases,
        first=first.place,
        total=first.total,
        before=first.key if first.place > 1 else None,
        after=last.key if last.place < last.total else None,
    )


def _result(row: Row, snippet: Snippet) -> Result:
    return Result(
        title=Title.parse(row.title),
        snippet=snippet,
        word_count=row.word_count,
        edited_at=row.edited_at,
        categories=row.categories,
    )
