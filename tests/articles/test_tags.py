"""Tags: rules say what kind of edit a revision is, when it is saved."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.editing import revert_to, undo
from articles.lifecycle import roll_back
from articles.models import Origin, Revision, Tag
from articles.policy import ProposedEdit
from tests.articles.pages import listed_in
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

LONG = "A sentence of some length about harbours. " * 30


@pytest.fixture
def old_hand():
    """Somebody whose account is not new."""
    return make_user("Old hand", date_joined=timezone.now() - timedelta(days=5))


@pytest.mark.parametrize(
    ("before", "after", "tags"),
    [
        ("One.", "One, two.", []),
        (LONG, "", [Tag.BLANKING, Tag.LARGE_REMOVAL]),
        (LONG, LONG[:200], [Tag.LARGE_REMOVAL]),
        (LONG, LONG[:1000], []),
        ("Short.", "", [Tag.BLANKING]),
        ("One.", "#REDIRECT [[Two]]", [Tag.REDIRECT]),
        ("#REDIRECT [[One]]", "#REDIRECT [[Two]]", []),
        ("One.", "One <https://example.org/a>.", [Tag.LINKS_ADDED]),
        ("See https://example.org/a", "See also https://example.org/a", []),
    ],
)
def test_a_text_is_tagged_by_what_became_of_it(before, after, tags, old_hand):
    base = make_revision(text=before, author=old_hand)

    saved = make_revision(text=after, base=base, author=old_hand)

    assert saved.tags == tags


@pytest.mark.parametrize(
    ("origin", "tags"),
    [
        (Origin.PERSON, []),
        (Origin.ASSISTED, [Tag.MACHINE_ASSISTED]),
        (Origin.MACHINE, [Tag.MACHINE_ASSISTED]),
        (Origin.IMPORT, []),
    ],
)
def test_help_of_machines_is_tagged(origin, tags, old_hand):
    assert make_revision(origin=origin, author=old_hand).tags == tags


def test_accounts_are_new_for_four_days():
    ages = {3: [Tag.NEW_ACCOUNT], 5: []}

    for days, tags in ages.items():
        author = make_user(date_joined=timezone.now() - timedelta(days=days))
        assert make_revision(f"Day {days}", author=author).tags == tags


def test_temporary_accounts_are_always_new():
    author = make_user(
        is_temporary=True, date_joined=timezone.now() - timedelta(days=50)
    )

    assert make_revision(author=author).tags == [Tag.NEW_ACCOUNT]


def test_taking_back_says_how(old_hand):
    first, second = make_history("One.", "Two.")
    edit = ProposedEdit(
        title=first.article.parsed_title, author=old_hand, text="", base=second
    )

    undone = undo(second, edit)
    redone = undo(undone, edit)
    restored = revert_to(first, replace(edit, base=redone))
    rolled_back = roll_back(restored, replace(edit, base=restored))

    saved = [undone, redone, restored, rolled_back]
    assert [revision.tags for revision in saved] == [
        [Tag.UNDO],
        [Tag.UNDO],
        [Tag.RESTORE],
        [Tag.ROLLBACK],
    ]


def test_tags_are_shown_and_filtered_by(client, old_hand):
    base = make_revision(text=LONG, author=old_hand)
    make_revision(text="", base=base, author=old_hand, summary="Nothing left")

    for address in ("/history/Ada_Lovelace", "/recent", "/contributions/Old_hand"):
        everything = client.get(address)
        blanked = client.get(f"{address}?tag=blanking")
        undone = client.get(f"{address}?tag=undo")

        tags = ".//span[@class='mark tag']"
        assert listed_in(everything, tags) == ["blanking", "large removal"]
        assert len(listed_in(blanked, ".//div[@class='revision']")) == 1
        assert "Nothing left" in blanked.text
        assert listed_in(undone, ".//div[@class='revision']") == []
        assert "match these filters" in undone.text


def test_an_unknown_tag_filters_nothing(client):
    make_revision()

    assert Revision.objects.count() == 1
    shown = client.get("/recent?tag=%00nonsense")
    assert len(listed_in(shown, ".//div[@class='revision']")) == 1
