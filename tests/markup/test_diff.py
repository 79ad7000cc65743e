import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markup.diff import Difference, Partner, compare
from markup.visible import show_changed, show_unchanged

WORDS = st.sampled_from(["ox", "cow", "Hen.", " ", "  ", "\t", "\u200b", "\u0645", "#"])
LINES = st.one_of(
    st.lists(WORDS, max_size=6).map("".join),
    st.sampled_from(["", "The cow and the hen went out to the wide green field."]),
)
TEXTS = st.lists(LINES, max_size=8).map("\n".join)
EVERYTHING = 10**9
FOX = "The quick brown fox jumps over the lazy dog."


def test_identical_texts_have_no_blocks():
    assert compare("a\nb", "a\nb") == Difference(is_identical=True)


def test_an_edited_line_pairs_old_and_new_and_marks_the_words():
    [row] = rows(compare("She was born in 1815.", "She was born in London, 1815."))

    assert row.kind == "changed"
    assert (row.old.text, row.new.text) == (
        "She was born in 1815.",
        "She was born in London, 1815.",
    )
    assert kinds(row.old.spans) == [("same", "She was born in 1815.")]
    assert kinds(row.new.spans) == [
        ("same", "She was born in "),
        ("added", "London, "),
        ("same", "1815."),
    ]


def test_two_changed_words_with_only_a_space_between_are_one_change():
    [row] = rows(compare("the very old brown dog ran", "the quite young brown dog ran"))

    assert kinds(row.inline) == [
        ("same", "the "),
        ("removed", "very old"),
        ("added", "quite young"),
        ("same", " brown dog ran"),
    ]


def test_lines_that_share_little_are_removed_and_added():
    difference = compare("Nothing is alike here", "Wholly other words stand there")

    assert [row.kind for row in rows(difference)] == ["removed", "added"]


def test_similar_lines_are_paired_in_order_among_others():
    old = "Ada wrote many notes on the engine.\nBabbage built the engine in London."
    new = f"{FOX}\n" + old.replace("many", "nine").replace("built the", "built an")

    difference = compare(old, new)

    assert [(row.kind, numbers(row)) for row in rows(difference)] == [
        ("added", (None, 1)),
        ("changed", (1, 2)),
        ("changed", (2, 3)),
    ]


def test_of_two_lines_joined_to_one_only_the_likest_is_its_former_self():
    difference = compare("one two three\nfour five six", "one two three four five six")

    assert [(row.kind, numbers(row)) for row in rows(difference)] == [
        ("changed", (1, 1)),
        ("removed", (2, None)),
    ]


def test_a_moved_paragraph_stands_at_both_ends_and_each_leads_to_the_other():
    others = ["one", "two", "three", "four", "five", "six", "seven"]
    difference = compare("\n".join([FOX, *others]), "\n".join([*others, FOX]))

    left, right = (row for row in rows(difference) if row.kind != "same")
    assert (left.kind, right.kind) == ("moved_from", "moved_to")
    assert (left.old.text, right.new.text) == (FOX, FOX)
    assert left.partner == Partner(right.anchor, 8, is_below=True)
    assert right.partner == Partner(left.anchor, 1, is_below=False)


def test_a_paragraph_moved_and_edited_marks_the_edit_at_its_two_ends():
    others = "\n".join(["one", "two", "three", "four", "five", "six", "seven"])
    edited = FOX.replace("jumps", "leapt")

    difference = compare(f"{FOX}\n{others}", f"{others}\n{edited}")

    left, right = (row for row in rows(difference) if row.kind != "same")
    assert ("removed", "jumps") in kinds(left.old.spans)
    assert ("added", "leapt") in kinds(right.new.spans)
    assert (left.partner.anchor, right.partner.anchor) == (right.anchor, left.anchor)


def test_a_short_line_is_not_traced():
    others = "\n".join(["one", "two", "three", "four"])

    difference = compare(f"Yes.\n{others}", f"{others}\nYes.")

    assert {row.kind for row in rows(difference)} == {"removed", "same", "added"}


def test_a_block_has_two_lines_of_context_and_far_changes_have_their_own():
    lines = [f"line {number}" for number in range(1, 21)]
    changed = [*lines]
    changed[4], changed[14] = "line 5 new", "line 15 new"

    blocks = compare("\n".join(lines), "\n".join(changed)).blocks

    assert [[row.new.number for row in block.rows] for block in blocks] == [
        [3, 4, 5, 6, 7],
        [13, 14, 15, 16, 17],
    ]


def test_near_changes_share_a_block_and_a_line_is_never_shown_twice():
    old = "\n".join("abcdefghij")
    new = old.replace("c", "x").replace("h", "y")

    [block] = compare(old, new).blocks

    assert [row.new.number for row in block.rows if row.new] == [*range(1, 11)]


