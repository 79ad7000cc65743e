"""Forged requests: what another site sends is refused, and no text is lost."""

import pytest
from django.test import Client

from articles.models import Article, Revision
from tests.articles.pages import form_of, main_of, words_of
from tests.makers import make_history, make_user

pytestmark = pytest.mark.django_db

SENT = {
    "text": "Mine <b> & \"more\".", "summary": "Why", "minor": "on",
    "base": "17", "section": "h-life", "key": "k",
}  # fmt: skip


@pytest.fixture
def strict():
    """A signed-in visitor whose browser was made to send forms."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())
    return client


def test_an_edit_without_a_token_is_refused_and_comes_back_in_a_form(strict):
    response = strict.post("/edit/Ada_Lovelace", {**SENT, "action": "publish"})

    assert response.status_code == 403
    assert "nothing was saved" in words_of(main_of(response))
    assert form_of(response) == SENT
    assert Article.objects.count() == 0


def test_the_text_that_came_back_can_be_sent_again(strict):
    refused = strict.post("/edit/Ada_Lovelace", {"text": "Mine."})
    token = str(refused.context["csrf_token"])

    response = strict.post(
        "/edit/Ada_Lovelace", {**form_of(refused), "csrfmiddlewaretoken": token}
    )

    assert response.status_code == 302
    assert Revision.objects.get().text == "Mine."


def test_a_wrong_token_is_as_good_as_none(strict):
    strict.get("/edit/Ada_Lovelace")

    response = strict.post(
        "/edit/Ada_Lovelace", {"text": "Mine.", "csrfmiddlewaretoken": "x" * 64}
    )

    assert response.status_code == 403
    assert form_of(response)["text"] == "Mine."
    assert Article.objects.count() == 0


@pytest.mark.parametrize("door", ["undo", "restore"])
def test_taking_back_without_a_token_is_refused(door, strict):
    first, second = make_history("One.", "Two.")
    revision = {"undo": second, "restore": first}[door]

    response = strict.post(f"/{door}/{revision.pk}", {"summary": "Forged"})

    assert response.status_code == 403
    assert Revision.objects.count() == 2


def test_another_origin_is_refused_even_with_a_token(strict):
    token = str(strict.get("/edit/Ada_Lovelace").context["csrf_token"])

    response = strict.post(
        "/edit/Ada_Lovelace",
        {"text": "Forged.", "csrfmiddlewaretoken": token},
        headers={"Origin": "https://elsewhere.example"},
    )

    assert response.status_code == 403
    assert Article.objects.count() == 0
