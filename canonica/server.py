"""Keep the processes that make up Canonica running, and end them together."""

import logging
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from canonica.parentage import die_with_parent
from canonica.postgres import EmbeddedPostgres, PostgresUnavailable

_log = logging.getLogger("canonica.server")

_LOOK = 0.2
_LOOK_AT_DATABASE = 2.0
# A process that lives this long has started well, and may die without suspicion.
_WELL = 10.0
_LONGEST_PAUSE = 10.0
_EARLY_DEATHS = 4
# Longer than the web server gives its requests.
_GRACE = 15.0


class ServerFailed(Exception):
    """Canonica cannot be served; the message says why."""


@dataclass(frozen=True, slots=True)
class Program:
    """A command to keep running; without an essential one there is nothing to do."""

    name: str
    command: tuple[str, ...]
    is_essential: bool


def check_port(host: str, port: int) -> None:
    """Raise ServerFailed if the web server could not listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the web server does, lest connections just closed seem a server.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ServerFailed(
            f"Canonica cannot listen on {host}, port {port}: {reason}."
            " Choose another with --port or the environment variable PORT."
        ) from error


def supervise(
    programs: Sequence[Program],
    environment: Mapping[str, str],
    postgres: EmbeddedPostgres | None,
) -> None:
    """Keep the programs and the database running until a signal asks to stop.

    SIGINT and SIGTERM ask politely, and asked twice we kill. Raises ServerFailed
    if an essential program dies again and again and has never run well: one that
    has is started again for as long as it takes.
    """
    # A handler that only counts can interrupt anything without harm.
    requests: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: requests.append(number))
    children = [_Child(program, environment) for program in programs]
    look_at_database = time.monotonic() + _LOOK_AT_DATABASE
    try:
        while not requests:
            for child in children:
                child.keep_running()
            if postgres and time.monotonic() > look_at_database:
                _keep_answering(postgres)
                look_at_database = time.monotonic() + _LOOK_AT_DATABASE
            time.sleep(_LOOK)
    finally:
        _end(children, requests)


class _Child:
    """One program's process, and how it has fared so far."""

    def __init__(self, program: Program, environment: Mapping[str, str]) -> None:
        self.program = program
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.early_deaths = 0
        self.has_run_well = False
        self.start_at = 0.0

    def keep_running(self) -> None:
        """Start the process if there is none, but not too often."""
        if self.process is not None and self.process.poll() is not None:
            self._mourn(self.process.returncode)
            self.process = None
        if self.process is None and time.monotonic() >= self.start_at:
            self._start()

    def signal_all(self, number: signal.Signals) -> None:
        """Send the signal to the process and all that it started."""
        if self.is_running():
            # Nobody has waited for the process yet, so its number is still its own.
            with suppress(ProcessLookupError):
                os.killpg(self._pid(), number)

    def ask_to_stop(self) -> None:
        """Ask the process to stop; it will ask those it started."""
        if self.process is not None:
            self.process.terminate()

    def is_running(self) -> bool:
        """Tell whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def is_hopeless(self) -> bool:
        """Tell whether starting it again would only make it die again."""
        is_dying = self.early_deaths >= _EARLY_DEATHS and not self.has_run_well
        return self.program.is_essential and is_dying

    def _pid(self) -> int:
        assert self.process is not None  # noqa: S101
        return self.process.pid

    def _start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603
            self.program.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            # Ctrl-C in a terminal is for us, who will tell the others.
            start_new_session=True,
            preexec_fn=partial(die_with_parent, os.getpid(), signal.SIGTERM),
        )

    def _mourn(self, status: int) -> None:
        lived = time.monotonic() - self.started
        self.early_deaths = self.early_deaths + 1 if lived < _WELL else 0
        self.has_run_well |= lived >= _WELL
        _log.error("The %s ended with status %s.", self.program.name, status)
        if self.is_hopeless():
            raise ServerFailed(
                f"The {self.program.name} ends as soon as it starts (status {status});"
                " what it wrote above says why."
            )
        pause = min(0.25 * 2**self.early_deaths, _LONGEST_PAUSE)
        self.start_at = time.monotonic() + pause


def _keep_answering(postgres: EmbeddedPostgres) -> None:
    if postgres.is_alive():
        return
    _log.error("The database does not answer; it is started again.")
    try:
        postgres.ensure_running()
    except PostgresUnavailable as error:
        _log.error("%s", error)


def _end(children: Sequence[_Child], requests: Sequence[int]) -> None:
    """Ask all children to stop; kill those that take long, or if we are asked twice."""
    deadline = time.monotonic() + _GRACE
    for child in children:
        child.ask_to_stop()
    while any(child.is_running() for child in children):
        if len(requests) > 1 or time.monotonic() > deadline:
            for child in children:
                child.signal_all(signal.SIGKILL)
        time.sleep(_LOOK / 4)
