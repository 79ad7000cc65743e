"""The gate: before Django works on a request, it is asked whether there is room.

Who wants costly pages has a budget; whoever is within it gets a desk, or waits for one,
or is told at once to come again. Kept pages are sent before anybody gets here.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from threading import Semaphore
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http.cookie import parse_cookie

from accounts.limits import address_in, network_of
from canonica.crowds.asking import ASKED_BY, ASKER, DESK, Asker
from canonica.crowds.budgets import Budget, Budgets
from canonica.crowds.desks import Desks
from canonica.crowds.kinds import SAFE, Kind, kind_of
from canonica.crowds.known import Known
from canonica.crowds.refusals import Refusals
from canonica.crowds.report import Report
from canonica.encoding import Application
from canonica.errors import Refusal
from canonica.shelf.copies import StartResponse, answer_of

_ACCOUNTS = 5
"""As many networks' costly pages one account may ask for."""
_STRANGERS = ""
_FORMS_AT_THE_DOOR = 2
"""Of so many it is looked at once whether they are part of a flood. If it were more,
those who have a desk would get little of the processor while there is one.
"""
_OF_STRANGERS = Budget(per_second=0.2 * 1000, most=10 * 1000, refusal=Refusal.STRANGERS)
"""In milliseconds: a fifth of the time may be worked on what costs much, for all who
are not signed in, and ten seconds at once, in which one reads much and a crawl little.
What a page costs nobody knows before it is done; it takes longer the more others ask
for, so that there is less for strangers then.
"""


def let_in_by_turns(application: Application) -> "Gate":
    """Return the application, which then works on as much as it can and no more."""
    return Gate(application, settings.CANONICA_THREADS)


class Gate:
    """The application, and what stands before it: desks, budgets and refusals."""

    def __init__(self, application: Application, desks: int) -> None:
        self._application = application
        self._desks = Desks(desks)
        self._connections = [_connection() for _ in range(desks)]
        self._budgets, self._known = Budgets(), Known()
        self._refusals, self._report = Refusals(application), Report()
        self._door_for_forms = Semaphore(_FORMS_AT_THE_DOOR)

    def __call__(
        self, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        asking = environ.pop(ASKED_BY, environ)
        kind = kind_of(asking)
        if kind is Kind.FREE:
            try:
                return self._application(environ, start_response)
            finally:
                # Whoever has no desk keeps no connection. Django opens one when
                # another is made for the first time, to learn what types there are.
                connections.close_all()
        session = _session_of(asking)
        account = self._known.account_of(session)
        if kind is Kind.COSTLY and account is None:
            kind = Kind.CRAWL
        if environ["REQUEST_METHOD"] not in SAFE:
            with ExitStack() as door:
                door.enter_context(self._door_for_forms)
                environ[DESK] = partial(self._desk_for_a_form, door)
                return self._work(session, environ, start_response)
        refusal = self._spend(kind, account, asking) if _has_budgets() else None
        if refusal is None:
            with self._desk_for(kind) as desk:
                if desk is not None:
                    with self._charged(kind):
                        return self._work(session, environ, start_response)
            refusal = Refusal.BUSY
        self._report.add(kind, refusal)
        return self._refusals.send(refusal, asking, start_response)

    def refuse_at_once(
        self, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes] | None:
        """Refuse what somebody without a cookie asks for, if it is clear already.

        It costs less than to find out whether it could be kept for others.
        """
        if not _has_budgets() or kind_of(environ) is not Kind.COSTLY:
            return None
        refusal = self._budgets.look(_STRANGERS, _OF_STRANGERS)
        if refusal is None:
            return None
        self._report.add(Kind.CRAWL, refusal)
        return self._refusals.send(refusal, environ, start_response)

    def close(self) -> None:
        """Close the connections to the database."""
        for connection in self._connections:
            connection.close()

    def _spend(
        self, kind: Kind, account: int | None, asking: Mapping[str, Any]
    ) -> Refusal | None:
        """Take what it costs from the budgets; if one is used up, say whose it is."""
        a_minute = settings.CANONICA_COSTLY_PAGES_PER_MINUTE
        if kind is Kind.COSTLY:
            most = a_minute * _ACCOUNTS
            budget = Budget(most / 60, most, Refusal.ACCOUNT)
            return self._budgets.spend(f"account {account}", budget)
        if kind is not Kind.CRAWL:
            return None
        budget = Budget(a_minute / 60, a_minute, Refusal.NETWORK)
        refusal = self._budgets.look(_STRANGERS, _OF_STRANGERS)
        return refusal or self._budgets.spend(network_of(address_in(asking)), budget)

    @contextmanager
    def _charged(self, kind: Kind) -> Iterator[None]:
        """Charge strangers for the time in which somebody works for one of them."""
        began = time.monotonic()
        try:
            yield
        finally:
            if kind is Kind.CRAWL:
                took = (time.monotonic() - began) * 1000
                self._budgets.charge(_STRANGERS, _OF_STRANGERS, took)

    @contextmanager
    def _desk_for(self, kind: Kind) -> Iterator[int | None]:
        """Give a desk, and the connection to the database that belongs to it."""
        with self._desks.one_for(kind) as desk:
            if desk is None:
                yield None
            else:
                with _lent(self._connections[desk]):
                    yield desk

    @contextmanager
    def _desk_for_a_form(self, door: ExitStack) -> Iterator[int | None]:
        """Let the next form come to the door, and give this one a desk."""
        door.close()
        with self._desk_for(Kind.EDIT) as desk:
            if desk is None:
                self._report.add(Kind.EDIT, Refusal.BUSY)
            yield desk

    def _work(
        self, session: str, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        environ[ASKER] = asker = Asker()
        # All of it: whoever reads slowly must not keep others from the desk.
        answer = answer_of(self._application, environ)
        if session:
            self._known.remember(session, asker.account)
        start_response(answer.status, answer.headers)
        return [answer.body]


def _has_budgets() -> bool:
    return bool(settings.CANONICA_COSTLY_PAGES_PER_MINUTE and settings.CANONICA_LIMITS)


def _session_of(environ: Mapping[str, Any]) -> str:
    cookies = environ.get("HTTP_COOKIE", "")
    return (
        parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "") if cookies else ""
    )


def _connection() -> BaseDatabaseWrapper:
    """Return a connection to the database that threads use one after the other."""
    connection = connections.create_connection(DEFAULT_DB_ALIAS)
    connection.inc_thread_sharing()
    return connection


@contextmanager
def _lent(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let this thread use the connection: there is one for each desk, not thread."""
    own = connections.all(initialized_only=True)
    connections[DEFAULT_DB_ALIAS] = connection
    try:
        yield
    finally:
        del connections[DEFAULT_DB_ALIAS]
        for one in own:
            connections[one.alias] = one
