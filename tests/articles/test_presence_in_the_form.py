"""Presence in the form: its line says who else is there, and its sending is noted."""

import pytest
from django.test import Client

from articles.models import Presence, Revision
from tests.articles.pages import form_of, listed_in, main_of
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

ADA = "/edit/Ada_Lovelace"
DOOR = "/editing/Ada_Lovelace"
LINE = ".//p[@data-presence-line]"


def test_the_form_says_who_else_has_it_open(client, mary):
    client.post(DOOR, {"key": "k"})

    as_charles = _visitor("Charles").get(ADA)
    as_mary = client.get(ADA)

    assert listed_in(as_charles, LINE) == [
        "Mary has this page open in the editor, too."
    ]
    assert listed_in(as_mary, LINE) == [""]


def test_the_form_names_several_in_one_sentence():
    for name in ("Mary", "Charles"):
        _visitor(name).post(DOOR, {"key": name})
    Client().post(DOOR, {"key": "k"})

    [line] = listed_in(Client().get(ADA), LINE)

    assert line == (
        "Mary, Charles and somebody not logged in have this page open in the editor, "
        "too."
    )


def test_the_form_says_that_only_strangers_have_it_open(client):
    client.post(DOOR, {"key": "one"})
    [one] = listed_in(client.get(ADA), LINE)
    client.post(DOOR, {"key": "two"})
    [two] = listed_in(client.get(ADA), LINE)

    assert one == "Somebody not logged in has this page open in the editor, too."
    assert two == "2 people not logged in have this page open in the editor, too."


def test_looking_at_the_form_is_not_noted(client, mary):
    client.get(ADA)

    assert Presence.objects.count() == 0


@pytest.mark.parametrize("action", ["preview", "changes"])
def test_looking_before_publishing_is_noted(action, client, mary):
    client.post(ADA, {"text": "One.", "key": "k", "action": action})

    noted = Presence.objects.get()
    assert (noted.title, noted.key, noted.account) == ("Ada Lovelace", "k", mary)


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_preview_needs_no_key(key, client):
    response = client.post(ADA, {"text": "One.", "key": key, "action": "preview"})

    assert response.status_code == 200
    assert Presence.objects.count() == 0


def test_a_preview_is_given_when_the_limit_is_reached(client):
    for number in range(301):
        client.post(DOOR, {"key": f"k{number % 3}"})

    response = client.post(ADA, {"text": "One.", "key": "k", "action": "preview"})

    assert response.status_code == 200


def test_who_has_published_is_not_there_any_more(client, mary):
    client.post(DOOR, {"key": "k"})

    client.post(ADA, {"text": "One.", "key": "k"})

    assert Revision.objects.count() == 1
    assert Presence.objects.count() == 0


def test_a_conflict_has_a_form_of_its_own(client):
    base, _ = make_history("Born in 1815.", "Born in 1816.")
    client.post(DOOR, {"key": "k"})

    response = client.post(ADA, {"text": "Born in 1817.", "base": base.pk, "key": "k"})

    assert response.status_code == 409
    assert listed_in(response, LINE) == [""]
    assert form_of(response)["key"] != "k"


def test_the_form_says_where_presence_is_told(client):
    make_revision()

    form = main_of(client.get(ADA)).find(".//form[@class='editor']")

    assert form.get("data-presence") == DOOR


def _visitor(name: str) -> Client:
    visitor = Client()
    visitor.force_login(make_user(name))
    return visitor
