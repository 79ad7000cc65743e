"""Answer requests with several processes; ``manage.py serve`` starts and watches it."""

import argparse
import logging
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from canonica.crowds.desks import threads_for
from canonica.logs import logging_settings
from canonica.parentage import die_with_parent

# Requests that are being answered may finish, when the server is told to stop.
_GRACE = 10
_TARGET = "canonica.wsgi:application"
_SWITCH_INTERVAL = 0.0005
"""Seconds for which a thread may keep others from the interpreter: else a request that
takes a fraction of that to refuse, or to answer with a kept page, waits for each of
those that are worked on."""


def main() -> None:
    """Serve until told to stop."""
    options = _parser().parse_args()
    log_format = os.environ.get("CANONICA_LOG_FORMAT", "text")
    # So many requests are worked on at once; more threads only wait, or refuse.
    os.environ["CANONICA_THREADS"] = str(options.threads)
    server = Granian(
        options.target,
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=threads_for(options.threads),
        # Browsers speak HTTP/2 only over TLS, which the proxy before us ends.
        http=HTTPModes.http1,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=_GRACE,
        # Canonica logs requests itself, knowing more about them.
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=logging_settings(log_format),
    )
    # It warns of many threads. Of ours most only wait, which the gate sees to.
    logging.getLogger("_granian").addFilter(_is_not_of_threads)
    server.serve(target_loader=partial(_load, os.getpid()))


def _load(server: int, target: str) -> Callable[..., Any]:
    """Return the application; called in each of the server's processes."""
    # They would go on answering, with nobody to stop them.
    die_with_parent(server, signal.SIGKILL)
    sys.setswitchinterval(_SWITCH_INTERVAL)
    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(import_module(module), name)
    return application


def _is_not_of_threads(record: logging.LogRecord) -> bool:
    return "Python threads" not in record.getMessage()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="canonica.webserver", description=__doc__)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--target", default=_TARGET)
    return parser


if __name__ == "__main__":
    main()