@pytest.mark.parametrize(
    ("old", "new", "heading"),
    [
        ("a", "b", ""),
        ("# Title\n## Life ##\na", "# Title\n## Life ##\nb", "Life"),
        ("## Life\na", "## Early life\na", "Early life"),
        ("## Life\n```\n# code\n```\na", "## Life\n```\n# code\n```\nb", "Life"),
        ("## One\na\n## Two\nb", "## One\na", "Two"),
        ("#hashtag\na", "#hashtag\nb", ""),
        ("## C#\na", "## C#\nb", "C#"),
    ],
)
def test_a_block_stands_under_the_heading_of_its_section(old, new, heading):
    [block] = compare(old, new).blocks

    assert block.heading == heading


def test_a_missing_final_line_feed_is_shown_only_if_nothing_else_changed():
    [row] = rows(compare("a\nb", "a\nb\n", context=0))
    assert kinds(row.inline) == [("same", "b"), ("added", "\n")]
    assert row.inline[-1].shown == "↵"

    difference = compare("a\nb", "x\nb\n")
    assert [row.kind for row in rows(difference)] == ["removed", "added", "same"]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("end", "end ", ["end", "·"]),
        ("two words", "two  words", ["two", "·", "··", "words"]),
        ("a b", "a\tb", ["a", "·", "⇥", "b"]),
        ("a b", "a\u00a0b", ["a", "·", "⍽", "b"]),
        ("ab", "a\u200bb", ["ab", "a[U+200B]b"]),
        ("a \u202eb c", "a \u202eb d", ["a [U+202E]b ", "c", "d"]),
        ("one two", "one very two", ["one ", "very ", "two"]),
        ("", "   ", ["···"]),
    ],
)
def test_what_the_eye_would_miss_is_made_visible(old, new, shown):
    difference = compare(old, new)

    assert [span.shown for row in rows(difference) for span in row.inline] == shown


def test_joiners_of_letters_and_emoji_are_named_only_where_they_changed():
    assert show_unchanged("\u0645\u200c\u0646") == "\u0645\u200c\u0646"
    changed = show_changed("\u0645\u200c\u0646", opens_line=True, closes_line=True)
    assert changed == "\u0645[U+200C]\u0646"


def test_a_difference_too_large_to_draw_says_so():
    difference = compare("", "\n".join(map(str, range(10_000))))

    assert difference == Difference(is_too_large=True)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_each_text_can_be_read_from_a_difference_with_full_context(old, new):
    if old == new:
        return

    drawn = rows(compare(old, new, context=EVERYTHING))

    for text, lines in (
        (old, [row.old for row in drawn if row.old]),
        (new, [row.new for row in drawn if row.new]),
    ):
        assert [line.number for line in lines] == [*range(1, len(lines) + 1)]
        assert "\n".join(line.text for line in lines) in (text, text.removesuffix("\n"))


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_a_row_in_one_line_holds_what_its_two_sides_hold(old, new):
    for row in rows(compare(old, new)):
        for line, missing in ((row.old, "added"), (row.new, "removed")):
            if line:
                inline = [span.text for span in row.inline if span.kind != missing]
                assert "".join(inline) == line.text
                assert missing not in {span.kind for span in line.spans}
                kinds_of_spans = [span.kind for span in line.spans]
                assert all(map(str.__ne__, kinds_of_spans, kinds_of_spans[1:]))


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_moved_rows_come_in_pairs_and_anchors_are_unique(old, new):
    drawn = rows(compare(old, new, context=EVERYTHING))

    by_anchor = {row.anchor: row for row in drawn}
    assert len(by_anchor) == len(drawn)
    for row in drawn:
        if row.partner:
            partner = by_anchor[row.partner.anchor]
            assert partner.partner.anchor == row.anchor
            assert row.partner.line == (partner.old or partner.new).number
            is_below = drawn.index(partner) > drawn.index(row)
            assert row.partner.is_below == is_below


@pytest.mark.parametrize("separator", [" ", "\n"])
@pytest.mark.parametrize(
    "words",
    [
        (
            [str(i) for i in range(33_000)],
            [str(i * 7919 % 33_000) for i in range(33_000)],
        ),
        (["foo"] * 50_000, ["foo"] * 25_000),
        (
            ["foo" if i * i % 7 < 3 else "bar" for i in range(50_000)],
            ["foo" if i * i % 11 < 5 else "bar" for i in range(50_000)],
        ),
    ],
    ids=["shuffled", "repeated", "two words"],
)
def test_texts_made_to_be_hard_are_compared_in_reasonable_time(words, separator):
    old, new = (separator.join(each) for each in words)
    start = time.process_time()

    compare(old, new)

    assert time.process_time() - start < 3


def rows(difference: Difference):
    return [row for block in difference.blocks for row in block.rows]


def kinds(spans):
    return [(span.kind, span.text) for span in spans]


def numbers(row):
    return (row.old and row.old.number, row.new and row.new.number)
