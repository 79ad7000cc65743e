"""Conflicts decided: what may come between the question and the answer."""

import pytest

from articles.lifecycle import rename
from articles.models import Article, Draft, Revision
from articles.policy import ProposedEdit
from markup import Title
from tests.articles.disputes import (
    ADA,
    BASE,
    MIDDLE,
    MINE,
    THEIRS,
    conflict_of_mary,
    decided,
)
from tests.articles.pages import form_of, main_of, words_of
from tests.makers import delete_pages, make_revision, make_user, protect_all

pytestmark = pytest.mark.django_db

SECTIONS = "Lead.\n\n## Life\n\nBorn.\n\n## Work\n\nNotes."


def test_the_page_changed_again_elsewhere_and_both_are_merged(client):
    fields = form_of(conflict_of_mary(client))
    base = Revision.objects.latest("pk")
    make_revision(text=f"{THEIRS}\n\nA new end.", base=base)

    response = client.post(ADA, decided(fields, "mine", "theirs"))

    assert response.status_code == 302
    assert Revision.objects.latest("pk").text == (
        f"Born in May 1815.{MIDDLE}Died in London.\n\nA new end."
    )


def test_the_page_changed_again_in_the_same_passage_and_is_asked_about(client):
    fields = form_of(conflict_of_mary(client))
    base = Revision.objects.latest("pk")
    third = make_revision(text=THEIRS.replace("December", "June"), base=base)

    response = client.post(ADA, decided(fields, "mine", "theirs"))

    assert response.status_code == 409
    again = form_of(response)
    mine = f"Born in May 1815.{MIDDLE}Died in London."
    assert (again["mine"], again["began"]) == (mine, str(base.pk))
    assert again["base"] == str(third.pk)
    assert again["key"] != fields["key"]
    assert "choice-1" not in again
    client.post(ADA, decided(again, "mine"))
    assert Revision.objects.latest("pk").text == mine


def test_my_text_stays_as_i_sent_it_to_its_last_line_feed(client, mary):
    base = make_revision(text="Born in 1815.")
    make_revision(text="Born in 1816.", base=base)
    mine = "\n\nBorn in 1817.\n\n"

    asked = client.post(ADA, {"text": mine, "base": base.pk})
    again = client.post(ADA, {**form_of(asked), "action": "resolve"})

    assert (form_of(asked)["mine"], form_of(again)["mine"]) == (mine, mine)


def test_the_same_decision_sent_twice_is_saved_once(client):
    sent = decided(form_of(conflict_of_mary(client)), "mine", "theirs")

    first, second = client.post(ADA, sent), client.post(ADA, sent)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Revision.objects.count() == 3


def test_a_decision_for_their_text_changes_nothing(client):
    base = make_revision(text="Born in 1815.")
    make_revision(text="Born in 1816.", base=base)
    client.force_login(make_user())
    fields = form_of(client.post(ADA, {"text": "Born in 1817.", "base": base.pk}))

    response = client.post(ADA, decided(fields, "theirs"))

    assert response.status_code == 302
    assert Revision.objects.count() == 2


def test_a_conflict_in_a_section_is_about_the_whole_page(client):
    base = make_revision(text=SECTIONS)
    make_revision(text=SECTIONS.replace("Born.", "Born in 1815."), base=base)
    client.force_login(make_user())
    sent = {"text": "## Life\n\nBorn in London.", "section": "h-life", "base": base.pk}

    asked = client.post(ADA, sent)
    response = client.post(ADA, decided(form_of(asked), "mine"))

    assert asked.status_code == 409
    assert "You edited one section. What follows is about the whole page" in words_of(
        main_of(asked)
    )
    assert form_of(asked)["mine"] == SECTIONS.replace("Born.", "Born in London.")
    assert form_of(asked)["section"] == ""
    assert response["Location"] == "/wiki/Ada_Lovelace#h-life"
    assert Revision.objects.latest("pk").text == SECTIONS.replace(
        "Born.", "Born in London."
    )


