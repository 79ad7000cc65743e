"""A database that can only be read: pages are read on, and no text is lost."""

import pytest
from django.db import connection
from django.test import Client

from articles.models import Revision
from tests.articles.pages import form_of, heading_of, main_of, words_of
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db(transaction=True)

SENT = {"text": "Mine <b>.", "summary": "Why", "origin": "assisted", "key": "k"}


@pytest.fixture
def only_read():
    """What was written before stays; from now on PostgreSQL itself refuses changes."""
    revision = make_revision(text="One.")
    author = make_user("Mary")
    client = Client()
    client.force_login(author)
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    yield client, revision
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = off")


def test_an_edit_is_answered_with_its_text_and_a_time_to_try_again(only_read):
    client, revision = only_read
    sent = {**SENT, "base": str(revision.pk)}

    response = client.post("/edit/Ada_Lovelace", sent)

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert heading_of(response) == "Service Unavailable"
    assert "can be read, but not changed at the moment" in words_of(main_of(response))
    assert form_of(response) == sent
    assert Revision.objects.get() == revision


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/edit/New_page", SENT),
        ("/draft/Ada_Lovelace", SENT),
        ("/editing/Ada_Lovelace", {"key": "k"}),
        ("/accounts/login", {"username": "Mary", "password": "wrong"}),
    ],
)
def test_whatever_writes_is_unavailable(address, sent, only_read):
    client, _ = only_read

    response = client.post(address, sent)

    assert (response.status_code, response["Retry-After"]) == (503, "30")


@pytest.mark.parametrize(
    "address", ["/wiki/Ada_Lovelace", "/edit/Ada_Lovelace", "/drafts", "/recent"]
)
def test_whatever_reads_goes_on(address, only_read):
    client, _ = only_read

    assert client.get(address).status_code == 200


def test_a_preview_goes_on(only_read):
    client, revision = only_read

    response = client.post(
        "/edit/Ada_Lovelace", {**SENT, "base": revision.pk, "action": "preview"}
    )

    assert response.status_code == 200
    assert "Mine &lt;b&gt;." in response.text


def test_the_same_form_can_be_sent_when_the_database_takes_changes_again(only_read):
    client, revision = only_read
    refused = client.post("/edit/Ada_Lovelace", {**SENT, "base": revision.pk})
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = off")

    response = client.post("/edit/Ada_Lovelace", form_of(refused))

    assert response.status_code == 302
    assert Revision.objects.latest("pk").text == "Mine <b>."
