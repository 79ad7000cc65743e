"""Joining: an account is made the way the site wants it; approved, or invited."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from accounts import log
from accounts.letters import TOKENS
from accounts.models import Application, Awaited, Invitation, LogAct, User
from accounts.rights import Right, may, require, shut_out_by
from accounts.ways import Way, way

INVITED_FOR = timedelta(days=14)
"""How long an invitation is good."""
MOST_INVITATIONS = 50
"""So many invitations of one person can be open at once."""
REFUSED_FOR = timedelta(days=30)
"""So long somebody can read why they got no account; then it is removed."""


class JoinRefused(Exception):
    """Nobody can make this account now; the message says why."""


@transaction.atomic
def make_account(account: User, *, words: str = "", token: str = "") -> User:
    """Make the account, which may have to wait for something, and return it.

    Raises JoinRefused, in which case nothing was written.
    """
    wanted = way()
    if wanted is Way.CLOSED:
        raise JoinRefused(gettext("Nobody can make an account here at the moment."))
    invitation = _locked(token) if wanted is Way.INVITATION else None
    account.awaits = _AWAITED.get(wanted, Awaited.NOTHING)
    account.is_active = account.awaits == Awaited.NOTHING
    account.save()
    if wanted is Way.APPROVAL:
        Application.objects.create(account=account, words=words)
    if invitation is not None:
        invitation.used_by = account
        invitation.save(update_fields=["used_by"])
    return account


@transaction.atomic
def confirm(account_id: int, token: str) -> User | None:
    """Let an account in whose e-mail address is confirmed; None if the token is bad."""
    account = User.objects.select_for_update().filter(pk=account_id).first()
    if account is None or not is_confirmable(account, token):
        return None
    _let_in(account)
    return account


def begin_anew(account: User) -> None:
    """Let an account wait to be confirmed for as long as its newest link lasts."""
    waiting = User.objects.filter(pk=account.pk, awaits=Awaited.CONFIRMATION)
    waiting.update(date_joined=timezone.now())


def is_confirmable(account: User, token: str) -> bool:
    """Whether the token would confirm the address of the account now."""
    return account.awaits == Awaited.CONFIRMATION and TOKENS.check_token(account, token)


@transaction.atomic
def decide(
    application: Application, *, by: User, answer: str, is_approved: bool
) -> Application:
    """Approve an account that waits, or refuse it with the reason, and log it.

    The public log does not repeat a name that was refused. Raises NotAllowed, and
    ValidationError if it was decided already or the reason is missing.
    """
    require(by, Right.INVITE)
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.outcome:
        raise ValidationError(
            gettext("Somebody has decided about this account already.")
        )
    if not is_approved and not answer.strip():
        raise ValidationError(gettext("Refusing an account needs a reason."))
    outcomes = Application.Outcome
    locked.outcome = outcomes.APPROVED if is_approved else outcomes.REFUSED
    locked.answer, locked.decided_by = answer.strip(), by
    locked.decided_at = timezone.now()
    locked.save()
    account = User.objects.select_for_update().get(pk=locked.account_id)
    if is_approved:
        _let_in(account)
    else:
        account.awaits = Awaited.NOTHING
        account.save(update_fields=["awaits"])
    subject = account.username if is_approved else f"#{account.pk}"
    log.note(LogAct.APPROVE, subject, by=by, reason=answer, outcome=locked.outcome)
    return locked


def why_not_let_in(account: User) -> str:
    """Return what somebody is told who knows the password of an inactive account."""
    if account.awaits == Awaited.CONFIRMATION:
        return gettext(
            "The e-mail address of this account is not confirmed yet. "
            "Please open the link that was sent to it."
        )
    if account.awaits == Awaited.APPROVAL:
        return gettext(
            "This account waits until a moderator approves it. Please come back."
        )
    application = Application.objects.filter(account=account).first()
    if application is None or application.outcome != Application.Outcome.REFUSED:
        return gettext("This account was closed. Please ask an administrator about it.")
    said = gettext("A moderator refused this account: %(answer)s")
    return said % {"answer": application.answer}


@transaction.atomic
def invite(*, by: User, note: str = "") -> tuple[Invitation, str]:
    """Make an invitation, and return it with the token that nobody can look up later.

    Raises NotAllowed, and ValidationError if too many are open.
    """
    require(by, Right.INVITE)
    # Whoever invites twice at once waits for the first.
    User.objects.select_for_update().get(pk=by.pk)
    if Invitation.objects.open().filter(by=by).count() >= MOST_INVITATIONS:
        raise ValidationError(
            gettext("At most %(number)s invitations can be open. Revoke some first.")
            % {"number": MOST_INVITATIONS}
        )
    token, now = secrets.token_urlsafe(32), timezone.now()
    made = Invitation.objects.create(
        token_hash=_hash(token),
        note=note.strip(),
        by=by,
        created_at=now,
        expires_at=now + INVITED_FOR,
    )
    log.note(LogAct.INVITE, "", by=by, invitation=f"#{made.pk}")
    return made, token


@transaction.atomic
def revoke(invitation_id: int, *, by: User) -> bool:
    """Take back an open invitation of one's own; return whether there was one."""
    own = Invitation.objects.open().filter(pk=invitation_id, by=by)
    return bool(own.update(revoked_at=timezone.now()))


def is_invited(token: str) -> bool:
    """Whether somebody with this token can make an account now."""
    found = Invitation.objects.open().filter(token_hash=_hash(token))
    invitation = found.select_related("by").first()
    return invitation is not None and _is_good(invitation)


def remove_unmade() -> int:
    """Remove accounts never confirmed, or refused long ago; return how many.

    Nobody ever logged in to them, so nothing else speaks of them; but for a block, with
    which they stay.
    """
    now = timezone.now()
    unconfirmed = Q(
        awaits=Awaited.CONFIRMATION,
        date_joined__lt=now - timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
    )
    refused = Q(
        awaits=Awaited.NOTHING,
        application__outcome=Application.Outcome.REFUSED,
        application__decided_at__lt=now - REFUSED_FOR,
    )
    unmade = User.objects.filter(unconfirmed | refused)
    unmade = unmade.filter(is_active=False, last_login=None, blocks=None)
    count = unmade.count()
    unmade.delete()
    return count


def _locked(token: str) -> Invitation:
    """Return the open invitation of this token, for nobody else to use."""
    invitations = Invitation.objects.open().select_for_update(of=("self",))
    found = invitations.filter(token_hash=_hash(token)).select_related("by").first()
    if found is None or not _is_good(found):
        raise JoinRefused(
            gettext(
                "This invitation was used or revoked, or has run out. "
                "Please ask for another one."
            )
        )
    return found


def _is_good(invitation: Invitation) -> bool:
    """Whether who invited could still do so."""
    return may(invitation.by, Right.INVITE) and shut_out_by(invitation.by) is None


def _let_in(account: User) -> None:
    account.awaits, account.is_active = Awaited.NOTHING, True
    account.save(update_fields=["awaits", "is_active"])


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


_AWAITED = {Way.EMAIL: Awaited.CONFIRMATION, Way.APPROVAL: Awaited.APPROVAL}
