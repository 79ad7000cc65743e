"""Moved paragraphs: what the other side changed in them goes where they went."""

import pytest

from markup.decisions import Decision
from markup.merge import Conflict, Merged, merge

BORN = "Ada was born in London. She never knew her father. Her mother taught her."
WROTE = "She wrote notes on a machine. They hold a program. It was never run."
DIED = "She died at thirty-six. She is buried in Hucknall. The church has a plaque."
LATER = "A language bears her name. So does a day in October. Many schools do, too."
WROTE_SEVEN = WROTE.replace("wrote notes", "wrote seven notes")


def text(*paragraphs):
    return "\n\n".join(paragraphs)


BASE = text(BORN, WROTE, DIED, LATER)


@pytest.mark.parametrize(
    ("moved", "edited", "merged"),
    [
        pytest.param(
            text(BORN, DIED, LATER, WROTE),
            text(BORN, WROTE_SEVEN, DIED, LATER),
            text(BORN, DIED, LATER, WROTE_SEVEN),
            id="to the end",
        ),
        pytest.param(
            text(WROTE, BORN, DIED, LATER),
            text(BORN, WROTE_SEVEN, DIED, LATER),
            text(WROTE_SEVEN, BORN, DIED, LATER),
            id="past one that stayed",
        ),
        pytest.param(
            text(WROTE, BORN, DIED, LATER),
            text(BORN + " So it is said.", WROTE, DIED, LATER),
            text(WROTE, BORN + " So it is said.", DIED, LATER),
            id="an edit in the one that stayed",
        ),
        pytest.param(
            text(LATER, DIED, WROTE, BORN),
            text(BORN[:-1] + "?", WROTE_SEVEN, DIED[:-1] + "!", LATER),
            text(LATER, DIED[:-1] + "!", WROTE_SEVEN, BORN[:-1] + "?"),
            id="all of them",
        ),
        pytest.param(
            text(BORN, DIED, LATER, WROTE.replace("never", "not")),
            text(BORN, WROTE_SEVEN, DIED, LATER),
            text(BORN, DIED, LATER, WROTE_SEVEN.replace("never", "not")),
            id="moved and edited in another sentence",
        ),
        pytest.param(
            text(BORN, "Others took her place.", DIED, LATER, WROTE),
            text(BORN, WROTE_SEVEN, DIED, LATER),
            text(BORN, "Others took her place.", DIED, LATER, WROTE_SEVEN),
            id="another one in its old place",
        ),
        pytest.param(
            text(BORN, DIED, "## Legacy", LATER, WROTE),
            text(BORN, WROTE_SEVEN, DIED + " It is new.", LATER),
            text(BORN, DIED + " It is new.", "## Legacy", LATER, WROTE_SEVEN),
            id="under a new heading",
        ),
    ],
)
@pytest.mark.parametrize("end", ["", "\n"])
def test_an_edit_follows_its_paragraph(moved, edited, merged, end):
    texts = [BASE + end, moved + end, edited + end]

    assert merge(*texts).text == merged + end
    assert merge(texts[0], texts[2], texts[1]).text == merged + end


def test_lines_without_blank_ones_between_are_followed_too():
    base, moved, edited = (
        "\n".join(lines)
        for lines in (
            [BORN, WROTE, DIED, LATER],
            [BORN, DIED, LATER, WROTE],
            [BORN, WROTE_SEVEN, DIED, LATER],
        )
    )

    assert merge(base, moved, edited).text == "\n".join(
        [BORN, DIED, LATER, WROTE_SEVEN]
    )


def test_both_sides_may_move_and_edit_different_paragraphs():
    last = "Much has been written about her life. Not all of it is true."
    mine = text(WROTE, BORN, DIED, LATER + " Mine.", last)
    theirs = text(BORN, WROTE_SEVEN, DIED, last, LATER)

    merged = merge(text(BASE, last), mine, theirs)

    assert merged.text == text(WROTE_SEVEN, BORN, DIED, last, LATER + " Mine.")


def test_a_paragraph_moved_by_one_and_removed_by_the_other_is_in_conflict():
    merged = merge(BASE, text(BORN, DIED, LATER, WROTE), text(BORN, DIED, LATER))

    assert merged.parts == (
        Merged(text(BORN, DIED, LATER)),
        Conflict("", "\n\n" + WROTE, ""),
    )


def test_a_paragraph_moved_to_two_places_is_in_conflict_at_both():
    merged = merge(BASE, text(LATER, BORN, WROTE, DIED), text(BORN, LATER, WROTE, DIED))

    assert merged.parts == (
        Conflict("", LATER + "\n\n", ""),
        Merged(BORN + "\n\n"),
        Conflict("", "", LATER + "\n\n"),
        Merged(text(WROTE, DIED)),
    )


