"""Agreements between processes, kept by the kernel.

A file lock is dropped by the kernel when its holder dies, however it dies, so
none of these can be left behind. The files themselves are empty and stay.

Locks are dropped by closing the file, never by unlocking it: a process that was
forked while its parent held the lock shares it, and goes on holding it.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from canonica.postgres.errors import PostgresUnavailable

PATIENCE = 120.0
_PAUSE = 0.02


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Let one process at a time inside, waiting for the others to leave."""
    lock = _open(path)
    try:
        _wait_for(lock, path)
        yield
    finally:
        os.close(lock)


@contextmanager
def shared(path: Path) -> Iterator[None]:
    """Be counted among the holders of the file for as long as the block runs."""
    lock = _open(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield
    finally:
        os.close(lock)


def has_holders(path: Path) -> bool:
    """Tell whether some process is inside shared(path) at this moment."""
    lock = _open(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise PostgresUnavailable(
            f"The data folder cannot be used by this account: {error}."
        ) from error


def _wait_for(lock: int, path: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        time.sleep(_PAUSE)
    raise PostgresUnavailable(
        f"Another command has been starting or stopping the database for"
        f" {PATIENCE:.0f} seconds and has not finished (it holds {path})."
    )
