"""Counting together: a try counts under all its limits, or under none."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.limits import (
    Limit,
    TooManyTries,
    count_in_memory,
    count_together,
    forget_old_tries,
)
from accounts.models import Attempts
from tests.articles.crowds import all_at_once

FEW, MANY = Limit("few", 2, 60), Limit("many", 5, 3600)
MANY_MORE = Limit("all", 1000, 60)


def counts() -> dict[str, int]:
    return dict(Attempts.objects.values_list("key", "count"))


@pytest.mark.django_db
def test_the_strictest_limit_refuses_and_the_others_count_nothing():
    for _ in range(2):
        count_together([(MANY, "ada"), (FEW, "ada")])

    with pytest.raises(TooManyTries) as refusal:
        count_together([(MANY, "ada"), (FEW, "ada")])

    assert counts() == {"few ada": 2, "many ada": 2}
    assert 58 <= refusal.value.seconds <= 60


@pytest.mark.django_db
def test_of_two_limits_that_are_reached_the_longer_wait_is_told():
    both = [(Limit("short", 1, 60), "ada"), (Limit("long", 1, 3600), "ada")]
    count_together(both)

    with pytest.raises(TooManyTries) as refusal:
        count_together(both)

    assert 3590 <= refusal.value.seconds <= 3600


@pytest.mark.django_db
def test_a_limit_of_nothing_counts_nothing_under_the_others():
    with pytest.raises(TooManyTries):
        count_together([(Limit("none", 0, 60), "ada"), (MANY, "ada")])

    assert counts() == {}


@pytest.mark.django_db
def test_each_window_ends_at_its_own_time():
    for _ in range(2):
        count_together([(MANY, "ada"), (FEW, "ada")])
    for attempts in Attempts.objects.all():
        attempts.began_at -= timedelta(seconds=61)
        attempts.save()

    count_together([(MANY, "ada"), (FEW, "ada")])

    assert counts() == {"few ada": 1, "many ada": 3}


@pytest.mark.django_db
def test_nothing_to_count_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        count_together([])


@pytest.mark.django_db
@pytest.mark.parametrize("limits", [1, 3, 9])
def test_it_is_one_statement_however_many_limits(limits, django_assert_num_queries):
    tries = [(Limit(f"limit {number}", 2, 60), "ada") for number in range(limits)]

    # The statement, and around it the beginning and the end of its transaction.
    with django_assert_num_queries(3):
        count_together(tries)


@pytest.mark.django_db(transaction=True)
def test_it_may_not_be_part_of_a_long_transaction():
    with transaction.atomic(), pytest.raises(RuntimeError):
        count_together([(FEW, "ada")])

    assert counts() == {}


@pytest.mark.django_db(transaction=True)
def test_a_burst_of_one_account_takes_nothing_from_its_network():
    def try_once(_number: int) -> str:
        try:
            count_together([(Limit("own", 10, 60), "ada"), (MANY_MORE, "network")])
        except TooManyTries:
            return "refused"
        return "allowed"

    outcomes = Counter(all_at_once(try_once, 50))

    assert outcomes == {"allowed": 10, "refused": 40}
    assert counts() == {"own ada": 10, "all network": 10}


@pytest.mark.django_db(transaction=True)
def test_whoever_counts_the_same_in_another_order_waits_in_no_circle():
    limits = [(Limit(f"limit {number}", 1000, 60), "all") for number in range(8)]

    def try_often(number: int) -> None:
        for turn in range(10):
            shift = (number + turn) % len(limits)
            tries = limits[shift:] + limits[:shift]
            count_together(tries if number % 2 else reversed(tries))

    all_at_once(try_often, 10)

    assert set(counts().values()) == {100}


@pytest.mark.django_db
def test_what_was_counted_is_forgotten_after_a_day():
    count_together([(FEW, "ada"), (MANY, "grace")])
    old = Attempts.objects.filter(key="few ada")
    old.update(began_at=timezone.now() - timedelta(hours=25))

    assert forget_old_tries() == 1

    assert counts() == {"many grace": 1}


@pytest.mark.django_db
def test_the_worker_forgets_it():
    count_together([(FEW, "ada")])
    Attempts.objects.update(began_at=timezone.now() - timedelta(hours=25))

    call_command("work", "--once")

    assert counts() == {}


def test_what_only_reads_is_counted_in_memory():
    for _ in range(2):
        count_in_memory(FEW, "ada")

    count_in_memory(FEW, "grace")
    with pytest.raises(TooManyTries) as refusal:
        count_in_memory(FEW, "ada")

    assert refusal.value.seconds == 60
