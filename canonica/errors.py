"""Error pages: what happened, what was kept, what to do. None needs the database."""

import re
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_LONGEST_KEPT = 2 * 1024 * 1024
_KEPT = re.compile(
    "text|summary|minor|origin|base|section|key|editor"
    "|mine|began|from_section|(?:choice|words)-[0-9]+"
)
"""The fields of an editing form, with what is decided in a conflict."""
_SHOWN = {"text", "summary"}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error_page(
        request,
        HTTPStatus.BAD_REQUEST,
        "The request made no sense to the server.",
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error_page(request, HTTPStatus.FORBIDDEN, "You may not see this page.")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error_page(
        request, HTTPStatus.NOT_FOUND, "There is no page at this address."
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _error_page(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong here. It was written to the log.",
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database doesn't answer, or is too busy."""
    response = _error_page(
        request,
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The encyclopedia is busy or has no database at the moment. "
        "Please try again in a minute.",
    )
    response.headers["Retry-After"] = "30"
    return response


def read_only(request: HttpRequest) -> HttpResponse:
    """The database answers, but takes no changes: it is moved or looked after."""
    response = _error_page(
        request,
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The encyclopedia can be read, but not changed at the moment. "
        "Please try again in a minute.",
    )
    response.headers["Retry-After"] = "30"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or did not come from this site."""
    return _error_page(
        request,
        HTTPStatus.FORBIDDEN,
        "Your session has changed since you opened the form, perhaps because you "
        "logged in or out in another tab, so nothing was saved. "
        "If you sent it yourself, send it again from here.",
    )


def _error_page(request: HttpRequest, status: HTTPStatus, message: str) -> HttpResponse:
    kept = _kept_fields(request)
    context = {
        "status": status.value,
        "phrase": status.phrase,
        "message": message,
        "reference": request.META.get("CANONICA_REQUEST_ID", ""),
        "kept": kept,
        "unseen": [(name, kept[name]) for name in kept if name not in _SHOWN],
        "is_error": True,
    }
    response = render(request, "error.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _kept_fields(request: HttpRequest) -> dict[str, str]:
    """What was typed into an editing form, so that it can be sent again."""
    if request.method != "POST" or not request.path.startswith("/edit/"):
        return {}
    try:
        sent = request.POST
    except Exception:  # noqa: BLE001 - a request cut short has no fields to keep
        return {}
    kept = {name: sent[name] for name in sent if _KEPT.fullmatch(name)}
    return kept if all(len(value) <= _LONGEST_KEPT for value in kept.values()) else {}
