"""Drafts in the form: they are offered, continued, merged, and gone when published."""

import pytest
from django.test import Client

from articles.lifecycle import rename
from articles.models import Draft, Revision
from articles.policy import ProposedEdit
from markup import Title
from tests.articles.pages import form_of, listed_in, main_of, words_of
from tests.makers import make_revision, make_user, protect_all

pytestmark = pytest.mark.django_db

ADA = "/edit/Ada_Lovelace"
DOOR = "/draft/Ada_Lovelace"
FORM = ".//form[@class='editor']"
NOTICE = ".//div[@data-server-draft]"
TEXT = "Lead.\n\n## Life\n\nBorn.\n\n## Work\n\nNotes."


def test_a_draft_is_offered_above_the_text_as_it_is_now(client, mary):
    base = make_revision(text="One.")
    client.post(DOOR, {"text": "Two.", "base": base.pk})

    response = client.get(ADA)

    saved = Draft.objects.get().saved_at
    [notice] = listed_in(response, NOTICE)
    assert notice.startswith(f"You have a draft, saved on {saved.day} ")
    assert (
        f"{saved:%H:%M} (UTC). The page was not changed since you began it." in notice
    )
    assert form_of(response, FORM)["text"] == "One."
    [link] = main_of(response).findall(f"{NOTICE}//a")
    assert (link.get("href"), words_of(link)) == (
        "/edit/Ada_Lovelace?draft=continue",
        "Continue with the draft",
    )


def test_the_offer_says_whether_the_page_was_changed(client, mary):
    base = make_revision(text="One.")
    client.post(DOOR, {"text": "Two.", "base": base.pk})
    make_revision(text="Three.", base=base)

    [notice] = listed_in(client.get(ADA), NOTICE)

    assert "The page was changed since you began it." in notice


def test_a_draft_that_is_continued_fills_the_form(client, mary):
    base = make_revision(text="One.\n\nTwo.")
    sent = {
        "text": "One, mine.\n\nTwo.", "summary": "Why", "minor": "on",
        "origin": "machine", "base": str(base.pk), "section": "",
    }  # fmt: skip
    client.post(DOOR, sent)
    make_revision(text="One.\n\nTwo, theirs.", base=base)

    response = client.get(f"{ADA}?draft=continue")

    fields = form_of(response, FORM)
    assert {name: fields[name] for name in sent} == sent
    assert (fields["editor"], len(fields["key"])) == ("Mary", 32)
    [notice] = listed_in(response, NOTICE)
    assert "your draft is merged with that when you publish" in notice


def test_a_draft_that_is_continued_is_merged_and_gone(client, mary):
    base = make_revision(text="One.\n\nTwo.")
    client.post(DOOR, {"text": "One, mine.\n\nTwo.", "base": base.pk})
    make_revision(text="One.\n\nTwo, theirs.", base=base)
    fields = form_of(client.get(f"{ADA}?draft=continue"), FORM)

    response = client.post(ADA, fields)

    assert response.status_code == 302
    assert Revision.objects.latest("pk").text == "One, mine.\n\nTwo, theirs."
    assert Draft.objects.count() == 0


def test_a_draft_of_a_section_is_offered_where_the_section_is_edited(client, mary):
    base = make_revision(text=TEXT)
    sent = {"section": "h-life", "base": base.pk}
    client.post(DOOR, {**sent, "text": "## Life\n\nBorn in 1815."})

    page, section = client.get(ADA), client.get(f"{ADA}?section=h-life")
    continued = client.get(f"{ADA}?section=h-life&draft=continue")
    client.post(ADA, form_of(continued, FORM))

    assert listed_in(page, NOTICE) == []
    [link] = main_of(section).findall(f"{NOTICE}//a")
    assert link.get("href") == "/edit/Ada_Lovelace?section=h-life&draft=continue"
    assert Revision.objects.latest("pk").text == TEXT.replace("Born.", "Born in 1815.")
    assert Draft.objects.count() == 0


def test_a_draft_of_a_section_that_is_gone_can_still_be_continued(client, mary):
    base = make_revision(text=TEXT)
    sent = {"section": "h-life", "base": base.pk}
    client.post(DOOR, {**sent, "text": "## Life\n\nBorn in 1815."})
    make_revision(text="Lead.\n\n## Work\n\nNotes.", base=base)

    offered = client.get(f"{ADA}?section=h-life")
    continued = client.get(f"{ADA}?section=h-life&draft=continue")

    assert len(listed_in(offered, NOTICE)) == 1
    fields = form_of(continued, FORM)
    assert (fields["text"], fields["section"]) == ("## Life\n\nBorn in 1815.", "h-life")


def test_a_draft_that_says_what_the_page_says_is_not_offered(client, mary):
    base = make_revision(text="One.")
    client.post(DOOR, {"text": "Two.", "base": base.pk})
    make_revision(text="Two.", base=base)

    assert listed_in(client.get(ADA), NOTICE) == []


