"""Authorship: the words of a page are marked by whose they are, and nothing is lost."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup import parse, to_html
from markup.authorship import Mark, mark_origins
from markup.cleaner import clean
from tests.markup.directions import directed

_SPAN = re.compile(r'<span class="passage[^"]*" data-origin="(\d+)">([^<]*)</span>')
_TAG = re.compile(r"<[^>]*>")


def marked(source: str, *marks: Mark) -> list[tuple[int, str]]:
    """Return the words in spans, each with its origin."""
    html = mark_origins(to_html(parse(source)), source, marks)
    return [(int(origin), unescape(words)) for origin, words in _SPAN.findall(html)]


def halves(source: str, at: str) -> tuple[Mark, Mark]:
    """Two marks: what stands before some words of the source, and the rest."""
    place = source.index(at)
    return Mark(place, 1), Mark(len(source) - place, 2)


def test_words_are_marked_by_their_origins():
    source = "One two three."

    assert marked(source, Mark(8, 1), Mark(6, 2)) == [(1, "One two"), (2, "three.")]


def test_the_classes_of_a_mark_are_given_to_its_words():
    html = mark_origins(to_html(parse("One.")), "One.", [Mark(4, 7, "by-3 machine")])

    assert html == directed(
        '<p><span class="passage by-3 machine" data-origin="7">One.</span></p>\n'
    )


@pytest.mark.parametrize(
    ("source", "at", "expected"),
    [
        ("A **bold** word", "word", [(1, "A"), (1, "bold"), (2, "word")]),
        ("[[Gulag|camps]] there", "there", [(1, "camps"), (2, "there")]),
        ("* one\n* two", "* two", [(1, "one"), (2, "two")]),
        ("Fish & chips <b> 1 < 2", "1 < 2", [(1, "Fish & chips <b>"), (2, "1 < 2")]),
        ("Same same\n\nsame", "\n\nsame", [(1, "Same same"), (2, "same")]),
        ("Früh שלום 日本語 spät", "spät", [(1, "Früh שלום 日本語"), (2, "spät")]),
    ],
    ids=["bold", "link", "list", "signs", "repeated", "scripts"],
)
def test_markup_does_not_come_between(source, at, expected):
    assert marked(source, *halves(source, at)) == expected


def test_notes_are_found_though_they_stand_elsewhere():
    source = "Ships.[^a] Boats.\n\n[^a]: Lloyd's list.\n\nHarbours."

    found = marked(source, *halves(source, "[^a]: Lloyd"))

    assert (2, "Lloyd's list.") in found
    assert (1, "Ships.") in found


def test_cells_of_tables_are_marked():
    source = "| a | b |\n|---|---|\n| one | two |"

    assert marked(source, *halves(source, "| one")) == [
        (1, "a"),
        (1, "b"),
        (2, "one"),
        (2, "two"),
    ]


def test_what_the_renderer_adds_is_nobodys():
    source = "[[Nothing there]] $x^2$ end[^n]\n\n[^n]: A note."

    html = mark_origins(to_html(parse(source)), source, [Mark(len(source), 1)])

    spans = "".join(words for _, words in _SPAN.findall(html))
    assert "page does not exist" not in spans
    assert "Jump up" not in spans
    assert html.count("<math") == 1
    assert "<mi>x</mi>" in html


def test_words_past_the_marks_are_nobodys():
    assert marked("One two", Mark(3, 1)) == [(1, "One")]


words = st.sampled_from(
    [
        "one",
        "two",
        "**three**",
        "[[four|IV]]",
        "`five`",
        "&",
        "<b>",
        "\n\n",
        "* ",
        "$6$",
    ]
)
sources = st.lists(words, max_size=30).map(" ".join)


@given(sources, st.lists(st.integers(1, 20), max_size=10))
def test_marking_changes_no_word_and_stays_clean(source, lengths):
    html = to_html(parse(source))

    result = mark_origins(html, source, [Mark(n, n) for n in lengths])

    assert _TAG.sub("", result) == _TAG.sub("", html)
    assert clean(result) == result
