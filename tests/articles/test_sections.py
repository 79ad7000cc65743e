"""Sections: one of them is edited, the others stay as they are."""

import pytest

from articles.models import Revision
from tests.articles.pages import form_of, main_of, words_of
from tests.makers import make_revision

pytestmark = pytest.mark.django_db

TWO = "Lead.\n\n## Life\n\nBorn.\n\n### Youth\n\nYoung.\n\n## Work\n\nNotes."


def test_a_section_that_is_saved_leaves_the_others_as_they_are(client, mary):
    make_revision(text=TWO)
    fields = form_of(client.get("/edit/Ada_Lovelace?section=h-life"))

    response = client.post(
        "/edit/Ada_Lovelace", {**fields, "text": "## Life\r\n\r\nLong.\r\n"}
    )

    assert response.url == "/wiki/Ada_Lovelace#h-life"
    revision = Revision.objects.latest("pk")
    assert revision.text == "Lead.\n\n## Life\n\nLong.\n\n## Work\n\nNotes."


def test_a_section_is_merged_with_an_edit_of_another_one(client, mary):
    base = make_revision(text=TWO)
    fields = form_of(client.get("/edit/Ada_Lovelace?section=h-work"))
    make_revision(text=TWO.replace("Born.", "Born in 1815."), base=base)

    client.post("/edit/Ada_Lovelace", {**fields, "text": "## Work\n\nSeven notes."})

    assert Revision.objects.latest("pk").text == TWO.replace(
        "Born.", "Born in 1815."
    ).replace("Notes.", "Seven notes.")


@pytest.mark.parametrize("section", ["h-gone", "<b>", "h-life-2"])
def test_a_section_that_is_not_in_the_base_keeps_the_text(section, client, mary):
    base = make_revision(text=TWO)

    response = client.post(
        "/edit/Ada_Lovelace", {"text": "Mine.", "base": base.pk, "section": section}
    )

    assert response.status_code == 422
    assert "The section is not in the text you began with." in words_of(
        main_of(response)
    )
    assert form_of(response)["text"] == "Mine."
    assert Revision.objects.count() == 1


def test_the_changes_of_a_section_are_shown_in_the_page(client, mary):
    make_revision(text=TWO)
    fields = form_of(client.get("/edit/Ada_Lovelace?section=h-work"))

    response = client.post(
        "/edit/Ada_Lovelace",
        {**fields, "text": "## Work\n\nSeven notes.", "action": "changes"},
    )

    assert next(words_of(word) for word in main_of(response).iter("del")) == "Notes."
    assert "Born." not in [words_of(word) for word in main_of(response).iter("del")]


def test_the_changes_of_a_section_that_is_gone_keep_the_text(client, mary):
    base = make_revision(text=TWO)
    sent = {"text": "Mine.", "base": base.pk, "section": "h-x", "action": "changes"}

    response = client.post("/edit/Ada_Lovelace", sent)

    assert response.status_code == 422
    assert form_of(response)["text"] == "Mine."