def test_a_draft_of_a_page_that_is_not_there_is_offered(client, mary):
    client.post(DOOR, {"text": "One."})

    response = client.get(f"{ADA}?draft=continue")

    assert form_of(response, FORM)["text"] == "One."


@pytest.mark.parametrize("query", ["", "?draft=continue"])
def test_a_draft_is_seen_by_its_author_only(query, client, mary):
    make_revision(text="One.")
    client.post(DOOR, {"text": "A secret."})
    charles = Client()
    charles.force_login(make_user("Charles"))

    for visitor in (Client(), charles):
        response = visitor.get(ADA + query)
        assert "A secret." not in response.text
        assert listed_in(response, NOTICE) == []
        assert form_of(response, FORM)["text"] == "One."


def test_the_offer_has_a_form_to_discard_it(client, mary):
    make_revision(text="One.")
    client.post(DOOR, {"text": "Two."})
    response = client.get(ADA)

    [form] = main_of(response).findall(f"{NOTICE}//form")
    fields = form_of(response, f"{NOTICE}//form")
    client.post(form.get("action"), {**fields, "action": "discard"})

    assert form.get("action") == DOOR
    assert Draft.objects.count() == 0


def test_there_is_nothing_to_continue_without_a_draft(client, mary):
    make_revision(text="One.")

    response = client.get(f"{ADA}?draft=continue")

    assert (response.status_code, form_of(response)["text"]) == (200, "One.")


def test_publishing_removes_the_draft_of_what_was_published(client, mary):
    base = make_revision(text=TEXT)
    client.post(DOOR, {"text": "All.", "base": base.pk})
    client.post(DOOR, {"text": "L.", "base": base.pk, "section": "h-life"})
    client.post("/draft/Babbage", {"text": "He."})

    client.post(ADA, {"text": "All of it.", "base": base.pk})

    assert {(one.title, one.section) for one in Draft.objects.all()} == {
        ("Ada Lovelace", "h-life"),
        ("Babbage", ""),
    }


def test_publishing_removes_no_draft_of_somebody_else(client, mary):
    client.post(DOOR, {"text": "Mary's."})
    charles = Client()
    charles.force_login(make_user("Charles"))

    charles.post(ADA, {"text": "Charles's."})

    assert Draft.objects.get().author == mary


def test_publishing_at_the_old_address_of_a_renamed_page_removes_the_draft(
    client, mary
):
    base = make_revision(text="One.")
    client.post(DOOR, {"text": "Two.", "base": base.pk})
    renaming = ProposedEdit(title=base.article.parsed_title, author=mary, text="")
    rename(renaming, Title.parse("Ada King"))

    response = client.post(ADA, {"text": "Two.", "base": base.pk})

    assert response["Location"] == "/wiki/Ada_King"
    assert Draft.objects.count() == 0


def test_a_refused_edit_keeps_its_draft(client, mary):
    base = make_revision(text="One.")
    client.post(DOOR, {"text": "Two.", "base": base.pk})
    protect_all()

    response = client.post(ADA, {"text": "Two.", "base": base.pk})

    assert response.status_code == 403
    assert Draft.objects.get().text == "Two."


def test_a_conflict_keeps_its_draft_until_it_is_decided(client, mary):
    base = make_revision(text=TEXT)
    make_revision(text=TEXT.replace("Born.", "Born in 1816."), base=base)
    sent = {
        "text": "## Life\n\nBorn in 1815.",
        "base": base.pk,
        "section": "h-life",
    }
    client.post(DOOR, sent)

    conflict = client.post(ADA, sent)
    kept = Draft.objects.count()
    client.post(ADA, {**form_of(conflict), "choice-1": "mine", "action": "resolve"})

    assert (conflict.status_code, kept) == (409, 1)
    assert Revision.objects.latest("pk").text == TEXT.replace("Born.", "Born in 1815.")
    assert Draft.objects.count() == 0


def test_opening_the_form_writes_nothing(client, mary, django_assert_num_queries):
    base = make_revision(text="One.")
    client.post(DOOR, {"text": "Two.", "base": base.pk})
    before = list(Draft.objects.values())

    # Session, account, page, its protection, draft, blocks, who else has the editor
    # open, own summaries.
    with django_assert_num_queries(8):
        client.get(f"{ADA}?draft=continue")

    assert list(Draft.objects.values()) == before


def test_the_form_says_where_its_drafts_are_kept(client, mary):
    stranger = main_of(Client().get(ADA)).find(FORM)
    member = main_of(client.get(ADA)).find(FORM)

    assert member.get("data-draft") == DOOR
    assert member.get("data-title") == "Ada Lovelace"
    assert member.get("data-section") == ""
    assert stranger.get("data-draft") is None
