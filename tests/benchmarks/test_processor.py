"""Processor time is counted of a process and of all that it started."""

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from benchmarks.processor import family_of, nanoseconds_of, seconds_of

_BUSY = "import time\nwhile time.process_time() < {seconds}: pass\n"
_PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]])
if sys.argv[2] == "wait":
    child.wait()
print("ready", flush=True)
sys.stdin.read()
child.kill()
"""


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[str]]]:
    processes: list[subprocess.Popen[str]] = []
    yield processes
    for process in processes:
        process.communicate(timeout=30)


def parent_of(
    code: str, started: list[subprocess.Popen[str]], *, is_waiting: bool
) -> int:
    """Start a process that starts one, and return its number."""
    how = "wait" if is_waiting else "go on"
    process = subprocess.Popen(
        [sys.executable, "-c", _PARENT, code, how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    started.append(process)
    assert process.stdout.readline() == "ready\n"
    return process.pid


def test_time_of_children_that_run_is_counted(started):
    pid = parent_of(_BUSY.format(seconds=60), started, is_waiting=False)

    deadline = time.monotonic() + 60
    while seconds_of(family_of(pid)) < 0.5 and time.monotonic() < deadline:
        time.sleep(0.05)

    assert len(family_of(pid)) == 2
    assert seconds_of(family_of(pid)) >= 0.5 > seconds_of([pid])


def test_time_of_children_that_have_ended_is_counted(started):
    pid = parent_of(_BUSY.format(seconds=0.4), started, is_waiting=True)

    assert family_of(pid) == [pid]
    assert seconds_of([pid]) >= 0.4


def test_a_process_that_is_gone_used_nothing():
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()

    assert family_of(done.pid) == [done.pid]
    assert seconds_of([done.pid]) == 0


def test_a_short_time_is_told_exactly(started):
    pid = parent_of("", started, is_waiting=True)

    before = nanoseconds_of(pid)

    assert 0 < before < 60e9
    assert nanoseconds_of(pid) - before < 1e9
