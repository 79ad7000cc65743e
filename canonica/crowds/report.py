"""The report: how many were refused, in a line now and then, not in one for each."""

import logging
import threading
import time
from collections import Counter

from canonica.crowds.kinds import Kind
from canonica.errors import Refusal

_BETWEEN_REPORTS = 10.0

_log = logging.getLogger("canonica.crowds")


class Report:
    """What was refused since it was written last."""

    def __init__(self) -> None:
        self._refused: Counter[tuple[Kind, Refusal]] = Counter()
        self._written_at = -_BETWEEN_REPORTS
        self._lock = threading.Lock()

    def add(self, kind: Kind, refusal: Refusal) -> None:
        """Count a refusal; write what there was, if that is long ago."""
        with self._lock:
            self._refused[kind, refusal] += 1
            now = time.monotonic()
            if now < self._written_at + _BETWEEN_REPORTS:
                return
            self._written_at, refused = now, self._refused
            self._refused = Counter()
        told = (
            f"{number} x {kind.name.lower()} ({refusal.name.lower()})"
            for (kind, refusal), number in refused.items()
        )
        _log.warning("Refused since this was said last: %s", ", ".join(told))
