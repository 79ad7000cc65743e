"""Desks: how much is worked on at once, who waits, and who is refused at once."""

from contextlib import ExitStack
from threading import Thread

import pytest

from canonica.crowds import desks as desks_module
from canonica.crowds.desks import Desks, threads_for
from canonica.crowds.kinds import Kind
from tests.canonica.at_the_door import wait_for

KINDS = [one for one in Kind if one is not Kind.FREE]


class Room:
    """A room with desks, and those who came for one."""

    def __init__(self, count: int, may_wait: int = 2) -> None:
        self.desks = Desks(count, dict.fromkeys(KINDS, may_wait))
        self.order: list[str] = []
        self.threads: list[Thread] = []

    def work(self, *kinds: Kind) -> tuple[ExitStack, list[int | None]]:
        """Sit down to work on something of each kind."""
        stack = ExitStack()
        got = [stack.enter_context(self.desks.one_for(kind)) for kind in kinds]
        return stack, got

    def wait(self, name: str, kind: Kind) -> None:
        """Let somebody wait for a desk, in a thread, who then is done at once."""
        waiting = self.desks.waiting(kind)

        def come() -> None:
            with self.desks.one_for(kind) as desk:
                self.order.append(name if desk is not None else f"not {name}")

        self.threads.append(Thread(target=come))
        self.threads[-1].start()
        wait_for(lambda: self.desks.waiting(kind) == waiting + 1, 5)

    def end(self) -> None:
        for thread in self.threads:
            thread.join(20)


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        (Kind.READ, 4),
        (Kind.EDIT, 3),
        (Kind.COSTLY, 2),
        (Kind.SEARCH, 2),
        (Kind.CRAWL, 1),
    ],
)
def test_the_less_a_kind_is_preferred_the_fewer_desks_it_has(kind, most):
    room = Room(4, may_wait=0)

    stack, got = room.work(*[kind] * 5)

    with stack:
        assert sum(one is not None for one in got) == most
        assert len({*got} - {None}) == most


def test_kinds_that_are_less_preferred_share_their_desks():
    room = Room(4, may_wait=0)

    stack, got = room.work(Kind.CRAWL, Kind.SEARCH, Kind.COSTLY, Kind.EDIT, Kind.EDIT)
    with stack, room.desks.one_for(Kind.READ) as reader:
        assert [one is not None for one in got] == [True, True, False, True, False]
        assert reader is not None


@pytest.mark.parametrize("kind", KINDS)
def test_with_one_desk_everything_is_done_one_after_the_other(kind):
    room = Room(1)

    with room.desks.one_for(kind) as first:
        assert first == 0
    with room.desks.one_for(kind) as second:
        assert second == 0


def test_reads_are_preferred_to_edits_and_edits_to_searches():
    room = Room(1, may_wait=3)
    stack, _ = room.work(Kind.READ)

    with stack:
        room.wait("search", Kind.SEARCH)
        room.wait("edit", Kind.EDIT)
        room.wait("read", Kind.READ)
    room.end()

    assert room.order == ["read", "edit", "search"]


def test_who_came_first_of_a_kind_is_first():
    room = Room(1)
    stack, _ = room.work(Kind.READ)

    with stack:
        room.wait("one", Kind.READ)
        room.wait("two", Kind.READ)
    room.end()

    assert room.order == ["one", "two"]


def test_who_has_waited_long_is_next_whatever_others_want(monkeypatch):
    monkeypatch.setattr(desks_module, "_LONG", 0.0)
    room = Room(1)
    stack, _ = room.work(Kind.READ)

    with stack:
        room.wait("search", Kind.SEARCH)
        room.wait("read", Kind.READ)
    room.end()

    assert room.order == ["search", "read"]


def test_when_enough_wait_others_are_refused_at_once():
    room = Room(1)
    stack, _ = room.work(Kind.READ)

    with stack:
        room.wait("one", Kind.READ)
        room.wait("two", Kind.READ)
        with (
            room.desks.one_for(Kind.READ) as read,
            room.desks.one_for(Kind.EDIT) as edit,
        ):
            assert (read, edit) == (None, None)
    room.end()

    assert room.order == ["one", "two"]


def test_who_edits_does_not_take_the_places_of_readers():
    room = Room(1)
    stack, _ = room.work(Kind.READ)

    with stack:
        room.wait("edit", Kind.EDIT)
        room.wait("edit", Kind.EDIT)
        room.wait("read", Kind.READ)
    room.end()

    assert room.order == ["read", "edit", "edit"]


def test_nobody_waits_for_ever(monkeypatch):
    monkeypatch.setattr(desks_module, "_PATIENCE", 0.2)
    room = Room(1)
    stack, _ = room.work(Kind.READ)

    with stack:
        room.wait("read", Kind.READ)
        room.end()

    assert room.order == ["not read"]
    with room.desks.one_for(Kind.READ) as desk:
        assert desk == 0


def test_a_desk_is_free_again_when_the_work_fails():
    room = Room(1)

    with pytest.raises(ZeroDivisionError), room.desks.one_for(Kind.READ):
        raise ZeroDivisionError

    with room.desks.one_for(Kind.READ) as desk:
        assert desk == 0


def test_however_many_wait_there_are_threads_left():
    assert threads_for(4) > 4 + sum(desks_module.MAY_WAIT.values())
