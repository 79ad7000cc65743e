"""Crowds: many people doing something at the same time, each with a connection."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

Answer = TypeVar("Answer")


def all_at_once(act: Callable[[int], Answer], people: int) -> list[Answer]:
    """Let so many people act, each with a number, and return their answers.

    They begin together. What one of them raises is raised here.
    """
    # Whoever waits longer waits for somebody who will not come.
    start = Barrier(people, timeout=60)

    def act_when_all_are_ready(number: int) -> Answer:
        try:
            start.wait()
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(act_when_all_are_ready, range(people)))
