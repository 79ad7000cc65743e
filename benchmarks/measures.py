"""What is measured: reading, saving, comparing and searching."""

import sys
from collections.abc import Collection
from itertools import count

import pygit2
from django.core.management.base import OutputWrapper
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles.editing import submit_edit
from articles.models import Article, Revision
from articles.policy import ProposedEdit
from articles.progress import shown_while
from benchmarks import texts
from benchmarks.held_edits import measure_held_edits
from benchmarks.long_history import measure_long_history
from benchmarks.timing import Figure, measure
from markup import Title, parse, to_html
from markup.diff import compare

ARTICLES = 1_000
_CHARACTERS = 4_000


def measure_parts(names: Collection[str]) -> list[Figure]:
    """Measure the parts that are named, in an empty database."""
    author = User.objects.create_user("Measurer", password="only for measuring")
    if not _AMONG_ARTICLES.isdisjoint(names):
        _write_articles(author)
    measured = {
        "view": lambda: _reading(author),
        "render": _rendering,
        "save": lambda: _saving(author),
        "compare": _comparing,
        "search": _searching,
        "long-history": lambda: _a_long_history(author),
        "held": measure_held_edits,
    }
    return [figure for name in names for figure in measured[name]()]


_AMONG_ARTICLES = {"view", "save", "search"}


def _write_articles(author: User) -> None:
    for number in shown_while("Writing", range(ARTICLES), OutputWrapper(sys.stderr)):
        _save(author, f"Article {number}", texts.article(_CHARACTERS, seed=number))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _save(author: User, title: str, text: str) -> Revision:
    parsed = Title.parse(title)
    article = Article.objects.titled(parsed).select_related("current_revision").first()
    base = article.current_revision if article else None
    return submit_edit(ProposedEdit(title=parsed, author=author, text=text, base=base))


def _reading(author: User) -> list[Figure]:
    reader = Client()
    reader.force_login(author)
    query = "SELECT html FROM articles_rendering JOIN articles_article a ON a.id = article_id WHERE a.title = %s"  # noqa: E501
    return [
        measure(
            "article view, signed in",
            lambda: reader.get("/wiki/Article_500"),
            "one SELECT of its HTML",
            lambda: _rows(query, "Article 500"),
            rounds=100,
        ),
        measure(
            "history of an article",
            lambda: reader.get("/history/Article_500"),
            "one SELECT of its HTML",
            lambda: _rows(query, "Article 500"),
            rounds=50,
        ),
    ]


def _rendering() -> list[Figure]:
    text, templates = texts.rich(150_000)
    plain = texts.article(len(text))
    return [
        measure(
            f"rendering {len(text) // 1000} KB with 400 notes, 500 links, 50 templates",
            lambda: to_html(parse(text, templates)),
            "rendering as much text without them",
            lambda: to_html(parse(plain)),
            bar=400,
        )
    ]


def _saving(author: User) -> list[Figure]:
    small, large = texts.article(_CHARACTERS), texts.article(100_000, links=500)
    number = count()
    _save(author, "Small", small)
    _save(author, "Large", large)
    return [
        measure(
            "save of a 4 KB article",
            lambda: _save(author, "Small", f"{small}\n\n{next(number)}"),
            "one INSERT of its text",
            lambda: _insert(author, small),
            rounds=50,
            bar=20,
        ),
        measure(
            "save of a 100 KB article with 500 links",
            lambda: _save(author, "Large", f"{large}\n\n{next(number)}"),
            "one INSERT of its text",
            lambda: _insert(author, large),
            bar=500,
        ),
    ]


def _comparing() -> list[Figure]:
    old = texts.article(200_000)
    new = texts.edited(old, 2_000)
    one, other = texts.shuffled(20_000, seed=1), texts.shuffled(20_000, seed=2)
    lines = old.replace("\n", " "), new.replace("\n", " ")
    pairs = [
        ("difference of 200 KB with 2,000 edits", old, new, 100),
        ("difference of shuffled words, one a line", one, other, 500),
        ("difference of 200 KB in one line", *lines, 500),
    ]
    return [
        measure(
            name,
            lambda a=before, b=after: compare(a, b),  # type: ignore[misc]
            "git's line difference",
            lambda a=before, b=after: _line_difference(a, b),  # type: ignore[misc]
            bar=bar,
        )
        for name, before, after, bar in pairs
    ]


def _searching() -> list[Figure]:
    reader = Client()
    scan = "SELECT title FROM articles_rendering WHERE plain_text ILIKE %s LIMIT 20"
    return [
        measure(
            f"{name} among {ARTICLES:,} articles",
            lambda a=address: reader.get(a),  # type: ignore[misc]
            "a scan with ILIKE",
            lambda w=word: _rows(scan, f"%{w}%"),  # type: ignore[misc]
            rounds=30,
        )
        for name, address, word in (
            ("search for a word in all", "/search?q=measurements", "measurements"),
            ("search for a word in one", "/search?q=%22Subject+77%22", "Subject 77"),
            ("suggestions", "/suggest?q=article+9", "Article 9"),
        )
    ]


def _a_long_history(author: User) -> list[Figure]:
    reader = Client()
    reader.force_login(author)
    return measure_long_history(reader)


def _rows(query: str, *parameters: str) -> list[tuple[str]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def _insert(author: User, text: str) -> None:
    """What a save costs at the least: one row, kept safely, and taken away again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS plain_texts (author bigint, text text, at timestamptz)"  # noqa: E501
        )
        cursor.execute(
            "INSERT INTO plain_texts VALUES (%s, %s, %s)",
            (author.pk, text, timezone.now()),
        )


def _line_difference(old: str, new: str) -> object:
    return pygit2.Patch.create_from(old.encode(), new.encode(), context_lines=0)
