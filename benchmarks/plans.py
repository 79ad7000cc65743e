"""Plans: whether any page reads a large table from end to end."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.db import connection, transaction
from django.test import Client
from psycopg2.sql import Composable

from accounts.models import User
from articles.models import Article, CategorySize, LinkedTitle
from benchmarks.generated.moulds import EVERYWHERE
from benchmarks.generated.vocabulary import title_of
from tests.makers import make_user
from tests.routes import Route, routes
from tests.world import one_of_everything

LARGE = 10_000
"""Rows. A smaller table is read from end to end faster than by an index."""

_READ_WHOLE = re.compile(r"Seq Scan on (\w+)")
_ROLES = ("nobody", "administrator")
# Those of the administration show tables as they are; they have tests of their own.
_LEFT_OUT = re.compile(r"^/(admin|media|static|accounts/log|livez|readyz)")


@dataclass(frozen=True, slots=True)
class WholeRead:
    """That a page reads a large table from end to end."""

    address: str
    table: str
    statement: str

    def __str__(self) -> str:
        return f"{self.address} reads all of {self.table}: {self.statement}"


@dataclass
class Watch:
    """What was asked of the database, and how it went about it."""

    tables: frozenset[str]
    address: str = ""
    found: dict[tuple[str, str], WholeRead] = field(default_factory=dict)

    def explain(
        self,
        execute: Callable[..., Any],
        sql: str | Composable,
        values: Any,
        many: bool,
        context: Any,
    ) -> Any:
        """Have each query explained before it is done."""
        # Not by a cursor of Django's: what it does would be explained, too.
        with connection.connection.cursor() as cursor:
            text = sql.as_string(cursor) if isinstance(sql, Composable) else sql
            if text.lstrip(" (\n").startswith(("SELECT", "WITH")) and not many:
                self._look_at(cursor, text, values)
        return execute(sql, values, many, context)

    def _look_at(self, cursor: Any, sql: str, values: Any) -> None:
        cursor.execute(f"EXPLAIN {sql}", values)
        plan = "\n".join(row[0] for row in cursor.fetchall())
        for table in {*_READ_WHOLE.findall(plan)} & self.tables:
            statement = " ".join(sql.split())[:300]
            one = WholeRead(self.address, table, statement)
            self.found.setdefault((table, statement), one)


def reads_of_whole_tables() -> tuple[int, list[WholeRead]]:
    """Open every page; return how many, and which read a large table whole.

    What has to be there for all pages to be is made, and then taken back.
    """
    addresses = 0
    watch = Watch(large_tables())
    with transaction.atomic():
        arguments: dict[str, object] = {**one_of_everything()}
        for role in _ROLES:
            browser = _browser(role)
            for address in [*_of_routes(arguments), *_of_large_lists()]:
                addresses += 1
                with watching(watch, address):
                    browser.get(address)
        transaction.set_rollback(True)
    return addresses, list(watch.found.values())


@contextmanager
def watching(watch: Watch, address: str) -> Iterator[None]:
    """Have explained what is asked meanwhile, and take back what is written."""
    watch.address = address
    with transaction.atomic(), connection.execute_wrapper(watch.explain):
        yield
        transaction.set_rollback(True)


def large_tables(rows: int = LARGE) -> frozenset[str]:
    """Return the tables that have more rows than so many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s"
            " AND relnamespace = 'public'::regnamespace",
            [rows],
        )
        return frozenset(name for (name,) in cursor.fetchall())


def _browser(role: str) -> Client:
    browser = Client()
    if role != "nobody":
        browser.force_login(make_user(f"The {role}", role=role))
    return browser


def _of_routes(arguments: dict[str, object]) -> Iterator[str]:
    """Return an address of each route, of a small page and of the most linked one."""
    popular = LinkedTitle.objects.filter(is_missing=False).latest("links").title
    page = Article.objects.select_related("current_revision__parent").get(title=popular)
    last = page.current_revision
    if last is None or last.parent is None:
        raise RuntimeError(f"{page} has no history.")
    large = {
        "title": popular.replace(" ", "_"),
        "article_id": page.pk,
        "revision_id": last.pk,
        "old_id": last.parent.pk,
        "new_id": last.pk,
        "name": User.objects.get(pk=1).username,
    }
    for route in _looked_at():
        yield route.filled(arguments)
        if {*large} & {*route.parameters}:
            yield route.filled({**arguments, **large})


def _looked_at() -> list[Route]:
    return [route for route in routes() if not _LEFT_OUT.match(route.path)]


def _of_large_lists() -> Iterator[str]:
    """Return addresses of lists in the middle, and of searches."""
    title = quote(title_of(1))
    category = CategorySize.objects.latest("pages").category.replace(" ", "_")
    yield f"/wiki/{category}"
    yield f"/wiki/{category}?after=0:{title}"
    yield f"/feeds/category/{category.partition(':')[2]}.atom"
    for path in ("/all?after=", "/all?before=", "/all?prefix=", "/all?from="):
        yield f"{path}{title}"
    for query in (
        EVERYWHERE,
        f'"to this {EVERYWHERE}"',
        title,
        "intitle:of pant",
    ):
        yield f"/search?q={quote(query)}"
        yield f"/search?q={quote(query)}&sort=edit"
    for query in ("b", "ba", "bat", title, f"{title}q", "Category:P"):
        yield f"/suggest?q={query}"
    for tag in ("redirect", "undo"):
        yield f"/recent?tag={tag}"
    yield f"/wiki/{title}?as_of=2023-05-05"
