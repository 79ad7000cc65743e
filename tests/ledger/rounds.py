"""Rounds: all editors open the form, wait for each other, and send it at once."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Barrier
from typing import TypeVar

from tests.ledger.editor import PATIENCE, Editor, Form, Kind, fetch
from tests.ledger.journal import Manner
from tests.ledger.page import STEWARD, Page, marks_in

FEWEST_EDITORS = 8
SEED = 1956
_JOINING_AT_ONCE = 4
Shown = Callable[[str, Sequence[int]], Iterable[int]]
"""Yields what it is given, and shows meanwhile how far that has come."""

Item = TypeVar("Item")
Result = TypeVar("Result")

_HOW: dict[Manner, Callable[[Editor, Form], None]] = {
    Manner.PLAIN: Editor.send,
    Manner.MOTTO: Editor.send,
    Manner.TWICE: Editor.send,
    Manner.HASTY: Editor.send,
    Manner.STEWARD: Editor.send,
    Manner.CUT: Editor.hang_up_and_send,
    Manner.LATE: Editor.send_unheard,
    Manner.GONE: Editor.hang_up,
}


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who edits a page together."""

    page: Page
    steward: Editor
    editors: tuple[Editor, ...]


@dataclass(frozen=True, slots=True)
class Sending:
    """A form about to be sent, or sent again."""

    editor: Editor
    form: Form

    @property
    def manner(self) -> Manner:
        return self.form.intent.manner


@dataclass(frozen=True, slots=True)
class Played:
    """What was seen of the page after each round, and how long all rounds took."""

    sightings: dict[int, Counter[str]]
    seconds: float


def gather(page: Page, folder: Path) -> Crowd:
    """Bring editors of all kinds together, and a folder for their ledgers."""
    folder.mkdir()
    kinds = list(Kind)
    steward = Editor(STEWARD, Kind.MEMBER, page, folder)
    editors = tuple(
        Editor(number, kinds[number % len(kinds)], page, folder)
        for number in range(1, page.editors + 1)
    )
    with ThreadPoolExecutor(_JOINING_AT_ONCE) as pool:
        _all(pool, Editor.join, [steward, *editors])
    return Crowd(page, steward, editors)


def play(crowd: Crowd, rounds: Sequence[int], shown: Shown) -> Played:
    """Let the crowd play all rounds; its ledgers say what came of them."""
    sightings: dict[int, Counter[str]] = {}
    late: list[Sending] = []
    began = time.monotonic()
    with ThreadPoolExecutor(2 * len(crowd.editors)) as pool:
        for number in shown("Rounds", rounds):
            _clear(crowd.steward, number)
            _all(pool, _send_again, late)
            late = _play_round(pool, crowd.editors, number)
            sightings[number] = marks_in(fetch(crowd.page.address("raw")))
        _clear(crowd.steward, max(rounds) + 1)
        _all(pool, _send_again, late)
    return Played(sightings, time.monotonic() - began)


def _play_round(
    pool: Executor, editors: Sequence[Editor], number: int
) -> list[Sending]:
    """Let all save at once, and return the forms that are to be sent again later."""
    dealt = list(zip(editors, _deal(number, len(editors)), strict=True))
    sendings = _all(
        pool, lambda one: Sending(one[0], one[0].open_form(number, one[1])), dealt
    )
    at_once = sendings + [one for one in sendings if one.manner is Manner.TWICE]
    start = Barrier(len(at_once))

    def send_when_all_are_ready(sending: Sending) -> None:
        start.wait(PATIENCE)
        _HOW[sending.manner](sending.editor, sending.form)

    _all(pool, send_when_all_are_ready, at_once)
    return [one for one in sendings if one.manner is Manner.LATE]


def _deal(number: int, editors: int) -> list[Manner]:
    """Return a manner for each editor, other ones in each round."""
    some = max(1, editors // 12)
    manners = [Manner.GONE, Manner.HASTY]
    manners += [Manner.TWICE, Manner.CUT, Manner.LATE] * some
    manners += [Manner.MOTTO] * max(2, editors // 5)
    manners += [Manner.PLAIN] * (editors - len(manners))
    Random(f"{SEED} {number}").shuffle(manners)  # noqa: S311 - to be repeated
    return manners


def _clear(steward: Editor, number: int) -> None:
    steward.send(steward.open_form(number, Manner.STEWARD))


def _send_again(sending: Sending) -> None:
    sending.editor.send(sending.form)


def _all(
    pool: Executor, act: Callable[[Item], Result], items: Iterable[Item]
) -> list[Result]:
    return list(pool.map(act, items))
