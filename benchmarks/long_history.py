"""A long history: an article of 200 kB with 2,000 revisions by twenty people."""

import random
import sys
from itertools import count

from django.core.cache import cache
from django.core.management.base import OutputWrapper
from django.db import transaction
from django.test import Client

from accounts.models import User
from articles.attribution import rebuild_locked, stored
from articles.derived import refresh_locked
from articles.editing import EditConflict, removal_of, submit_edit
from articles.models import Article, Revision, sha1_of
from articles.policy import ProposedEdit
from articles.progress import shown_while
from benchmarks import texts
from benchmarks.timing import Figure, Work, measure
from markup import Title
from markup.attribution import Change

REVISIONS = 2_000
SIZE = 200_000
_TITLE = Title.parse("Long history")


def measure_long_history(reader: Client) -> list[Figure]:
    """Write the history, then measure the pages about it."""
    article = _write()
    undone = _find_undoable(article)
    number = count()
    return [
        measure(name, work, "one SELECT of its text", _one_select, rounds=10, bar=bar)
        for name, work, bar in (
            ("history page", lambda: _see(reader, "/history/Long_history"), 100),
            ("history page, the first after a save", lambda: _see_anew(reader), 100),
            (
                "attribution view",
                lambda: _see(reader, "/attribution/Long_history"),
                150,
            ),
            (
                "page with its authors marked",
                lambda: _see(reader, "/wiki/Long_history?authors=show"),
                150,
            ),
            ("preview of an undo", lambda: _see(reader, f"/undo/{undone.pk}"), 300),
            ("save", lambda: _save(next(number)), 700),
            ("of that, carrying on who wrote what", _carry_on(article), None),
        )
    ]


def _write() -> Article:
    """Write all revisions below the write path, which would take half an hour."""
    authors = [User.objects.create_user(f"Author {number}") for number in range(20)]
    chance = random.Random(1)  # noqa: S311 - only to make texts
    words, parent = texts.article(SIZE).split(" "), None
    with transaction.atomic():
        article = Article.objects.lock(_TITLE)
        numbers = range(1, REVISIONS + 1)
        for number in shown_while("A long history", numbers, OutputWrapper(sys.stderr)):
            for _ in range(3):
                words[chance.randrange(len(words))] = f"word{number}"
            author, text = chance.choice(authors), " ".join(words)
            parent = _append(article, parent, author, text)
        article.current_revision = parent
        article.save()
    refresh_locked(article.pk)
    rebuild_locked(article.pk)
    return article


def _append(
    article: Article, parent: Revision | None, author: User, text: str
) -> Revision:
    return Revision.objects.create(
        article=article,
        number=parent.number + 1 if parent else 1,
        parent=parent,
        title=_TITLE.text,
        author=author,
        text=text,
        size=len(text.encode()),
        sha1=sha1_of(text),
    )


def _find_undoable(article: Article) -> Revision:
    """Return a revision that no later one is in the way of."""
    for number in range(REVISIONS - 10, 1, -1):
        revision = Revision.objects.get(article=article, number=number)
        try:
            removal_of(revision).text_left()
        except EditConflict:
            continue
        return revision
    raise RuntimeError("Every revision of the long history was edited again.")


def _see(reader: Client, address: str) -> None:
    response = reader.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}.")


def _see_anew(reader: Client) -> None:
    """As after a save, when nothing of the history's plots is known yet."""
    cache.clear()
    _see(reader, "/history/Long_history")


def _carry_on(article: Article) -> Work:
    """Return what a save computes of who wrote each word, its rows being there."""
    text, stretches = _current(article).text, stored(article).stretches
    lines = text.split("\n")
    lines[len(lines) // 2] += " And one sentence more."
    new = "\n".join(lines)
    return lambda: Change.between(text, new).attribute(stretches, 0, {})


def _current(article: Article) -> Revision:
    article.refresh_from_db()
    if article.current_revision is None:
        raise RuntimeError("The long history has no text.")
    return article.current_revision


def _one_select() -> str:
    return Revision.objects.filter(title=_TITLE.text).latest("pk").text


def _save(number: int) -> Revision:
    current = Revision.objects.select_related("author").filter(title=_TITLE.text)
    base = current.latest("pk")
    lines = base.text.split("\n")
    lines[len(lines) // 2] += f" And number {number}."
    return submit_edit(
        ProposedEdit(title=_TITLE, author=base.author, text="\n".join(lines), base=base)
    )
