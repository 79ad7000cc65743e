"""Writes: what a request changed, as triggers of the database saw it."""

from collections.abc import Iterable

from django.apps import apps
from django.db import connection

BESIDE_THE_POINT = frozenset({"django_session", "accounts_attempts"})
"""Tables of sessions, and of how often something limited was tried."""

_LIST = "CREATE TEMPORARY TABLE written (name text NOT NULL)"
_FUNCTION = """
CREATE FUNCTION pg_temp.note_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO pg_temp.written VALUES (TG_TABLE_NAME);
    RETURN NULL;
END $$
"""
_TRIGGER = (
    "CREATE TRIGGER zz_note_write AFTER INSERT OR UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION pg_temp.note_write()"
)


def watch_writes() -> None:
    """Let the database note each row that is written, to the transaction's end."""
    with connection.cursor() as cursor:
        cursor.execute(_LIST)
        cursor.execute(_FUNCTION)
        for table in sorted(tables()):
            cursor.execute(_TRIGGER.format(table=connection.ops.quote_name(table)))


def forget_writes() -> None:
    """Begin to note anew."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM pg_temp.written")


def written(*, besides: Iterable[str] = BESIDE_THE_POINT) -> set[str]:
    """Return the tables in which a row was written since."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT name FROM pg_temp.written")
        return {name for (name,) in cursor.fetchall()} - set(besides)


def tables() -> set[str]:
    """Return the tables of all models."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in models}
