"""Limits: how tries are counted, when they end, and whose they are."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from accounts.limits import (
    Limit,
    TooManyTries,
    client_address,
    count_try,
    network_of,
)
from accounts.models import Attempts

TWO = Limit("test", 2, 60)


def let_pass(seconds: float) -> None:
    """Move everything counted so far into the past."""
    for attempts in Attempts.objects.all():
        attempts.began_at -= timedelta(seconds=seconds)
        attempts.save()


@pytest.mark.django_db
def test_the_limit_itself_is_allowed_and_one_more_is_not():
    count_try(TWO, "ada")
    count_try(TWO, "ada")

    with pytest.raises(TooManyTries) as refusal:
        count_try(TWO, "ada")

    assert 58 <= refusal.value.seconds <= 60
    assert Attempts.objects.get().count == 3


@pytest.mark.django_db
def test_others_and_other_actions_are_counted_apart():
    for _ in range(2):
        count_try(TWO, "ada")

    count_try(TWO, "grace")
    count_try(Limit("another test", 2, 60), "ada")

    assert Attempts.objects.count() == 3


@pytest.mark.django_db
def test_a_window_ends_though_tries_went_on():
    for _ in range(2):
        count_try(TWO, "ada")
    let_pass(59)
    with pytest.raises(TooManyTries):
        count_try(TWO, "ada")
    let_pass(1)

    count_try(TWO, "ada")

    assert Attempts.objects.get().count == 1


@pytest.mark.django_db
def test_a_limit_of_nothing_allows_nothing():
    with pytest.raises(TooManyTries):
        count_try(Limit("test", 0, 60), "ada")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("length", "words"),
    [
        (45, "45 seconds"),
        (60, "1 minute"),
        (120, "2 minutes"),
        (3600, "60 minutes"),
    ],
)
def test_the_message_says_how_long(length, words):
    with pytest.raises(TooManyTries) as refusal:
        count_try(Limit("test", 0, length), "ada")

    assert str(refusal.value) == f"Too many tries. Please wait {words}."


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("255.255.255.255", "255.255.255.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
        # An IPv4 visitor of a server that listens on IPv6.
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
    ],
)
def test_a_network_is_a_24_or_a_64(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "192.0.2.1"),
        (0, "10.0.0.1", "192.0.2.1"),
        (1, "10.0.0.1", "10.0.0.1"),
        (1, "6.6.6.6, 10.0.0.1", "10.0.0.1"),
        (2, "6.6.6.6, 10.0.0.1, 10.0.0.2", "10.0.0.1"),
        (2, "10.0.0.1", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "2001:DB8::1", "2001:db8::1"),
        (1, "nonsense", "0.0.0.0"),  # noqa: S104
        (1, "10.0.0.1\x00", "0.0.0.0"),  # noqa: S104
    ],
)
def test_only_trusted_proxies_say_where_a_request_comes_from(
    settings, proxies, forwarded, address
):
    settings.CANONICA_TRUSTED_PROXIES = proxies
    request = RequestFactory(REMOTE_ADDR="192.0.2.1").get(
        "/", headers={"X-Forwarded-For": forwarded}
    )

    assert client_address(request) == address


@pytest.mark.parametrize("peer", ["", "unix:", "localhost"])
def test_a_request_from_nowhere_has_an_address_too(peer):
    request = RequestFactory(REMOTE_ADDR=peer).get("/")

    assert client_address(request) == "0.0.0.0"  # noqa: S104
