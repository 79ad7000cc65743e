"""System checks: settings that would not do what they say."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db.backends.postgresql.psycopg_any import is_psycopg3

_UNREGISTERED = ("publish", "hold", "refuse")


@register()
def check_unregistered_edits(**_kwargs: Any) -> list[CheckMessage]:
    """A word that means nothing must not let everybody in."""
    value = settings.CANONICA_UNREGISTERED_EDITS
    if value in _UNREGISTERED:
        return []
    message = f"CANONICA_UNREGISTERED_EDITS can't be {value!r}."
    return [Error(message, hint="Choose publish, hold or refuse.", id="canonica.E001")]


@register()
def check_driver(**_kwargs: Any) -> list[CheckMessage]:
    """Django takes psycopg 3 wherever it finds it; ours is psycopg2."""
    if not is_psycopg3:
        return []
    hint = "Uninstall psycopg; psycopg2-binary is the driver Canonica is tested with."
    return [Error("The database driver is psycopg 3.", hint=hint, id="canonica.E002")]
