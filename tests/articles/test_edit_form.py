"""The editing form: what it shows before anything is sent."""

import pytest
from django.utils.html import escape

from articles.policy import LONG_TEXT_BYTES
from tests.articles.pages import (
    form_of,
    heading_of,
    links_of,
    listed_in,
    main_of,
    words_of,
)
from tests.makers import (
    delete_pages,
    make_history,
    make_revision,
    make_user,
    protect_all,
)

pytestmark = pytest.mark.django_db

TWO = "Lead.\n\n## Life\n\nBorn.\n\n### Youth\n\nYoung.\n\n## Work\n\nNotes."


def test_the_form_has_the_text_as_it_is_now(client):
    _, second = make_history("One.", 'Two <b> & "three".\n\nZoë.')

    response = client.get("/edit/Ada_Lovelace")

    assert response.status_code == 200
    assert heading_of(response) == "Editing Ada Lovelace"
    fields = form_of(response)
    assert fields["text"] == second.text
    assert fields["base"] == str(second.pk)
    assert (fields["summary"], fields["section"]) == ("", "")
    assert "minor" not in fields


def test_the_form_of_a_new_article_is_empty(client):
    response = client.get("/edit/Ada_Lovelace")

    assert response.status_code == 200
    assert heading_of(response) == "Creating Ada Lovelace"
    fields = form_of(response)
    assert (fields["text"], fields["base"]) == ("", "")
    buttons = listed_in(response, ".//p[@class='actions']/button")
    assert buttons == ["Publish page", "Show preview", "Show changes"]


def test_each_form_has_a_key_of_its_own(client):
    keys = {form_of(client.get("/edit/Ada_Lovelace"))["key"] for _ in range(3)}

    assert len(keys) == 3
    assert {len(key) for key in keys} == {32}


def test_the_form_says_under_which_licence_one_publishes(client):
    response = client.get("/edit/Ada_Lovelace")

    [licence] = listed_in(response, ".//p[@class='licence']")
    assert "Creative Commons Attribution-ShareAlike" in licence


def test_somebody_not_signed_in_is_told_whose_name_the_edit_carries(client):
    stranger = client.get("/edit/Ada_Lovelace")
    client.force_login(make_user())
    member = client.get("/edit/Ada_Lovelace")

    assert "the name of a temporary account" in stranger.text
    assert "/accounts/login?next=/edit/Ada_Lovelace" in links_of(stranger)
    assert "temporary account" not in member.text


def test_a_section_is_edited_alone(client):
    revision = make_revision(text=TWO)

    response = client.get("/edit/Ada_Lovelace?section=h-life")

    assert heading_of(response) == "Editing Ada Lovelace: Life"
    fields = form_of(response)
    assert fields["text"] == "## Life\n\nBorn.\n\n### Youth\n\nYoung."
    assert fields["summary"] == "/* Life */ "
    assert (fields["section"], fields["base"]) == ("h-life", str(revision.pk))


def test_a_section_that_is_not_there_is_the_whole_page(client):
    make_revision(text=TWO)

    response = client.get("/edit/Ada_Lovelace?section=h-death")

    assert response.status_code == 200
    assert "There is no such section any more" in response.text
    assert form_of(response)["text"] == TWO
    assert form_of(response)["section"] == ""


def test_a_section_of_a_page_that_is_not_there_is_a_new_page(client):
    response = client.get("/edit/Ada_Lovelace?section=h-death")

    assert response.status_code == 200
    assert form_of(response)["text"] == ""


