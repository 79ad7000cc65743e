"""Closing: an account that nobody logs in to any more; what it wrote stays."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from accounts import log
from accounts.models import Application, LogAct, User
from accounts.rights import Right, require


@transaction.atomic
def close(account: User, *, by: User, reason: str) -> None:
    """Let nobody log in to an account, which ends its sessions.

    Raises NotAllowed, and ValidationError if nobody can already, or it is one's own.
    """
    require(by, Right.KEEP_ACCOUNTS)
    locked = User.objects.select_for_update().get(pk=account.pk)
    if locked == by:
        raise ValidationError(gettext("Somebody else has to close your own account."))
    if not locked.is_active:
        raise ValidationError(gettext("Nobody can log in to this account already."))
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    log.note(LogAct.CLOSE, locked.username, by=by, reason=reason)


@transaction.atomic
def reopen(account: User, *, by: User, reason: str) -> None:
    """Let people log in to a closed account again.

    Raises NotAllowed, and ValidationError if it was not closed: who was never let in
    does not come in by this door.
    """
    require(by, Right.KEEP_ACCOUNTS)
    locked = User.objects.select_for_update().get(pk=account.pk)
    if not is_closed(locked):
        raise ValidationError(gettext("This account is not closed."))
    locked.is_active = True
    locked.save(update_fields=["is_active"])
    log.note(LogAct.REOPEN, locked.username, by=by, reason=reason)


def is_closed(account: User) -> bool:
    """Whether somebody could log in to the account once, and nobody can now.

    The account that stands for removed names has no password, and never had one.
    """
    if account.is_active or not account.has_usable_password():
        return False
    refused = Application.objects.filter(
        account=account, outcome=Application.Outcome.REFUSED
    )
    return not account.awaits and not refused.exists()
