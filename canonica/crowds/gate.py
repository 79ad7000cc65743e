"""The gate: before Django works on a request, it is asked whether there is room.

Who wants costly pages has a budget; whoever is within it gets a desk, or waits for one,
or is told at once to come again. Kept pages are sent before anybody gets here.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http.cookie import parse_cookie

from accounts.limits import address_in, network_of
from canonica.crowds.asking import ASKED_BY, ASKER, Asker
from canonica.crowds.budgets import Budget, Budgets
from canonica.crowds.desks import Desks
from canonica.crowds.kinds import Kind, kind_of
from canonica.crowds.known import Known
from canonica.crowds.refusals import Refusals
from canonica.crowds.report import Report
from canonica.encoding import Application
from canonica.errors import Refusal
from canonica.shelf.copies import StartResponse, answer_of

_ACCOUNTS = 5
"""As many networks' costly pages one account may ask for."""
_STRANGERS_TOGETHER = 5
"""As many networks' costly pages all who are not signed in may ask for."""
_AT_ONCE_TOGETHER = 15
"""For as many seconds' they may ask at once; a network may for a whole minute's."""


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

    def __call__(
        self, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        asking = environ.pop(ASKED_BY, environ)
        kind = kind_of(asking)
        if kind is Kind.FREE:
            return self._application(environ, start_response)
        session = _session_of(asking)
        account = self._known.account_of(session)
        if kind is Kind.COSTLY and account is None:
            kind = Kind.CRAWL
        refusal = self._spend(kind, account, asking)
        if refusal is None:
            with self._desks.one_for(kind) as desk:
                if desk is not None:
                    return self._work(desk, session, environ, start_response)
            refusal = Refusal.BUSY
        self._report.add(kind, refusal)
        return self._refusals.send(refusal, asking, start_response)

    def close(self) -> None:
        """Close the connections to the database."""
        for connection in self._connections:
            connection.close()

    def _spend(
        self, kind: Kind, account: int | None, asking: Mapping[str, Any]
    ) -> Refusal | None:
        """Take what it costs from the budgets; if one is used up, say whose it is."""
        a_minute = settings.CANONICA_COSTLY_PAGES_PER_MINUTE
        if not a_minute or not settings.CANONICA_LIMITS:
            return None
        if kind is Kind.COSTLY:
            asked = {f"account {account}": _of_account(a_minute)}
        elif kind is Kind.CRAWL:
            network = network_of(address_in(asking))
            asked = {network: _of_network(a_minute), "": _of_strangers(a_minute)}
        else:
            return None
        return self._budgets.spend(asked)

    def _work(
        self,
        desk: int,
        session: str,
        environ: dict[str, Any],
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        environ[ASKER] = asker = Asker()
        with _lent(self._connections[desk]):
            # All of it: whoever reads slowly must not keep others from the desk.
            answer = answer_of(self._application, environ)
        if session:
            self._known.remember(session, asker.account)
        start_response(answer.status, answer.headers)
        return [answer.body]


def _of_network(a_minute: int) -> Budget:
    return Budget(a_minute / 60, a_minute, Refusal.NETWORK)


def _of_strangers(a_minute: int) -> Budget:
    a_second = a_minute * _STRANGERS_TOGETHER / 60
    return Budget(a_second, a_second * _AT_ONCE_TOGETHER, Refusal.STRANGERS)


def _of_account(a_minute: int) -> Budget:
    a_minute *= _ACCOUNTS
    return Budget(a_minute / 60, a_minute, Refusal.ACCOUNT)


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
