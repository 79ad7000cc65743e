"""Guessing passwords is limited, whichever door is tried."""

import pytest

from tests.accounts.doors import account_of, log_in
from tests.makers import PASSWORD, make_user

pytestmark = pytest.mark.django_db

ALLOWED = 10


def guess(client, times: int, name: str = "Ada", **extra: str) -> list[int]:
    sent = {"username": name, "password": "a guess"}
    return [
        client.post("/accounts/login", sent, **extra).status_code for _ in range(times)
    ]


def test_the_eleventh_guess_is_told_to_wait(client):
    make_user("Ada")

    statuses = guess(client, ALLOWED + 1)

    assert statuses == [422] * ALLOWED + [429]


def test_then_not_even_the_right_password_opens(client):
    make_user("Ada")
    guess(client, ALLOWED)

    response = log_in(client)

    assert response.status_code == 429
    assert 290 <= int(response["Retry-After"]) <= 300
    assert "Too many tries. Please wait 5 minutes." in response.text
    assert account_of(client) is None


def test_an_unknown_name_is_limited_just_the_same(client):
    assert guess(client, ALLOWED + 1, "Nobody") == [422] * ALLOWED + [429]


def test_the_account_is_not_locked_for_other_networks(client):
    account = make_user("Ada")
    guess(client, ALLOWED, REMOTE_ADDR="192.0.2.1")

    sent = {"username": "Ada", "password": PASSWORD}
    client.post("/accounts/login", sent, REMOTE_ADDR="198.51.100.1")

    assert account_of(client) == str(account.pk)


@pytest.mark.parametrize(
    "spelling",
    ["ada", "ADA", " Ada", "Ada ", "\tAda", " " * 60 + "Ada", "\uff21\uff44\uff41"],
)
def test_another_spelling_of_the_name_passes_no_limit(client, spelling):
    make_user("Ada")
    guess(client, ALLOWED)

    response = log_in(client, spelling)

    assert response.status_code == 429
    assert account_of(client) is None


def test_a_network_is_limited_whatever_the_names(client):
    names = [f"Editor {number}" for number in range(101)]

    statuses = [guess(client, 1, name)[0] for name in names]

    assert statuses == [422] * 100 + [429]


def test_the_administration_is_no_second_door(client):
    make_user("Ada", role="moderator")
    door = "/admin/login/?next=/admin/"
    for _ in range(ALLOWED):
        client.post(door, {"username": "Ada", "password": "a guess"})

    client.post(door, {"username": "Ada", "password": PASSWORD})

    assert account_of(client) is None
