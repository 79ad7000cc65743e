"""Kinds of work: what a request asks for, and which kind is preferred to which.

Of the address the first part tells, the door: a route leads to it whatever follows.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any
from urllib.parse import unquote_plus


class Kind(IntEnum):
    """A kind of work; those with smaller numbers are preferred."""

    FREE = 0
    """It asks no database and draws no page: it is never refused."""
    READ = 1
    EDIT = 2
    COSTLY = 3
    """Histories, differences, pages as they were: each costs much, or has no end."""
    SEARCH = 4
    CRAWL = 5
    """What is costly, asked by somebody who is not signed in."""


DOORS = {
    **dict.fromkeys(
        ("favicon.ico", "livez", "readyz", "robots.txt", "static"), Kind.FREE
    ),
    **dict.fromkeys(
        (
            "", "accounts", "addresses", "admin", "all", "appeal", "article", "block",
            "card", "categories", "cite", "day", "drafts", "help", "holding", "lists",
            "media", "oembed", "opensearch.xml", "operate", "proposal", "random", "raw",
            "rights", "role", "sitemap.xml", "sources", "wiki",
        ),
        Kind.READ,
    ),
    **dict.fromkeys(
        (
            "delete", "draft", "edit", "editing", "feature", "hide", "merge", "preview",
            "protect", "rename", "report", "restore", "rollback", "settle", "split",
            "undelete", "undo", "upload",
        ),
        Kind.EDIT,
    ),
    **dict.fromkeys(
        (
            "appeals", "attribution", "audit", "blocks", "contributions", "credit",
            "diff", "feeds", "history", "info", "links", "log", "moderation", "patrol",
            "recent", "review", "revision", "timemap",
        ),
        Kind.COSTLY,
    ),
    **dict.fromkeys(("search", "suggest"), Kind.SEARCH),
}  # fmt: skip
"""What is behind each door. Whatever is not named is costly: it may be."""

_SITEMAP = "sitemap-"
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_COSTLY_VIEWS = ("as_of=", "authors=")
"""In a query these ask for another view of an article, which has to be made."""


def kind_of(environ: Mapping[str, Any]) -> Kind:
    """Return what a request asks for, if somebody asks who is signed in."""
    door = environ["PATH_INFO"].split("/", 2)[1:2]
    kind = kind_behind(door[0] if door else "")
    if kind is Kind.FREE:
        return kind
    if environ["REQUEST_METHOD"] not in SAFE:
        return Kind.EDIT
    if kind is Kind.READ and _is_another_view(environ):
        return Kind.COSTLY
    return kind


def kind_behind(door: str) -> Kind:
    """Return what those do who only look at what is behind a door."""
    if door.startswith(_SITEMAP):
        return Kind.READ
    return DOORS.get(door, Kind.COSTLY)


def _is_another_view(environ: Mapping[str, Any]) -> bool:
    if environ.get("HTTP_ACCEPT_DATETIME"):
        return True
    query = environ.get("QUERY_STRING", "")
    return bool(query) and any(one in unquote_plus(query) for one in _COSTLY_VIEWS)
