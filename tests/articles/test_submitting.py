"""Submitting an edit: what becomes of it when nothing stands in its way."""

import hashlib

import pytest

from articles.models import Article, Revision
from articles.signals import article_published
from markup import Namespace
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db


def test_the_first_edit_begins_the_article():
    author = make_user("Mary")

    revision = make_revision("ada_lovelace", "Born in 1815.", author=author)

    article = Article.objects.get()
    assert article.title == "Ada lovelace"
    assert article.namespace == Namespace.MAIN
    assert article.current_revision == revision
    assert revision.number == 1
    assert revision.parent is None
    assert revision.author == author
    assert revision.text == "Born in 1815."


def test_the_namespace_is_read_from_the_title():
    make_revision("category:people", "Everybody.")

    article = Article.objects.get()
    assert (article.title, article.namespace) == ("Category:People", 14)


def test_each_edit_follows_the_one_before():
    first, second, third = make_history("One.", "Two.", "Three.")

    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert [first.parent, second.parent, third.parent] == [None, first, second]
    assert Article.objects.get().current_revision == third


def test_an_edit_that_changes_nothing_returns_the_current_revision():
    first = make_revision(text="Born in 1815.")

    second = make_revision(text="Born in 1815.\r\n", base=first, summary="Nothing")

    assert second == first
    assert Revision.objects.count() == 1


def test_saving_an_older_text_again_is_an_edit():
    first, second = make_history("One.", "Two.")

    third = make_revision(text="One.", base=second)

    assert (third.number, third.text, third.sha1) == (3, "One.", first.sha1)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("One.\r\nTwo.\rThree.", "One.\nTwo.\nThree."),
        ("One.\n\n \t\n", "One."),
        ("One.\0Two.\x1b\x0b", "One.\ufffdTwo.\ufffd\ufffd"),
        ("  One.", "  One."),
        ("\nOne.", "\nOne."),
        ("Zoë 🐘", "Zoë 🐘"),
    ],
)
def test_the_text_is_tidied_before_it_is_kept(sent, kept):
    revision = make_revision(text=sent)

    revision.refresh_from_db()
    assert revision.text == kept


def test_an_edit_may_empty_an_article():
    first = make_revision(text="Spam.")

    second = make_revision(text="", base=first)

    assert (second.number, second.text, second.size) == (2, "", 0)


def test_size_and_digest_are_of_the_text_in_utf8():
    revision = make_revision(text="Zoë 🐘\r\n")

    kept = "Zoë 🐘".encode()
    assert revision.size == len(kept) == 9
    assert revision.sha1 == hashlib.sha1(kept, usedforsecurity=False).hexdigest()


def test_a_revision_remembers_the_title_the_article_had():
    first = make_revision("Ada Byron", "A child.")
    Article.objects.update(title="Ada Lovelace")

    second = make_revision("Ada Lovelace", "A countess.", base=first)

    assert second.article == first.article
    assert list(Revision.objects.values_list("title", flat=True)) == [
        "Ada Lovelace",
        "Ada Byron",
    ]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("  more \r\n about\ther ", "more about her"),
        ("a\0b\x1bc", "abc"),
        ("x" * 501, "x" * 500),
        ("", ""),
    ],
)
def test_a_summary_is_one_line_of_at_most_500_characters(sent, kept):
    revision = make_revision(summary=sent)

    revision.refresh_from_db()
    assert revision.summary == kept


def test_the_first_edit_is_never_minor():
    first = make_revision(text="One.", minor=True)
    second = make_revision(text="Two.", base=first, minor=True)

    assert [first.minor, second.minor] == [False, True]


def test_an_edit_says_where_its_words_come_from():
    revision = make_revision(origin="machine")

    revision.refresh_from_db()
    assert revision.origin == "machine"


def test_others_learn_of_an_edit_once_it_is_committed(
    django_capture_on_commit_callbacks,
):
    told: list[Revision] = []

    def listen(revision: Revision, **_: object) -> None:
        told.append(revision)

    article_published.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            revision = make_revision()
            told_before = list(told)
    finally:
        article_published.disconnect(listen)

    assert told_before == []
    assert told == [revision]
