"""Patrol: edits of those who are not trusted yet are looked at, one by one."""

import pytest

from articles.models import Patrol
from articles.patrolling import risks_of
from tests.articles.pages import form_of, listed_in, main_of, words_of
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(reviewer, signed_in):
    return signed_in(reviewer)


@pytest.mark.parametrize(
    ("role", "waits"),
    [
        ("editor", True), ("trusted", False), ("bot", False), ("reviewer", False),
        ("moderator", False),
    ],
)  # fmt: skip
def test_the_edits_of_trusted_people_count_as_patrolled(role, waits):
    revision = make_revision(author=make_user(role=role))

    assert Patrol.objects.filter(revision=revision).exists() == waits


def test_one_difference_after_the_other_is_looked_at(desk, reviewer):
    first = make_revision("One", "A.")
    second = make_revision("Two", "B.")

    page = desk.get("/patrol")
    sent = desk.post("/patrol", form_of(page))
    following = desk.get(sent.url)

    assert "2 edits wait" in words_of(main_of(page))
    assert form_of(page)["revision"] == str(first.pk)
    assert form_of(following)["revision"] == str(second.pk)
    patrol = Patrol.objects.get(revision=first)
    assert (patrol.by, patrol.done_at is not None) == (reviewer, True)


def test_it_says_why_to_look_closely(desk):
    base = make_revision(text="Long. " * 200, author=make_user(role="trusted"))
    bad = make_revision(text="See https://spam.example now.", base=base)

    page = desk.get("/patrol")

    risks = risks_of(bad)
    assert {"much was removed", "links to other sites were added"} <= set(risks)
    assert "Look closely: " + ", ".join(risks) in words_of(main_of(page))


def test_nobody_patrols_their_own(signed_in):
    author = make_user()
    make_revision(author=author)
    author.role = "reviewer"
    author.save()

    page = signed_in(author).get("/patrol")

    assert "your own edits" in words_of(main_of(page))
    assert main_of(page).find(".//form[@method='post']") is None


def test_recent_changes_mark_what_nobody_has_looked_at(client, desk):
    make_revision("One", "A.")
    marks = ".//abbr[@class='mark']"

    before = listed_in(client.get("/recent"), marks)
    desk.post("/patrol", form_of(desk.get("/patrol")))

    assert "!" in before
    assert "!" not in listed_in(client.get("/recent"), marks)


def test_an_empty_beat_is_empty(desk):
    assert "Nothing is waiting." in words_of(main_of(desk.get("/patrol")))
