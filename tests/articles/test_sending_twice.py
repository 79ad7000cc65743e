"""Sending twice: a request that arrives again makes nothing new."""

import pytest

from articles.models import Article, Revision
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db


def test_the_same_request_twice_makes_one_revision():
    author = make_user()
    first = make_revision(text="One.", author=author, key="k")

    again = make_revision(text="One.", author=author, key="k")

    assert again == first
    assert Revision.objects.count() == 1


def test_the_same_request_is_known_after_others_have_edited():
    first = make_revision(text="One.")
    mine = make_revision(text="Mine.", base=first, key="k")
    theirs = make_revision(text="Theirs.", base=mine)

    again = make_revision(text="Mine.", base=first, key="k")

    assert again == mine
    assert Article.objects.get().current_revision == theirs


def test_the_same_request_is_known_whatever_its_line_ends():
    first = make_revision(text="One.\r\nTwo.\r\n", key="k")

    again = make_revision(text="One.\nTwo.", key="k")

    assert again == first


def test_the_same_key_with_another_text_is_another_edit():
    first = make_revision(text="One.", key="k")

    second = make_revision(text="Two.", base=first, key="k")

    assert [first.number, second.number] == [1, 2]
    assert Article.objects.get().current_revision == second


def test_the_same_key_and_text_on_another_title_is_another_edit():
    one = make_revision("One", "Text.", key="k")

    two = make_revision("Two", "Text.", key="k")

    assert one.article != two.article


def test_the_same_key_and_text_on_another_base_is_another_edit():
    first, second = make_history("One.", "Two.")
    third = make_revision(text="Three.", base=second, key="k")
    fourth = make_revision(text="Four.", base=third)

    fifth = make_revision(text="Three.", base=fourth, key="k")

    assert fifth.number == 5
    assert fifth.parent == fourth
    assert first.number == 1


def test_the_same_request_by_two_accounts_is_one_edit_of_the_first():
    # Somebody who is not signed in and presses the button twice gets two temporary
    # accounts; what was meant is still one edit.
    one = make_user("~2026-1", is_temporary=True)
    two = make_user("~2026-2", is_temporary=True)
    first = make_revision(text="One.", author=one, key="k")

    again = make_revision(text="One.", author=two, key="k")

    assert again == first
    assert list(Revision.objects.values_list("author", flat=True)) == [one.pk]


def test_two_accounts_with_one_key_and_two_texts_are_both_kept():
    first = make_revision(text="One.", key="k", author=make_user())

    second = make_revision(text="Two.", base=first, key="k", author=make_user())

    assert list(Revision.objects.all()) == [second, first]


def test_edits_without_a_key_are_never_the_same():
    first, second = make_history("One.", "Two.")

    third = make_revision(text="One.", base=second)

    assert third.number == 3
    assert [first.key, second.key, third.key] == [None, None, None]


def test_two_texts_with_one_key_and_one_base_are_both_kept():
    base = make_revision(text="One.\n\nTwo.\n\nThree.")

    first = make_revision(text="Uno.\n\nTwo.\n\nThree.", base=base, key="k")
    second = make_revision(text="One.\n\nTwo.\n\nTre.", base=base, key="k")

    assert [first.number, second.number] == [2, 3]
    assert second.text == "Uno.\n\nTwo.\n\nTre."
