"""Following: a thread in each process that learns from the database what changed.

PostgreSQL wakes it at each change, and it looks by itself several times a second, so
nothing depends on being woken. It asks for the changes of transactions that were not
over when it asked last, by PostgreSQL's own snapshots: an order of commits is not
needed, and a lost connection loses nothing.
"""

import logging
import os
import select
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

import psycopg2
from django.db import connections
from psycopg2.extensions import POLL_OK, POLL_READ, POLL_WRITE

from accounts.shared import Key
from canonica.shelf.store import Store

SURE_FOR = 0.7
"""Seconds in which a copy is as good as a page made anew, after the database was asked.

A reader sees what was published a second ago, at the latest.
"""
BETWEEN_LOOKS = 0.25
PATIENCE = 1.0
"""So long the database may take to answer before it counts as away."""
_BETWEEN_TRIES = 0.2
_BETWEEN_REPORTS = 60.0

# The job worker keeps changes for longer than an hour.
_LOOK = """
SELECT pg_postmaster_start_time()::text, pg_current_snapshot()::text, now()::text,
    coalesce(now() - %(at)s::timestamptz > interval '1 hour', true),
    ARRAY(
        SELECT DISTINCT key FROM canonica_change
        WHERE xid >= pg_snapshot_xmin(%(snapshot)s::pg_snapshot)
            AND NOT pg_visible_in_snapshot(xid, %(snapshot)s::pg_snapshot)
    )
"""

_log = logging.getLogger("canonica.shelf")


class Silence(Exception):
    """The database did not answer in time."""


