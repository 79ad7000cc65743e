"""Finding: articles by their words, and titles by how they begin."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db import connection
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Left
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext

from articles.models import Article, Rendering
from markup import Namespace, Title

PAGE = 20
MOST_CANDIDATES = 2000
"""So many pages are ranked at most: common words cost hardly more than rare ones."""
MAX_QUERY = 200
SUGGESTIONS = 8
MOST_ALIASES = 3

_CONFIG = "english"
_HEADLINE_INPUT = 20_000
# Control characters, which articles.editing keeps out of texts.
_ONLY_TITLE = [0.0, 0.0, 0.0, 1.0]
_START, _STOP = "\x02", "\x03"
_QUOTES = re.compile(r'["“”„«»]')
_EXCLUDED = re.compile(r"(?:^|\s)-")
_ROW_OF_MINUSES = re.compile(r"-(?:[\s-]|$)+")
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
_STRIPPED = str.maketrans("", "", "\0" + _START + _STOP)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a snippet, and whether it is what was looked for."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A page that was found."""

    title: Title
    snippet: tuple[Part, ...]
    size: int
    categories: list[str]


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name that has the words, and the page that it leads to."""

    title: Title
    target: Title


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found: the best of at most ``MOST_CANDIDATES``."""

    query: str
    results: list[Result]
    exact: Article | None
    aliases: list[Alias]
    start: int
    total: int

    @property
    def is_more_than_counted(self) -> bool:
        return self.total >= MOST_CANDIDATES

    @property
    def end(self) -> int:
        return self.start + len(self.results)

    @property
    def next_start(self) -> int | None:
        return self.end if self.end < self.total else None

    @property
    def previous_start(self) -> int | None:
        return max(0, self.start - PAGE) if self.start else None


