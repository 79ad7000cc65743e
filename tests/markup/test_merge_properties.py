"""What must hold for merges of all texts: nothing is lost, doubled or invented."""

from collections import Counter

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from markup.merge import merge

PARAGRAPHS = range(6)
SEPARATORS = st.sampled_from(["\n\n", "\n"])
ENDS = st.sampled_from(["", "\n"])
quickly = settings(max_examples=50, deadline=None)


def paragraph(number, *, edited=()):
    """A paragraph unlike all others, in which some sentences were written anew."""
    return " ".join(
        f"New{number}x{place} took over{number}x{place} entirely."
        if place in edited
        else f"Old{number}x{place} stood here{number}x{place} since long{number}."
        for place in range(5)
    )


BASE = [paragraph(number) for number in PARAGRAPHS]
ORDERS = st.permutations(PARAGRAPHS)
SOME = st.sets(st.sampled_from(PARAGRAPHS), min_size=1, max_size=3)


@quickly
@given(SOME, SOME, SEPARATORS, ENDS)
def test_edits_of_different_paragraphs_are_both_made(mine, theirs, separator, end):
    theirs -= mine
    if separator == "\n":
        # A line stands between no two neighbours here.
        assume(not theirs & {line + step for line in mine for step in (-1, 1)})

    merged = merge_both_ways(
        *(separator.join(lines) + end for lines in (BASE, write(mine), write(theirs)))
    )

    assert merged == separator.join(write(mine | theirs)) + end


@quickly
@given(ORDERS, SOME, SEPARATORS, ENDS, st.integers(0, 4))
def test_edits_follow_wherever_the_paragraphs_are_moved(
    order, edited, separator, end, place
):
    texts = [BASE, arrange(BASE, order), write(edited, place)]

    merged = merge_both_ways(*(separator.join(lines) + end for lines in texts))

    assert merged == separator.join(arrange(write(edited, place), order)) + end


@quickly
@given(ORDERS, SOME, SEPARATORS)
def test_a_move_is_undone_under_later_edits(order, edited, separator):
    after, current = arrange(BASE, order), arrange(write(edited), order)

    undone = merge_both_ways(*map(separator.join, (after, BASE, current)))

    assert undone == separator.join(write(edited))


@quickly
@given(ORDERS, SOME, SEPARATORS)
def test_an_edit_is_undone_under_later_moves(order, edited, separator):
    after, current = write(edited), arrange(write(edited), order)

    undone = merge_both_ways(*map(separator.join, (after, BASE, current)))

    assert undone == separator.join(arrange(BASE, order))


@quickly
@given(SOME, SOME, SOME)
def test_an_edit_is_undone_as_if_it_had_never_been_made(edited, later, removed):
    later, removed = later - edited, removed - edited - later
    # Removing a paragraph takes a blank line beside it, too.
    assume(not edited & {line + step for line in removed for step in (-1, 1)})
    lines = {True: write(edited | later), False: write(later)}
    kept = [line for line in PARAGRAPHS if line not in removed]

    current, never_made = (arrange(lines[made], kept) for made in (True, False))
    undone = merge_both_ways(*map("\n\n".join, (write(edited), BASE, current)))

    assert undone == "\n\n".join(never_made)


@quickly
@given(st.sampled_from(PARAGRAPHS), st.integers(0, 5), SEPARATORS)
def test_a_paragraph_moved_and_edited_takes_the_edit_of_another_sentence(
    moved, place, separator
):
    order = [line for line in PARAGRAPHS if line != moved]
    order.insert(place, moved)
    mine, theirs, both = [*BASE], [*BASE], [*BASE]
    mine[moved] = paragraph(moved, edited=[0])
    theirs[moved] = paragraph(moved, edited=[3])
    both[moved] = paragraph(moved, edited=[0, 3])

    merged = merge_both_ways(*map(separator.join, (BASE, arrange(mine, order), theirs)))

    assert merged == separator.join(arrange(both, order))


@st.composite
def changed_sides(draw):
    """What a side did: paragraphs removed, edited, added, and put in an order."""
    removed = draw(st.sets(st.sampled_from(PARAGRAPHS), max_size=2))
    edited = draw(st.sets(st.sampled_from(PARAGRAPHS), max_size=2))
    places = draw(st.sampled_from(["kept", "moved"]))
    order = draw(ORDERS) if places == "moved" else list(PARAGRAPHS)
    return removed, edited, order, draw(st.booleans())


@settings(max_examples=150, deadline=None)
@given(changed_sides(), changed_sides(), SEPARATORS)
def test_no_paragraph_is_lost_or_doubled_by_a_clean_merge(mine, theirs, separator):
    sides = {"mine": mine, "theirs": theirs}
    texts = [separator.join(BASE), "", ""]
    expected: Counter[str] = Counter()
    for index, (name, (removed, edited, order, adds)) in enumerate(sides.items(), 1):
        place = 2 * index - 2
        lines = arrange(write(edited, place), [n for n in order if n not in removed])
        if adds:
            lines.insert(len(lines) // 2, f"Added by {name}, quite another line.")
            expected[f"Added by {name}, quite another line."] += 1
        texts[index] = separator.join(lines)
    for number in PARAGRAPHS:
        if number not in mine[0] | theirs[0]:
            places = [0] * (number in mine[1]) + [2] * (number in theirs[1])
            expected[paragraph(number, edited=places)] += 1

    merged = merge(*texts)

    if merged.is_clean:
        lines = [line for line in merged.text.split("\n") if line]
        assert Counter(lines) == expected
    kept = "\n".join(
        part.mine + "\n" + part.theirs if part.is_conflict else part.text
        for part in merged.parts
    )
    added = {*texts[1].split(), *texts[2].split()} - {*texts[0].split()}
    assert added <= {*kept.split()}


def write(numbers, place=1):
    """All paragraphs in the base's order, these of them edited."""
    return [
        paragraph(number, edited=[place] if number in numbers else [])
        for number in PARAGRAPHS
    ]


def arrange(lines, order):
    return [lines[number] for number in order]


def merge_both_ways(base, mine, theirs):
    """Merge, and see that it does not matter which side is whose."""
    merged = merge(base, mine, theirs)
    assert merge(base, theirs, mine).parts == merged.parts
    return merged.text
