"""Compression: what strangers read is sent in fewer bytes."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

GetResponse = Callable[[HttpRequest], HttpResponse]

_COMPRESSED = ("text/", "application/json", "application/atom+xml")
_GZIP = GZipMiddleware(lambda _request: HttpResponse())


def compress_public_pages(get_response: GetResponse) -> GetResponse:
    """Compress texts for those who accept it, unless there are secrets in them.

    From how long a compressed page is, somebody who can add words to it may learn what
    else is in it (BREACH, CVE-2013-3587): nothing is compressed for whoever is signed
    in, nor what holds a token against forged requests. Pictures are compressed already.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if _has_secrets(request) or not _is_text(response):
            return response
        # The library says that it may be of any kind; it is the one it was given.
        return _GZIP.process_response(request, response)  # type: ignore[return-value]

    return middleware


def _has_secrets(request: HttpRequest) -> bool:
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES or "CSRF_COOKIE" in request.META
    )


def _is_text(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith(_COMPRESSED)
