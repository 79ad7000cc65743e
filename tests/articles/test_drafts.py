"""Drafts on the server: what an account has typed, kept until it publishes."""

from datetime import datetime

import pytest
from django.test import Client

from articles import drafts
from articles.models import Draft, Revision
from articles.policy import MAX_TEXT_BYTES
from tests.articles.crowds import all_at_once
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

DOOR = "/draft/Ada_Lovelace"
TEXT = "Lead.\n\n## Life\n\nBorn.\n\n## Work\n\nNotes."


def test_a_draft_is_saved_and_the_answer_says_when(client, mary):
    base = make_revision(text="One.")
    sent = {
        "text": "Two\r\nlines.", "summary": "Why", "minor": "on",
        "origin": "assisted", "base": base.pk, "section": "",
    }  # fmt: skip

    response = client.post(DOOR, sent)

    draft = Draft.objects.get()
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert datetime.fromisoformat(response.json()["saved_at"]) == draft.saved_at
    assert (draft.author, draft.title, draft.section) == (mary, "Ada Lovelace", "")
    assert (draft.text, draft.summary) == ("Two\nlines.", "Why")
    assert (draft.minor, draft.origin, draft.base) == (True, "assisted", base)


def test_the_next_draft_takes_the_place_of_the_one_before(client, mary):
    for text in ("One.", "Two."):
        client.post(DOOR, {"text": text})

    assert [draft.text for draft in Draft.objects.all()] == ["Two."]


def test_each_page_and_each_section_has_a_draft_of_its_own(client, mary):
    make_revision(text=TEXT)
    client.post(DOOR, {"text": "All."})
    client.post(DOOR, {"text": "Life.", "section": "h-life"})
    client.post("/draft/Babbage", {"text": "He."})

    places = set(Draft.objects.values_list("title", "section", "text"))
    assert places == {
        ("Ada Lovelace", "", "All."),
        ("Ada Lovelace", "h-life", "Life."),
        ("Babbage", "", "He."),
    }


def test_a_temporary_account_has_drafts_too(client):
    client.post("/edit/Ada_Lovelace", {"text": "One."})

    response = client.post(DOOR, {"text": "Two."})

    assert response.status_code == 200
    assert Draft.objects.get().author.is_temporary


def test_a_stranger_is_told_to_log_in(client):
    response = client.post(DOOR, {"text": "One."})

    assert response.status_code == 403
    assert response.json() == {"reason": "Log in to keep drafts on the server."}
    assert Draft.objects.count() == 0


def test_a_blocked_account_has_no_drafts(client, mary):
    mary.is_active = False
    mary.save()

    assert client.post(DOOR, {"text": "One."}).status_code == 403
    assert Draft.objects.count() == 0


def test_a_form_of_somebody_else_is_no_draft_of_mine(client, mary):
    response = client.post(DOOR, {"text": "One.", "editor": "Charles"})

    assert response.status_code == 403
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(("extra", "status"), [(0, 200), (1, 413)])
def test_a_draft_has_the_limit_of_a_page(extra, status, client, mary):
    response = client.post(DOOR, {"text": "x" * (MAX_TEXT_BYTES + extra)})

    assert response.status_code == status
    assert Draft.objects.count() == (status == 200)


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "a\0b"},
        {"text": "One.", "section": "a\0b"},
        {"text": "One.", "section": "x" * 201},
        {"text": "One.", "summary": "x" * 501},
        {"text": "One.", "base": "first"},
        {"text": "One.", "origin": "bot"},
    ],
)
def test_nonsense_is_no_draft(fields, client, mary):
    response = client.post(DOOR, fields)

    assert response.status_code == 422
    assert response.json()["reason"]
    assert Draft.objects.count() == 0


def test_a_base_of_another_page_is_none(client, mary):
    other = make_revision("Babbage")

    client.post(DOOR, {"text": "One.", "base": other.pk})

    assert Draft.objects.get().base is None


@pytest.mark.parametrize("base", ["987654321", "9" * 30, "9" * 4000])
def test_a_base_that_is_not_there_is_none(base, client, mary):
    make_revision(text="One.")

    response = client.post(DOOR, {"text": "Two.", "base": base})

    assert response.status_code == 200
    assert Draft.objects.get().base is None


def test_a_draft_that_says_what_its_base_says_is_discarded(client, mary):
    base = make_revision(text=TEXT)
    client.post(DOOR, {"text": "Two.", "base": base.pk})

    response = client.post(DOOR, {"text": TEXT + "\r\n", "base": base.pk})

    assert response.json() == {"saved_at": None}
    assert Draft.objects.count() == 0


