"""Warnings: shown below a preview, whoever asks for it, and in nobody's way."""

import pytest

from articles.models import Revision
from articles.policy import LONG_TEXT_BYTES
from markup.lint import LONG_PAGE_BYTES
from tests.articles.pages import listed_in, main_of
from tests.makers import make_revision

pytestmark = pytest.mark.django_db

TEXT = "One <b>.\n\n[[<script>]]\n\n## Empty"
FOUND = [
    "Line 3: The link [[<script>]] leads nowhere. A title can't contain '<'.",
    "Line 5: The section “Empty” has no text yet, so readers are not shown it.",
]


def test_the_preview_of_the_button_has_warnings_below(client, mary):
    response = client.post("/edit/Ada_Lovelace", {"text": TEXT, "action": "preview"})

    path = ".//section[@class='preview']/section[@class='warnings']"
    [section] = main_of(response).findall(path)
    assert section.get("aria-label") == "Warnings"
    assert listed_in(response, f"{path}//li") == FOUND
    assert "<script>]]" not in response.text


def test_the_live_preview_has_warnings_below(client):
    response = client.post("/preview", {"content": TEXT, "title": "Ada Lovelace"})

    prose, warnings = response.text.split('<section class="warnings"')
    assert '<div class="prose"' in prose
    assert "They don't keep you from publishing." in warnings
    assert warnings.count("<li>") == 2
    assert "[[&lt;script&gt;]]" in warnings


@pytest.mark.parametrize("section", ["", "h-work"])
def test_a_text_that_can_not_be_shown_formatted_is_warned_of(section, client, mary):
    base = make_revision(text="Lead.\n\n## Work\n\nNotes.")
    sent = {"base": base.pk, "section": section, "action": "preview"}

    response = client.post("/edit/Ada_Lovelace", {"text": "[" * 20_000, **sent})

    path = ".//section[@class='preview']/section[@class='warnings']//li"
    assert listed_in(response, path) == [
        "This page has more links and brackets than can be shown formatted. Dividing "
        "it would help. Readers would see it as it was typed."
    ]


@pytest.mark.parametrize("title", ["", "<b>", "\0", "x" * 5000])
def test_a_title_that_makes_no_sense_is_in_nobodys_way(title, client):
    response = client.post("/preview", {"content": "One.", "title": title})

    assert response.status_code == 200


def test_the_lines_are_those_of_the_field(client, mary):
    response = client.post("/preview", {"content": "One.\r\n\r\n[[\r\n"})

    assert "Line 3:" in response.text


def test_a_text_without_slips_has_no_warnings(client):
    assert "warnings" not in client.post("/preview", {"content": "One."}).text


def test_a_text_with_warnings_is_published(client, mary):
    client.post("/edit/Ada_Lovelace", {"text": TEXT})

    assert Revision.objects.get().text == TEXT


def test_the_page_itself_has_no_warnings(client, mary):
    client.post("/edit/Ada_Lovelace", {"text": TEXT})

    assert 'class="warnings"' not in client.get("/wiki/Ada_Lovelace").text


def test_warnings_and_notices_call_the_same_pages_long():
    assert LONG_PAGE_BYTES == LONG_TEXT_BYTES
