"""Pace: whoever sends the sign-up form at once makes fewer accounts."""

import time

import pytest

from accounts.models import User
from accounts.pace import Pace, pace_of, stamp
from tests.accounts.doors import JOIN, join
from tests.articles.pages import form_of

pytestmark = pytest.mark.django_db


def opened(seconds_ago: float) -> str:
    return stamp(time.time() - seconds_ago)


@pytest.mark.parametrize(("seconds", "made"), [(60, 4), (0, 2)])
def test_in_a_hurry_one_makes_half_as_many_accounts(seconds, made, client, settings):
    settings.CANONICA_SIGNUPS_PER_HOUR = 4

    statuses = []
    for number in range(5):
        client.logout()
        answer = join(client, f"Ada {number}", opened=opened(seconds))
        statuses.append(answer.status_code)

    assert statuses == [302] * made + [429] * (5 - made)
    assert User.objects.count() == made


def test_a_form_that_was_just_opened_carries_when(client):
    assert pace_of(form_of(client.get(JOIN))["opened"]) is Pace.HASTY


FORGED = {
    "nothing": "",
    "a number": "1000",
    "another signature": "1000:nonsense",
    "a longer signature": f"{opened(60)}x",
    "another time": "9" + opened(60),
    "long ago": opened(24 * 3600 + 5),
    "the future": opened(-24 * 3600),
}


# The names are the same in each process that runs tests; the stamps are not.
@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_a_form_never_opened_or_long_ago_counts_as_two(client, forged, settings):
    settings.CANONICA_SIGNUPS_PER_HOUR = 3

    first = join(client, opened=forged)
    client.logout()
    second = join(client, "Mary", opened=forged)

    assert (first.status_code, second.status_code) == (302, 429)
    assert User.objects.count() == 1


def test_a_stamp_of_something_else_is_none(settings):
    here = opened(60)

    settings.SECRET_KEY = "another"
    settings.SECRET_KEY_FALLBACKS = []

    assert pace_of(here) is Pace.STRANGE


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, Pace.HASTY),
        (1.8, Pace.HASTY),
        (2.2, Pace.HUMAN),
        (24 * 3600 - 5, Pace.HUMAN),
        (24 * 3600 + 5, Pace.STRANGE),
        (-5, Pace.STRANGE),
    ],
)
def test_the_pace_of_people(seconds, expected):
    assert pace_of(opened(seconds)) is expected


def test_the_stamp_stands_in_no_field_that_can_be_seen(client):
    text = client.get(JOIN).text

    assert 'type="hidden" name="opened"' in text
    assert 'for="id_opened"' not in text
