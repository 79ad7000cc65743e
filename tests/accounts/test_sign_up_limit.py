"""Sign-ups are limited: one network makes so many accounts in an hour."""

import pytest

from accounts.models import Attempts, User
from tests.accounts.doors import JOIN, join
from tests.makers import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_an_hour(settings):
    settings.CANONICA_SIGNUPS_PER_HOUR = 2


def join_from(client, address: str, name: str, **headers: str):
    client.logout()
    client.defaults["REMOTE_ADDR"] = address
    return join(client, name, headers=headers)


def test_one_more_than_allowed_is_told_to_wait(client):
    statuses = [join(client, name).status_code for name in ("Ada", "Grace", "Mary")]

    assert statuses == [302, 302, 429]
    assert User.objects.count() == 2


def test_the_refusal_says_how_long_and_keeps_the_name(client):
    for name in ("Ada", "Grace"):
        join(client, name)

    response = join(client, "Mary")

    assert 3590 <= int(response["Retry-After"]) <= 3600
    assert "Too many tries. Please wait 60 minutes." in response.text
    assert 'value="Mary"' in response.text
    assert PASSWORD not in response.text


def test_tries_that_fail_count_as_well(client):
    statuses = [join(client, "a@b").status_code for _ in range(3)]

    assert statuses == [422, 422, 429]


def test_looking_at_the_form_does_not_count(client):
    for _ in range(3):
        client.get(JOIN)

    assert not Attempts.objects.exists()


@pytest.mark.parametrize(
    ("addresses", "last"),
    [
        (("192.0.2.1", "192.0.2.200", "192.0.2.255"), 429),
        (("192.0.2.1", "192.0.2.2", "192.0.3.1"), 302),
        (("2001:db8::1", "2001:db8::ffff:1", "2001:db8:0:0:9::"), 429),
        (("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"), 302),
    ],
)
def test_a_network_counts_as_one_visitor(client, addresses, last):
    statuses = [
        join_from(client, address, f"Editor {number}").status_code
        for number, address in enumerate(addresses)
    ]

    assert statuses == [302, 302, last]


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP"]
)
def test_an_address_in_a_header_passes_no_limit(client, header):
    statuses = [
        join_from(
            client, "192.0.2.1", f"Editor {number}", **{header: f"10.{number}.0.1"}
        ).status_code
        for number in range(3)
    ]

    assert statuses == [302, 302, 429]


def test_networks_of_one_customer_count_together(client, settings):
    settings.CANONICA_LIMITS = 1
    settings.CANONICA_SIGNUPS_PER_HOUR = 40
    addresses = [f"2001:db8:0:{number:x}::1" for number in range(21)]

    statuses = [
        join_from(client, address, f"Editor {number}").status_code
        for number, address in enumerate(addresses)
    ]

    assert statuses == [302] * 20 + [429]
