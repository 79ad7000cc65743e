"""Editing without signing in: a temporary account, kept by a cookie."""

import re

import pytest
from django.test import Client

from accounts.models import User
from articles.models import Revision
from tests.articles.pages import form_of, main_of, notices_of, words_of
from tests.makers import make_history, make_revision

pytestmark = pytest.mark.django_db


def test_a_strangers_edit_carries_the_name_of_a_temporary_account(client):
    response = client.post("/edit/Ada_Lovelace", {"text": "One."})

    assert response.status_code == 302
    author = Revision.objects.get().author
    assert re.fullmatch(r"~20\d\d-\d+", author.username)
    assert author.username.endswith(f"-{author.pk}")
    assert author.is_temporary
    assert not author.has_usable_password()


def test_the_next_edit_carries_the_same_name(client):
    client.post("/edit/Ada_Lovelace", {"text": "One."})
    client.post("/edit/Babbage", {"text": "Two."})

    names = set(Revision.objects.values_list("author__username", flat=True))
    assert len(names) == 1
    assert User.objects.count() == 1


def test_another_visitor_gets_another_account(client):
    client.post("/edit/Ada_Lovelace", {"text": "One."})
    Client().post("/edit/Babbage", {"text": "Two."})

    assert Revision.objects.values("author").distinct().count() == 2


def test_a_stranger_learns_that_the_edit_was_published(client):
    client.post("/edit/Ada_Lovelace", {"text": "One."})

    response = client.get("/wiki/Ada_Lovelace")

    assert notices_of(response) == ["The page was created."]
    assert Revision.objects.get().author.username in response.text


def test_a_form_opened_before_the_first_edit_can_still_be_sent():
    client = Client(enforce_csrf_checks=True)
    token = client.get("/edit/Ada_Lovelace").context["csrf_token"]
    sent = {"csrfmiddlewaretoken": str(token)}
    client.post("/edit/Ada_Lovelace", {**sent, "text": "One."})

    response = client.post("/edit/Babbage", {**sent, "text": "Two."})

    assert response.status_code == 302
    assert Revision.objects.count() == 2


def test_reading_makes_no_account_and_sets_no_cookie(client):
    make_revision()

    response = client.get("/wiki/Ada_Lovelace")

    assert response.cookies == {}
    assert User.objects.filter(is_temporary=True).count() == 0


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"text": " "}, 422),
        ({"text": "x" * (512 * 1024 + 1)}, 422),
        ({"text": "One.", "action": "preview"}, 200),
        ({"text": "One.", "action": "changes"}, 200),
    ],
)
def test_what_is_not_saved_makes_no_account(sent, status, client):
    response = client.post("/edit/Ada_Lovelace", sent)

    assert response.status_code == status
    assert User.objects.count() == 0
    assert "sessionid" not in response.cookies


def test_a_stranger_may_not_edit_where_an_account_is_asked_for(client, settings):
    settings.CANONICA_UNREGISTERED_EDITS = "refuse"

    response = client.post("/edit/Ada_Lovelace", {"text": "Mine."})

    assert response.status_code == 403
    assert "Please log in or create an account to edit." in words_of(main_of(response))
    assert form_of(response)["text"] == "Mine."
    assert (User.objects.count(), Revision.objects.count()) == (0, 0)


def test_too_many_temporary_accounts_of_a_network_are_refused(settings):
    settings.CANONICA_TEMPORARY_ACCOUNTS_PER_HOUR = 2
    for title in ("One", "Two"):
        Client().post(f"/edit/{title}", {"text": "Text."})

    response = Client().post("/edit/Three", {"text": "Mine."})

    assert response.status_code == 429
    assert "Too many tries." in words_of(main_of(response))
    assert form_of(response)["text"] == "Mine."
    assert (User.objects.count(), Revision.objects.count()) == (2, 2)


def test_a_stranger_may_undo(client):
    _, second = make_history("One.", "Two.")

    response = client.post(f"/undo/{second.pk}", {"summary": "No"})

    assert response.status_code == 302
    assert Revision.objects.latest("pk").author.is_temporary
