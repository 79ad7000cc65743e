"""Indexes: taken away while a database is filled, and made anew from what they were."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

# What is asked while the pages are written: titles, and the revisions of a page.
_KEPT = ("articles_article", "accounts_user")
_ASKED = "revision_number_unique_in_article"

_FOREIGN_KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)
"""
_UNIQUE = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE contype = 'u' AND conname <> %s
AND conrelid::regclass::text = ANY(%s)
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index WHERE indrelid::regclass::text = ANY(%s) AND NOT EXISTS (
    SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u')
)
"""


@contextmanager
def taken_away() -> Iterator[None]:
    """Take what is kept up at each row from the tables of articles, and bring it back.

    Triggers that tell web servers of changes are silent meanwhile.
    """
    tables = _tables()
    with connection.cursor() as cursor:
        cursor.execute(_FOREIGN_KEYS, [tables])
        foreign = cursor.fetchall()
        filled = [table for table in tables if table not in _KEPT]
        cursor.execute(_UNIQUE, [_ASKED, filled])
        unique = cursor.fetchall()
        cursor.execute(_INDEXES, [filled])
        indexes = cursor.fetchall()
    constraints = [*foreign, *unique]
    _run(
        *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables),
        *(f'ALTER TABLE {table} DROP CONSTRAINT "{n}"' for table, n, _ in constraints),
        *(f"DROP INDEX {name}" for name, _ in indexes),
    )
    yield
    _run(
        *(f'ALTER TABLE {t} ADD CONSTRAINT "{n}" {d}' for t, n, d in unique),
        *(definition for _, definition in indexes),
        *(f'ALTER TABLE {t} ADD CONSTRAINT "{n}" {d}' for t, n, d in foreign),
        *(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables),
    )


def _tables() -> list[str]:
    models = apps.get_app_config("articles").get_models()
    return [model._meta.db_table for model in models]


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
