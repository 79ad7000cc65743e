"""Error pages: what happened, what was kept, what to do.

None needs the database. Where it is not what failed, it may say whose session it is.
"""

from enum import Enum
from http import HTTPStatus

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop

from accounts.models import Block
from accounts.rights import NotAllowed
from canonica.kept import kept_of

_PHRASES = {
    HTTPStatus.BAD_REQUEST: gettext_noop("Bad Request"),
    HTTPStatus.FORBIDDEN: gettext_noop("Forbidden"),
    HTTPStatus.NOT_FOUND: gettext_noop("Not Found"),
    HTTPStatus.TOO_MANY_REQUESTS: gettext_noop("Too Many Requests"),
    HTTPStatus.INTERNAL_SERVER_ERROR: gettext_noop("Internal Server Error"),
    HTTPStatus.SERVICE_UNAVAILABLE: gettext_noop("Service Unavailable"),
}


class Refusal(Enum):
    """Why somebody is not let in at the moment."""

    BUSY = "busy"
    """More is asked than can be answered, and other work is preferred."""
    NETWORK = "network"
    """One network asked for too many costly pages."""
    STRANGERS = "strangers"
    """All who are not signed in did, together."""
    ACCOUNT = "account"
    """One account did."""


_WAITS = {
    Refusal.BUSY: 5,
    Refusal.NETWORK: 10,
    Refusal.STRANGERS: 60,
    Refusal.ACCOUNT: 10,
}
"""In how many seconds trying again makes sense."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error_page(
        request,
        HTTPStatus.BAD_REQUEST,
        gettext("The request made no sense to the server."),
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not isinstance(exception, NotAllowed):
        return _error_page(
            request, HTTPStatus.FORBIDDEN, gettext("You may not see this page.")
        )
    return _error_page(
        request, HTTPStatus.FORBIDDEN, str(exception), block=exception.because_of
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error_page(
        request, HTTPStatus.NOT_FOUND, gettext("There is no page at this address.")
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _error_page(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        gettext("Something went wrong here. It was written to the log."),
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database doesn't answer, or is too busy."""
    return _error_page(
        request,
        HTTPStatus.SERVICE_UNAVAILABLE,
        gettext(
            "The encyclopedia is busy or has no database at the moment. "
            "Please try again in a minute."
        ),
        retry_after=30,
    )


def read_only(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The database takes no changes, or an operator wants none for the moment."""
    return _error_page(
        request,
        HTTPStatus.SERVICE_UNAVAILABLE,
        gettext(
            "The encyclopedia can be read, but not changed at the moment. %(reason)s "
            "Please try again in a minute."
        )
        % {"reason": reason},
        retry_after=30,
    )


def too_many_at_once(request: HttpRequest) -> HttpResponse:
    """More comes from one network in a second than people can send."""
    return _error_page(
        request,
        HTTPStatus.TOO_MANY_REQUESTS,
        gettext(
            "Very much comes from your network at the moment, so this was not looked "
            "at. Please wait a few seconds, and send it again from here."
        ),
        retry_after=5,
    )


def too_much_asked(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """There is no room for it, or whoever asks has asked for too much lately.

    The page is sent to others, too: it is nobody's own, unless they sent a form.
    """
    wait = _WAITS[refusal]
    is_busy = refusal is Refusal.BUSY
    return _error_page(
        request,
        HTTPStatus.SERVICE_UNAVAILABLE if is_busy else HTTPStatus.TOO_MANY_REQUESTS,
        _why_refused(refusal) % {"number": wait},
        retry_after=wait,
        is_for_all=request.method == "GET",
    )


def _why_refused(refusal: Refusal) -> str:
    if refusal is Refusal.BUSY:
        return gettext(
            "More is asked of the encyclopedia at the moment than it can answer. "
            "Please try again in %(number)s seconds."
        )
    if refusal is Refusal.STRANGERS:
        return gettext(
            "Very many ask for histories and other pages that take long to make. "
            "Please try again in %(number)s seconds, or log in: who is signed in is "
            "served first. Articles can be read meanwhile."
        )
    if refusal is Refusal.NETWORK:
        return gettext(
            "Your network asked for very many histories and other pages that take long "
            "to make. Please try again in %(number)s seconds, or log in. Articles can "
            "be read meanwhile."
        )
    return gettext(
        "Your account asked for very many histories and other pages that take long to "
        "make. Please try again in %(number)s seconds. Articles can be read meanwhile."
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or did not come from this site."""
    return _error_page(
        request,
        HTTPStatus.FORBIDDEN,
        gettext(
            "Your session has changed since you opened the form, perhaps because you "
            "logged in or out in another tab, so nothing was saved. "
            "If you sent it yourself, send it again from here."
        ),
    )


def _error_page(
    request: HttpRequest,
    status: HTTPStatus,
    message: str,
    *,
    retry_after: int = 0,
    block: Block | None = None,
    is_for_all: bool = False,
) -> HttpResponse:
    """Answer with the page; in so many seconds trying again makes sense, if ever.

    If it was a block that refused, the page leads to where one can appeal. One that is
    for all names no request.
    """
    is_ours = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    context = {
        "status": status.value,
        "phrase": gettext(_PHRASES[status]),
        "message": message,
        "refusing_block": block,
        "reference": "" if is_for_all else request.META.get("CANONICA_REQUEST_ID", ""),
        "kept": kept_of(request),
        "is_error": True,
        "is_account_known": not is_ours and _knows_account(request),
    }
    response = render(request, "error.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _knows_account(request: HttpRequest) -> bool:
    """Whether it can be told whose session it is, or that it is nobody's."""
    if not hasattr(request, "user"):
        return False  # refused before anybody looked at the session
    try:
        # Two queries, and none without the cookie of a session.
        return request.user.is_authenticated or request.user.is_anonymous
    except Error:
        return False