def test_a_draft_of_a_section_that_says_what_the_section_says_is_discarded(
    client, mary
):
    base = make_revision(text=TEXT)
    sent = {"base": base.pk, "section": "h-life"}
    client.post(DOOR, {**sent, "text": "Two."})

    response = client.post(DOOR, {**sent, "text": "## Life\n\nBorn."})

    assert response.json() == {"saved_at": None}
    assert Draft.objects.count() == 0


def test_a_draft_that_comes_after_its_publication_is_discarded(client, mary):
    base, _ = make_history("One.", "Two.")

    response = client.post(DOOR, {"text": "Two.", "base": base.pk})

    assert response.json() == {"saved_at": None}


def test_an_empty_draft_of_a_new_page_is_none(client, mary):
    assert client.post(DOOR, {"text": " \n"}).json() == {"saved_at": None}
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    ("section", "address"),
    [("", "/edit/Ada_Lovelace"), ("h-life", "/edit/Ada_Lovelace?section=h-life")],
)
def test_a_draft_can_be_discarded(section, address, client, mary):
    make_revision(text=TEXT)
    client.post(DOOR, {"text": "All."})
    client.post(DOOR, {"text": "Life.", "section": "h-life"})

    response = client.post(DOOR, {"action": "discard", "section": section})

    assert (response.status_code, response["Location"]) == (302, address)
    [left] = Draft.objects.all()
    assert left.section == ("" if section else "h-life")


@pytest.mark.parametrize("section", ["", "h-x", "a\0b", "<b>"])
def test_discarding_nothing_leads_to_the_form(section, client):
    response = client.post(DOOR, {"action": "discard", "section": section})

    assert response.status_code == 302
    assert response["Location"].startswith("/edit/Ada_Lovelace")


def test_nobody_discards_or_replaces_the_draft_of_somebody_else(client, mary):
    client.post(DOOR, {"text": "Mary's."})
    other = Client()
    other.force_login(make_user("Charles"))

    Client().post(DOOR, {"action": "discard"})
    other.post(DOOR, {"action": "discard"})
    other.post(DOOR, {"text": "Charles's."})

    texts = set(Draft.objects.values_list("author__username", "text"))
    assert texts == {("Mary", "Mary's."), ("Charles", "Charles's.")}


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_a_draft_is_saved_with_post(method, client, mary):
    response = getattr(client, method)(DOOR)

    assert (response.status_code, response["Allow"]) == (405, "POST")


@pytest.mark.parametrize("title", ["", "%3Cb%3E", "a%00b", "x" * 300])
def test_there_is_no_draft_of_what_has_no_title(title, client, mary):
    assert client.post(f"/draft/{title}", {"text": "One."}).status_code == 404


def test_an_account_has_only_so_many_drafts(client, mary, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    for title in ("One", "Two"):
        client.post(f"/draft/{title}", {"text": "Text."})

    refused = client.post("/draft/Three", {"text": "Text."})
    again = client.post("/draft/Two", {"text": "More."})

    assert refused.status_code == 409
    assert refused.json()["reason"].startswith("You have 2 drafts.")
    assert again.status_code == 200
    assert Draft.objects.count() == 2


def test_drafts_saved_too_often_have_to_wait(limits, client, mary):
    statuses = [client.post(DOOR, {"text": f"{n}."}).status_code for n in range(61)]

    response = client.post(DOOR, {"text": "One more."})

    assert statuses == [200] * 60 + [429]
    assert 0 < int(response["Retry-After"]) <= 60


def test_saving_a_draft_costs_the_same_however_many_there_are(
    client, mary, django_assert_num_queries
):
    base = make_revision()
    for number in range(3):
        client.post(f"/draft/Page_{number}", {"text": "Text."})

    # Session, account, the limits in a transaction of theirs, page, base, number of
    # drafts, the draft.
    with django_assert_num_queries(9):
        client.post(DOOR, {"text": "One.", "base": base.pk})


@pytest.mark.django_db(transaction=True)
def test_windows_that_save_at_once_leave_one_draft(mary):
    base = make_revision(text="One.")

    def save(number: int) -> int:
        window = Client()
        window.force_login(mary)
        return window.post(
            DOOR, {"text": f"Window {number}.", "base": base.pk}
        ).status_code

    statuses = all_at_once(save, 20)

    assert statuses == [200] * 20
    assert Draft.objects.get().text.startswith("Window ")


def test_no_revision_comes_of_a_draft(client, mary):
    client.post(DOOR, {"text": "One."})

    assert Revision.objects.count() == 0