def find(query: str, *, start: int = 0) -> Results:
    """Return the pages with these words, best first, from position start on.

    Words may be quoted, joined with "or" and excluded with "-".
    """
    query = tidy_query(query)
    # PostgreSQL knows one kind of quotation marks; people write those of a language.
    plainly = _QUOTES.sub('"', query)
    words = SearchQuery(plainly, config=_CONFIG, search_type="websearch")
    candidates = _candidates(words)
    total = candidates.count() if query else 0
    start = start if start < total else 0
    return Results(
        query=query,
        results=[_result(row) for row in _ranked(candidates, words, start)]
        if total
        else [],
        exact=exact_title(query) or _quoted_title(query),
        aliases=_aliases(query) if query else [],
        start=start,
        total=total,
    )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title that may be meant, and what its page begins with, if there is one."""

    title: Title
    lead: str = ""
    """Of a redirect, where it leads."""


def suggest(query: str) -> list[Suggestion]:
    """Return pages whose titles begin as the query does, or have its words.

    A query with a namespace, as "Category:Sov", asks for pages there; and for the
    categories that pages are in, whether or not they have been described.
    """
    query = tidy_query(query).replace("_", " ")
    if not query:
        return []
    namespace, name = _namespace_and_name(query)
    pages = Article.objects.published().for_listing()
    pages = pages.annotate(leads_to=F("redirect__target"))
    if namespace is not None:
        pages = pages.in_namespace(namespace)
        query = f"{namespace.prefix}:{name}"
    found = _suggestions(pages.beginning_with(query)[:SUGGESTIONS])
    if namespace is Namespace.CATEGORY:
        found = _with_categories_in_use(found, name)
    if len(found) < SUGGESTIONS and (words := _prefixes(name)):
        search = SearchQuery(words, config=_CONFIG, search_type="raw")
        shown = [suggestion.title.text for suggestion in found]
        others = pages.filter(rendering__words=search).exclude(title__in=shown)
        found += _suggestions(others.order_by("title")[: SUGGESTIONS - len(found)])
    return found


def exact_title(query: str) -> Article | None:
    """Return the page whose title is the query, whatever the case of its letters."""
    try:
        title = Title.parse(query)
    except ValueError:
        return None
    pages = Article.objects.published()
    return pages.titled(title).first() or pages.called(title.text).first()


def is_plain(query: str) -> bool:
    """Whether a query has only words, with nothing quoted and nothing excluded."""
    has_signs = _QUOTES.search(query) or _EXCLUDED.search(query)
    return not has_signs and any(sign.isalnum() for sign in query)


def tidy_query(raw: str) -> str:
    """Return the query on one line, without control characters, and not too long."""
    words = unicodedata.normalize("NFC", raw.translate(_STRIPPED)).split()
    # A minus excludes a word; a row of them means nothing, and PostgreSQL gives up.
    return _ROW_OF_MINUSES.sub(" ", " ".join(words))[:MAX_QUERY].strip()


def _quoted_title(query: str) -> Article | None:
    """Return the page that a query names between quotation marks."""
    return exact_title(_QUOTES.sub("", query)) if _QUOTES.search(query) else None


def _aliases(query: str) -> list[Alias]:
    """Return redirects whose names have all the words. One query."""
    names = _QUOTES.sub(" ", query).split()
    words = " & ".join(f"{word}:A" for word in names if word.isalnum())
    if not words:
        return []
    named = SearchQuery(words, config=_CONFIG, search_type="raw")
    pages = Article.objects.published().filter(
        rendering__words=named, redirect__isnull=False
    )
    found = pages.order_by("title").values_list("title", "redirect__target")
    return [
        Alias(Title.parse(title), Title.parse(target))
        for title, target in found[:MOST_ALIASES]
    ]


def _candidates(words: SearchQuery) -> QuerySet[Rendering]:
    found = Rendering.objects.filter(words=words, article__deleted_at=None)
    return found.filter(article__redirect=None).order_by()[:MOST_CANDIDATES]


def _ranked(
    candidates: QuerySet[Rendering], words: SearchQuery, start: int
) -> QuerySet[Rendering]:
    headline = SearchHeadline(
        Left(Cast("plain_text", TextField()), _HEADLINE_INPUT),
        words,
        config=_CONFIG,
        start_sel=_START,
        stop_sel=_STOP,
        max_words=35,
        min_words=20,
        max_fragments=2,
        fragment_delimiter=" … ",
    )
    rank = SearchRank(F("words"), words, cover_density=True, normalization=Value(1))
    in_title = SearchRank(F("words"), words, weights=_ONLY_TITLE)
    return (
        Rendering.objects.filter(pk__in=candidates.values("pk"))
        .annotate(rank=rank, in_title=GreaterThan(in_title, 0.0))
        .annotate(headline=headline, size=F("revision__size"))
        .select_related("article")
        .only("article__title", "categories")
        .order_by("-in_title", "-rank", "pk")[start : start + PAGE]
    )


def _result(row: Rendering) -> Result:
    # A row has what its query was told to add, of which its class knows nothing.
    return Result(
        title=row.article.parsed_title,
        snippet=tuple(_parts(row.headline)),  # type: ignore[attr-defined]
        size=row.size,  # type: ignore[attr-defined]
        categories=row.categories,
    )


def _parts(headline: str) -> list[Part]:
    parts = []
    for piece in headline.split(_START):
        match, _, rest = piece.rpartition(_STOP)
        parts += [Part(match, is_match=True), Part(rest, is_match=False)]
    return [part for part in parts if part.text]


def _namespace_and_name(query: str) -> tuple[Namespace | None, str]:
    """Divide "Category:Sov"; without a namespace, all of the query is the name."""
    prefix, colon, name = query.partition(":")
    prefix = prefix.strip().casefold()
    for namespace in Namespace:
        if colon and prefix and namespace.prefix.casefold() == prefix:
            return namespace, name.strip()
    return None, query


def _suggestions(pages: Iterable[Article]) -> list[Suggestion]:
    return [Suggestion(page.parsed_title, _lead_of(page)) for page in pages]


def _lead_of(page: Article) -> str:
    # Added by the query, as above.
    leads_to: str | None = page.leads_to  # type: ignore[attr-defined]
    if leads_to:
        return gettext("leads to %(title)s") % {"title": leads_to}
    # A page may be new and not rendered yet.
    rendering = getattr(page, "rendering", None)
    return rendering.lead if rendering else ""


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
    end = f"{beginning}\U0010ffff"
    with connection.cursor() as cursor:
        cursor.execute(
            _CATEGORIES_IN_USE, {"first": beginning, "end": end, "most": SUGGESTIONS}
        )
        return [category for (category,) in cursor.fetchall()]


def _prefixes(query: str) -> str:
    """A query for titles: all words, the last perhaps not finished."""
    words = [word for word in query.lower().split() if word.isalnum()]
    return " & ".join(f"{word}:*A" for word in words)
