"""Roles: given by administrators; trust also comes by time and good work."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from accounts import log
from accounts.language import for_everybody
from accounts.models import AuditAct, LogAct, User
from accounts.rights import Right, Role, require


@transaction.atomic
def give_role(account: User, role: Role, *, by: User, reason: str) -> None:
    """Give an account another role, and log it.

    Whoever is made an editor by somebody does not become trusted by itself. Raises
    NotAllowed, and ValidationError if that can't be.
    """
    require(by, Right.SET_ROLES)
    if account.is_temporary or role == Role.READER:
        raise ValidationError(gettext("A temporary account has no other role."))
    if account == by:
        raise ValidationError(gettext("Somebody else has to change your own role."))
    if not reason.strip():
        raise ValidationError(gettext("Changing a role needs a reason."))
    _set(account, role, is_withheld=role == Role.EDITOR)
    details = {"role": _in_the_log(role)}
    log.note(LogAct.ROLE, account.username, by=by, reason=reason, **details)
    log.audit(AuditAct.ROLE, account.username, by=by, reason=reason, **details)


@transaction.atomic
def become_trusted(account: User, reason: str) -> bool:
    """Make an editor a trusted one, unless that is withheld; return whether it was."""
    locked = User.objects.select_for_update().get(pk=account.pk)
    if locked.role != Role.EDITOR or locked.is_trust_withheld or not locked.is_active:
        return False
    _set(locked, Role.TRUSTED, is_withheld=False)
    label = _in_the_log(Role.TRUSTED)
    log.note(LogAct.ROLE, locked.username, by=None, reason=reason, role=label)
    return True


def _in_the_log(role: Role) -> str:
    with for_everybody():
        return str(role.label)


def _set(account: User, role: Role, *, is_withheld: bool) -> None:
    account.role, account.is_trust_withheld = role, is_withheld
    account.save(update_fields=["role", "is_trust_withheld"])
