"""Outward: to which hosts a text leads, as a browser would understand its addresses."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from markup.document import Document, parse
from markup.templates import NO_TEMPLATES, Library

# A browser takes any slashes, of either kind and number, behind these schemes.
_AUTHORITY = re.compile(r"(?:https?:[/\\]*|[/\\]{2,})([^/\\?#]*)", re.IGNORECASE)
_MAIL = re.compile(r"mailto:([^?]*)", re.IGNORECASE)
_WRITTEN_OUT = re.compile(r"https?://([^\s/\\?#<>\[\]()\"'`|]+)", re.IGNORECASE)
_IGNORED = dict.fromkeys(range(33))


def hosts_in(text: str, templates: Library = NO_TEMPLATES) -> frozenset[str]:
    """Return the hosts of all links of a text, and of addresses written out in it.

    So are those that come of it with the templates it calls. They are small and without
    a port, and perhaps not in ASCII.
    """
    found = [*_linked(parse(text, templates)), *_WRITTEN_OUT.findall(text)]
    return frozenset(filter(None, map(_host_of, found)))


def _linked(document: Document) -> Iterator[str]:
    """Yield what stands before the path in each address that is linked."""
    for token in document.tokens:
        for child in token.children or ():
            if child.type == "link_open":
                yield from _authorities(str(child.attrGet("href") or ""))
            elif child.type == "image":
                yield from _authorities(str(child.attrGet("src") or ""))
            elif child.type == "citation":
                citation = child.meta["citation"]
                yield from _authorities(citation.web_address)
                yield from _authorities(citation.archive_address)


def _authorities(address: str) -> Iterator[str]:
    address = address.translate(_IGNORED)
    if match := _AUTHORITY.match(address):
        yield match[1]
    elif match := _MAIL.match(address):
        yield from re.split(r"[,;]|%2c|%3b", match[1], flags=re.IGNORECASE)


def _host_of(authority: str) -> str:
    """Return the host in "user:word@HOST:80"."""
    host = unquote(authority).rpartition("@")[2]
    return host.partition(":")[0].strip(".\\").lower()