@pytest.mark.parametrize(
    ("protection", "name", "is_offered"),
    [
        ("", "stranger", True),
        ("editor", "stranger", False),
        ("editor", "member", True),
        ("moderator", "member", False),
        ("moderator", "moderator", True),
    ],
)
def test_a_protected_page_shows_its_source_to_the_others(
    protection, name, is_offered, client
):
    make_revision(text="Born <in> 1815.")
    protect_all(protection)
    if name != "stranger":
        role = "moderator" if name == "moderator" else "editor"
        client.force_login(make_user(role=role))

    response = client.get("/edit/Ada_Lovelace")

    assert response.status_code == 200
    forms = main_of(response).findall(".//form[@method='post']")
    assert len(forms) == is_offered
    [text] = [words_of(area) for area in main_of(response).iter("textarea")]
    assert text == "Born <in> 1815."


def test_the_source_of_a_protected_page_says_who_may_edit(client):
    make_revision()
    protect_all()

    response = client.get("/edit/Ada_Lovelace")

    assert heading_of(response) == "Source of Ada Lovelace"
    assert "This page is protected: only moderators may edit it." in response.text


def test_where_an_account_is_asked_for_strangers_see_the_source(client, settings):
    settings.CANONICA_UNREGISTERED_EDITS = "refuse"
    make_revision()

    response = client.get("/edit/Ada_Lovelace?section=h-x")

    assert heading_of(response) == "Source of Ada Lovelace"
    next_ = "?next=/edit/Ada_Lovelace%3Fsection%3Dh-x"
    assert f"/accounts/login{next_}" in links_of(response)
    assert f"/accounts/join{next_}" in links_of(response)


def test_a_long_page_comes_with_a_hint(client):
    make_revision(text="x" * (LONG_TEXT_BYTES + 1))
    make_revision("Short", "x" * LONG_TEXT_BYTES)

    long, short = client.get("/edit/Ada_Lovelace"), client.get("/edit/Short")

    assert (
        "This page is long: it has 131,073 bytes. Readers are served better by several "
        "shorter pages, and a page can have at most 524,288."
    ) in long.text
    assert "is long" not in short.text


def test_the_length_told_is_that_of_the_text_as_it_was_sent(client, mary):
    base = make_revision(text="## One\n\nShort.")
    sent = {"text": "é\r\n" * 50_000, "base": base.pk, "section": "h-one"}

    response = client.post("/edit/Ada_Lovelace", sent | {"action": "preview"})

    # A line feed is one byte, however the browser sends it; the last one isn't kept.
    assert "This section is long: it has 149,999 bytes." in response.text


def test_the_form_is_kept_by_the_browser_alone(client):
    response = client.get("/edit/Ada_Lovelace")

    assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_title_with_markup_is_only_text(client):
    title = "A'\"&B"

    response = client.get("/edit/A'%22&B")

    assert response.status_code == 200
    assert heading_of(response) == f"Creating {title}"
    assert escape(title) in response.text


@pytest.mark.parametrize("role", ["editor", "moderator"])
def test_a_page_deleted_meanwhile_comes_back_only_if_that_is_meant(client, role):
    make_revision(text="Doubtful.")
    client.force_login(make_user(role=role))
    fields = form_of(client.get("/edit/Ada_Lovelace")) | {"text": "Doubtful, and so."}
    delete_pages()

    refused = client.post("/edit/Ada_Lovelace", fields)
    gone = client.get("/wiki/Ada_Lovelace").status_code
    again = form_of(refused)
    meant = client.post("/edit/Ada_Lovelace", again)

    assert (refused.status_code, gone) == (422, 410)
    assert "was deleted while you wrote" in words_of(main_of(refused))
    assert again["text"] == "Doubtful, and so."
    assert meant.status_code == 302
    assert "Doubtful, and so." in client.get("/wiki/Ada_Lovelace").text


@pytest.mark.parametrize("key", ["a\0b", "x" * 101, "\n"])
def test_a_key_that_is_none_is_replaced(client, key):
    sent = client.post("/edit/Ada_Lovelace", {"text": "One.", "key": key})

    assert sent.status_code in {302, 422}
    if sent.status_code == 422:
        assert client.post("/edit/Ada_Lovelace", form_of(sent)).status_code == 302
