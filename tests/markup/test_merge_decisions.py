"""Decisions: what a person chooses for each conflict becomes the text."""

import pytest

from markup.decisions import Decision
from markup.merge import Conflict, Merge, Merged, merge

BOTH = Decision("both")


@pytest.mark.parametrize(
    ("decision", "middle"),
    [
        (Decision("mine"), "So!"),
        (Decision("theirs"), "So?"),
        (Decision("base"), "So."),
        (BOTH, "So?\n\nSo!"),
        (Decision("own", "So, so."), "So, so."),
        (Decision("own", "So.\r\nSo."), "So.\nSo."),
        (Decision("own", "So, so.\n"), "So, so."),
        (Decision("mine", "Not asked for."), "So!"),
    ],
)
def test_each_choice_gives_its_text(decision, middle):
    merged = merge("a\n\nSo.\n\nb", "A\n\nSo!\n\nb", "a\n\nSo?\n\nB")

    assert merged.decided([decision]) == f"A\n\n{middle}\n\nB"


def test_each_conflict_has_its_own_decision():
    merged = merge("a\nb\nc\nd", "A\nb\nC\nd", "1\nb\n3\nd")

    assert merged.decided([Decision("mine"), Decision("theirs")]) == "A\nb\n3\nd"
    assert merged.decided([Decision("base"), BOTH]) == "a\nb\n3\nC\nd"


def test_own_words_may_be_none():
    merged = merge("a\nSo.\nb", "a\nSo!\nb", "a\nSo?\nb")

    assert merged.decided([Decision("own", "")]) == "a\nb"


@pytest.mark.parametrize("count", [0, 2])
def test_a_wrong_number_of_decisions_is_refused(count):
    merged = merge("a", "b", "c")

    with pytest.raises(ValueError, match=f"1 passage .* not {count}"):
        merged.decided([Decision("mine")] * count)


@pytest.mark.parametrize("choice", ["", "neither", "Mine", "own "])
def test_a_choice_that_there_is_not_is_refused(choice):
    with pytest.raises(ValueError, match="not a choice"):
        Decision(choice)


def test_a_merge_without_conflicts_needs_no_decisions():
    assert merge("a", "b", "a").decided([]) == "b"


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        pytest.param(
            "P.", "P.\n\nMine.", "P.\n\nTheirs.", "P.\n\nTheirs.\n\nMine.", id="after"
        ),
        pytest.param(
            "P.", "Mine.\n\nP.", "Theirs.\n\nP.", "Theirs.\n\nMine.\n\nP.", id="before"
        ),
        pytest.param("- a", "- a\n- b", "- a\n- c", "- a\n- c\n- b", id="a list"),
        pytest.param(
            "P.\n\n- a\n- b\n",
            "P.\n\n- A\n- b\n",
            "P.\n\n- 1\n- b\n",
            "P.\n\n- 1\n- A\n- b\n",
            id="the first of a list",
        ),
        pytest.param("", "Mine.", "Theirs.", "Theirs.\n\nMine.", id="a new page"),
        pytest.param("a\nb\n", "", "a\nB\n", "a\nB\n", id="removed"),
        pytest.param("a\nb\n", "A\n1\n", "A\n2\n", "A\n2\n1\n", id="partly the same"),
        pytest.param("a\n", "a\nb", "a\nb\nc", "a\nb\nc", id="one has all"),
    ],
)
def test_both_sides_stand_together_as_their_lines_do(base, mine, theirs, both):
    assert merge(base, mine, theirs).decided([BOTH]) == both


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("Red.", "Blue.", "One. Blue. Red. Two."),
        ("Red.", "", "One. Red. Two."),
        ("Red.", "Red.", "One. Red. Two."),
        (" Red.", "Blue.", "One. Blue. Red. Two."),
    ],
)
def test_both_sides_of_a_passage_within_a_line_have_a_space_between(mine, theirs, both):
    conflict = Conflict("", mine, theirs)
    merged = Merge((Merged("One. "), conflict, Merged(" Two.")))

    assert merged.decided([BOTH]) == both


def test_a_paragraph_moved_to_two_places_stands_where_it_is_decided():
    one, two, three = (f"This is paragraph number {number}." for number in (1, 2, 3))
    base, mine, theirs = (
        "\n\n".join([*lines, "End."])
        for lines in ([one, two, three], [two, one, three], [one, three, two])
    )

    merged = merge(base, mine, theirs)

    sides = [
        [Decision(choice)] * len(merged.conflicts) for choice in ("mine", "theirs")
    ]
    assert [merged.decided(decisions) for decisions in sides] == [mine, theirs]
