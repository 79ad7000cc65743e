"""Switches: read-only, hold everything, a notice; looked up anew every two seconds."""

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from accounts import log
from accounts.compiled import compiled
from accounts.language import for_everybody
from accounts.models import AuditAct, LogAct, User
from accounts.rights import Right, require
from moderation.models import Switch

KNOWN_FOR_SECONDS = 2
"""So long a process goes by what it last read; then it looks again."""

KEY = "moderation.switches"
"""Under which name the process remembers the switches."""

_ACTS = {
    Switch.Kind.READ_ONLY: LogAct.READ_ONLY,
    Switch.Kind.HOLD_ALL: LogAct.HOLD_ALL,
    Switch.Kind.NOTICE: LogAct.NOTICE,
}


@transaction.atomic
def turn(kind: str, *, is_on: bool, words: str, by: User | None) -> None:
    """Turn a switch on or off, with the reason or the notice, and log it.

    By nobody if an operator does it from the command line. Raises NotAllowed, and
    ValidationError without words for those who find it turned on.
    """
    if by is not None:
        require(by, Right.OPERATE)
    if is_on and not words.strip():
        raise ValidationError(
            gettext("Please give the reason, or the words of the notice.")
        )
    Switch.objects.update_or_create(
        kind=kind,
        defaults={
            "is_on": is_on, "words": words, "by": by, "changed_at": timezone.now()
        },
    )  # fmt: skip
    # Both logs are read by others, and so in the language of the encyclopedia.
    with for_everybody():
        state = _state(is_on=is_on)
    log.note(_ACTS[Switch.Kind(kind)], "", by=by, reason=words, switched=state)
    log.audit(AuditAct.SETTING, kind, by=by, reason=words, switched=state)
    transaction.on_commit(forget)


def _state(*, is_on: bool) -> str:
    return pgettext("a switch", "on") if is_on else pgettext("a switch", "off")


def forget() -> None:
    """Let this process look anew at the next question."""
    cache.delete(KEY)


def is_holding_all() -> bool:
    """Whether every edit waits for a reviewer. Asked of the database, for each edit."""
    return bool(_switched_on(Switch.Kind.HOLD_ALL.value))


@compiled
def _switched_on(kind: str) -> QuerySet[Switch, tuple[str]]:
    return Switch.objects.filter(kind=kind, is_on=True).values_list("kind")


def read_only_reason() -> str | None:
    """Return why nothing can be changed, or None if it can."""
    return _known().get(Switch.Kind.READ_ONLY)


def site_notice() -> str:
    """Return what every page says at its top, if anything."""
    return _known().get(Switch.Kind.NOTICE) or ""


def _known() -> dict[str, str]:
    """Return the words of all switches that are on, as known in this process."""
    found: dict[str, str] | None = cache.get(KEY)
    if found is None:
        try:
            on = Switch.objects.filter(is_on=True)
            found = dict(on.values_list("kind", "words"))
        except DatabaseError:
            found = {}
        cache.set(KEY, found, KNOWN_FOR_SECONDS)
    return found
