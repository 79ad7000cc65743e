"""Middleware: security headers, the request log, an answer without a database."""

import hashlib
import logging
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from http import HTTPStatus

from django.conf import settings
from django.core.cache import caches
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from psycopg2.errors import ReadOnlySqlTransaction

from accounts.limits import (
    Limit,
    TooManyTries,
    client_address,
    count_in_memory,
    network_of,
)
from canonica.errors import read_only, too_many_at_once, unavailable
from moderation.switches import read_only_reason

_SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
_ALWAYS = {
    "/accounts/login",
    "/accounts/logout",
    "/admin/moderation/switch/",
    "/operate",
    "/preview",
}

_VISITORS_TOGETHER = 2
"""As many networks' forms may come at once from all who have no session."""
_COST_OF_REFUSAL = 4
"""How many more forms one counts as that a limit of the database refused."""
_REFUSED_FOR = 10
"""Seconds in which somebody whom a limit refused is refused without looking."""
_BY_ITSELF = ("/preview", "/draft/", "/editing/")
_REFUSED_ANEW = (*_BY_ITSELF, "/accounts/")
"""Where a limit may be of one account, and others of its network are welcome."""

GetResponse = Callable[[HttpRequest], HttpResponse]

_log = logging.getLogger("canonica.requests")

# The admin's own scripts assign to innerHTML, which Trusted Types forbid, and one of
# them is made by a view.
_ADMIN = "/admin/"
_MEDIA = "/media/"
_TRUSTED_TYPES = "; require-trusted-types-for 'script'; trusted-types canonica"
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'self'; "
    "img-src {images}; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
_PERMISSIONS = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), "
    "geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()"
)


def add_security_headers(get_response: GetResponse) -> GetResponse:
    """Put a strict content security policy on every response, errors included."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        images = f"'self' {settings.CANONICA_MEDIA_HOST}".rstrip()
        policy = _POLICY.format(scripts=_script_source(request), images=images)
        if not request.path.startswith(_ADMIN):
            policy += _TRUSTED_TYPES
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            # Not "no-store": going back would lose what was typed into a form.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware


def keep_media_apart(get_response: GetResponse) -> GetResponse:
    """Answer pictures on their own host alone, if there is one, and nothing else there.

    Were one to become a page by some trick, it would be a page without any session.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        own = settings.CANONICA_MEDIA_HOST
        is_there = own and request.META.get("HTTP_HOST", "").lower() == own
        if own and is_there != request.path.startswith(_MEDIA):
            words, status = "There is nothing at this address.", HTTPStatus.NOT_FOUND
            return HttpResponse(words, status=status, content_type="text/plain")
        return get_response(request)

    return middleware


def log_requests(get_response: GetResponse) -> GetResponse:
    """Log one line for each request, and give it the id that error pages show."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.META["CANONICA_REQUEST_ID"] = uuid.uuid4().hex[:12]
        start = time.monotonic()
        response = get_response(request)
        if not request.path.startswith("/static/"):
            _log.info(
                "%s %s %s",
                request.method,
                request.path,
                response.status_code,
                extra={
                    "method": request.method,
                    "path": request.path,
                    "status": response.status_code,
                    "milliseconds": round((time.monotonic() - start) * 1000, 1),
                    "request_id": request.META["CANONICA_REQUEST_ID"],
                },
            )
        return response

    return middleware


def refuse_while_read_only(get_response: GetResponse) -> GetResponse:
    """Answer 503, with what was typed, while an operator wants nothing changed.

    Logging in goes on, so that the operator can end it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        is_change = request.method not in _SAFE and request.path not in _ALWAYS
        if is_change and (reason := read_only_reason()) is not None:
            return read_only(request, reason)
        return get_response(request)

    return middleware


def refuse_bursts(get_response: GetResponse) -> GetResponse:
    """Answer 429, with what was typed, to more than people send in a second.

    It asks no database and draws no editor: what a flood is answered takes a fraction
    of what a save takes, so that others go on with little delay. Nor is the database
    asked again in the next seconds when it has refused somebody, who waits anyway.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        most = settings.CANONICA_CHANGES_PER_SECOND
        if request.method in _SAFE or not most or not settings.CANONICA_LIMITS:
            return get_response(request)
        allowed = list(_allowances(request, most))
        try:
            for limit, sender in allowed:
                count_in_memory(limit, sender)
        except TooManyTries:
            return too_many_at_once(request)
        if _refusal_of(request) in caches["limits"]:
            return too_many_at_once(request)
        response = get_response(request)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            _remember_refusal(request, allowed)
        return response

    return middleware


def _remember_refusal(request: HttpRequest, allowed: list[tuple[Limit, str]]) -> None:
    if not request.path.startswith(_REFUSED_ANEW):
        caches["limits"].set(_refusal_of(request), True, timeout=_REFUSED_FOR)
    for limit, sender in allowed:
        with suppress(TooManyTries):
            count_in_memory(limit, sender, _COST_OF_REFUSAL)


def _refusal_of(request: HttpRequest) -> str:
    """Return what a refusal is remembered by: a session, or else a network; a door.

    Of the door the first part is enough: what is too much of one is not of another.
    """
    who = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    who = who or network_of(client_address(request))
    door = request.path.split("/")[1]
    return hashlib.sha256(f"refused {door} {who}".encode()).hexdigest()


def _allowances(request: HttpRequest, most: int) -> Iterator[tuple[Limit, str]]:
    """Yield as whom a form is counted, and how many they may send at once.

    All who come without a session are counted together, too: more than one network
    alone could use up. Doors of accounts have limits of their own, and so has what the
    editor sends by itself while somebody types.
    """
    if request.path.startswith(_BY_ITSELF):
        return
    action = "send at once as"
    yield Limit(action, most, 1), network_of(client_address(request))
    is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
    if not is_known and not request.path.startswith("/accounts/"):
        yield Limit(action, most * _VISITORS_TOGETHER, 1), "visitors"


def answer_when_unavailable(get_response: GetResponse) -> GetResponse:
    """Answer 503, with the text that was sent, when the database can't do its work."""
    return _AnswerWhenUnavailable(get_response)


class _AnswerWhenUnavailable:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, OperationalError | InterfaceError):
            _log.error("The database did not answer: %s", exception)
            return unavailable(request)
        if _is_read_only(exception):
            _log.error("The database takes no changes: %s", exception)
            return read_only(request)
        return None


def _is_read_only(exception: Exception) -> bool:
    """Whether a statement was refused because the database can only be read."""
    return isinstance(exception, InternalError) and isinstance(
        exception.__cause__, ReadOnlySqlTransaction
    )


def _script_source(request: HttpRequest) -> str:
    """Only our static files are scripts: ``'self'`` would also allow article texts.

    A source with a path needs a host, and an IPv6 address can't be one.
    """
    try:
        host = request.get_host()
    except Exception:  # noqa: BLE001 - a forged Host is answered elsewhere, with 400
        return "'none'"
    if host.startswith("["):
        return "'none'"
    made = f" {host}/admin/jsi18n/" if request.path.startswith(_ADMIN) else ""
    return f"{host}/static/{made}"
