"""What the site kept of a page, asked of its database and of its pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha1, sha256

from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class

from tests.ledger.editor import fetch
from tests.ledger.page import Page, marks_in
from tests.ledger.rounds import Shown

_SIZE = 250
_AT_ONCE = 4
_ROW = re.compile(r'<a href="/revision/(\d+)">.*?<q>(.*?)</q>', re.DOTALL)
_OLDER = re.compile(r'rel="next" href="\?[^"]*before=(\d+)"')
_REVISIONS = """
    SELECT revision.id, number, parent_id, summary, text, size, sha1
    FROM articles_revision revision JOIN articles_article article
        ON article.id = revision.article_id
    WHERE article.title = %s ORDER BY number, revision.id
"""
_POINTERS = """
    SELECT current_revision_id, rendering.revision_id
    FROM articles_article article LEFT JOIN articles_rendering rendering
        ON rendering.article_id = article.id
    WHERE article.title = %s
"""
_DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


@dataclass(frozen=True, slots=True)
class Kept:
    """One revision, as far as a judge has to know it."""

    id: int
    number: int
    parent: int | None
    summary: str
    marks: Mapping[str, int]
    sha256: str
    is_sound: bool = True
    """Whether its size and digest are its text's."""


def kept_of(connection: Connection, title: str) -> list[Kept]:
    """Return the page's revisions in the order of their numbers."""
    # Named, so that the texts are not all in memory at the same time.
    with connection.cursor("history") as cursor:
        cursor.execute(_REVISIONS, [title])
        return [
            Kept(
                id=row_id,
                number=number,
                parent=parent,
                summary=summary,
                marks=marks_in(text),
                sha256=sha256(text.encode()).hexdigest(),
                is_sound=(size, digest) == _size_and_digest(text),
            )
            for row_id, number, parent, summary, text, size, digest in cursor
        ]


def shown_revisions(connection: Connection, title: str) -> tuple[int, ...]:
    """Return the revision the page points to, and the one its rendering is of."""
    with connection.cursor() as cursor:
        cursor.execute(_POINTERS, [title])
        return cursor.fetchone() or ()


def problems_of_chain(kept: Sequence[Kept], shown: tuple[int, ...]) -> Iterator[str]:
    """Yield where revisions don't follow each other, or readers don't see the last."""
    previous = Kept(id=0, number=0, parent=None, summary="", marks={}, sha256="")
    for revision in kept:
        follows = revision.number == previous.number + 1
        if not follows or (revision.parent or 0) != previous.id:
            yield f"Revision {revision.id} does not follow the one before."
        if revision.marks.keys() - previous.marks.keys() != {revision.summary}:
            yield f"Revision {revision.id} is not exactly one save."
        if not revision.is_sound:
            yield f"Revision {revision.id} has another size or digest than its text."
        previous = revision
    if shown != (previous.id, previous.id):
        yield "The newest revision is not the one that readers see."


def problems_of_pages(page: Page, kept: Sequence[Kept], shown: Shown) -> list[str]:
    """Return where the history and the revisions, read by HTTP, are others."""
    problems = []
    listed = [(one.id, one.summary) for one in reversed(kept)]
    if list(_listed(page)) != listed:
        problems.append("The history lists other revisions than there are.")

    def differs(revision: Kept) -> bool:
        read = fetch(f"{page.site}/revision/{revision.id}")
        return marks_in(read).keys() != revision.marks.keys()

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        numbers = shown("Revisions", [one.id for one in kept])
        answers = zip(numbers, pool.map(differs, kept), strict=True)
        problems += [
            f"Revision {one} shows another text." for one, is_so in answers if is_so
        ]
    return problems


def deadlocks(connection: Connection) -> int:
    """Return how many deadlocks PostgreSQL has had to break in this database."""
    with connection.cursor() as cursor:
        cursor.execute(_DEADLOCKS)
        row = cursor.fetchone()
        return int(row[0]) if row else 0


def _listed(page: Page) -> Iterator[tuple[int, str]]:
    first = f"{page.address('history')}?size={_SIZE}"
    address = first
    while address:
        shown = fetch(address)
        yield from ((int(number), summary) for number, summary in _ROW.findall(shown))
        older = _OLDER.search(shown)
        address = f"{first}&before={older[1]}" if older else ""


def _size_and_digest(text: str) -> tuple[int, str]:
    encoded = text.encode()
    return len(encoded), sha1(encoded, usedforsecurity=False).hexdigest()
