"""Looking before publishing: a preview, and the changes."""

import pytest

from articles.models import Revision
from tests.articles.pages import form_of, main_of, words_of
from tests.makers import make_history, make_revision

pytestmark = pytest.mark.django_db


def test_a_preview_shows_the_page_and_keeps_what_was_typed(client, mary):
    base, _ = make_history("One.", "Two.")
    sent = {
        "text": "A **mathe**matician <b>.", "summary": "S & s", "minor": "on",
        "base": str(base.pk), "section": "", "key": "k", "editor": "Mary",
        "origin": "assisted",
    }  # fmt: skip

    response = client.post("/edit/Ada_Lovelace", {**sent, "action": "preview"})

    assert response.status_code == 200
    assert "A <strong>mathe</strong>matician &lt;b&gt;." in response.text
    assert form_of(response) == sent
    assert Revision.objects.count() == 2


def test_the_changes_are_shown_against_the_base_and_the_text_is_kept(client, mary):
    base = make_revision(text="Born in 1815.")
    make_revision(text="Something else.", base=base)
    sent = {
        "text": "Born in 1816.", "summary": "Why",
        "base": str(base.pk), "section": "", "key": "k", "editor": "Mary",
        "origin": "assisted",
    }  # fmt: skip

    response = client.post("/edit/Ada_Lovelace", {**sent, "action": "changes"})

    assert response.status_code == 200
    words = [words_of(word) for word in main_of(response).iter("del")]
    assert words[0] == "1815"
    assert form_of(response) == sent
    assert Revision.objects.count() == 2
