"""Errors of the editing form: each leads to its field, and nothing is lost."""

import pytest

from articles.models import Article
from articles.policy import MAX_TEXT_BYTES
from tests.articles.pages import form_of, links_of, listed_in, main_of
from tests.makers import make_revision

pytestmark = pytest.mark.django_db

ADA = "/edit/Ada_Lovelace"
ALERT = ".//div[@role='alert']"


def test_an_error_of_a_field_leads_to_it_and_is_its_description(client, mary):
    response = client.post(ADA, {"text": "New.", "summary": "x" * 501})

    assert response.status_code == 422
    [told] = listed_in(response, f"{ALERT}//li")
    assert told.startswith("Summary: Ensure this value has at most 500 characters")
    field = main_of(response).find(".//input[@name='summary']")
    assert links_of(response, ALERT) == [f"#{field.get('id')}"]
    assert field.get("aria-invalid") == "true"
    described = field.get("aria-describedby").split()
    ids = {part.get("id") for part in main_of(response).iter()}
    assert "error-summary" in described
    assert ids.issuperset(described)


def test_a_field_without_an_error_is_not_called_wrong(client, mary):
    field = main_of(client.get(ADA)).find(".//input[@name='summary']")

    assert field.get("aria-invalid") is None
    assert field.get("aria-describedby") == "summary-help"


@pytest.mark.parametrize(
    "sent",
    [
        {"text": "x" * (MAX_TEXT_BYTES + 1)},
        {"text": "New.", "base": "x"},
        {"text": "New.", "section": "h-" + "x" * 300},
        {"text": "New.", "action": "x" * 300},
    ],
)
def test_what_has_no_field_to_be_seen_leads_to_the_text(sent, client, mary):
    response = client.post(ADA, sent)

    assert response.status_code == 422
    text = main_of(response).find(".//textarea")
    assert links_of(response, ALERT) == [f"#{text.get('id')}"]
    assert form_of(response)["text"] == sent["text"]
    assert not Article.objects.exists()


def test_every_error_leads_to_something_that_is_there(client, mary):
    make_revision()
    sent = {"text": "New.", "summary": "x" * 501, "origin": "x", "base": "x"}

    response = client.post(ADA, sent)

    ids = {part.get("id") for part in main_of(response).iter()}
    links = [link.removeprefix("#") for link in links_of(response, ALERT)]
    assert len(links) == len(listed_in(response, f"{ALERT}//li")) == 3
    assert ids.issuperset(links)
