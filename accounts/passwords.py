"""Passwords: changed by who knows them, or set anew with a link that works once."""

from urllib.parse import urlencode

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from accounts import log
from accounts.addresses import note_address
from accounts.models import AuditAct, User
from accounts.requests import as_number
from accounts.rights import Right, require
from accounts.routes import address_of

# Its words fit the password and the last log-in of now: once either is another one,
# they fit no more. They are good for three days, as settings.py says.
_TOKENS = PasswordResetTokenGenerator()


def has_password_of_its_own(account: User) -> bool:
    """Whether somebody can log in to the account, so that a password is of use."""
    return account.is_active and not account.is_temporary


def link_to_set(account: User) -> str:
    """Return the path at which a new password can be set, once, within three days."""
    query = urlencode({"account": account.pk, "token": _TOKENS.make_token(account)})
    return f"{address_of('accounts:set-password')}?{query}"


def account_of_link(number: str, token: str) -> User | None:
    """Return whose password somebody with these words of a link may set, if any's."""
    account = User.objects.filter(pk=as_number(number) or 0).first()
    if account is None or not has_password_of_its_own(account):
        return None
    return account if _TOKENS.check_token(account, token) else None


@transaction.atomic
def set_password(account: User, password: str, *, address: str) -> None:
    """Give an account another password, which ends its sessions everywhere."""
    account.set_password(password)
    account.save(update_fields=["password"])
    note_address(account, address)
    log.audit(AuditAct.PASSWORD, account.username, by=account)


@transaction.atomic
def give_link(account: User, *, by: User, reason: str) -> str:
    """Return ``link_to_set`` for an administrator to pass on, and audit that.

    Raises NotAllowed, and ValidationError if nobody can log in to the account.
    """
    require(by, Right.KEEP_ACCOUNTS)
    if not has_password_of_its_own(account):
        raise ValidationError(gettext("Nobody can log in to this account."))
    log.audit(AuditAct.PASSWORD_LINK, account.username, by=by, reason=reason)
    return link_to_set(account)
