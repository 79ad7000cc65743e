"""Merging: edits that began with a text that is no longer the current one."""

import pytest

from articles.editing import EditConflict
from articles.models import Article, Revision
from articles.policy import EditRefused
from tests.makers import make_history, make_revision

pytestmark = pytest.mark.django_db

THREE = "Born in London.\n\nWrote notes.\n\nDied in 1852."


def test_edits_of_different_paragraphs_are_joined():
    first = make_revision(text=THREE)
    second = make_revision(text=THREE.replace("London", "Westminster"), base=first)

    third = make_revision(text=THREE.replace("1852", "November 1852"), base=first)

    assert (
        third.text == "Born in Westminster.\n\nWrote notes.\n\nDied in November 1852."
    )
    assert (third.number, third.parent) == (3, second)


def test_edits_of_the_same_sentence_conflict_and_write_nothing():
    first, second = make_history("Born in 1815.", "Born in December 1815.")
    before = _rows()

    with pytest.raises(EditConflict) as conflict:
        make_revision(text="Born in London.", base=first)

    assert conflict.value.current == second
    [passage] = conflict.value.merge.conflicts
    assert passage.base == "Born in 1815."
    assert passage.theirs == "Born in December 1815."
    assert passage.mine == "Born in London."
    assert _rows() == before


def test_a_conflict_joins_what_does_not_contradict():
    first = make_revision(text=THREE)
    theirs = THREE.replace("London", "Paris").replace("1852", "1853")
    make_revision(text=theirs, base=first)

    with pytest.raises(EditConflict) as conflict:
        make_revision(text=THREE.replace("London", "Rome"), base=first)

    assert (
        conflict.value.merge.text_preferring_mine
        == "Born in Rome.\n\nWrote notes.\n\nDied in 1853."
    )


def test_the_same_change_made_by_two_people_is_made_once():
    first, second = make_history("Born in 1815.", "Born in December 1815.")

    third = make_revision(text="Born in December 1815.", base=first)

    assert third == second
    assert Revision.objects.count() == 2


def test_two_people_beginning_the_same_title_conflict():
    theirs = make_revision(text="A poet's daughter.")

    with pytest.raises(EditConflict) as conflict:
        make_revision(text="A mathematician.", base=None)

    assert conflict.value.current == theirs
    assert [
        (passage.base, passage.theirs, passage.mine)
        for passage in conflict.value.merge.conflicts
    ] == [("", "A poet's daughter.", "A mathematician.")]


def test_a_base_of_another_article_is_refused():
    base = make_revision("Charles Babbage", "An engineer.")
    make_revision("Ada Lovelace", "A mathematician.")
    before = _rows()

    with pytest.raises(EditRefused, match="another page's text"):
        make_revision("Ada Lovelace", "An engineer!", base=base)

    assert _rows() == before


def test_removing_a_paragraph_that_somebody_changed_conflicts():
    first = make_revision(text=THREE)
    make_revision(text=THREE.replace("Wrote notes.", "Wrote seven notes."), base=first)

    with pytest.raises(EditConflict) as conflict:
        make_revision(text="Born in London.\n\nDied in 1852.", base=first)

    [passage] = conflict.value.merge.conflicts
    assert "Wrote seven notes." in passage.theirs
    assert "Wrote" not in passage.mine


def _rows() -> list[object]:
    return [list(Article.objects.values()), list(Revision.objects.values())]