def test_the_old_and_the_new_place_of_a_paragraph_are_decided_together():
    mine = text(BORN, DIED, WROTE + "\nMine.", LATER)
    theirs = text(BORN, DIED + "\nTheirs.", LATER, WROTE)

    merged = merge(BASE, mine, theirs)

    for choice in ("mine", "theirs"):
        decided = merged.decided([Decision(choice)] * len(merged.conflicts))
        assert [decided.count(line) for line in (BORN, WROTE, DIED, LATER)] == [1] * 4


def test_a_paragraph_moved_to_one_place_by_both_is_moved():
    moved = text(BORN, DIED, WROTE, LATER)

    assert merge(BASE, moved, moved.replace("schools", "roads")).text == moved.replace(
        "schools", "roads"
    )


@pytest.mark.parametrize(
    "theirs",
    [
        pytest.param("Nothing of it is left in this one at all.", id="rewritten"),
        pytest.param(WROTE_SEVEN.replace("notes", "books"), id="in the same sentence"),
        pytest.param(WROTE_SEVEN + "\n\nAnd more.", id="with another one after it"),
        pytest.param("She wrote notes on a machine.\n\nNo more.", id="divided"),
    ],
)
def test_an_edit_that_cannot_follow_is_in_conflict_at_both_places(theirs):
    mine = text(BORN, DIED, LATER, WROTE.replace("notes", "a few notes"))

    merged = merge(BASE, mine, text(BORN, theirs, DIED, LATER))

    assert len(merged.conflicts) == 2
    assert theirs.split("\n")[0] in merged.conflicts[0].theirs
    assert merged.conflicts[0].mine == ""
    assert "a few notes" in merged.conflicts[1].mine
    assert merged.text_preferring_mine == mine


def test_an_edit_does_not_follow_into_another_conflict():
    mine = text(BORN, DIED, LATER + " Mine.", WROTE)
    theirs = text(BORN, WROTE_SEVEN, DIED, LATER + " Theirs.")

    merged = merge(BASE, mine, theirs)

    assert [WROTE_SEVEN in part.theirs for part in merged.conflicts] == [True, False]
    assert [WROTE in part.mine for part in merged.conflicts] == [False, True]


def test_lines_that_stand_twice_are_not_followed():
    base = text(WROTE, BORN, WROTE, DIED, LATER)

    merged = merge(
        base,
        text(BORN, DIED, LATER, WROTE),
        text(WROTE_SEVEN, BORN, WROTE, DIED, LATER),
    )

    assert not merged.is_clean
    assert merged.text_preferring_mine == text(BORN, DIED, LATER, WROTE)


def test_one_of_two_equal_paragraphs_may_be_removed_by_both():
    base = text(WROTE, BORN, WROTE, DIED, LATER)

    merged = merge(base, text(BORN, DIED, LATER, WROTE), text(BORN, WROTE, DIED, LATER))

    assert merged.text == text(BORN, DIED, LATER, WROTE)


def test_a_line_that_took_the_place_of_one_like_it_is_not_the_same_line():
    base, mine, theirs = (
        "\n".join(f"- {name}, a writer and a traveller" for name in names)
        for names in (
            ["Ada", "Bea", "Cleo", "Dora", "Eva"],
            ["Bea", "Cleo", "Dora", "Eva", "Ada"],
            ["Dora", "Bea", "Cleo", "Ada", "Eva"],
        )
    )

    assert not merge(base, mine, theirs).is_clean


def test_a_moved_line_does_not_take_what_was_put_in_its_place():
    mine = text(BORN, DIED, LATER, WROTE)

    merged = merge(BASE, mine, text(BORN, "Nothing of it is left.", DIED, LATER))

    assert merged.text_preferring_mine == mine
    assert len(merged.conflicts) == 2


def test_a_line_moved_to_the_end_ends_as_the_text_does():
    mine = text(BORN, DIED, LATER, WROTE)

    merged = merge(BASE + "\n", mine, text(BORN, WROTE_SEVEN, DIED, LATER) + "\n")

    assert merged.text == text(BORN, DIED, LATER, WROTE_SEVEN)


def test_sentences_moved_by_one_and_removed_by_the_other_are_not_doubled():
    base = "\n".join([BORN, WROTE, DIED, LATER])
    mine = "\n".join([WROTE, DIED, LATER])
    theirs = "\n".join([WROTE[:-1] + "?", BORN, LATER])

    for sides in ((mine, theirs), (theirs, mine)):
        assert not merge(base, *sides).is_clean
