import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markup.merge import Conflict, Merged, merge

SENTENCES = st.sampled_from(["One fish.", "Two fish!", "Red?", "e.g. blue", "", "* x"])
LINES = st.lists(SENTENCES, max_size=4).map(" ".join)
TEXTS = st.builds(
    lambda lines, end: "\n".join(lines) + end,
    st.lists(LINES, max_size=6),
    st.sampled_from(["", "\n"]),
)


def test_changes_to_different_paragraphs_are_joined():
    merged = merge(
        "One.\n\nTwo.\n\nThree.", "1.\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\n3."
    )

    assert merged.is_clean
    assert merged.text == "1.\n\nTwo.\n\n3."


def test_two_versions_of_a_sentence_are_a_conflict_between_what_is_joined():
    merged = merge("a\nb\nSo.\nc\nd", "A\nb\nSo!\nc\nd", "a\nb\nSo?\nc\nD")

    assert merged.parts == (
        Merged("A\nb\n"),
        Conflict("So.\n", "So!\n", "So?\n"),
        Merged("c\nD"),
    )
    assert not merged.is_clean
    assert merged.conflicts == merged.parts[1:2]
    assert merged.text_preferring_mine == "A\nb\nSo!\nc\nD"
    with pytest.raises(ValueError, match="conflicts"):
        _ = merged.text


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "text"),
    [
        ("One. Two. Three.", "1. Two. Three.", "One. Two. 3.", "1. Two. 3."),
        ("One. Two.", "1. Two.", "One. 2.", "1. 2."),
        ("One. Two.\n", "One! Two.\n", "One. Two. New.\n", "One! Two. New.\n"),
        ("One. Two.", "New. One. Two.", "One. Two. Last.", "New. One. Two. Last."),
        ("One. Two. Three.", "One. Three.", "One. Two. 3!", None),
        ("One. Two.", "One. Mine. Two.", "One. Theirs. Two.", None),
        ("One. Two.", "One. Mine. Two.", "One. Mine. Two.", "One. Mine. Two."),
        ("One. Two.", "1. Mine. Two.", "One. 2.", None),
        ("One. Two.", "1. Mine. Two.", "One. Theirs. Two.", None),
        ("Dr. Ada wrote.", "Dr. Eva wrote.", "Prof. Ada wrote.", "Prof. Eva wrote."),
        ("About approx. five.", "About approx. six.", "About exactly five.", None),
        ("\u4e00\u3002\u4e8c\u3002", "\u4e03\u3002\u4e8c\u3002", "\u4e00\u3002", None),
        ("- a\n- b\n", "- A\n- b\n", "- a\n- B\n", None),
        (
            "One. Two.\nSix. Ten.\n",
            "One. 2.\nSix. Ten.\n",
            "One. Two.\n6. Ten.\n",
            None,
        ),
        (
            "One. Two.\nSix. Ten.\n",
            "One. 2.\nSix. Ten.\n",
            "One. Two.\nSix. 10.\n",
            "One. 2.\nSix. 10.\n",
        ),
    ],
)
def test_sentences_are_joined_unless_they_touch(base, mine, theirs, text):
    merged = merge(base, mine, theirs)

    assert (merged.text if merged.is_clean else None) == text


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "text"),
    [
        ("a", "a\nb", "a\nb", "a\nb"),
        ("a", "a\n", "a", "a\n"),
        ("a\n", "a", "a\n", "a"),
        ("a", "a\nb", "a\nc", None),
        ("a\n", "a\nb\n", "a\nc\n", None),
        ("a\n", "a\nb", "a\nb\n", None),
        ("", "a", "b", None),
        ("", "a", "", "a"),
        ("a\nb\nc", "a\nb\nc\nd", "A\nb\nc", "A\nb\nc\nd"),
        ("a\nb\n", "", "", ""),
        ("a\nb\n", "", "a\nB\n", None),
    ],
)
def test_the_end_of_a_text_is_kept_as_it_was_written(base, mine, theirs, text):
    merged = merge(base, mine, theirs)

    assert (merged.text if merged.is_clean else None) == text


def test_a_very_long_conflict_is_not_divided_into_sentences():
    base = "One fish. " * 3_000 + "Two fish. Red fish. Blue fish."

    merged = merge(base, "New. " + base, base.replace("Red", "Green"))

    assert not merged.is_clean


def test_signs_of_conflict_in_an_article_are_ordinary_text():
    base = "Git writes:\n<<<<<<< ours\n=======\n>>>>>>> theirs\n\nOld end.\n"

    merged = merge(base, base.replace("Git", "git"), base.replace("Old", "New"))

    assert merged.is_clean
    assert merged.text == base.replace("Git", "git").replace("Old", "New")


def test_undoing_an_edit_keeps_what_came_after_it():
    before = "Ada was born.\n\nShe wrote.\n\nShe died.\n"
    after = "Ada was born.\n\nShe wrote nonsense.\n\nShe died.\n"
    current = "Ada was born.\n\nShe wrote nonsense.\n\nShe died in 1852.\n"

    undone = merge(base=after, mine=before, theirs=current)

    assert undone.text == "Ada was born.\n\nShe wrote.\n\nShe died in 1852.\n"


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_a_side_without_changes_yields_to_the_other(base, changed):
    assert merge(base, base, changed).text == changed
    assert merge(base, changed, base).text == changed
    assert merge(base, changed, changed).text == changed


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_which_side_is_mine(base, mine, theirs):
    merged, mirrored = merge(base, mine, theirs), merge(base, theirs, mine)

    assert mirrored.parts == tuple(
        Conflict(part.base, part.theirs, part.mine) if part.is_conflict else part
        for part in merged.parts
    )


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_no_word_that_a_side_added_is_lost(base, mine, theirs):
    merged = merge(base, mine, theirs)

    kept = {
        word
        for part in merged.parts
        for text in ([part.mine, part.theirs] if part.is_conflict else [part.text])
        for word in text.split()
    }
    added = {*mine.split(), *theirs.split()} - {*base.split()}
    assert added <= kept


@settings(deadline=None)
@given(st.lists(st.sampled_from(["ox", "hen"]), min_size=3, max_size=8), st.data())
def test_changes_with_a_sentence_between_are_both_made(words, data):
    first = data.draw(st.integers(0, len(words) - 3))
    second = data.draw(st.integers(first + 2, len(words) - 1))
    numbered = [f"So {n} {word} came." for n, word in enumerate(words)]
    mine, theirs, both = [*numbered], [*numbered], [*numbered]
    mine[first] = both[first] = "Mine."
    theirs[second] = both[second] = "Theirs."

    for separator in (" ", "\n", "\n\n"):
        merged = merge(*(separator.join(each) for each in (numbered, mine, theirs)))

        assert merged.text == separator.join(both)
