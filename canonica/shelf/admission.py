"""Admission: which requests the shelf answers, and what Django is told of one.

Whatever could make an answer personal, or another than that of the next stranger,
leads past the shelf. Of all others Django is told where they lead to and nothing else,
so what it answers cannot hold anything of whoever happened to come first.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve

from accounts.shared import is_shared
from canonica.shelf.store import Address

Environ = Mapping[str, Any]

_LONGEST_PATH = 1200
_LONGEST_QUERY = 200
_SAFE = frozenset({"GET", "HEAD"})
_OF_THE_SERVER = ("wsgi.", "SERVER_")
_OF_THE_ADDRESS = ("PATH_INFO", "QUERY_STRING", "SCRIPT_NAME", "HTTP_HOST")


def address_of(environ: Environ) -> Address | None:
    """Return where a stranger's request leads to; None if it is for Django alone."""
    get = environ.get
    query = get("QUERY_STRING", "")
    path = environ["PATH_INFO"]
    is_special = (
        get("HTTP_COOKIE")
        or get("HTTP_AUTHORIZATION")
        or get("HTTP_RANGE")
        or get("HTTP_ACCEPT_DATETIME")
        or get("CONTENT_LENGTH", "0") not in _NO_BODY
        or get("HTTP_TRANSFER_ENCODING")
        or get("SCRIPT_NAME")
    )
    if is_special or environ["REQUEST_METHOD"] not in _SAFE:
        return None
    if len(query) > _LONGEST_QUERY or len(path) > _LONGEST_PATH:
        return None
    return get("HTTP_HOST", ""), path, query


_NO_BODY = frozenset({"", "0"})


def scheme_check() -> Callable[[Environ], bool]:
    """Return what tells whether a request comes as readers do: by HTTPS, or without.

    Of one that does not, Django knows what to do; it believes the same header.
    """
    wanted = "https" if settings.SECURE_SSL_REDIRECT else "http"
    if not settings.SECURE_PROXY_SSL_HEADER:
        return lambda environ: environ["wsgi.url_scheme"] == wanted
    header, secure = settings.SECURE_PROXY_SSL_HEADER

    def is_secure(environ: Environ) -> bool:
        told = environ.get(header)
        if told is None:
            return bool(environ["wsgi.url_scheme"] == wanted)
        return bool(told.split(",", 1)[0].strip() == secure)

    return is_secure


def is_for_all(address: Address) -> bool:
    """Whether a view that is the same for all strangers answers there, on our host."""
    host, path, _ = address
    domain, _port = split_domain_port(host)
    if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return False
    try:
        return is_shared(resolve(_decoded(path)).func)
    except Resolver404:
        return False


def as_of_anybody(environ: Environ) -> dict[str, Any]:
    """Return what Django is told of a request: where it leads to, and nothing else."""
    told = {
        name: value
        for name, value in environ.items()
        if name.startswith(_OF_THE_SERVER) or name in _OF_THE_ADDRESS
    }
    if settings.SECURE_PROXY_SSL_HEADER:
        header, _ = settings.SECURE_PROXY_SSL_HEADER
        told |= {header: environ[header]} if header in environ else {}
    return told | {"REQUEST_METHOD": "GET"}


def _decoded(path: str) -> str:
    """Return the path as text: in WSGI each of its letters is a byte."""
    return path.encode("latin-1", "replace").decode("utf-8", "replace")
