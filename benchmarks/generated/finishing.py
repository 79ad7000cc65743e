"""Finishing: what follows from all pages together, a statement for each table."""

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection

from articles.counting import SHARE
from articles.indexing import MOST_COUNTED
from articles.sources import MAX_NAME
from benchmarks.generated.deriving import STAGED_SOURCES, STAGED_TITLES
from markup import Namespace

_STAGES = f"""
DROP TABLE IF EXISTS {STAGED_TITLES}, {STAGED_SOURCES};
CREATE UNLOGGED TABLE {STAGED_TITLES} (article_id bigint, namespace int, title text,
    folded text, trigrams bigint[], words text, is_redirect boolean, recipe text);
CREATE UNLOGGED TABLE {STAGED_SOURCES} (article_id bigint, key text, details jsonb);
"""
_TITLES = f"""
INSERT INTO articles_searchtitle
    (article_id, namespace, folded, trigrams, words, is_redirect, recipe, weight)
SELECT article_id, namespace, folded, trigrams,
    to_tsvector(%(config)s::regconfig, words) || $$' ':1$$::tsvector
        || to_tsvector('simple', words),
    is_redirect, recipe, floor(
        log(2, least(coalesce(links, 0), %(counted)s) + 1) + 0.000001
    )::int
FROM {STAGED_TITLES} LEFT JOIN (
    SELECT target, count(*) AS links FROM articles_link GROUP BY target
) AS linked ON target = title ORDER BY article_id
"""  # noqa: S608 - names of our own
_SOURCES = f"""
INSERT INTO articles_source (key, name, details)
SELECT DISTINCT ON (key) key, left(coalesce(details->>'title', details->>'work',
    details->>'url', details->>'author', ''), %(longest)s), details
FROM {STAGED_SOURCES} ORDER BY key, article_id;
INSERT INTO articles_sourceuse (article_id, source_id, details)
SELECT article_id, articles_source.id, {STAGED_SOURCES}.details
FROM {STAGED_SOURCES} JOIN articles_source USING (key) ORDER BY article_id;
"""  # noqa: S608 - names of our own
_COUNTS = """
INSERT INTO articles_linkedtitle (title, links, is_missing)
SELECT target, count(*), NOT EXISTS (
    SELECT FROM articles_article WHERE title = target
) FROM articles_link
WHERE NOT (target LIKE '%%:%%' AND split_part(target, ':', 1) = ANY(%(spaces)s))
GROUP BY target;
INSERT INTO articles_categorysize (category, pages, subcategories)
SELECT category, count(*) FILTER (WHERE NOT is_subcategory),
    count(*) FILTER (WHERE is_subcategory)
FROM articles_categorymembership GROUP BY category;
INSERT INTO articles_standing (article_id, lot, revision_id, revisions)
SELECT article.id, CASE WHEN is_drawn THEN
        row_number() OVER (PARTITION BY is_drawn ORDER BY article.id) END,
    revision.id, revision.number
FROM articles_article AS article
JOIN articles_revision AS revision ON revision.id = current_revision_id
CROSS JOIN LATERAL (SELECT namespace = 0 AND NOT EXISTS (
    SELECT FROM articles_redirect WHERE article_id = article.id
) AS is_drawn) AS draw ORDER BY article.id;
INSERT INTO articles_sitemappart (number, changed_at)
SELECT article.id / %(share)s, max(created_at) FROM articles_article AS article
JOIN articles_revision AS revision ON revision.id = current_revision_id
WHERE NOT EXISTS (SELECT FROM articles_redirect WHERE article_id = article.id)
GROUP BY 1 ORDER BY 1;
INSERT INTO articles_countedauthor (author_id)
SELECT DISTINCT author_id FROM articles_revision ORDER BY author_id;
INSERT INTO articles_total (name, count)
SELECT 'authors', count(*) FROM articles_countedauthor
UNION ALL SELECT 'revisions', count(*) FROM articles_revision;
"""


def make_stages() -> None:
    """Make the tables in which rows wait for what is known when all pages are there."""
    _run(_STAGES)


def finish_titles() -> None:
    """Keep titles to be found, weighed by the links to them."""
    _run(
        _TITLES,
        config=settings.CONTENT_LANGUAGE.text_search,
        counted=MOST_COUNTED,
    )
    _run(f"DROP TABLE {STAGED_TITLES}")


def finish_sources() -> None:
    """Keep which works are cited, each once, and by whom."""
    _run(_SOURCES, longest=MAX_NAME)
    _run(f"DROP TABLE {STAGED_SOURCES}")


def count_everything() -> None:
    """Count what the worker counts after saves."""
    spaces = [space.prefix for space in Namespace if space.prefix]
    _run(_COUNTS, spaces=spaces, share=SHARE)


def set_sequences() -> None:
    """Let what is saved next get numbers that are free."""
    models = [*apps.get_app_config("articles").get_models()]
    models += apps.get_app_config("accounts").get_models()
    _run(*connection.ops.sequence_reset_sql(no_style(), models))


def _run(*statements: str, **values: str | int | list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values or None)
