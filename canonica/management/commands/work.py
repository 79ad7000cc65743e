"""Do the work that follows saves, until told to stop."""

import logging
import signal
import time
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, IntegrityError, close_old_connections
from django.utils import timezone

from accounts.addresses import erase_old_addresses
from accounts.joining import remove_unmade
from accounts.limits import forget_old_tries
from articles.jobs import work_off
from canonica.shelf.changes import forget_old_changes

_BETWEEN_LOOKS = 0.5
_AFTER_A_FAILURE = 3.0
_ONE_DAY = 24 * 3600

_log = logging.getLogger("canonica.worker")


class Command(BaseCommand):
    help = "Do the jobs that saves leave behind. Several workers may run at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="do what is due now, then end"
        )

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            while work_off():
                pass
            _erase()
            return
        # An Event could deadlock: its lock may be held when the signal comes.
        signals: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda received, _frame: signals.append(received))
        last_erased = -float(_ONE_DAY)
        while not signals:
            try:
                if time.monotonic() - last_erased > _ONE_DAY:
                    _erase()
                    last_erased = time.monotonic()
                pause = 0 if work_off() else _BETWEEN_LOOKS
            except Error as error:
                _log.warning("The database did not answer: %s", error)
                close_old_connections()
                pause = _AFTER_A_FAILURE
            time.sleep(pause)


def _erase() -> None:
    """Erase what is kept for a while only; what can't be erased stops nothing else."""
    for erase in (
        erase_old_addresses,
        remove_unmade,
        forget_old_tries,
        forget_old_changes,
        _end_sessions,
    ):
        try:
            erase()
        except IntegrityError:
            _log.exception("%s failed; it is tried again tomorrow.", erase.__name__)


def _end_sessions() -> None:
    """Remove the sessions that have run out."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
