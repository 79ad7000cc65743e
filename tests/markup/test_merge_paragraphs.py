"""Paragraphs put in beside a paragraph that somebody else edits do not touch it."""

import pytest

from markup.merge import merge

ONE = "One is said here.\n\nTwo is said there."


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (
            ONE + "\n\n## More\n\nThree.",
            ONE.replace("there", "elsewhere"),
            "One is said here.\n\nTwo is said elsewhere.\n\n## More\n\nThree.",
        ),
        (
            "New.\n\n" + ONE,
            ONE.replace("here.\n", "there.\n"),
            "New.\n\nOne is said there.\n\nTwo is said there.",
        ),
        (
            ONE.replace("\n\n", "\n\nNew.\n\n"),
            ONE.replace("Two", "2"),
            "One is said here.\n\nNew.\n\n2 is said there.",
        ),
        (
            ONE.replace("\n\n", "\n\nNew.\n\n"),
            ONE.replace("One", "1"),
            "1 is said here.\n\nNew.\n\nTwo is said there.",
        ),
        (
            ONE + "\n\nThree.",
            "One is said here.",
            "One is said here.\n\nThree.",
        ),
    ],
    ids=["after the last", "before the first", "before", "after", "after one removed"],
)
def test_both_are_kept(mine, theirs, merged):
    assert merge(ONE, mine, theirs).text == merged
    assert merge(ONE, theirs, mine).text == merged


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (ONE + "\n\nMine.", ONE + "\n\nTheirs."),
        (ONE + "\nMine.", ONE.replace("there", "elsewhere")),
        (ONE.replace("here.", "here.\nNew."), ONE.replace("One", "1")),
    ],
    ids=["both at one place", "the same paragraph", "a line of the paragraph"],
)
def test_without_a_blank_line_between_they_touch(mine, theirs):
    assert not merge(ONE, mine, theirs).is_clean
