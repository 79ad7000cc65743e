"""Temporary accounts are limited: one network gets so many in an hour."""

import html

import pytest
from django.test import Client

from accounts.models import Attempts, User
from articles.models import Revision
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db

TEXT = "Letters <b>&amp;</b>\nin the place of numbers."


@pytest.fixture(autouse=True)
def _two_an_hour(settings):
    settings.CANONICA_TEMPORARY_ACCOUNTS_PER_HOUR = 2


def edit(title: str, address: str = "192.0.2.1", client: Client | None = None):
    sent = {"text": TEXT, "summary": "Why & how"}
    return (client or Client()).post(f"/edit/{title}", sent, REMOTE_ADDR=address)


def test_one_more_than_allowed_is_told_to_wait():
    statuses = [edit(f"Page {n}", f"192.0.2.{n}").status_code for n in range(3)]

    assert statuses == [302, 302, 429]
    assert User.objects.count() == Revision.objects.count() == 2


def test_the_refused_text_stays_in_the_form():
    for number in range(2):
        edit(f"Page {number}")

    response = edit("Algebra")

    assert "Too many tries. Please wait 60 minutes." in response.text
    assert html.escape(TEXT) in response.text
    assert 'name="summary" value="Why &amp; how"' in response.text
    assert response.context["form"]["text"].value() == TEXT


def test_the_refusal_says_how_long():
    for number in range(2):
        edit(f"Page {number}")

    response = edit("Algebra")

    assert 3590 <= int(response["Retry-After"]) <= 3600


def test_whoever_has_one_already_goes_on():
    client = Client()

    statuses = [edit(f"Page {n}", client=client).status_code for n in range(4)]

    assert statuses == [302] * 4
    assert User.objects.count() == 1


def test_another_network_is_counted_apart():
    addresses = ["192.0.2.1", "192.0.2.2", "198.51.100.1"]

    statuses = [edit(f"Page {n}", a).status_code for n, a in enumerate(addresses)]

    assert statuses == [302, 302, 302]


def test_a_signed_in_account_is_not_counted_as_a_newcomer(client):
    client.force_login(make_user())

    statuses = [edit(f"Page {n}", client=client).status_code for n in range(4)]

    assert statuses == [302] * 4
    assert not Attempts.objects.filter(key__startswith="newcomer").exists()


@pytest.mark.parametrize("act", ["restore", "undo"])
def test_taking_back_an_edit_is_limited_in_the_same_way(act):
    first = make_revision("Algebra", "Letters.")
    second = make_revision("Algebra", "Letters and signs.", base=first)
    for number in range(2):
        edit(f"Page {number}")
    address = f"/{act}/{first.pk if act == 'restore' else second.pk}"

    response = Client().post(address, {"summary": "No."}, REMOTE_ADDR="192.0.2.1")

    assert response.status_code == 429
    assert second.article.revisions.count() == 2
