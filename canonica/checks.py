"""System checks: settings that would not do what they say."""

import re
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register
from django.db.backends.postgresql.psycopg_any import is_psycopg3

from accounts.ways import Way

_UNREGISTERED = ("publish", "hold", "refuse")
_HOST = re.compile(r"[a-z0-9.-]+(:[0-9]+)?")


@register()
def check_unregistered_edits(**_kwargs: Any) -> list[CheckMessage]:
    """A word that means nothing must not let everybody in."""
    value = settings.CANONICA_UNREGISTERED_EDITS
    if value in _UNREGISTERED:
        return []
    message = f"CANONICA_UNREGISTERED_EDITS can't be {value!r}."
    return [Error(message, hint="Choose publish, hold or refuse.", id="canonica.E001")]


@register()
def check_sign_up(**_kwargs: Any) -> list[CheckMessage]:
    """A word that means nothing must not let everybody in, or nobody."""
    value = settings.CANONICA_SIGN_UP
    if value not in Way.values:
        message = f"CANONICA_SIGN_UP can't be {value!r}."
        hint = f"Choose one of {', '.join(Way.values)}."
        return [Error(message, hint=hint, id="canonica.E003")]
    if value == Way.EMAIL and settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        message = "Letters to confirm e-mail addresses are only printed to the log."
        hint = "Name a mail server in CANONICA_EMAIL_URL."
        return [checks.Warning(message, hint=hint, id="canonica.W001")]
    return []


@register()
def check_media_host(**_kwargs: Any) -> list[CheckMessage]:
    """Pictures would have addresses that lead nowhere, or to somebody else."""
    host = settings.CANONICA_MEDIA_HOST
    if not host or _HOST.fullmatch(host):
        return []
    message = f"CANONICA_MEDIA_HOST can't be {host!r}."
    hint = "Name a host, perhaps with a port, and nothing else: media.example.org."
    return [Error(message, hint=hint, id="canonica.E004")]


@register()
def check_driver(**_kwargs: Any) -> list[CheckMessage]:
    """Django takes psycopg 3 wherever it finds it; ours is psycopg2."""
    if not is_psycopg3:
        return []
    hint = "Uninstall psycopg; psycopg2-binary is the driver Canonica is tested with."
    return [Error("The database driver is psycopg 3.", hint=hint, id="canonica.E002")]
