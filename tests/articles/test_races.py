"""Races: many people saving at the same moment, in real connections."""

import pytest

from articles.editing import EditConflict
from articles.models import Article, Link, Rendering, Revision
from tests.articles.crowds import all_at_once
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 50


def test_writers_of_different_paragraphs_lose_and_double_nothing():
    paragraphs = [f"Paragraph {number} says nothing." for number in range(WRITERS)]
    base = make_revision(text="\n\n".join(paragraphs))
    authors = [make_user() for _ in range(WRITERS)]

    def write(number: int) -> Revision | EditConflict:
        mine = list(paragraphs)
        mine[number] = f"Paragraph {number} says *{number * 7}*."
        return _try("\n\n".join(mine), base, author=authors[number])

    answers = all_at_once(write, WRITERS)

    saved = [found for found in answers if isinstance(found, Revision)]
    numbers = {number for number, found in enumerate(answers) if found in saved}
    expected = [
        f"Paragraph {number} says *{number * 7}*." if number in numbers else paragraph
        for number, paragraph in enumerate(paragraphs)
    ]
    current = Article.objects.get().current_revision
    assert len(saved) == WRITERS
    assert current.text == "\n\n".join(expected)
    _assert_one_chain(1 + len(saved))


def test_of_writers_of_the_same_sentence_one_wins_and_no_text_is_lost():
    base = make_revision(text="Born in 1815.")
    authors = [make_user() for _ in range(WRITERS)]

    def write(number: int) -> Revision | EditConflict:
        return _try(f"Born in town {number}.", base, author=authors[number])

    answers = all_at_once(write, WRITERS)

    [winner] = [found for found in answers if isinstance(found, Revision)]
    lost = [found for found in answers if isinstance(found, EditConflict)]
    assert len(lost) == WRITERS - 1
    assert {conflict.current for conflict in lost} == {winner}
    told = {winner.text} | {one.merge.conflicts[0].mine for one in lost}
    assert told == {f"Born in town {number}." for number in range(WRITERS)}
    _assert_one_chain(2)


def test_a_title_begun_by_many_at_once_is_begun_once():
    authors = [make_user() for _ in range(20)]

    def write(number: int) -> Revision | EditConflict:
        return _try(f"Text {number}.", None, author=authors[number])

    answers = all_at_once(write, 20)

    saved = [found for found in answers if isinstance(found, Revision)]
    assert len(saved) == 1
    assert Article.objects.count() == 1
    _assert_one_chain(1)


def test_the_same_request_sent_many_times_at_once_makes_one_revision():
    base = make_revision(text="One.")
    author = make_user()

    def send(_number: int) -> Revision | EditConflict:
        return _try("Two.", base, author=author, key="k")

    answers = all_at_once(send, 10)

    assert len(set(answers)) == 1
    _assert_one_chain(2)


def test_the_same_request_for_a_new_page_sent_many_times_makes_one_revision():
    author = make_user()

    def send(_number: int) -> Revision | EditConflict:
        return _try("One.", None, author=author, key="k")

    answers = all_at_once(send, 10)

    assert len(set(answers)) == 1
    _assert_one_chain(1)


def test_writers_of_pages_that_link_to_each_other_do_not_stop_one_another():
    authors = [make_user() for _ in range(10)]

    def write(number: int) -> Revision:
        links = " ".join(f"[[Page {other}]]" for other in range(10))
        return make_revision(f"Page {number}", links, author=authors[number])

    answers = all_at_once(write, 10)

    assert {revision.number for revision in answers} == {1}
    assert Link.objects.count() == 100


def _try(text: str, base: Revision | None, **fields: object) -> Revision | EditConflict:
    try:
        return make_revision(text=text, base=base, **fields)  # type: ignore[arg-type]
    except EditConflict as conflict:
        return conflict


def _assert_one_chain(length: int) -> None:
    """Each revision follows the one before, and readers see the last one."""
    revisions = list(Revision.objects.order_by("number"))
    assert [one.number for one in revisions] == list(range(1, length + 1))
    assert [one.parent_id for one in revisions[1:]] == [
        one.pk for one in revisions[:-1]
    ]
    assert Article.objects.get().current_revision == revisions[-1]
    assert Rendering.objects.get().revision == revisions[-1]
