"""Filling: a generated encyclopedia into an empty database, by COPY.

Indexes and foreign keys are taken away before and made anew afterwards, which is
several times as fast as keeping them up row by row.
"""

import json
import multiprocessing
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from django.core.management.base import OutputWrapper
from django.db import connection, connections

from accounts.models import User
from accounts.rights import Role
from articles.models import Article, Patrol, Relation, Revision, sha1_of
from articles.progress import shown_while
from articles.related import closest_to
from benchmarks.generated import deriving
from benchmarks.generated.copying import copy_rows
from benchmarks.generated.finishing import (
    count_everything,
    finish_sources,
    finish_titles,
    make_stages,
    set_sequences,
)
from benchmarks.generated.indexes import taken_away
from benchmarks.generated.moulds import Mould, cast
from benchmarks.generated.pages import Encyclopedia, Page
from benchmarks.generated.slots import filled
from markup import Title

BLOCK = 200
"""So many pages are made and copied at a time; each process has one in memory."""
PROCESSES = 2
_ONE_IN = 20
"""Of accounts, one in so many is not trusted: a moderator looks at its edits."""


def fill(encyclopedia: Encyclopedia, *, processes: int = PROCESSES) -> None:
    """Fill an empty, migrated database. What is done is shown on the way."""
    take_time()
    make_stages()
    models = encyclopedia.models
    shown = shown_while("Casting moulds", models, OutputWrapper(sys.stderr))
    moulds = [mould for mould, _ in zip(cast(models), shown, strict=True)]
    _make_authors(encyclopedia)
    with taken_away():
        for first in range(1, encyclopedia.pages + 1, BLOCK):
            copy_rows(Article, _ARTICLE, _articles(encyclopedia, first))
        _each(partial(_write_block, moulds), "Writing", encyclopedia, processes)
        finish_sources()
        finish_titles()
    analyze()
    _each(_relate_block, "Relating", encyclopedia, processes)
    count_everything()
    set_sequences()
    analyze()


def take_time() -> None:
    """Let statements take longer than requests may, and more memory."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET maintenance_work_mem = '256MB'")
        # What a crash would lose is made anew anyway.
        cursor.execute("SET synchronous_commit = off")


def analyze() -> None:
    """Tell PostgreSQL what is in its tables, as it would notice by itself in time."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


_ARTICLE = ("id", "title", "namespace", "current_revision_id")
_REVISION = (
    "id", "article_id", "number", "parent_id", "title", "author_id", "text",
    "content_model", "summary", "minor", "origin", "size", "sha1", "tags",
    "is_deleted", "hidden", "created_at",
)  # fmt: skip


def _articles(made: Encyclopedia, first: int) -> Iterator[tuple[object, ...]]:
    for page_id in _block(made, first):
        title = Title.parse(made.title_of(page_id))
        last = made.last_revision_id(page_id)
        yield page_id, title.text, int(title.namespace), last


def _make_authors(encyclopedia: Encyclopedia) -> None:
    User.objects.bulk_create(
        User(
            pk=number,
            username=f"Author {number}",
            password="!",
            role=Role.EDITOR if _is_to_be_patrolled(number) else Role.TRUSTED,
            date_joined=encyclopedia.time_of(0),
        )
        for number in range(1, encyclopedia.authors + 1)
    )


def _each(
    work: Callable[[Encyclopedia, int], None],
    what: str,
    made: Encyclopedia,
    processes: int,
) -> None:
    """Do a piece of work for each block of pages, in so many processes."""
    firsts = range(1, made.pages + 1, BLOCK)
    shown = shown_while(what, range(made.pages), OutputWrapper(sys.stderr))
    if processes == 1:
        _follow(map(partial(work, made), firsts), shown)
        return
    connections.close_all()  # which no two processes may share
    forked = multiprocessing.get_context("fork")
    with forked.Pool(processes, _take_work, (partial(work, made),)) as pool:
        _follow(pool.imap_unordered(_do_work, firsts), shown)
    take_time()


_work: list[Callable[[int], None]] = []


def _take_work(work: Callable[[int], None]) -> None:
    """Remember what a process has to do; moulds would be long to send each time."""
    take_time()
    _work[:] = [work]


def _do_work(first: int) -> None:
    _work[0](first)


def _follow(done: Iterator[None], shown: Iterator[int]) -> None:
    for page in shown:
        if page % BLOCK == 0:
            next(done)


def _block(made: Encyclopedia, first: int) -> range:
    return range(first, min(first + BLOCK, made.pages + 1))


def _write_block(moulds: list[Mould], made: Encyclopedia, first: int) -> None:
    """Write a block's revisions, and what follows from them."""
    pages = [made.page(page_id) for page_id in _block(made, first)]
    revisions = [list(_revisions(made, page, moulds[page.mould])) for page in pages]
    mixed = sorted(chain(*revisions), key=lambda revision: revision.pk)
    copy_rows(
        Revision, _REVISION, ([getattr(one, n) for n in _REVISION] for one in mixed)
    )
    copy_rows(
        Patrol,
        ("revision_id",),
        ([one.pk] for one in mixed if _is_to_be_patrolled(one.author_id)),
    )
    with connection.cursor() as cursor:
        cursor.execute(deriving.MAKE_STAGE)
    begun = {one[0].article_id: one[0].created_at for one in revisions}
    deriving.store(
        [
            deriving.Made(
                own[-1], moulds[page.mould], page.fills, [one.pk for one in own]
            )
            for page, own in zip(pages, revisions, strict=True)
        ],
        begun.__getitem__,
    )


def _is_to_be_patrolled(author: int) -> bool:
    return author % _ONE_IN == 0


def _revisions(made: Encyclopedia, page: Page, mould: Mould) -> Iterator[Revision]:
    namespace = int(mould.model.namespace)
    article = Article(pk=page.id, title=page.title, namespace=namespace)
    parent = None
    for number, model in enumerate(mould.model.texts, start=1):
        pk, text = made.revision_id(page.id, number), filled(model, page.fills)
        yield Revision(
            pk=pk,
            article=article,
            number=number,
            parent_id=parent,
            title=article.title,
            author_id=made.author_id(pk),
            text=text,
            summary="Begun" if number == 1 else f"Something more, number {number}",
            minor=number % 4 == 0,
            size=len(text.encode()),
            sha1=sha1_of(text),
            tags=list(mould.tags[number - 1]),
            created_at=made.time_of(pk),
        )
        parent = pk


def _relate_block(made: Encyclopedia, first: int) -> None:
    """Relate the articles of a block, as jobs do after saves."""
    copy_rows(
        Relation,
        ("article_id", "other_id", "position", "reasons"),
        (
            (page_id, other, position, json.dumps(reasons))
            for page_id in _block(made, first)
            for position, (other, reasons) in enumerate(closest_to(page_id), start=1)
        ),
    )
