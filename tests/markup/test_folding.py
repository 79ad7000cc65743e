"""Folding: letters as they are compared when somebody looks for them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.folding import count_words, fold, searchable, sought, words_in


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ada", "ada"),
        ("ÉCOLE", "ecole"),
        ("cafe\u0301", "cafe"),
        ("Straße", "strasse"),
        ("Œuvre Ærø", "oeuvre aero"),
        ("Łódź Đorđe", "lodz dorde"),
        ("İstanbul", "istanbul"),
        ("Hà Nội", "ha noi"),
        ("ﬃ K™", "ffi ktm"),
        ("Όμηρος", "ομηροσ"),
        ("Ёлка", "елка"),
        ("за\u0301мок", "замок"),  # noqa: RUF001
        ("май Її", "май її"),
        ("がか", "がか"),
        ("हिन्दी", "हिन्दी"),
        ("שָׁלוֹם", "שלום"),
        ("العَرَبِيَّة", "العربية"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("Khrushchev’s", "khrushchev's"),  # noqa: RUF001
    ],
)
def test_case_and_accents_are_folded_and_nothing_else(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_text_is_folded_alike_in_any_form(text):
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}

    assert len({fold(form) for form in forms}) == 1


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_in_latin_letters_neither_case_nor_accents_are_left(text):
    folded = fold(text)

    assert folded == folded.lower()
    assert not any(unicodedata.category(sign) == "Lu" for sign in folded)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada Lovelace", ["ada", "lovelace"]),
        ("日本語", ["日本", "本語", "語"]),
        ("語", ["語"]),
        ("東京のIBM社", ["東京", "京の", "の", "ibm", "社"]),
        ("한국어", ["한국", "국어", "어"]),
        ("ที่ดี", ["ที่ดี", "ดี"]),
    ],
)
def test_runs_without_spaces_become_pairs_of_letters(text, words):
    assert searchable(text).split() == words


@given(st.text(alphabet="日本語東京 ab"))
def test_what_stands_in_a_text_is_found_in_it_pair_by_pair(text):
    words = searchable(text).split()

    for run in text.replace("a", " ").replace("b", " ").split():
        for start in range(len(run)):
            pairs = sought(run[start : start + 3]).split()
            places = range(len(words))
            is_one = len(run[start:]) == 1
            assert is_one or any(words[at : at + len(pairs)] == pairs for at in places)


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("One two\nthree.", 3), ("Один два", 2), ("日本語 IBM", 4)],
)
def test_words_are_counted_and_letters_where_there_are_no_spaces(text, count):
    assert count_words(text) == count


@given(st.text())
def test_words_have_letters_only(text):
    assert all(word.strip() and " " not in word for word in words_in(fold(text)))
