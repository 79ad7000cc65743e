"""Words: two changes of one sentence are joined only where that is surely harmless."""

import pytest

from markup.merge import merge

SENTENCE = (
    "The old bridge of the town was built by local masons and carries a narrow"
    " road over the quiet river to the northern fields."
)


def change(old, new):
    assert old in SENTENCE
    return SENTENCE.replace(old, new)


def merge_both_ways(base, mine, theirs):
    texts = [merge(base, *sides) for sides in ((mine, theirs), (theirs, mine))]
    [text] = {merged.text if merged.is_clean else None for merged in texts}
    return text


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (("old bridge", "ancient bridge"), ("northern", "southern")),
        (("town", "[[town]]"), ("river", "[[River Leam|river]]")),
        (("masons", "stone masons"), ("quiet river", "river")),
        (("old bridge", "*old* bridge"), ("narrow", "narrow, paved")),
        (("built", "built in 1815"), ("northern", "southern")),
        (("narrow", "narrow (and steep)"), ("old", "oldest")),
    ],
)
def test_small_changes_well_apart_are_both_made(mine, theirs):
    merged = merge_both_ways(SENTENCE, change(*mine), change(*theirs))

    assert merged == change(*mine).replace(*theirs)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        pytest.param(("built", "made"), ("local", "foreign"), id="close by"),
        pytest.param(("masons", "monks"), ("narrow", "broad"), id="two words between"),
        pytest.param(("old", "1815"), ("quiet", "2"), id="numbers"),
        pytest.param(("old", "May"), ("quiet", "three"), id="months"),
        pytest.param(("was built", "was not built"), ("northern", "far"), id="not"),
        pytest.param(("was built", "wasn't built"), ("northern", "far"), id="n't"),
        pytest.param(("over the", "over no"), ("old", "new"), id="no"),
        pytest.param(("was", "n\u00e3o foi"), ("northern", "far"), id="other language"),
        pytest.param(("old", "great"), ("quiet", "great"), id="the same word"),
        pytest.param(("old ", ""), ("quiet", "old"), id="a word that moved"),
        pytest.param(
            (" by local masons and carries", ","), ("local", "a"), id="clause"
        ),
        pytest.param(
            ("and carries a narrow road over the quiet river to", "near"),
            ("old", "new"),
            id="more than a third",
        ),
        pytest.param(
            ("old", "old, crooked, often repaired and much too narrow"),
            ("northern", "southern"),
            id="more than a third added",
        ),
        pytest.param(("fields.", "fields?"), ("old", "new"), id="a question"),
        pytest.param(("masons and", "masons; it"), ("old", "new"), id="two clauses"),
        pytest.param(("quiet", "[[quiet"), ("old", "new"), id="a bracket alone"),
        pytest.param(("quiet", "*quiet"), ("old", "new"), id="a mark alone"),
        pytest.param(("road", "road $x$"), ("old", "new"), id="a formula"),
        pytest.param(("road", "`road`"), ("old", "new"), id="code"),
        pytest.param(("river", "river | x"), ("old", "new"), id="a table"),
    ],
)
def test_changes_that_might_make_nonsense_are_in_conflict(mine, theirs):
    assert merge_both_ways(SENTENCE, change(*mine), change(*theirs)) is None


def test_nothing_is_changed_inside_what_the_other_side_reworked():
    mine = change("old", "great").replace("northern", "distant")

    assert merge_both_ways(SENTENCE, mine, change("local", "foreign")) is None


def test_two_changes_inside_one_link_are_in_conflict():
    link = "See the [[History of the many northern railway bridges in Wales]] there"
    base = f"{link}, which has much more about all of these old buildings."

    merged = merge_both_ways(
        base, base.replace("History", "Story"), base.replace("Wales", "Kent")
    )

    assert merged is None


def test_parts_of_an_address_are_no_words():
    base = "See https://example.org/red/green/blue/brown/white/black for all of it."

    merged = merge_both_ways(
        base, base.replace("red", "rot"), base.replace("black", "grey")
    )

    assert merged is None


def test_scripts_without_spaces_are_not_divided():
    base = "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341" * 3 + "\u3002"

    merged = merge_both_ways(
        base, "\u767e" + base[1:], base[:25] + "\u767e" + base[26:]
    )

    assert merged is None


def test_a_sentence_that_a_side_divided_is_in_conflict():
    mine = change("masons and carries", "masons. It carries")

    assert merge_both_ways(SENTENCE, mine, change("old", "new")) is None


def test_words_are_joined_between_other_sentences():
    base = f"First it says this. {SENTENCE} Last it says that."

    merged = merge_both_ways(
        base,
        base.replace("old", "ancient").replace("First", "At first"),
        base.replace("northern", "southern").replace("Last", "At last"),
    )

    assert merged == (
        f"At first it says this. {change('old', 'ancient')} At last it says that."
    ).replace("northern", "southern")


def test_a_sentence_set_apart_by_one_side_is_in_conflict():
    merged = merge_both_ways(
        SENTENCE + "\nEnd.",
        change("old", "new") + "\n\nEnd.",
        change("northern", "far") + "\nEnd.",
    )

    assert merged is None
