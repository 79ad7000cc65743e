"""Processor time: what processes, and all that they started, have used of it."""

import os
from collections.abc import Iterable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_USED = slice(11, 15)
"""Of /proc/<pid>/stat, behind its name: own time, and that of children that ended."""


def family_of(pid: int) -> list[int]:
    """Return a process and all that it started and that still run."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += _children_of(one)
    return found


def seconds_of(pids: Iterable[int]) -> float:
    """Return the time of processes, with that of their children that have ended."""
    return sum(_ticks_of(pid) for pid in pids) / _TICKS


def nanoseconds_of(pid: int) -> int:
    """Return the time of a process that has one thread, exactly."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])


def _children_of(pid: int) -> list[int]:
    found: list[int] = []
    # A process may end while it is looked at.
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, task.read_text().split())
        except OSError:
            continue
    return found


def _ticks_of(pid: int) -> int:
    try:
        words = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    # The name may have spaces and brackets of its own.
    return sum(map(int, words.rpartition(")")[2].split()[_USED]))
