"""Trigrams: words that are misspelt still have most of them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from markup.folding import fold
from markup.likeness import mistakes_in
from markup.trigrams import almost, beginnings_of, trigrams_of

WORD = st.text(alphabet="abcdeklmoprst", min_size=5, max_size=14)


def test_a_trigram_is_the_same_wherever_it_stands():
    assert set(trigrams_of("soviet")) <= set(trigrams_of("the soviet union"))


@given(st.text())
def test_any_text_has_trigrams_that_postgresql_can_keep(text):
    found = trigrams_of(fold(text))

    assert found == sorted(set(found))
    assert all(0 < one < 2**63 for one in found)


@given(st.lists(WORD, min_size=1, max_size=4), st.data())
def test_words_are_found_by_their_beginnings_in_any_order(words, data):
    word = data.draw(st.sampled_from(words))
    length = data.draw(st.integers(1, len(word)))

    title = set(trigrams_of(" ".join(reversed(words))))

    assert set(beginnings_of(word[:length])) <= title


@given(WORD, st.data())
def test_with_one_mistake_one_group_is_left_whole(word, data):
    typed = mistyped(word, data)
    assume(len(typed) > 4)

    title = set(trigrams_of(word))

    # That a last letter is missing, or another, is no mistake in a beginning.
    assert any(title.issuperset(group) for group in almost(typed))


def mistyped(word: str, data) -> str:
    at = data.draw(st.integers(1, len(word) - 2))
    letter = data.draw(st.sampled_from("abcdeklmoprst"))
    mistakes = [
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ]
    typed: str = data.draw(st.sampled_from(mistakes))
    return typed


@pytest.mark.parametrize("typed", ["", "a", "ab"])
def test_too_few_letters_are_like_nothing(typed):
    assert all(len(group) > 1 for group in almost(typed))


@pytest.mark.parametrize(
    ("typed", "meant", "mistakes"),
    [
        ("gulag", "gulag", 0),
        ("gluag", "gulag", 1),
        ("glag", "gulag", 1),
        ("gullag", "gulag", 1),
        ("gulak", "gulag", 1),
        ("", "gulag", 5),
        ("stalni", "stalin", 1),
        ("abc", "xyz", 3),
    ],
)
def test_mistakes_are_counted(typed, meant, mistakes):
    assert mistakes_in(typed, meant, is_finished=True) == mistakes


def test_of_what_is_not_finished_the_rest_is_no_mistake():
    assert mistakes_in("stalnig", "stalingrad", is_finished=False) == 1


@given(WORD, WORD)
def test_mistakes_are_as_many_both_ways(one, other):
    counted = mistakes_in(one, other, is_finished=True)

    assert counted == mistakes_in(other, one, is_finished=True)
    assert (counted == 0) == (one == other)