_OF_A_DATABASE_AWAY = (
    psycopg2.OperationalError, psycopg2.InterfaceError, OSError, Silence
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seen:
    """Up to where the changes are known."""

    started: str | None = None
    """Since when the server runs: what another one did is not known."""
    snapshot: str | None = None
    at: str | None = None


class Following:
    """Throws out of the stores what changed, and knows until when it is right."""

    def __init__(self, *stores: Store[Any]) -> None:
        self.sure_until = 0.0
        """By the monotonic clock: until then, what stands in the store is right."""
        self.is_away = False
        """Whether the database can't be reached, so that there is nothing newer."""
        self.asked_at = 0.0
        """When it was asked for the last time what changed, and answered."""
        self.answered = 0
        """How many requests were answered from the store since that was reported."""
        self._stores = stores
        self._seen = _Seen()
        self._is_lost = False
        """Whether nobody knows what changed, be the database there or not."""
        self._doubted_at = 0.0
        self._hidden_at = 0.0
        self._reported_at = time.monotonic()
        self._process = 0
        self._thread: threading.Thread | None = None
        self._is_over = False
        self._state = threading.Condition()
        self._alarm, self._bell = os.pipe()
        os.set_blocking(self._alarm, False)
        os.set_blocking(self._bell, False)

    def start(self) -> None:
        """Start the thread, if this process has none: another's is not inherited.

        Whoever starts it waits until it knows from when on it can tell of changes.
        """
        if self._process == os.getpid():
            return
        with self._state:
            if self._process == os.getpid():
                return
            self._process = os.getpid()
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()
        self.is_sure()

    def stop(self) -> None:
        """End the thread, and its connection."""
        self._is_over = True
        self._wake()
        if self._thread is not None:
            self._thread.join()

    def is_sure(self) -> bool:
        """Whether the store is right; waits a moment if nobody knows, also not why."""
        self._wake()
        with self._state:
            self._state.wait_for(
                lambda: self._is_lost or time.monotonic() < self.sure_until,
                2 * PATIENCE,
            )
            return time.monotonic() < self.sure_until

    def is_up_to_date(self) -> bool:
        """Whether all that was committed before now is known; waits until it is."""
        self.start()
        wanted = time.monotonic()
        self._wake()
        with self._state:
            self._state.wait_for(
                lambda: self._is_lost or self.asked_at >= wanted, PATIENCE
            )
            return self.asked_at >= wanted

    def catch_up(self, began: float) -> None:
        """Wait until what a request changed that began then is thrown out here.

        If that takes too long nothing is sure until the database was asked again. What
        was hidden is thrown out everywhere: others know of it, or are not sure.
        """
        wanted = time.monotonic()
        is_known = self.is_up_to_date()
        with self._state:
            if not is_known:
                self._doubted_at = wanted
                self.sure_until = 0.0
            has_hidden = self._hidden_at >= began
        if has_hidden:
            time.sleep(max(0.0, wanted + SURE_FOR - time.monotonic()))

    def _wake(self) -> None:
        with suppress(BlockingIOError):  # it rings already
            os.write(self._bell, b"!")

    def _run(self) -> None:
        while not self._is_over:
            with closing(_Line()) as line:
                try:
                    line.open()
                    self._look(line)
                except Exception as error:  # noqa: BLE001 - all wait for this thread
                    self._note_loss(error)
                    time.sleep(_BETWEEN_TRIES)
                    continue
                # What went wrong is told if it does so again.
                with suppress(Exception):
                    self._follow(line)

    def _follow(self, line: "_Line") -> None:
        # A standby server wakes nobody.
        with suppress(psycopg2.NotSupportedError, psycopg2.InternalError):
            line.ask("LISTEN canonica_change")
        while not self._is_over:
            self._look(line)
            self._report()
            line.sleep(BETWEEN_LOOKS, self._alarm)

    def _look(self, line: "_Line") -> None:
        """Ask what changed, throw that out, and let everybody know."""
        asked_at, before = time.monotonic(), self._seen
        row = line.ask(_LOOK, {"snapshot": before.snapshot, "at": before.at})
        started, snapshot, at, is_too_long_ago, keys = row
        if is_too_long_ago or started != before.started:
            for store in self._stores:
                store.throw_out_all()
        elif keys:
            for store in self._stores:
                store.throw_out(keys)
            if Key.HIDDEN in keys:
                self._hidden_at = time.monotonic()
        self._seen = _Seen(started, snapshot, at)
        with self._state:
            if self._is_lost:
                _log.warning("It is known again what changes.")
            self._is_lost = self.is_away = False
            self.asked_at = asked_at
            if asked_at >= self._doubted_at:
                self.sure_until = asked_at + SURE_FOR
            self._state.notify_all()

    def _note_loss(self, error: Exception) -> None:
        with self._state:
            is_away = isinstance(error, _OF_A_DATABASE_AWAY)
            if not self._is_lost or is_away != self.is_away:
                how = "as they were" if is_away else "without a shelf"
                _log.warning("Pages are answered %s: %s", how, str(error).strip())
            self._is_lost, self.is_away = True, is_away
            self._state.notify_all()

    def _report(self) -> None:
        now = time.monotonic()
        if self.answered and now - self._reported_at > _BETWEEN_REPORTS:
            answered, self.answered, self._reported_at = self.answered, 0, now
            pages = sum(map(len, self._stores))
            size = sum(store.bytes for store in self._stores)
            words = "Answered %d requests from the shelf: %d pages, %d bytes."
            _log.info(words, answered, pages, size)


class _Line:
    """A connection to the database on which nobody waits for ever."""

    def __init__(self) -> None:
        self._connection: Any = None

    def open(self) -> None:
        """Connect, as Django does."""
        parameters = connections["default"].get_connection_params()
        named = {**parameters, "application_name": "canonica changes"}
        self._connection = psycopg2.connect(**named, async_=1)
        self._wait()

    def ask(self, sql: str, values: dict[str, Any] | None = None) -> Any:
        """Return the first row that the statement gives, if it gives any."""
        cursor = self._connection.cursor()
        cursor.execute(sql, values)
        self._wait()
        return cursor.fetchone() if cursor.description else None

    def sleep(self, seconds: float, alarm: int) -> None:
        """Sleep until the database tells of a change, or the alarm rings."""
        heard, _, _ = select.select([self._connection, alarm], [], [], seconds)
        if alarm in heard:
            os.read(alarm, 4096)
        if self._connection in heard:
            self._connection.poll()
            # That there was a change is enough: which ones, is asked.
            self._connection.notifies.clear()

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()

    def _wait(self) -> None:
        """Wait until the database has answered; raise Silence if it takes too long."""
        deadline = time.monotonic() + PATIENCE
        while (state := self._connection.poll()) != POLL_OK:
            reading = [self._connection] if state == POLL_READ else []
            writing = [self._connection] if state == POLL_WRITE else []
            left = deadline - time.monotonic()
            if left <= 0 or select.select(reading, writing, [], left) == ([], [], []):
                raise Silence("The database does not answer.")
