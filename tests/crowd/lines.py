"""Lines: connections to the site that cost little, so that a crowd fits one process."""

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_MOST_LINES = 900
_PATIENCE = 20.0
LOST = 0
"""The status of what was never answered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of a crowd, and what came of it."""

    label: str
    at: float
    """When it was to be sent, by the monotonic clock."""
    seconds: float
    """From then until the last byte of the answer, waiting for a line included."""
    status: int


@dataclass(frozen=True, slots=True)
class Wish:
    """A request that a crowd sends, as bytes."""

    label: str
    content: bytes


class _Line(asyncio.Protocol):
    """A connection that is kept open, with one request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._got = bytearray()
        self._answered: asyncio.Future[int] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._got += data
        end = self._got.find(b"\r\n\r\n")
        if end < 0:
            return
        length = _LENGTH.search(self._got, 0, end)
        if len(self._got) >= end + 4 + (int(length[1]) if length else 0):
            self._answer(int(self._got[9:12]))

    def connection_lost(self, _error: Exception | None) -> None:
        self._transport = None
        self._answer(LOST)

    async def ask(self, content: bytes) -> int:
        """Send a request, and return the status of the answer."""
        if self._transport is None:
            return LOST
        self._got.clear()
        self._answered = asyncio.get_running_loop().create_future()
        self._transport.write(content)
        try:
            return await asyncio.wait_for(self._answered, _PATIENCE)
        except TimeoutError:
            self.close()
            return LOST

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    def _answer(self, status: int) -> None:
        if self._answered is not None and not self._answered.done():
            self._answered.set_result(status)


class Lines:
    """The lines to one server. The one that was free last is used first."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: list[_Line] = []
        self._room = asyncio.Semaphore(_MOST_LINES)

    async def ask(self, wish: Wish, at: float) -> Asked:
        async with self._room:
            line = await self._line()
            status = await line.ask(wish.content) if line else LOST
            if line and line.is_open:
                self._free.append(line)
        return Asked(wish.label, at, time.monotonic() - at, status)

    def close(self) -> None:
        for line in self._free:
            line.close()

    async def _line(self) -> _Line | None:
        while self._free:
            line = self._free.pop()
            if line.is_open:
                return line
        loop = asyncio.get_running_loop()
        try:
            _, line = await loop.create_connection(_Line, "127.0.0.1", self._port)
        except OSError:
            return None
        return line


def at_a_rate(
    port: int, wishes: Sequence[Wish], rate: float, seconds: float
) -> list[Asked]:
    """Send so many a second, however long the answers take, and return them all."""
    return asyncio.run(_at_a_rate(port, wishes, rate, seconds))


def as_fast_as_answered(
    port: int, wishes: Sequence[Wish], people: int, seconds: float
) -> list[Asked]:
    """Let so many people ask, each for the next as soon as they have an answer."""
    return asyncio.run(_as_fast_as_answered(port, wishes, people, seconds))


async def _at_a_rate(
    port: int, wishes: Sequence[Wish], rate: float, seconds: float
) -> list[Asked]:
    lines, tasks, began = Lines(port), [], time.monotonic()
    for number in range(int(rate * seconds)):
        at = began + number / rate
        if (pause := at - time.monotonic()) > 0:
            await asyncio.sleep(pause)
        elif number % 50 == 0:
            await asyncio.sleep(0)
        wish = wishes[number % len(wishes)]
        tasks.append(asyncio.create_task(lines.ask(wish, at)))
    answers = await asyncio.gather(*tasks)
    lines.close()
    return answers


async def _as_fast_as_answered(
    port: int, wishes: Sequence[Wish], people: int, seconds: float
) -> list[Asked]:
    lines, answers = Lines(port), []
    until, coming = time.monotonic() + seconds, iter(wishes)

    async def ask_on() -> None:
        while time.monotonic() < until and (wish := next(coming, None)):
            answers.append(await lines.ask(wish, time.monotonic()))

    await asyncio.gather(*(ask_on() for _ in range(people)))
    lines.close()
    return answers
