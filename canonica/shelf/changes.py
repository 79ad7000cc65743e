"""Changes: what the database announced, kept for those who were away."""

from django.db import connection

from accounts.shared import Key

# Longer than anybody goes by what they saw before, and than any transaction takes.
_FORGET = "DELETE FROM canonica_change WHERE at < now() - interval '1 day'"


def announce(key: Key) -> None:
    """Say that something changed that is no row: no trigger knows of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT canonica_announce(%s)", [key.value])


def forget_old_changes() -> int:
    """Forget what changed so long ago that nobody asks for it; return how much."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET)
        return int(cursor.rowcount)
