"""Pace: who sends the sign-up form at once, or never opened it, is a program."""

import time

import pytest

from accounts.forms import TOO_LATE, TOO_SOON
from accounts.models import User
from accounts.pace import Pace, pace_of, stamp
from tests.accounts.doors import JOIN, account_of, join
from tests.articles.pages import form_of, notices_of
from tests.makers import PASSWORD

pytestmark = pytest.mark.django_db


def opened(seconds_ago: float) -> str:
    return stamp(time.time() - seconds_ago)


def test_a_form_sent_at_once_makes_no_account_and_keeps_what_was_typed(client):
    sent = form_of(client.get(JOIN)) | {
        "username": "Ada Lovelace",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "next": "/wiki/Algebra",
    }

    response = client.post(JOIN, sent)

    assert response.status_code == 422
    assert notices_of(response) == [TOO_SOON]
    assert not User.objects.exists()
    again = form_of(response)
    assert (again["username"], again["next"]) == ("Ada Lovelace", "/wiki/Algebra")
    assert again["opened"] == sent["opened"]
    assert PASSWORD not in response.text


def test_a_form_is_taken_once_a_person_could_have_filled_it_in(client, monkeypatch):
    sent = form_of(client.get(JOIN)) | {
        "username": "Ada",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    later = time.time() + 2.01
    monkeypatch.setattr("time.time", lambda: later)

    response = client.post(JOIN, sent)

    assert response.status_code == 302
    assert account_of(client) == str(User.objects.get().pk)


FORGED = {
    "nothing": "",
    "a number": "1000",
    "another signature": "1000:nonsense",
    "a longer signature": f"{opened(60)}x",
    "another time": "9" + opened(60),
    "a control": "\x00",
    "very much": "x" * 5000,
    "long ago": opened(24 * 3600 + 5),
    "the future": opened(-24 * 3600),
}


# The names are the same in each process that runs tests; the stamps are not.
@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_a_form_never_opened_or_long_ago_makes_no_account(client, forged):
    response = join(client, opened=forged)

    assert response.status_code == 422
    assert notices_of(response) == [TOO_LATE]
    assert not User.objects.exists()


def test_a_form_that_was_open_for_too_long_can_be_sent_again(client):
    response = join(client, opened=opened(2 * 24 * 3600))

    assert pace_of(form_of(response)["opened"]) is Pace.HASTY


def test_an_hour_over_the_form_is_no_offence(client):
    assert join(client, opened=opened(3600)).status_code == 302


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