def test_a_conflict_about_a_new_page_can_bedecided(client):
    make_revision(text="A poet.")
    client.force_login(make_user())

    fields = form_of(client.post(ADA, {"text": "A mathematician."}))
    client.post(ADA, decided(fields, "both"))

    assert Revision.objects.latest("pk").text == "A poet.\n\nA mathematician."


def test_a_conflict_with_a_page_that_was_renamed_goes_on_where_it_is_now(client, mary):
    base = make_revision(text=BASE)
    client.post("/draft/Ada_Lovelace", {"text": MINE, "base": base.pk})
    make_revision(text=THEIRS, base=base)
    title, author = Title.parse("Ada Lovelace"), make_user()
    rename(ProposedEdit(title=title, author=author, text=""), Title.parse("Ada King"))

    asked = client.post(ADA, {"text": MINE, "base": base.pk})
    form = main_of(asked).find(".//form[@class='editor']")
    client.post(form.get("action"), decided(form_of(asked), "mine", "mine"))

    assert asked.status_code == 409
    assert form.get("action") == "/edit/Ada_King"
    assert Revision.objects.latest("pk").title == "Ada King"
    assert Revision.objects.latest("pk").text == f"Born in May 1815.{MIDDLE}Died young."
    assert Draft.objects.count() == 0


def test_a_refused_decision_comes_back_with_everything(client):
    fields = decided(form_of(conflict_of_mary(client)), "mine", "own")
    protect_all()

    response = client.post(ADA, fields)

    assert response.status_code == 403
    assert "only moderators may edit it" in words_of(main_of(response))
    assert form_of(response) == {k: fields[k] for k in fields if k != "action"}
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("base", ["", "0", "987654321", "x", "9" * 4000])
def test_a_base_that_makes_no_sense_is_asked_about_again(base, client):
    fields = decided(form_of(conflict_of_mary(client)), "mine", "mine")

    response = client.post(ADA, {**fields, "base": base})

    assert response.status_code == 422
    again = form_of(response)
    assert again["base"] == fields["base"]
    assert again["mine"] == MINE
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("began", ["", "987654321", "x"])
def test_a_beginning_that_makes_no_sense_loses_nothing(began, client):
    fields = decided(form_of(conflict_of_mary(client)), "mine", "mine")

    response = client.post(ADA, {**fields, "began": began})

    assert response.status_code == 422
    assert form_of(response)["mine"] == MINE
    assert Revision.objects.count() == 2


def test_the_least_that_can_be_sent_keeps_the_merged_text(client):
    fields = form_of(conflict_of_mary(client))
    sent = {name: fields[name] for name in ("mine", "began", "base")}

    response = client.post(ADA, {**sent, "action": "resolve"})

    assert response.status_code == 422
    assert form_of(response)["text"] == fields["text"]


def test_a_decision_about_a_page_that_is_not_there_saves_nothing(client, mary):
    response = client.post(ADA, {"mine": "One.", "text": "Two.", "action": "resolve"})

    assert response.status_code == 422
    assert form_of(response)["text"] == "Two."
    assert Article.objects.count() == 0


@pytest.mark.parametrize("role", ["editor", "moderator"])
def test_a_page_deleted_meanwhile_begins_anew_only_if_that_is_meant(client, role):
    fields = form_of(conflict_of_mary(client))
    client.force_login(make_user(role=role))
    delete_pages()

    sent = decided(fields, "mine", "mine") | {"editor": ""}
    refused = client.post(ADA, sent)
    gone = client.get("/wiki/Ada_Lovelace").status_code
    again = form_of(refused)
    meant = client.post(ADA, again)

    assert (refused.status_code, gone) == (422, 410)
    assert "was deleted while you wrote" in words_of(main_of(refused))
    assert again["text"] == fields["text"]
    assert meant.status_code == 302
    assert client.get("/wiki/Ada_Lovelace").status_code == 200


def test_a_text_that_does_not_contradict_any_more_is_simply_merged(client, mary):
    make_revision(text="One.")
    current = Revision.objects.get()
    sent = {"mine": "One.\n\nTwo.", "began": current.pk, "base": current.pk}

    client.post(ADA, {**sent, "action": "resolve"})

    assert Revision.objects.latest("pk").text == "One.\n\nTwo."
