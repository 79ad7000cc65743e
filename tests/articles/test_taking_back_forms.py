"""The forms of undoing and restoring: shown first, done when they are sent."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from articles.models import Revision
from tests.articles.pages import (
    form_of,
    heading_of,
    listed_in,
    main_of,
    notices_of,
    words_of,
)
from tests.makers import make_history, make_revision, protect_all

pytestmark = pytest.mark.django_db

THREE = "Born in London.\n\nWrote notes.\n\nDied in 1852."
MOVED = THREE.replace("London", "Paris")
LATER = MOVED.replace("1852", "1853")


def test_undoing_is_shown_before_it_is_done(client, mary):
    _, moved, _ = make_history(THREE, MOVED, LATER)

    response = client.get(f"/undo/{moved.pk}")

    assert response.status_code == 200
    assert heading_of(response) == "Undo an edit of Ada Lovelace"
    side = ".//table[@class='diff side']"
    assert listed_in(response, f"{side}//del") == ["Paris"]
    assert listed_in(response, f"{side}//ins") == ["London"]
    assert form_of(response)["summary"] == "Undid revision 2"
    assert Revision.objects.count() == 3


def test_undoing_is_done_when_the_form_is_sent(client, mary):
    _, moved, later = make_history(THREE, MOVED, LATER)
    fields = form_of(client.get(f"/undo/{moved.pk}"))

    response = client.post(f"/undo/{moved.pk}", fields)

    assert (response.status_code, response.url) == (302, "/wiki/Ada_Lovelace")
    saved = Revision.objects.latest("pk")
    assert saved.text == THREE.replace("1852", "1853")
    assert (saved.author, saved.parent, saved.summary) == (
        mary,
        later,
        "Undid revision 2",
    )
    [notice] = notices_of(client.get("/wiki/Ada_Lovelace"))
    assert notice == "The edit was undone. View the change."


def test_undoing_twice_is_done_once(client, mary):
    _, moved = make_history(THREE, MOVED)
    fields = form_of(client.get(f"/undo/{moved.pk}"))

    answers = [client.post(f"/undo/{moved.pk}", fields) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Revision.objects.count() == 3
    notices = notices_of(client.get("/wiki/Ada_Lovelace"))
    assert [notice.split(".")[0] for notice in notices] == ["The edit was undone"] * 2


def test_undoing_without_an_account_twice_is_one_persons_doing():
    _, moved = make_history(THREE, MOVED)
    fields = form_of(Client().get(f"/undo/{moved.pk}"))

    for browser in (Client(), Client()):
        browser.post(f"/undo/{moved.pk}", fields)

    assert Revision.objects.count() == 3
    assert list(User.objects.filter(is_temporary=True)) == [
        Revision.objects.latest("pk").author
    ]


def test_undoing_what_was_changed_again_is_a_conflict(client, mary):
    _, moved, _ = make_history(THREE, MOVED, THREE.replace("London", "Rome"))

    shown = client.get(f"/undo/{moved.pk}")
    sent = client.post(f"/undo/{moved.pk}", _send())

    assert (shown.status_code, sent.status_code) == (409, 409)
    for answer in (shown, sent):
        words = words_of(main_of(answer))
        assert "Later edits changed the same passages" in words
        assert listed_in(answer, ".//fieldset//p") == [
            "With what is taken back",
            "The page now",
            "Without it",
        ]
        assert listed_in(answer, ".//fieldset//pre") == [
            "Born in Paris.",
            "Born in Rome.",
            "Born in London.",
        ]
    assert form_of(shown)["summary"] == "Undid revision 2"
    assert form_of(sent)["summary"] == "Back"
    assert Revision.objects.count() == 3


@pytest.mark.parametrize(
    ("choice", "born"), [("mine", "London"), ("theirs", "Rome"), ("base", "Paris")]
)
def test_a_conflict_of_undoing_is_decided_passage_by_passage(
    client, mary, choice, born
):
    _, moved, _ = make_history(THREE, MOVED, LATER.replace("Paris", "Rome"))
    fields = form_of(client.get(f"/undo/{moved.pk}"))

    response = client.post(
        "/edit/Ada_Lovelace", {**fields, "choice-1": choice, "action": "resolve"}
    )

    assert response.status_code == 302
    saved = Revision.objects.latest("pk")
    wanted = LATER.replace("Paris", born)
    assert saved.text == wanted
    if choice != "theirs":
        assert (saved.tags[0], saved.author) == ("undo", mary)
        assert saved.summary == "Undid revision 2"


def test_what_is_looked_at_in_between_is_still_the_undoing_of_an_edit(client, mary):
    _, moved, _ = make_history(THREE, MOVED, THREE.replace("London", "Rome"))
    fields = form_of(client.get(f"/undo/{moved.pk}"))
    chosen = {**fields, "choice-1": "mine"}

    looked = client.post("/edit/Ada_Lovelace", {**chosen, "action": "resolve-preview"})
    client.post("/edit/Ada_Lovelace", {**form_of(looked), "action": "resolve"})

    assert "Without it" in listed_in(looked, ".//fieldset//p")
    assert Revision.objects.latest("pk").tags[0] == "undo"
    assert Revision.objects.latest("pk").text == THREE


def test_looking_at_a_conflict_writes_nothing(client, mary):
    _, moved, _ = make_history(THREE, MOVED, THREE.replace("London", "Rome"))

    with CaptureQueriesContext(connection) as queries:
        client.get(f"/undo/{moved.pk}")

    assert [
        one["sql"]
        for one in queries
        if not one["sql"].startswith(
            ("SELECT", "EXECUTE compiled_", "SAVEPOINT", "RELEASE")
        )
    ] == []


def test_the_first_edit_cannot_be_undone(client, mary):
    first, _ = make_history(THREE, MOVED)

    answers = client.get(f"/undo/{first.pk}"), client.post(f"/undo/{first.pk}", _send())

    assert [answer.status_code for answer in answers] == [422, 422]
    for answer in answers:
        assert "This edit began the page" in words_of(main_of(answer))
    assert Revision.objects.count() == 2


def test_what_was_undone_already_is_no_difference(client, mary):
    _, moved = make_history(THREE, MOVED)
    client.post(f"/undo/{moved.pk}", _send())

    response = client.get(f"/undo/{moved.pk}")

    assert "There is no difference." in words_of(main_of(response))
    assert main_of(response).find(".//form[@method='post']") is None


def test_restoring_is_shown_before_it_is_done(client, mary):
    first, _, _ = make_history(THREE, MOVED, LATER)

    response = client.get(f"/restore/{first.pk}")

    assert response.status_code == 200
    assert heading_of(response) == "Restore Ada Lovelace"
    side = ".//table[@class='diff side']"
    assert listed_in(response, f"{side}//ins") == ["London", "1852"]
    assert form_of(response)["summary"] == "Restored revision 1"
    assert Revision.objects.count() == 3


def test_restoring_is_done_when_the_form_is_sent(client, mary):
    first, _, later = make_history(THREE, MOVED, LATER)
    fields = form_of(client.get(f"/restore/{first.pk}"))

    response = client.post(f"/restore/{first.pk}", fields)

    assert (response.status_code, response.url) == (302, "/wiki/Ada_Lovelace")
    saved = Revision.objects.latest("pk")
    assert (saved.text, saved.author, saved.parent) == (THREE, mary, later)
    assert saved.summary == "Restored revision 1"
    assert notices_of(client.get("/wiki/Ada_Lovelace")) == [
        "The revision was restored. View the change."
    ]


def test_restoring_keeps_what_was_written_since_the_form_was_opened(client, mary):
    first, moved = make_history(THREE, MOVED)
    fields = form_of(client.get(f"/restore/{first.pk}"))
    make_revision(text=LATER, base=moved)

    client.post(f"/restore/{first.pk}", fields)

    assert Revision.objects.latest("pk").text == THREE.replace("1852", "1853")


def test_restoring_against_an_edit_made_meanwhile_is_a_conflict(client, mary):
    first, moved = make_history(THREE, MOVED)
    fields = form_of(client.get(f"/restore/{first.pk}"))
    make_revision(text=THREE.replace("London", "Rome"), base=moved)

    response = client.post(f"/restore/{first.pk}", fields)

    assert response.status_code == 409
    assert listed_in(response, ".//fieldset//pre") == [
        "Born in Paris.",
        "Born in Rome.",
        "Born in London.",
    ]
    assert Revision.objects.count() == 3


def test_restoring_the_current_text_is_no_difference(client, mary):
    _, moved = make_history(THREE, MOVED)

    response = client.get(f"/restore/{moved.pk}")

    assert "There is no difference." in words_of(main_of(response))
    assert main_of(response).find(".//form[@method='post']") is None


def test_restoring_the_current_text_all_the_same_is_said_to_change_nothing(
    client, mary
):
    _, moved = make_history(THREE, MOVED)

    response = client.post(f"/restore/{moved.pk}", _send())

    assert response.status_code == 302
    assert Revision.objects.count() == 2
    [notice] = notices_of(client.get("/wiki/Ada_Lovelace"))
    assert "published" not in notice


@pytest.mark.parametrize("door", ["undo", "restore"])
def test_a_protected_page_refuses(door, client, mary):
    first, moved = make_history(THREE, MOVED)
    protect_all()
    revision = {"undo": moved, "restore": first}[door]

    response = client.post(f"/{door}/{revision.pk}", _send())

    assert response.status_code == 403
    assert "only moderators may edit it" in words_of(main_of(response))
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("door", ["undo", "restore"])
@pytest.mark.parametrize("fields", [{"base": "x"}, {"summary": "x" * 501}])
def test_a_form_that_makes_no_sense_does_nothing(fields, door, client, mary):
    first, moved = make_history(THREE, MOVED)
    revision = {"undo": moved, "restore": first}[door]

    response = client.post(f"/{door}/{revision.pk}", fields)

    assert response.status_code == 422
    assert Revision.objects.count() == 2


def _send() -> dict[str, str]:
    return {"summary": "Back"}
