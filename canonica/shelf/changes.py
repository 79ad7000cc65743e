"""Changes: what triggers of the database announced, kept for those who were away."""

from django.db import connection

# Longer than anybody goes by what they saw before, and than any transaction takes.
_FORGET = "DELETE FROM canonica_change WHERE at < now() - interval '1 day'"


def forget_old_changes() -> int:
    """Forget what changed so long ago that nobody asks for it; return how much."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET)
        return int(cursor.rowcount)
