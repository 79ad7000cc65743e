"""Allowances: whose acts are counted together, and how many of them are allowed."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.allowances import (
    Act,
    Kind,
    Scope,
    count_acts,
    count_looking,
    kind_of,
    limits_of,
)
from accounts.limits import TooManyTries, site_of
from accounts.models import Attempts, User
from articles.models import Revision
from tests.makers import make_user

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=30)


def asked_by(account: User | None, address: str = "192.0.2.1"):
    request = RequestFactory(REMOTE_ADDR=address).post("/")
    request.user = account or AnonymousUser()
    return request


def allowed(act: Act, requests) -> int:
    """Return how many of the requests are allowed to do it."""
    return sum(is_allowed(act, request) for request in requests)


def is_allowed(act: Act, request) -> bool:
    try:
        count_acts(request, act)
    except TooManyTries:
        return False
    return True


@pytest.mark.parametrize(
    ("account", "kind"),
    [
        ({"is_temporary": True}, "visitor"),
        ({}, "new"),
        ({"date_joined": LONG_AGO}, "editor"),
        ({"role": "trusted"}, "trusted"),
        ({"role": "bot"}, "trusted"),
        ({"role": "moderator"}, "trusted"),
        ({"date_joined": LONG_AGO, "is_active": False}, "visitor"),
    ],
)
def test_accounts_are_counted_by_what_they_are(account, kind):
    assert kind_of(make_user(**account)) == kind


def test_nobody_is_a_visitor():
    assert kind_of(None) == Kind.VISITOR


@pytest.mark.parametrize(
    ("fields", "a_minute"),
    [
        ({"is_temporary": True}, 6),
        ({}, 10),
        ({"date_joined": LONG_AGO}, 30),
        ({"role": "trusted"}, 120),
    ],
)
def test_an_account_has_its_own_limit_wherever_it_is(fields, a_minute, limits):
    account = make_user(**fields)
    requests = [asked_by(account, f"10.0.{n}.1") for n in range(130)]

    assert allowed(Act.EDIT, requests) == a_minute


def test_a_network_has_a_limit_however_many_accounts_it_has(limits):
    accounts = [make_user(f"New {n}") for n in range(25)]
    requests = [asked_by(one, f"192.0.2.{n}") for n, one in enumerate(accounts)]

    assert allowed(Act.EDIT, requests) == 20


@pytest.mark.parametrize(
    ("address", "most"),
    [
        # Addresses of one /24, one /64, one /48, and of nothing in common.
        ("192.0.2.{n}", 20),
        ("2001:db8:0:1::{n}", 20),
        ("2001:db8:0:{n}::1", 30),
        ("10.0.{n}.1", 60),
        ("2001:{n}::1", 60),
    ],
)
def test_visitors_are_counted_by_network_and_all_together(address, most, limits):
    requests = [asked_by(None, address.format(n=n)) for n in range(80)]

    assert allowed(Act.EDIT, requests) == most


def test_a_flood_of_one_kind_leaves_the_others_alone(limits):
    flood = [asked_by(None, f"10.{n}.0.1") for n in range(80)]
    here = [asked_by(None) for n in range(80)]
    assert (allowed(Act.EDIT, flood), allowed(Act.EDIT, here)) == (60, 0)

    others: list[dict[str, Any]] = [{}, {"date_joined": LONG_AGO}, {"role": "trusted"}]
    requests = [asked_by(make_user(**fields)) for fields in others]

    assert allowed(Act.EDIT, requests) == 3


def test_each_act_is_counted_apart(limits):
    requests = [asked_by(make_user())] * 100
    assert allowed(Act.MOVE, requests) == 2

    assert allowed(Act.EDIT, requests) == 10


def test_two_acts_at_once_are_counted_both_or_not_at_all(limits):
    request = asked_by(make_user())
    for _ in range(5):
        count_acts(request, Act.EDIT, Act.CREATE)

    with pytest.raises(TooManyTries):
        count_acts(request, Act.EDIT, Act.CREATE)

    edits = Attempts.objects.filter(key__startswith="edit new account")
    assert set(edits.values_list("count", flat=True)) == {5}


def test_the_hour_has_a_limit_too(limits):
    request = asked_by(make_user(is_temporary=True))
    done = 0
    for _ in range(12):
        done += allowed(Act.EDIT, [request] * 7)
        minute = Attempts.objects.filter(key__contains=" 60 ")
        minute.update(began_at=timezone.now() - timedelta(seconds=61))

    assert done == 60


def test_an_operator_multiplies_all_numbers(limits):
    limits.CANONICA_LIMITS = 3

    assert allowed(Act.MOVE, [asked_by(make_user())] * 10) == 6


def test_an_operator_says_how_much_newcomers_may_do_together(limits):
    limits.CANONICA_NEWCOMER_EDITS_PER_MINUTE = 7
    limits.CANONICA_LIMITS = 3

    requests = [asked_by(None, f"10.{n}.0.1") for n in range(20)]

    assert allowed(Act.EDIT, requests) == 7


def test_limits_that_are_off_count_nothing(limits, django_assert_num_queries):
    limits.CANONICA_LIMITS = 0
    request = asked_by(make_user())

    with django_assert_num_queries(0):
        assert allowed(Act.MOVE, [request] * 100) == 100


def test_all_newcomers_together_get_so_many_temporary_accounts(limits):
    limits.CANONICA_TEMPORARY_ACCOUNTS_PER_MINUTE = 2

    statuses = [
        Client()
        .post(f"/edit/Page_{n}", {"text": "Text."}, REMOTE_ADDR=f"10.{n}.0.1")
        .status_code
        for n in range(3)
    ]

    assert statuses == [302, 302, 429]
    assert User.objects.count() == Revision.objects.count() == 2


def test_a_look_is_no_reason_to_need_a_database_that_can_be_written_to(limits):
    request = asked_by(make_user())
    limits.CANONICA_LIMITS = 10**18  # more than the database can hold

    count_looking(request, Act.PREVIEW)

    assert not Attempts.objects.exists()


def test_the_table_has_a_limit_for_every_act_of_those_who_are_new(limits):
    unlimited = {
        (str(act), str(kind))
        for act in Act
        for kind in (Kind.VISITOR, Kind.NEW)
        if not limits_of(act, kind)
    }

    # Only those with an account check and upload; whoever has one is no newcomer.
    assert unlimited == {
        ("check", "visitor"), ("upload", "visitor"), ("newcomer", "new"),
        ("suggest", "new"),
    }  # fmt: skip


def test_everybody_has_a_limit_of_their_own_for_what_is_published(limits):
    for act in (Act.EDIT, Act.CREATE, Act.MOVE, Act.TAKE_BACK):
        for kind in Kind:
            assert limits_of(act, kind)[0][0] == Scope.ACCOUNT


@pytest.mark.parametrize(
    ("address", "wider"),
    [
        ("192.0.2.1", None),
        ("::ffff:192.0.2.1", None),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
    ],
)
def test_only_ipv6_has_a_wider_range(address, wider):
    assert site_of(address) == wider
