"""Known: which sessions are of whom, as Django said when it answered them lately."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b

KNOWN_FOR = 600.0
"""Seconds after which Django has to say it again."""
MOST_KNOWN = 5_000


class Known:
    """The accounts of sessions. A session that nobody knows may be a made-up one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._accounts: OrderedDict[bytes, tuple[int, float]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._accounts)

    def account_of(self, session: str) -> int | None:
        """Return whose session it was a short while ago."""
        account, until = self._accounts.get(_digest_of(session), (None, 0.0))
        return account if self._clock() < until else None

    def remember(self, session: str, account: int | None) -> None:
        """Remember whose session it is, or that it is nobody's any more."""
        digest = _digest_of(session)
        with self._lock:
            self._accounts.pop(digest, None)
            if account is not None:
                self._accounts[digest] = (account, self._clock() + KNOWN_FOR)
            while len(self._accounts) > MOST_KNOWN:
                self._accounts.popitem(last=False)


def _digest_of(session: str) -> bytes:
    """A session is a secret, so it is not kept."""
    return blake2b(session.encode(), digest_size=16).digest()
