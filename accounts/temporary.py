"""Temporary accounts: authors for the edits of people who are not signed in."""

import uuid

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.addresses import KEPT_FOR, note_address
from accounts.allowances import Act, count_acts
from accounts.limits import client_address
from accounts.models import User
from accounts.names import TEMPORARY_SIGN
from accounts.rights import Role


def count_author(request: HttpRequest, *acts: Act) -> None:
    """Count what somebody does who needs an account for it: a newcomer, one more.

    Raises TooManyTries. Call it before the edit's transaction: all newcomers would wait
    for the end of it.
    """
    newcomer = [] if request.user.is_authenticated else [Act.NEWCOMER]
    count_acts(request, *acts, *newcomer)


@transaction.atomic
def author_of(request: HttpRequest) -> User:
    """Return the account that the request's edit belongs to, made if need be.

    Call ``keep_signed_in`` when the edit is saved; until then a new account is
    nobody's, and goes when the transaction around it is rolled back.
    """
    address = client_address(request)
    if request.user.is_authenticated:
        note_address(request.user, address)
        return request.user
    name = str(uuid.uuid4())
    account = User(username=name, is_temporary=True, role=Role.READER)
    account.set_unusable_password()
    account.save()
    account.username = f"{TEMPORARY_SIGN}{timezone.now().year}-{account.pk}"
    account.save(update_fields=["username"])
    note_address(account, address)
    return account


def keep_signed_in(request: HttpRequest, account: User) -> None:
    """Remember a new temporary account in the visitor's session.

    Unlike Django's ``login`` this keeps the CSRF token, so that a form that is
    open in another tab can still be sent.
    """
    if request.user == account or not account.is_temporary:
        return
    request.session.cycle_key()
    request.session[SESSION_KEY] = str(account.pk)
    request.session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    request.session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    request.session.set_expiry(KEPT_FOR)
    request.user = account
