"""Declaring an origin: who or what wrote a text, as its author says."""

import pytest

from articles.models import Article, Revision
from tests.articles.pages import form_of, main_of, words_of
from tests.makers import make_history, make_revision

pytestmark = pytest.mark.django_db

ADA = "/edit/Ada_Lovelace"


def test_the_form_asks_who_wrote_the_text(client):
    response = client.get(ADA)

    [field] = main_of(response).iter("select")
    options = {one.get("value"): words_of(one) for one in field.iter("option")}
    assert options == {
        "person": "I wrote this myself",
        "assisted": "With the help of a machine",
        "machine": "A machine wrote this",
    }
    assert form_of(response)["origin"] == "person"


@pytest.mark.parametrize("origin", ["person", "assisted", "machine"])
def test_a_revision_says_what_its_author_declared(origin, client, mary):
    client.post(ADA, {"text": "One.", "origin": origin})

    assert Revision.objects.get().origin == origin


def test_who_declares_nothing_wrote_it_themselves(client, mary):
    client.post(ADA, {"text": "One."})

    assert Revision.objects.get().origin == "person"


@pytest.mark.parametrize("origin", ["bot", "import", "x", "<b>", "\0"])
def test_other_origins_cant_be_chosen(origin, client, mary):
    response = client.post(ADA, {"text": "One.", "summary": "Why", "origin": origin})

    assert response.status_code == 422
    fields = form_of(response)
    assert (fields["text"], fields["summary"]) == ("One.", "Why")
    assert "Who wrote this text" in words_of(main_of(response))
    assert Article.objects.count() == 0


@pytest.mark.parametrize("action", ["preview", "changes"])
def test_the_origin_is_kept_while_one_looks(action, client, mary):
    response = client.post(ADA, {"text": "One.", "origin": "machine", "action": action})

    assert response.status_code == 200
    assert form_of(response)["origin"] == "machine"


def test_the_origin_is_kept_in_a_refusal(client, mary):
    response = client.post(ADA, {"text": " ", "origin": "assisted"})

    assert response.status_code == 422
    assert form_of(response)["origin"] == "assisted"


def test_the_origin_is_kept_in_a_conflict(client, mary):
    base, _ = make_history("Born in 1815.", "Born in 1816.")

    response = client.post(
        ADA, {"text": "Born in 1817.", "origin": "machine", "base": base.pk}
    )
    client.post(ADA, {**form_of(response), "choice-1": "mine", "action": "resolve"})

    assert response.status_code == 409
    assert form_of(response)["origin"] == "machine"
    saved = Revision.objects.latest("pk")
    assert (saved.text, saved.origin) == ("Born in 1817.", "machine")


def test_the_origin_of_one_text_is_not_asked_of_the_next(client, mary):
    make_revision(origin="machine")

    assert form_of(client.get(ADA))["origin"] == "person"
