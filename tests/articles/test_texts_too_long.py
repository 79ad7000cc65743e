"""Texts that are too long: they are refused, and come back whole."""

import pytest

from articles.models import Article, Revision
from articles.policy import MAX_TEXT_BYTES
from tests.articles.pages import form_of, main_of, words_of
from tests.makers import make_history

pytestmark = pytest.mark.django_db

TOO_LONG = "\n\n" + "é" * (MAX_TEXT_BYTES // 2) + " end."


def test_a_text_refused_for_its_size_comes_back_whole(client, mary):
    response = client.post("/edit/Ada_Lovelace", {"text": TOO_LONG, "summary": "Why"})

    assert response.status_code == 422
    assert "A page has at most 524,288" in words_of(main_of(response))
    assert form_of(response)["text"] == TOO_LONG
    assert form_of(response)["summary"] == "Why"
    assert Article.objects.count() == 0


def test_a_text_too_long_for_a_page_still_has_a_preview(client, mary):
    sent = {"text": TOO_LONG, "action": "preview"}

    response = client.post("/edit/Ada_Lovelace", sent)

    assert response.status_code == 200
    assert form_of(response)["text"] == TOO_LONG


def test_a_conflict_decided_with_too_long_a_text_comes_back_whole(client, mary):
    base, _ = make_history("One.", "Two.")
    fields = form_of(
        client.post("/edit/Ada_Lovelace", {"text": "Three.", "base": base.pk})
    )
    decided = {"choice-1": "own", "words-1": TOO_LONG, "action": "resolve"}

    response = client.post("/edit/Ada_Lovelace", {**fields, **decided})

    assert response.status_code == 422
    again = form_of(response)
    assert (again["words-1"], again["choice-1"]) == (TOO_LONG, "own")
    assert again["mine"] == "Three."
    assert Revision.objects.count() == 2


def test_a_form_is_sent_without_making_its_letters_longer(client):
    response = client.get("/edit/Ada_Lovelace")

    # Urlencoded, é would have six letters, and a request has a limit.
    form = main_of(response).find(".//form[@method='post']")
    assert form.get("enctype") == "multipart/form-data"
