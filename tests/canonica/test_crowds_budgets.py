"""Budgets: how much each may ask for, and how little is remembered of many."""

from collections.abc import Callable

import pytest

from canonica.crowds.budgets import MOST_REMEMBERED, Budget, Budgets
from canonica.crowds.known import KNOWN_FOR, MOST_KNOWN, Known
from canonica.errors import Refusal

A_FEW = Budget(per_second=2, most=3, refusal=Refusal.NETWORK)
MILLISECONDS = Budget(per_second=200, most=1000, refusal=Refusal.STRANGERS)


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def times(ask: Callable[[], object], most: int = 100) -> int:
    """Return how often it goes well."""
    return next((number for number in range(most) if ask() is not None), most)


def test_a_budget_is_spent_and_comes_back(clock):
    budgets = Budgets(clock)

    assert times(lambda: budgets.spend("one", A_FEW)) == 3
    clock.now += 1

    assert times(lambda: budgets.spend("one", A_FEW)) == 2
    assert budgets.spend("one", A_FEW) is Refusal.NETWORK


def test_nobody_saves_up_more_than_a_budget_holds(clock):
    budgets = Budgets(clock)
    budgets.spend("one", A_FEW)

    clock.now += 3600

    assert times(lambda: budgets.spend("one", A_FEW)) == 3


def test_one_does_not_use_up_the_budget_of_another(clock):
    budgets = Budgets(clock)
    times(lambda: budgets.spend("one", A_FEW))

    assert budgets.spend("two", A_FEW) is None


def test_what_was_not_known_before_is_charged_in_the_end(clock):
    budgets = Budgets(clock)
    assert budgets.look("all", MILLISECONDS) is None

    budgets.charge("all", MILLISECONDS, 1400)

    assert budgets.look("all", MILLISECONDS) is Refusal.STRANGERS
    clock.now += 1.9
    assert budgets.look("all", MILLISECONDS) is Refusal.STRANGERS
    clock.now += 0.2
    assert budgets.look("all", MILLISECONDS) is None


def test_to_look_costs_nothing(clock):
    budgets = Budgets(clock)

    assert times(lambda: budgets.look("one", A_FEW)) == 100
    assert times(lambda: budgets.spend("one", A_FEW)) == 3


def test_of_ten_thousand_networks_only_some_are_remembered(clock):
    budgets = Budgets(clock)

    for one in range(10_000):
        budgets.spend(f"127.{one // 250}.{one % 250}.0/24", A_FEW)

    assert len(budgets) == MOST_REMEMBERED


def test_a_session_is_known_for_a_while(clock):
    known = Known(clock)
    known.remember("secret", 7)

    assert (known.account_of("secret"), known.account_of("other")) == (7, None)
    clock.now += KNOWN_FOR

    assert known.account_of("secret") is None


def test_a_session_that_ended_is_known_no_more(clock):
    known = Known(clock)
    known.remember("secret", 7)

    known.remember("secret", None)

    assert (known.account_of("secret"), len(known)) == (None, 0)


def test_of_very_many_sessions_only_some_are_known(clock):
    known = Known(clock)

    for one in range(MOST_KNOWN + 100):
        known.remember(str(one), one + 1)

    assert len(known) == MOST_KNOWN
    assert (known.account_of("0"), known.account_of("200")) == (None, 201)
