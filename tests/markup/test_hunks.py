from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markup.hunks import Hunk, find_hunks, split_lines
from markup.words import split_words

ITEMS = st.lists(
    st.sampled_from(["a", "b", "c", "", "a\n", "\0", "\ud800"]), max_size=12
)


@pytest.mark.parametrize(
    ("old", "new", "hunks"),
    [
        ("", "", []),
        ("abc", "abc", []),
        ("", "ab", [Hunk(0, 0, 0, 2)]),
        ("ab", "", [Hunk(0, 2, 0, 0)]),
        ("abc", "axc", [Hunk(1, 2, 1, 2)]),
        ("abc", "abxc", [Hunk(2, 2, 2, 3)]),
        ("abcde", "bcxde", [Hunk(0, 1, 0, 0), Hunk(3, 3, 2, 3)]),
    ],
)
def test_a_hunk_says_which_items_replaced_which(old, new, hunks):
    assert find_hunks(list(old), list(new)) == hunks


@settings(deadline=None)
@given(ITEMS, ITEMS)
def test_applying_the_hunks_to_the_old_items_gives_the_new(old, new):
    built, position = [], 0

    for hunk in find_hunks(old, new):
        built += old[position : hunk.old_start]
        assert len(built) == hunk.new_start
        built += new[hunk.new_start : hunk.new_end]
        position = hunk.old_end

    assert built + old[position:] == new


@settings(deadline=None)
@given(ITEMS, ITEMS)
def test_two_hunks_have_an_unchanged_item_between_them(old, new):
    hunks = find_hunks(old, new)

    for first, second in pairwise(hunks):
        assert second.old_start - first.old_end == second.new_start - first.new_end > 0


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("a", ["a"]),
        ("a\n", ["a\n"]),
        ("a\n\nb", ["a\n", "\n", "b"]),
        ("a\u2028b\x0bc\rd\n", ["a\u2028b\x0bc\rd\n"]),
    ],
)
def test_lines_end_at_a_line_feed_only(text, lines):
    assert split_lines(text) == lines


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("two  words.", ["two", "  ", "words", "."]),
        ("_so_", ["_", "so", "_"]),
        ("3,5\t%", ["3", ",", "5", "\t", "%"]),
        (
            "\u0928\u092e\u0938\u094d\u0924\u0947 cafe\u0301s",
            ["\u0928\u092e\u0938\u094d\u0924\u0947", " ", "cafe\u0301s"],
        ),
        ("\u65e5\u672c\u8a9e", ["\u65e5", "\u672c", "\u8a9e"]),
    ],
)
def test_words_are_divided_in_any_script(text, words):
    assert split_words(text) == words


@settings(deadline=None)
@given(st.text())
def test_joining_lines_or_words_gives_the_text_again(text):
    assert "".join(split_lines(text)) == text
    assert "".join(split_words(text)) == text


@settings(deadline=None)
@given(st.text(alphabet="aZ09_ .,-\t\n"))
def test_plain_texts_are_divided_as_others_are(text):
    assert [*split_words(f"{text}."), "\u00e9"] == split_words(f"{text}.\u00e9")
