"""Holding: an edit that waits for a reviewer is kept, and nothing is published."""

import pytest
from django.test import Client

from accounts.models import User
from articles.models import Article, Revision
from moderation.models import HeldEdit, HoldRule, State
from moderation.switches import turn
from tests.articles.pages import form_of, heading_of, links_of, main_of, words_of
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db

ADA = "/edit/Ada_Lovelace"


def test_an_edit_without_an_account_waits(site, client):
    base = make_revision(text="Born in 1815.")

    response = client.post(
        ADA, {"text": "Born in 1816.", "summary": "Year", "base": base.pk, "key": "k"}
    )

    assert response.status_code == 202
    assert heading_of(response) == "Thank you: your edit waits for review"
    held = HeldEdit.objects.get()
    assert held.get_absolute_url() in links_of(response)
    assert (held.text, held.summary, held.base) == ("Born in 1816.", "Year", base)
    assert (held.state, held.author.is_temporary) == (State.WAITING, True)
    assert Article.objects.get().current_revision == base


def test_a_new_page_may_be_proposed(site, client):
    response = client.post("/edit/Gulag", {"text": "Camps."})

    assert response.status_code == 202
    held = HeldEdit.objects.get()
    assert (held.article, held.title, held.base) == (None, "Gulag", None)
    assert not Article.objects.filter(title="Gulag").exists()


def test_the_same_request_is_kept_once_and_is_one_persons(site):
    sent = {"text": "Born in 1816.", "key": "k"}

    answers = [Client().post(ADA, sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [202, 202]
    assert HeldEdit.objects.count() == 1
    assert User.objects.count() == 1


def test_what_somebody_with_an_account_proposed_makes_nobody_them(site, moderator):
    """Whoever finds the form of another in their browser sends it as themselves."""
    turn("hold-all", is_on=True, words="Storm", by=None)
    sent = {"text": "Born in 1816.", "key": "k"}
    ada, next_one, other = Client(), Client(), Client()
    ada.force_login(make_user("Ada"))
    other.force_login(make_user("Other"))

    answers = [browser.post(ADA, sent) for browser in (ada, next_one, other)]

    assert [answer.status_code for answer in answers] == [202] * 3
    authors = [held.author for held in HeldEdit.objects.order_by("pk")]
    assert [one.username for one in authors if not one.is_temporary] == ["Ada", "Other"]
    assert next_one.session["_auth_user_id"] != ada.session["_auth_user_id"]
    assert other.session["_auth_user_id"] != ada.session["_auth_user_id"]


def test_people_with_an_account_publish_at_once(site, client):
    client.force_login(make_user())

    assert client.post(ADA, {"text": "One."}).status_code == 302
    assert (HeldEdit.objects.count(), Revision.objects.count()) == (0, 1)


def test_an_undo_without_an_account_waits_as_the_text_it_would_make(site, client):
    first = make_revision(text="One.\n\nTwo.")
    second = make_revision(text="One.\n\nThree.", base=first)

    response = client.post(
        f"/undo/{second.pk}", form_of(client.get(f"/undo/{second.pk}"))
    )

    assert response.status_code == 202
    held = HeldEdit.objects.get()
    assert (held.text, held.tags) == ("One.\n\nTwo.", ["undo"])
    assert Revision.objects.count() == 2


@pytest.mark.parametrize(
    ("rule", "role", "status"),
    [
        ({"title": "Ada Lovelace"}, "editor", 202),
        ({"title": "Ada Lovelace"}, "trusted", 302),
        ({"title": "Charles Babbage"}, "editor", 302),
        ({"namespace": 0}, "editor", 202),
        ({"namespace": 14}, "editor", 302),
        ({}, "editor", 202),
        ({"level": "reviewer"}, "trusted", 202),
        ({"level": "reviewer"}, "reviewer", 302),
    ],
)
def test_rules_say_whose_edits_of_which_pages_wait(rule, role, status, client):
    HoldRule.objects.create(reason="Edit war", by=make_user(), **rule)
    client.force_login(make_user(role=role))

    assert client.post(ADA, {"text": "One."}).status_code == status


def test_a_rule_that_has_run_out_holds_nothing(client):
    HoldRule.objects.create(
        reason="War", by=make_user(), expires_at="2020-01-01T00:00:00Z"
    )
    client.force_login(make_user())

    assert client.post(ADA, {"text": "One."}).status_code == 302


def test_what_is_held_is_not_got_round_by_renaming(client, reviewer):
    make_revision(text="One.")
    HoldRule.objects.create(title="Ada Lovelace", reason="War", by=reviewer)
    client.force_login(make_user())

    response = client.post("/rename/Ada_Lovelace", {"new_title": "Countess"})

    assert response.status_code == 422
    assert "Only reviewers may rename" in words_of(main_of(response))
    assert Article.objects.get().title == "Ada Lovelace"


def test_the_switch_holds_everybodys_edits_but_reviewers(
    client, administrator, reviewer, signed_in
):
    turn("hold-all", is_on=True, words="Raid", by=administrator)
    client.force_login(make_user(role="trusted"))

    held = client.post(ADA, {"text": "One."})
    published = signed_in(reviewer).post(ADA, {"text": "Two."})

    assert (held.status_code, published.status_code) == (202, 302)
    assert "All edits wait for a reviewer" in words_of(main_of(held))


def test_nobody_fills_the_queue(site, client):
    site.CANONICA_PROPOSALS_WAITING = 2
    answers = [
        client.post(f"/edit/Page_{number}", {"text": "Text."}).status_code
        for number in range(3)
    ]

    assert answers == [202, 202, 422]
    assert HeldEdit.objects.count() == 2
