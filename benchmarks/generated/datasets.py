"""Datasets: generated encyclopedias, each in a database kept for the next run."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg2.sql import SQL, Composable, Identifier, Literal

from articles.indexing import recipe
from benchmarks.generated.filling import fill
from benchmarks.generated.pages import Encyclopedia
from canonica.web_role import limit_web_role
from markup import VERSION as MARKUP

VERSION = 1
"""To be raised when other pages are generated than before."""

_KNOWN = """
SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s
"""


def name_of(articles: int) -> str:
    return f"canonica_benchmark_{articles}"


@contextmanager
def connected_to(articles: int, *, is_fresh: bool = False) -> Iterator[Encyclopedia]:
    """Let everything be read from and written to an encyclopedia of this size.

    It is generated if there is none yet, if it is to be fresh, or if it was made in
    another way than now. One that was not finished is begun anew.
    """
    made, name = Encyclopedia(articles), name_of(articles)
    is_there = not is_fresh and _description_of(name) == _finished()
    if not is_there:
        _begin(name)
    before = str(connection.settings_dict["NAME"])
    _turn_to(name)
    try:
        call_command("migrate", interactive=False, verbosity=0)
        limit_web_role(settings.CANONICA_WEB_ROLE)
        if not is_there:
            fill(made)
            _describe(name, _finished())
        yield made
    finally:
        _turn_to(before)


def _finished() -> str:
    return f"generated {VERSION}, markup {MARKUP}, words {recipe()}"


def _turn_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _description_of(name: str) -> str:
    with connection._nodb_cursor() as cursor:
        cursor.execute(_KNOWN, [name])
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def _describe(name: str, words: str) -> None:
    _on_server(SQL("COMMENT ON DATABASE {} IS {}"), Identifier(name), Literal(words))


def _begin(name: str) -> None:
    """Make an empty database in the place of one that was there."""
    _on_server(SQL("DROP DATABASE IF EXISTS {}"), Identifier(name))
    _on_server(
        SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0"), Identifier(name)
    )


def _on_server(statement: SQL, *values: Composable) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement.format(*values))
