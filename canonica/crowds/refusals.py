"""Refusals: what those are told who are not let in, at little cost.

Of each the page is drawn once, as anybody would see it, and then sent as it is. Only
who sent a form gets a page of their own: what they typed is in it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host

from accounts.appearance import COOKIE, Appearance
from canonica.crowds.asking import REFUSED
from canonica.encoding import Application
from canonica.errors import Refusal
from canonica.shelf.admission import as_of_anybody
from canonica.shelf.copies import Copy, StartResponse, answer_of, copy_of

_MOST_COPIES = 64
_NO_HOST = "nowhere.invalid"
_ALWAYS = float("inf")
_MARKS = [("Cache-Status", "Canonica; fwd=bypass; detail=refused")]
_OF_THE_PAGE = {"PATH_INFO": "/", "QUERY_STRING": ""}
"""Where the page seems to be: what it links to must not depend on who came first."""


class Refusals:
    """The pages of refusals, drawn by Django when one is needed for the first time."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._copies: dict[tuple[object, ...], Copy] = {}

    def send(
        self,
        refusal: Refusal,
        environ: dict[str, Any],
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Answer the request, and say in its ``environ`` that it was refused."""
        environ[REFUSED] = refusal
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._application(environ, start_response)
        copy = self._copy_of(refusal, environ)
        return copy.send_marked(environ, start_response, _MARKS)

    def _copy_of(self, refusal: Refusal, environ: Mapping[str, Any]) -> Copy:
        """Return the page; there is one for each host, scheme and language."""
        host, language = _host_of(environ), _language_of(environ)
        header, secure = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        is_secure = environ.get(header) == secure
        key = (refusal, host, is_secure, language)
        copy = self._copies.get(key)
        if copy is None:
            cookie = f"{COOKIE}=...{language}" if language else ""
            told = as_of_anybody(environ) | _OF_THE_PAGE
            told |= {"HTTP_HOST": host, "HTTP_COOKIE": cookie, REFUSED: refusal}
            answer = answer_of(self._application, told)
            copy = copy_of(answer, [], began=0, lasts=_ALWAYS)
            if len(self._copies) >= _MOST_COPIES:
                self._copies.clear()
            self._copies[key] = copy
        return copy


def _host_of(environ: Mapping[str, Any]) -> str:
    """Return the host if it is one of ours: of others there is no end."""
    host: str = environ.get("HTTP_HOST", "")
    domain, _port = split_domain_port(host)
    is_ours = domain and validate_host(domain, settings.ALLOWED_HOSTS)
    return host if is_ours else _NO_HOST


def _language_of(environ: Mapping[str, Any]) -> str:
    """Return the language that whoever asks chose, if any."""
    cookies = environ.get("HTTP_COOKIE", "")
    if COOKIE not in cookies:
        return ""
    return Appearance.parse(parse_cookie(cookies).get(COOKIE, "")).language
