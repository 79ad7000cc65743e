"""Attribution: every word is whose it was first, and nothing is anybody's twice."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from markup.attribution import Change, Stretch, Stretches, lines_of, passages_of

PARAGRAPHS = (
    "The harbour was built in stone before the war.",
    "Ships from the north brought amber, iron and fur.",
    "A lighthouse was lit by three keepers and a dog.",
    "Nobody remembers the names of the first pilots.",
    "## History",
    "",
    "Fish.",
    "A lighthouse was lit by four keepers and two dogs.",
)
texts = st.lists(st.sampled_from(PARAGRAPHS), max_size=7).map("\n".join)
words = st.text(alphabet="ab \n", max_size=40)


def attribute(*revisions: str) -> Stretches:
    """Return whose the last text is, if each was made of the one before it."""
    return _follow(revisions)[0]


def _follow(revisions: Sequence[str]) -> tuple[Stretches, dict[int, Stretches]]:
    before, stretches, memory = "", Stretches(), dict[int, Stretches]()
    for number, text in enumerate(revisions, start=1):
        change = Change.between(before, text)
        attributed = change.attribute(stretches, number, memory)
        memory = {**attributed.removed, **memory}
        before, stretches = text, attributed.stretches
    return stretches, memory


def told(*revisions: str) -> list[tuple[int, str]]:
    """Return the last text divided by whose it is."""
    parts, position = [], 0
    for stretch in attribute(*revisions):
        end = position + stretch.length
        parts.append((stretch.origin, revisions[-1][position:end]))
        position = end
    return parts


def test_a_first_text_is_its_authors():
    assert told("Ships and harbours.") == [(1, "Ships and harbours.")]


def test_words_that_are_added_are_those_of_who_added_them():
    assert told("Ships and harbours.", "Old ships and harbours.") == [
        (2, "Old ships"),
        (1, " and harbours."),
    ]


def test_a_word_changed_in_the_middle_leaves_both_sides_to_their_author():
    first = "The harbour was built in 1820 by the town."

    assert told(first, first.replace("1820", "1830")) == [
        (1, "The harbour was built in "),
        (2, "1830"),
        (1, " by the town."),
    ]


def test_a_paragraph_that_was_moved_stays_its_authors():
    one, two = PARAGRAPHS[:2]

    moved = told(f"{one}\n\n{two}", f"{two}\n\n{one}")

    assert {origin for origin, text in moved if text.strip()} == {1}


def test_a_paragraph_moved_and_edited_is_shared():
    one, two = PARAGRAPHS[:2]

    parts = told(f"{one}\n\n{two}", f"{two}\n\n{one.replace('stone', 'brick')}")

    assert [text for origin, text in parts if origin == 2] == ["brick"]


def test_a_text_that_comes_back_is_its_first_authors_again():
    text = "\n\n".join(PARAGRAPHS[:4])

    assert told(text, "Vandals were here.", text) == [(1, text)]
    assert told(text, "", text) == [(1, text)]


def test_a_line_that_is_copied_within_the_text_stays_its_authors():
    text = "She wrote notes.\n## Life\n## Life"
    between = "## Life\n## Life\nShe wrote notes.\n## Life"

    assert {stretch.origin for stretch in attribute(text, between)} == {1}
    assert {stretch.origin for stretch in attribute(text, between, text)} == {1}


def test_an_undone_edit_gives_the_words_back_though_the_line_was_edited_since():
    first = "The harbour was built in stone by the old guild of masons before 1820."
    without = first.replace(" by the old guild of masons", "")
    later = without.replace("harbour", "port")
    undone = first.replace("harbour", "port")

    assert told(first, without, later, undone) == [
        (1, "The "),
        (3, "port"),
        (1, " was built in stone by the old guild of masons before 1820."),
    ]


def test_a_short_word_that_comes_back_is_whose_it_is_now():
    assert (3, "not ") in told(
        "It is not so.", "It is so, they say.", "It is not so, they say."
    )


def test_white_space_goes_with_what_stands_before_it():
    assert told("One.", "One.\n\n\nTwo.", "One.\n\nTwo.") == [
        (1, "One.\n\n"),
        (2, "Two."),
    ]


def test_the_passages_of_a_text_are_its_lines_that_have_words():
    text = "One.\n\n***\nTwo."
    stretches = (Stretch(1, 4), Stretch(2, 10))

    lines = list(lines_of(text, stretches))

    assert [(line.number, line.text) for line in lines] == [(1, "One."), (4, "Two.")]
    assert [line.stretches for line in lines] == [
        (Stretch(1, 4),),
        (Stretch(2, 4),),
    ]
    assert len(passages_of(text, stretches)) == 2


@given(st.lists(texts | words, min_size=1, max_size=6))
def test_the_stretches_cover_the_text_exactly(revisions):
    stretches = attribute(*revisions)

    assert sum(stretch.length for stretch in stretches) == len(revisions[-1])
    assert all(stretch.length > 0 for stretch in stretches)
    assert all(1 <= stretch.origin <= len(revisions) for stretch in stretches)
    assert all(one.origin != other.origin for one, other in pairwise(stretches))


@given(st.lists(texts, min_size=1, max_size=5))
def test_saving_a_text_again_changes_nothing(revisions):
    assert attribute(*revisions, revisions[-1]) == attribute(*revisions)


@given(st.lists(texts, min_size=1, max_size=4), texts)
def test_whatever_came_between_a_text_that_returns_has_only_earlier_authors(
    revisions, vandalism
):
    returned = attribute(*revisions, vandalism, revisions[-1])

    vandal = len(revisions) + 1
    has_words = [stretch.origin for stretch in returned]
    assert {vandal, vandal + 1}.isdisjoint(_of_words(revisions[-1], returned)), (
        has_words
    )


def _of_words(text: str, stretches: Stretches) -> set[int]:
    return {
        part.origin for line in lines_of(text, stretches) for part in line.stretches
    }
