"""Copies: a response as bytes ready to be sent: whole, compressed, or as 304."""

import gzip
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import brotli

from canonica.encoding import Application

Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]

HIT = "Canonica; hit"
"""As RFC 9211 has it, of what was answered without asking anybody."""

_SMALL = 200
"""Fewer bytes than that are not worth compressing."""
_QUALITY = 5
"""Of brotli: half as fast as gzip is, and a sixth smaller."""
_MADE_HERE = {"etag", "last-modified", "content-length", "vary"}
_OF_A_BODY = {
    "content-type", "content-length", "content-encoding", "content-disposition",
}  # fmt: skip
_TO_BE_ASKED_AGAIN = ("Cache-Control", "public, max-age=0, must-revalidate")
_TAG = re.compile(r'"([^"]*)"')
_ENCODINGS = ("br", "gzip")
# granian sends a list at once, and anything else piece by piece.
_NOTHING: list[bytes] = []
_OVERHEAD = 3000
"""Bytes that a copy takes besides its bodies: headers, keys, places in tables."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response, as an application gave it."""

    status: str
    headers: Headers
    body: bytes

    @property
    def code(self) -> int:
        return int(self.status[:3])

    def header(self, name: str) -> str:
        """Return what a header says, or nothing."""
        found = (value for one, value in self.headers if one.lower() == name)
        return next(found, "")


@dataclass(frozen=True, slots=True)
class _Variant:
    """A copy in one encoding."""

    headers: Headers
    headers_of_304: Headers
    body: list[bytes]


@dataclass(slots=True)
class Copy:
    """A response that is sent to all strangers who ask for its address."""

    keys: frozenset[str]
    began: float
    """When, by the monotonic clock, somebody began to make it."""
    until: float
    """When it is to be made anew, even if nothing that it depends on was written."""
    status: str
    tags: frozenset[str]
    """What its bytes are called, in any encoding; none of what is no page."""
    last_modified: str
    variants: dict[str, _Variant]
    size: int
    is_used: bool = field(default=False)

    def send(
        self, environ: Mapping[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request with it: nobody is asked anything."""
        self.is_used = True
        accepted = encoding_for(environ.get("HTTP_ACCEPT_ENCODING") or "")
        variant = self.variants.get(accepted) or self.variants[""]
        if self._is_known(environ):
            start_response("304 Not Modified", variant.headers_of_304)
            return _NOTHING
        start_response(self.status, variant.headers)
        return variant.body if environ["REQUEST_METHOD"] == "GET" else _NOTHING

    def send_marked(
        self,
        environ: Mapping[str, Any],
        start_response: StartResponse,
        marks: Headers,
    ) -> Iterable[bytes]:
        """Answer with it, saying in other headers than usual where it comes from."""

        def start(status: str, headers: Headers) -> None:
            others = [one for one in headers if one[0] != "Cache-Status"]
            start_response(status, others + marks)

        return self.send(environ, start)

    def _is_known(self, environ: Mapping[str, Any]) -> bool:
        """Whether whoever asks has it already."""
        if tags := environ.get("HTTP_IF_NONE_MATCH"):
            is_any = bool(self.tags) and tags.strip() == "*"
            return is_any or not self.tags.isdisjoint(_TAG.findall(tags))
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        # Not "later than": clocks differ, and what is hidden makes no page newer.
        return bool(since) and since == self.last_modified


def answer_of(application: Application, environ: dict[str, Any]) -> Answer:
    """Return all that an application answers."""
    begun: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, _error: object = None) -> None:
        begun.append((status, headers))

    content = application(environ, start)
    try:
        body = b"".join(content)
    finally:
        if close := getattr(content, "close", None):
            close()
    status, headers = begun[-1]
    return Answer(status, headers, body)


def copy_of(
    answer: Answer,
    keys: Iterable[str],
    *,
    began: float,
    lasts: float,
    is_settled: bool = True,
) -> Copy:
    """Return a copy of a response that somebody began to make at this moment.

    It lasts so many seconds, if none of its keys changes before. One that is not
    settled may have had other bytes in the same second, so it has no date.
    """
    is_page = answer.code == HTTPStatus.OK
    name = hashlib.blake2b(answer.body, digest_size=12).hexdigest()
    modified = formatdate(usegmt=True) if is_page and is_settled else ""
    headers = _headers_of(answer, modified)
    bodies = {"": answer.body, **_compressed(answer)}
    # Each encoding is other bytes, so each has a name of its own.
    tags = {one: f"{name}-{one}" if one else name for one in bodies} if is_page else {}
    return Copy(
        keys=frozenset(keys),
        began=began,
        until=began + lasts,
        status=answer.status,
        tags=frozenset(tags.values()),
        last_modified=modified,
        variants={
            encoding: _variant(headers, body, encoding, tags.get(encoding, ""))
            for encoding, body in bodies.items()
        },
        size=sum(map(len, bodies.values())) + _OVERHEAD,
    )


@lru_cache(maxsize=256)
def encoding_for(accepted: str) -> str:
    """Return the best encoding of ours that ``Accept-Encoding`` names, or none."""
    named = dict(_weighed(one) for one in accepted.lower().split(","))
    return next((one for one in _ENCODINGS if named.get(one, 0) > 0), "")


def _weighed(one: str) -> tuple[str, float]:
    name, _, parameters = one.partition(";")
    weight = re.search(r"q\s*=\s*([01](?:\.[0-9]*)?)", parameters)
    return name.strip(), float(weight[1]) if weight else 1.0


def _compressed(answer: Answer) -> dict[str, bytes]:
    kind = answer.header("content-type").lower()
    is_text = kind.startswith("text/") or "json" in kind or "xml" in kind
    if len(answer.body) < _SMALL or not is_text or answer.header("content-encoding"):
        return {}
    return {
        "br": brotli.compress(answer.body, quality=_QUALITY),
        "gzip": gzip.compress(answer.body, compresslevel=6, mtime=0),
    }


def _headers_of(answer: Answer, modified: str) -> Headers:
    """Return what stands above the copy in all encodings."""
    headers = [one for one in answer.headers if one[0].lower() not in _MADE_HERE]
    if answer.code < HTTPStatus.BAD_REQUEST and not answer.header("cache-control"):
        headers.append(_TO_BE_ASKED_AGAIN)
    if modified:
        headers.append(("Last-Modified", modified))
    told = filter(None, (name.strip() for name in answer.header("vary").split(",")))
    varies = ", ".join(dict.fromkeys(("Accept-Encoding", "Cookie", *told)))
    return [*headers, ("Vary", varies), ("Cache-Status", HIT)]


def _variant(headers: Headers, body: bytes, encoding: str, tag: str) -> _Variant:
    named = [*headers, ("ETag", f'"{tag}"')] if tag else headers
    encoded = [("Content-Encoding", encoding)] if encoding else []
    return _Variant(
        headers=[*named, *encoded, ("Content-Length", str(len(body)))],
        headers_of_304=[one for one in named if one[0].lower() not in _OF_A_BODY],
        body=[body],
    )
