"""Progress: how far a long piece of work has come."""

import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.core.management.base import OutputWrapper

Item = TypeVar("Item")

_BAR = 30
_BETWEEN_BARS = 0.1
_BETWEEN_LINES = 10.0


def shown_while(
    what: str, items: Sequence[Item], output: OutputWrapper
) -> Iterator[Item]:
    """Yield each item, showing meanwhile how many are done.

    A bar on a terminal, a line every ten seconds elsewhere.
    """
    is_terminal = output.isatty()
    pause = _BETWEEN_BARS if is_terminal else _BETWEEN_LINES
    last = time.monotonic()
    for done, item in enumerate(items, start=1):
        yield item
        if time.monotonic() - last > pause:
            last = time.monotonic()
            _show(what, done, len(items), output, is_terminal=is_terminal)
    if is_terminal and items:
        _show(what, len(items), len(items), output, is_terminal=True)
        output.write("")


def _show(
    what: str, done: int, total: int, output: OutputWrapper, *, is_terminal: bool
) -> None:
    if is_terminal:
        bar = "#" * (_BAR * done // total)
        output.write(f"\r{what} [{bar:<{_BAR}}] {done}/{total}", ending="")
        output.flush()
    else:
        output.write(f"{what}: {done} of {total}")
