"""What a page of results and an answer of suggestions say."""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

import html5lib
from django.db import connection

from tests.makers import make_revision

XHTML = "{http://www.w3.org/1999/xhtml}"

# Below the write path, which would take a minute for so many.
_FILL = """
    WITH pages AS (
        INSERT INTO articles_article (title, namespace)
        SELECT 'Filler ' || number, 0 FROM generate_series(1, %(count)s) AS number
        RETURNING id, title
    ), revisions AS (
        INSERT INTO articles_revision (article_id, number, title, author_id, text,
            content_model, summary, minor, origin, size, sha1, tags, hidden,
            is_deleted, created_at)
        SELECT pages.id, 1, pages.title, model.author_id, 'Nothing.',
            model.content_model, '', false, model.origin, 8, '', '{}', '{}',
            false, now()
        FROM pages, articles_revision AS model WHERE model.id = %(model)s
        RETURNING id, article_id, title
    )
    INSERT INTO articles_rendering (article_id, revision_id, version, html, contents,
        categories, lead, title, plain_text, facts, cited,
        picture)
    SELECT article_id, id, 1, '', '[]', '[]', '', title, 'Nothing.', '[]', '[]', ''
    FROM revisions
"""
_WORDS = """
    UPDATE articles_rendering SET words =
        setweight(to_tsvector('english', title), 'A')
        || to_tsvector('english', plain_text)
    WHERE words IS NULL
"""
_TITLES = """
    INSERT INTO articles_searchtitle
        (article_id, namespace, folded, trigrams, words, is_redirect, weight, recipe)
    SELECT id, 0, lower(title), ARRAY(
            SELECT (ascii(substr(padded, at, 1))::bigint << 42)
                | (ascii(substr(padded, at + 1, 1))::bigint << 21)
                | ascii(substr(padded, at + 2, 1))
            FROM generate_series(1, length(padded) - 2) AS at
        ), to_tsvector('simple', title), false, id %% 5, ''
    FROM articles_article
    CROSS JOIN LATERAL (SELECT '  ' || lower(title) || ' ' AS padded) AS each
    ON CONFLICT DO NOTHING
"""
_CATEGORISE = """
    INSERT INTO articles_categorymembership (article_id, category, sort_key)
    SELECT id, 'Category:Filler ' || id %% 20, title FROM articles_article
"""
_PUBLISH = """
    UPDATE articles_article SET current_revision_id = articles_revision.id
    FROM articles_revision WHERE article_id = articles_article.id
    AND current_revision_id IS NULL
"""


class Found(NamedTuple):
    """One result, as a reader sees it."""

    title: str
    snippet: str
    marked: list[str]


def search(client, query: str, **fields: object) -> list[Found]:
    """Return what the page of results shows."""
    response = client.get("/search", {"q": query, **fields})
    assert response.status_code == 200
    return [
        Found(
            title=_text(item.find(f"{XHTML}h2")),
            snippet=_text(item.find(f"{XHTML}p")),
            marked=[_text(mark) for mark in item.iter(f"{XHTML}mark")],
        )
        for item in results_in(response)
    ]


def results_in(response) -> list[Element]:
    """Return the elements that show one result each."""
    items = html5lib.parse(response.text).iter(f"{XHTML}li")
    return [item for item in items if item.get("class") == "result"]


def titles_in(response) -> list[str]:
    """Return the titles on a page of results, best first."""
    return [result.title.text for result in response.context["found"].results]


def places_of(response) -> str:
    """Return which results of how many the page says that it shows."""
    found = re.search(r"\d+ to \d+ of [\w ]+?\d+|\d+ to \d+ of \d+", response.text)
    return found[0] if found else ""


def link_of(response, relation: str) -> str:
    """Return the address of the page before or after, if there is a link to it."""
    links = html5lib.parse(response.text).iter(f"{XHTML}a")
    found = [link.get("href") for link in links if link.get("rel") == relation]
    return f"/search{found[0]}" if found else ""


def tag_of(element: Element) -> str:
    return element.tag.removeprefix(XHTML)


def titles(client, query: str, **fields: object) -> list[str]:
    """Return the titles found, best first."""
    return [found.title for found in search(client, query, **fields)]


def suggested(client, query: str) -> list[str]:
    """Return the titles suggested, in their order."""
    names: list[str] = client.get("/suggest", {"q": query}).json()[1]
    return names


def make_pages(**texts: str) -> None:
    """Make a page of each name; underscores are spaces."""
    for name, text in texts.items():
        make_revision(name, text)


def fill_up(count: int) -> None:
    """Add so many pages about nothing, and let the database know of them."""
    model = make_revision("Filler", "Nothing.")
    with connection.cursor() as cursor:
        # The machine may be busy, and nobody waits for an answer.
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(_FILL, {"count": count, "model": model.pk})
        # What it knew of tables that were empty would make the next statement slow.
        cursor.execute("ANALYZE articles_article, articles_revision")
        cursor.execute(_PUBLISH)
        cursor.execute(_WORDS)
        cursor.execute(_TITLES, [])
        cursor.execute(_CATEGORISE, [])
        # As autovacuum would: what waits beside an index makes it look expensive.
        for index in ("rendering_words", "search_title_words", "search_title_trigrams"):
            cursor.execute("SELECT gin_clean_pending_list(%s)", [index])
        cursor.execute(
            "ANALYZE articles_article, articles_revision, articles_rendering"
        )
        cursor.execute("ANALYZE articles_categorymembership, articles_searchtitle")


def _text(element: Element | None) -> str:
    assert element is not None
    return "".join(element.itertext())
