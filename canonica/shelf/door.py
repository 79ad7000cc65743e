"""The door: what strangers ask for is answered from the shelf; all else by Django."""

import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings

from accounts.shared import HEADER, Key
from canonica.crowds.asking import ASKED_BY, REFUSED
from canonica.encoding import Application
from canonica.shelf.admission import (
    address_of,
    as_of_anybody,
    is_for_all,
    scheme_check,
)
from canonica.shelf.copies import (
    Answer,
    Copy,
    Headers,
    StartResponse,
    answer_of,
    copy_of,
)
from canonica.shelf.following import Following
from canonica.shelf.members import SHELF, MembersPage, Shelf
from canonica.shelf.store import LASTS, Address, Store

Refuse = Callable[[dict[str, Any], StartResponse], Iterable[bytes] | None]

_MEGABYTE = 1024 * 1024
_SHARE_OF_MEMBERS = 4
_MADE_BY_ANOTHER = 10.0
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_KEPT = {HTTPStatus.OK, HTTPStatus.MOVED_PERMANENTLY}
_MADE = [("Cache-Status", "Canonica; fwd=miss")]
_KEPT_NOW = [("Cache-Status", "Canonica; fwd=miss; stored")]


def answer_from_shelf(
    application: Application, refuse: Refuse | None = None
) -> "Application | Door":
    """Return the application, behind a shelf of what it answers to strangers.

    As large as ``CANONICA_SHELF_MEGABYTES`` says; of no size there is none. Of what is
    not kept some may be refused at once: for those it need not be worked out whether
    it could be.
    """
    if not settings.CANONICA_SHELF_MEGABYTES:
        return application
    most_bytes = settings.CANONICA_SHELF_MEGABYTES * _MEGABYTE
    return Door(application, most_bytes, refuse or _let_all_in)


class Door:
    """The application, and the shelf before it."""

    def __init__(
        self, application: Application, most_bytes: int, refuse: Refuse
    ) -> None:
        self._application = application
        self._refuse = refuse
        for_members = Store[MembersPage](most_bytes // _SHARE_OF_MEMBERS)
        self._store = Store[Copy](most_bytes - for_members.most_bytes)
        self._following = Following(self._store, for_members)
        self._for_members = Shelf(for_members, self._following)
        self._is_as_readers_come = scheme_check()
        self._making: dict[Address, threading.Event] = {}

    def close(self) -> None:
        """Follow the database no longer."""
        self._following.stop()

    def __call__(
        self, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        address = address_of(environ)
        if address is None or not self._is_as_readers_come(environ):
            return self._let_through(environ, start_response)
        copy, following = self._store.find(address), self._following
        now = time.monotonic()
        if copy is not None and now < following.sure_until and now < copy.until:
            following.answered += 1
            return copy.send(environ, start_response)
        if copy is None and (refused := self._refuse(environ, start_response)):
            return refused
        return self._look_closer(address, environ, start_response)

    def _let_through(
        self, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let Django answer. What it changed is known here before it is said so."""
        if environ["REQUEST_METHOD"] in _SAFE:
            environ[SHELF] = self._for_members
            return self._application(environ, start_response)
        began = time.monotonic()
        answer = answer_of(self._application, environ)
        if answer.code < HTTPStatus.BAD_REQUEST:
            self._following.catch_up(began)
        start_response(answer.status, answer.headers)
        return [answer.body]

    def _look_closer(
        self, address: Address, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer with a copy that is right, be it made now; or with the last one."""
        if not is_for_all(address):
            return self._application(environ, start_response)
        self._following.start()
        copy = self._right_copy(address)
        if copy is not None:
            return copy.send(environ, start_response)
        if self._following.is_away and (copy := self._store.find(address)):
            return copy.send_marked(environ, start_response, self._as_it_was())
        return self._make_once(address, environ, start_response)

    def _right_copy(self, address: Address) -> Copy | None:
        """Return the copy, if there is one and nothing says that it is wrong."""
        if self._store.find(address) is None or not self._following.is_sure():
            return None
        copy = self._store.find(address)  # which may have been thrown out meanwhile
        return copy if copy and time.monotonic() < copy.until else None

    def _make_once(
        self, address: Address, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        """Have a copy made, by one of all who ask for it at the same time."""
        for _ in range(2):
            done = threading.Event()
            other = self._making.setdefault(address, done)
            if other is done:
                try:
                    return self._make(address, environ, start_response)
                finally:
                    del self._making[address]
                    done.set()
            other.wait(_MADE_BY_ANOTHER)
            if copy := self._right_copy(address):
                return copy.send(environ, start_response)
        return self._make(address, environ, start_response)

    def _make(
        self, address: Address, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let Django answer, as it would answer anybody, and keep what it says."""
        began, at = self._store.begin(), time.monotonic()
        told = as_of_anybody(environ) | {ASKED_BY: environ}
        answer = answer_of(self._application, told)
        if REFUSED in environ:
            start_response(answer.status, answer.headers)
            return [answer.body]
        is_broken = answer.code == HTTPStatus.SERVICE_UNAVAILABLE
        if is_broken and (copy := self._store.find(address)):
            return copy.send_marked(environ, start_response, self._as_it_was())
        if answer.header("set-cookie"):
            start_response(answer.status, answer.headers)
            return [answer.body if environ["REQUEST_METHOD"] == "GET" else b""]
        keys = answer.header(HEADER.lower()).split() or [Key.SITE]
        is_settled = self._store.is_settled(keys)
        copy = copy_of(answer, keys, began=at, lasts=LASTS, is_settled=is_settled)
        is_kept = _may_be_kept(answer) and self._store.put(address, copy, began)
        marks = _KEPT_NOW if is_kept else _MADE
        return copy.send_marked(environ, start_response, marks)

    def _as_it_was(self) -> Headers:
        """Say that a copy may be old: since when nobody could tell."""
        age = int(time.monotonic() - self._following.asked_at)
        told = f"Canonica; hit; ttl=-{age}; detail=the-database-is-away"
        return [("Age", str(age)), ("Cache-Status", told)]


def _let_all_in(_environ: dict[str, Any], _start: StartResponse) -> None:
    """Refuse nothing."""


def _may_be_kept(answer: Answer) -> bool:
    told = answer.header("cache-control")
    is_private = "no-store" in told or "private" in told
    return answer.code in _KEPT and not is_private
