"""Documents: what a text says about itself."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from markup import Title, parse, to_html
from tests.markup.directions import directed

_LINES = st.sampled_from(
    [
        *(
            "# A",
            "## A",
            "### B",
            "#### b",
            "##### -",
            "###### *A*",
            "#",
            "A\n===",
            "B\n---",
        ),
        *(
            "> # C",
            "- # D",
            "text",
            "",
            "",
            "```",
            "    code",
            "[[Category:X]]",
            "[^1]: note",
        ),
        *(
            "a[^1]",
            "References",
            "## References",
            "| a |",
            "|---|",
            "$$",
            "x" * 120,
            "# " + "y" * 300,
        ),
    ]
)
_TEXTS = st.lists(_LINES, max_size=30).map("\n".join)
_HOSTILE = st.text() | st.text(
    alphabet="[]()!*_~`#>|-+.^$:<>\\\n \t=&;0a\x00\r", max_size=300
)


@settings(deadline=None)
@given(_TEXTS | _HOSTILE)
def test_every_text_is_some_document(text):
    document = parse(text)

    assert document.source == text
    assert isinstance(to_html(document), str)


@settings(deadline=None)
@given(_TEXTS)
@example("# A\n## A\na\n# B\n### B")
def test_the_depth_of_headings_has_no_gaps(text):
    depths = [heading.depth for heading in parse(text).headings]

    assert all(later <= earlier + 1 for earlier, later in pairwise([0, *depths]))
    assert all(depth >= 1 for depth in depths)


@settings(deadline=None)
@given(_TEXTS)
@example("#\n\n## A\n\na")
@example("a[^1]\n\n# B\n\n## References\n\n[^1]: note")
def test_the_shown_headings_have_no_gaps_and_each_its_own_anchor(text):
    document = parse(text)

    html = to_html(document)

    ranks = [int(rank) for rank in re.findall(r"<h(\d) ", html)]
    anchors = re.findall(r'<h\d dir="auto" id="([^"]*)"', html)
    assert all(later <= earlier + 1 for earlier, later in pairwise([1, *ranks]))
    assert len(set(anchors)) == len(anchors)


@settings(deadline=None)
@given(_TEXTS)
def test_anchors_are_unique_and_carry_a_prefix(text):
    anchors = [heading.anchor for heading in parse(text).headings]

    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"h-\w+(-\w+)*", anchor) for anchor in anchors)


@pytest.mark.parametrize(
    ("source", "headings"),
    [
        ("# A\n\na\n\n# B\n\nb", [("A", "h-a", 1, 1, 0), ("B", "h-b", 1, 1, 4)]),
        ("### A\n\na\n\n# B\n\nb", [("A", "h-a", 1, 3, 0), ("B", "h-b", 1, 1, 4)]),
        ("# A\n#### B\n\nb", [("A", "h-a", 1, 1, 0), ("B", "h-b", 2, 4, 1)]),
        ("### B\n## C\nc", [("B", "h-b", 1, 3, 0), ("C", "h-c", 1, 2, 1)]),
        ("A\n=\na\n\nB\n-\nb", [("A", "h-a", 1, 1, 0), ("B", "h-b", 2, 2, 4)]),
        ("> # A\n> a", [("A", "h-a", 1, 1, None)]),
        ("- # A\n  a", [("A", "h-a", 1, 1, None)]),
        ("# *A* [[B|b]] `c` $d$^[e]\na", [("A b c d", "h-a-b-c-d", 1, 1, 0)]),
        ("# Éire's <b>\na", [("Éire's <b>", "h-éire-s-b", 1, 1, 0)]),
        ("# !!!\na", [("!!!", "h-section", 1, 1, 0)]),
        ("# constructor\na", [("constructor", "h-constructor", 1, 1, 0)]),
        ("```\n# A\n```", []),
        ("####### A", []),
    ],
)  # fmt: skip
def test_headings_tell_their_place(source, headings):
    found = parse(source).headings

    assert [(h.text, h.anchor, h.depth, h.level, h.line) for h in found] == headings


@pytest.mark.parametrize(
    ("words", "anchors"),
    [
        (["A", "A", "a!"], ["h-a", "h-a-2", "h-a-3"]),
        (["A", "A", "A-2", "A"], ["h-a", "h-a-2", "h-a-2-2", "h-a-3"]),
        (["A", "A-2", "A", "A"], ["h-a", "h-a-2", "h-a-3", "h-a-4"]),
    ],
)
def test_headings_of_the_same_words_are_numbered(words, anchors):
    source = "\n\na\n\n".join(f"# {heading}" for heading in words)

    assert [heading.anchor for heading in parse(source).headings] == anchors


@pytest.mark.parametrize(
    ("source", "empty", "shown"),
    [
        ("# A", ["A"], []),
        ("# A\n\na\n\n# B", ["B"], ["h-a"]),
        ("# A\n\n# B\n\nb", ["A"], ["h-b"]),
        ("# A\n\n## B\n\nb", [], ["h-a", "h-b"]),
        ("# A\n\n## B\n\n# C\n\nc", ["A", "B"], ["h-c"]),
        ("# A\n\n[[Category:X]]", ["A"], []),
        ("a[^1]\n\n# References\n\n[^1]: n", [], ["h-references"]),
        ("a[^1]\n\n# Other\n\n[^1]: n", ["Other"], []),
        ("# References", ["References"], []),
    ],
)
def test_a_heading_over_nothing_is_known_but_not_shown(source, empty, shown):
    document = parse(source)

    html = to_html(document)

    assert [heading.text for heading in document.headings if heading.is_empty] == empty
    assert re.findall(r'<h\d dir="auto" id="([^"]*)"', html) == shown
    assert sum(token.type == "heading_open" for token in document.tokens) == len(shown)


@pytest.mark.parametrize(
    ("source", "lead"),
    [
        ("", ""),
        (
            "*Ada* was a [[mathematician|maths]] person.\n\nMore.",
            "Ada was a maths person.",
        ),
        ("# History\n\nOnce upon\na time.", "Once upon a time."),
        ("[[Category:X]]\n\n> quoted\n\n- listed\n\nThen.", "Then."),
        ("First[^1], $x$ `c`.\n\n[^1]: note", "First, x c."),
        ("![a picture](http://x.example)", "a picture"),
        ("```\ncode\n```", ""),
    ],
)
def test_the_lead_is_the_words_of_the_first_paragraph(source, lead):
    assert parse(source).lead == lead


def test_the_plain_text_has_every_word_that_is_shown_and_no_markup():
    source = (
        "# A *b*\n\n[c](http://x.example) [[D|d]] <e> `f`[^1]  \ng\n\n- h\n\n"
        "| i |\n|---|\n| j |\n\n```\nk\n```\n\nL\n: m\n\n$$\nn\n$$\n\n"
        "[[Category:O]]\n\n[^1]: p\n\n# Empty"
    )

    plain_text = parse(source).plain_text

    assert plain_text == "A b\nc d <e> f g\nh\ni\nj\nk\nL\nm\nn\np"


def test_links_are_unique_and_in_the_order_of_the_text():
    source = "[[B]] [[a]] [[b]] [[A#x]] [[#y]] [[:Category:C]]\n\n| [[D|d]] |\n|---|"

    links = parse(f"{source}\n\n^[[[E]]]").links

    assert links == tuple(map(Title.parse, ["B", "A", "Category:C", "D", "E"]))


def test_references_are_the_words_of_each_note_once():
    notes = "[^y]: Second.\n[^x]: First\n\n    and `more`.\n[^z]: Unused."
    source = f"a[^x] b[^y] c[^x] d^[in *line*]\n\n{notes}"

    assert parse(source).references == ("First and more.", "Second.", "in line")


def test_a_note_used_twice_has_two_ways_back():
    html = to_html(parse("a[^n] b[^n]\n\n[^n]: Note."))

    assert html == directed(
        '<p>a<sup class="reference"><a href="#fn-1" id="fnref-1">[1]</a></sup>'
        ' b<sup class="reference"><a href="#fn-1" id="fnref-1-2">[1]</a></sup></p>\n'
        '<section class="references" aria-label="References"><ol>\n'
        f'<li id="fn-1"><p>Note. {_back("fnref-1", 1)} {_back("fnref-1-2", 2)}</p>\n'
        "</li>\n"
        "</ol></section>\n"
    )


def test_notes_are_numbered_as_they_are_used():
    html = to_html(parse("a^[x] b[^b] c^[y]\n\n[^b]: B.\n[^never]: N."))

    assert re.findall(r'<li dir="auto" id="fn-(\d)"><p dir="auto">(\S+) ', html) == [
        ("1", "x"),
        ("2", "B."),
        ("3", "y"),
    ]
    assert "N." not in html


def test_each_link_between_a_note_and_its_use_has_its_other_end():
    html = to_html(parse("a[^1] b[^1] c^[d^[e]] f[^2]\n\n[^1]: g [^2]\n[^2]: h [^1]"))

    ends = set(re.findall(r' id="([^"]*)"', html))
    assert set(re.findall(r'href="#([^"]*)"', html)) == ends
    assert len(ends) == len(re.findall(r' id="', html))


def _back(anchor, use):
    return (
        f'<a href="#{anchor}" class="backlink"><span class="visually-hidden">'
        f"Jump up to use {use} of this note</span>↑</a>"
    )
