"""Sessions: what is noted when they begin, and a recent password before grave acts."""

import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters

from accounts import log
from accounts.addresses import note_address, note_failed_log_in
from accounts.limits import Limit, TooManyTries, client_address, count_try
from accounts.models import AuditAct, User

RECENT_SECONDS = 15 * 60
"""So long a password that was given counts as recent."""

_CONFIRMED = "password_confirmed_at"
_PASSWORD = "confirm_password"  # noqa: S105 - the name of a field
_BY_LINK = "confirm_link"
_TRIES = Limit("confirm the password of", 10, 300)

View = Callable[..., HttpResponse]


def note_log_in(
    sender: object, request: HttpRequest, user: User, **_more: object
) -> None:
    """Audit that somebody logged in, and remember when. A receiver of Django's."""
    request.session[_CONFIRMED] = time.time()
    note_address(user, client_address(request))
    log.audit(AuditAct.LOG_IN, user.username, by=user)


def note_failure(
    sender: object,
    credentials: dict[str, Any],
    request: HttpRequest | None = None,
    **_more: object,
) -> None:
    """Audit that somebody could not log in. A receiver of Django's."""
    name = str(credentials.get("username", "")).replace("\0", "")
    log.audit(AuditAct.LOG_IN_FAILED, name, by=None)
    if request is not None:
        note_failed_log_in(name, client_address(request))


def with_recent_password(view: View) -> View:
    """Ask for the password once more if it was given long ago.

    A form that was sent is carried along: nothing of it is lost.
    """

    @sensitive_post_parameters(_PASSWORD)
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated or request.user.is_temporary:
            return redirect_to_login(request.get_full_path())
        if _is_recent(request):
            return view(request, *args, **kwargs)
        refusal = ""
        if _PASSWORD in request.POST:
            refusal = _confirm(request)
            if not refusal and _BY_LINK in request.POST:
                return redirect(request.get_full_path())
            if not refusal:
                return view(request, *args, **kwargs)
        return _ask(request, refusal)

    return wrapper


def _is_recent(request: HttpRequest) -> bool:
    given = request.session.get(_CONFIRMED, 0.0)
    return 0 <= time.time() - float(given) <= RECENT_SECONDS


def _confirm(request: HttpRequest) -> str:
    """Note that the password is right, or return why not."""
    account = request.user
    if not account.is_authenticated:
        return gettext("Please log in.")
    try:
        count_try(_TRIES, str(account.pk))
    except TooManyTries as limit:
        return str(limit)
    if not account.check_password(request.POST[_PASSWORD]):
        return gettext("That is not your password.")
    request.session[_CONFIRMED] = time.time()
    note_address(account, client_address(request))
    log.audit(AuditAct.CONFIRMED, account.username, by=account)
    return ""


def _ask(request: HttpRequest, refusal: str) -> HttpResponse:
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", _PASSWORD}
        for value in values
    ]
    if request.method != "POST":
        carried = [(_BY_LINK, "1")]
    context = {"carried": carried, "refusal": refusal}
    return render(
        request, "accounts/confirm.html", context, status=HTTPStatus.FORBIDDEN
    )
