"""Taking back: undoing one edit, and restoring an older text."""

import pytest

from articles.editing import EditConflict, removal_of, revert_to, undo
from articles.models import Article, Revision
from articles.policy import EditRefused, ProposedEdit
from markup import Title
from tests.makers import make_history, make_revision, make_user, protect_all

pytestmark = pytest.mark.django_db

THREE = "Born in London.\n\nWrote notes.\n\nDied in 1852."
MOVED = THREE.replace("London", "Paris")
LATER = MOVED.replace("1852", "1853")


def test_undoing_an_edit_keeps_the_later_ones():
    _, moved, later = make_history(THREE, MOVED, LATER)

    saved = undo(moved, _edit())

    assert saved.text == THREE.replace("1852", "1853")
    assert (saved.number, saved.parent) == (4, later)
    assert Article.objects.get().current_revision == saved


def test_undoing_the_last_edit_gives_the_text_before_it():
    first, moved = make_history(THREE, MOVED)

    saved = undo(moved, _edit(summary="No sources"))

    assert (saved.text, saved.sha1) == (first.text, first.sha1)
    assert saved.summary == "No sources"


def test_undoing_says_who_did_it():
    _, moved = make_history(THREE, MOVED)
    author = make_user()

    saved = undo(moved, _edit(author=author))

    assert saved.author == author


def test_undoing_what_was_undone_already_changes_nothing():
    _, moved = make_history(THREE, MOVED)
    saved = undo(moved, _edit())
    moved.refresh_from_db()

    again = undo(Revision.objects.get(pk=moved.pk), _edit())

    assert again == saved
    assert Revision.objects.count() == 3


def test_undoing_conflicts_where_the_passage_was_changed_again():
    _, moved, _ = make_history(THREE, MOVED, THREE.replace("London", "Rome"))

    with pytest.raises(EditConflict) as conflict:
        undo(Revision.objects.get(pk=moved.pk), _edit())

    [passage] = conflict.value.merge.conflicts
    assert "Rome" in passage.theirs
    assert Revision.objects.count() == 3


def test_the_first_edit_cannot_be_undone():
    first, _ = make_history(THREE, MOVED)

    with pytest.raises(EditRefused, match="began the page"):
        undo(Revision.objects.get(pk=first.pk), _edit())

    assert Revision.objects.count() == 2


def test_undoing_is_refused_where_editing_is():
    _, moved = make_history(THREE, MOVED)
    protect_all()

    with pytest.raises(EditRefused, match="protected"):
        undo(Revision.objects.get(pk=moved.pk), _edit())

    assert Revision.objects.count() == 2


def test_the_text_without_an_edit_is_known_beforehand():
    _, moved, _ = make_history(THREE, MOVED, LATER)

    text = removal_of(Revision.objects.get(pk=moved.pk)).text_left()

    assert text == THREE.replace("1852", "1853")
    assert Revision.objects.count() == 3


def test_the_text_without_an_edit_may_conflict():
    _, moved, _ = make_history(THREE, MOVED, THREE.replace("London", "Rome"))

    with pytest.raises(EditConflict):
        removal_of(Revision.objects.get(pk=moved.pk)).text_left()


def test_there_is_no_text_without_the_first_edit():
    first = make_revision()

    with pytest.raises(EditRefused):
        removal_of(first)


def test_restoring_gives_the_older_text_as_a_new_revision():
    first, _, later = make_history(THREE, MOVED, LATER)

    saved = revert_to(first, _edit(base=later, summary="Vandalism"))

    assert (saved.number, saved.text, saved.summary) == (4, THREE, "Vandalism")
    assert [revision.text for revision in Revision.objects.all()] == [
        THREE, LATER, MOVED, THREE,
    ]  # fmt: skip


def test_restoring_the_current_text_changes_nothing():
    _, moved = make_history(THREE, MOVED)

    saved = revert_to(moved, _edit(base=moved))

    assert saved == moved
    assert Revision.objects.count() == 2


def test_restoring_keeps_an_edit_made_meanwhile_elsewhere_on_the_page():
    first, moved = make_history(THREE, MOVED)
    make_revision(text=LATER, base=moved)

    saved = revert_to(first, _edit(base=moved))

    assert saved.text == THREE.replace("1852", "1853")


def test_restoring_conflicts_with_an_edit_of_the_same_passage_made_meanwhile():
    first, moved = make_history(THREE, MOVED)
    make_revision(text=THREE.replace("London", "Rome"), base=moved)

    with pytest.raises(EditConflict):
        revert_to(first, _edit(base=moved))

    assert Revision.objects.count() == 3


def test_restoring_is_refused_where_editing_is():
    first, moved = make_history(THREE, MOVED)
    protect_all()

    with pytest.raises(EditRefused, match="protected"):
        revert_to(first, _edit(base=moved))

    assert Revision.objects.count() == 2


def _edit(**fields: object) -> ProposedEdit:
    values = {"author": make_user(), "text": "", **fields}
    return ProposedEdit(title=Title.parse("Ada Lovelace"), **values)  # type: ignore[arg-type]
