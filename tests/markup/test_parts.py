"""Parts: a section alone looks as it does in the whole, and has the notes it uses."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markup import parse, to_html
from markup.parts import part_of
from markup.sections import find_section
from tests.markup.directions import directed

TEXT = """\
Lead[^a] and ^[inline].

## One

First[^b], [[Rome]].

| a |
|---|

### One more

Deeper[^a].

## Two

Second[^c] and [[Paris]].

| b |
|---|

## One

Again.

[^a]: About *a*.
[^b]: About b[^c], by [[Cato]].
[^c]: About c.
[^d]: Used nowhere.
"""
LINES = st.sampled_from(
    [
        *("# A", "## A", "### B", "#", "A\n===", "> # Q", "- # L", "text", "", ""),
        *("```", "    # code", "| a |\n|---|", "$$", "1. x", "A\n: b", "\\"),
        *("[^1]: note", "[^2]: note[^1]", "a[^1]", "b[^2] c[^1]", "d^[e[^2]]"),
        *("[[Category:X]]", "[x]: http://e.example", "[x]"),
    ]
)
TEXTS = st.lists(LINES, max_size=25).map("\n".join)


def section_of(text: str, anchor: str) -> str:
    section = find_section(text, anchor)
    lines = range(section.start, section.end)
    return to_html(part_of(parse(text), lines))


def body_of(html: str) -> str:
    return html.partition('<section class="references"')[0]


@pytest.mark.parametrize("anchor", ["h-one", "h-one-more", "h-two", "h-one-2"])
def test_a_section_is_a_stretch_of_the_page(anchor):
    html = body_of(section_of(TEXT, anchor))

    assert html.startswith(
        f'<div class="section-heading"><h{3 if "more" in anchor else 2}'
    )
    assert f'id="{anchor}"' in html
    assert html in to_html(parse(TEXT))


def test_it_ends_where_the_section_ends():
    html = section_of(TEXT, "h-one")

    assert "Deeper" in html
    assert "Lead" not in html
    assert "Second" not in html


def test_notes_have_the_numbers_they_have_in_the_page_and_lead_back_into_the_part():
    html = section_of(TEXT, "h-two")

    assert '<a href="#fn-4" id="fnref-4">[4]</a>' in html
    assert html.endswith(
        '<section class="references" aria-label="References"><ol>\n'
        '<li dir="auto" id="fn-4" value="4"><p dir="auto">About c. '
        '<a href="#fnref-4" class="backlink"><span class="visually-hidden">'
        "Jump up to use 1 of this note</span>↑</a></p>\n</li>\n</ol></section>\n"
    )


def test_notes_that_are_used_in_notes_come_along():
    html = section_of(TEXT, "h-one")

    assert re.findall(r'<li dir="auto" id="fn-(\d)"( value="\d")?', html) == [
        ("1", ""),
        ("3", ' value="3"'),
        ("4", ""),
    ]
    assert re.findall(r'href="#(fnref-[^"]*)"', html) == [
        "fnref-1-2",
        "fnref-3",
        "fnref-4-2",
    ]


def test_tables_have_the_numbers_they_have_in_the_page():
    assert 'aria-label="Table 2"' in section_of(TEXT, "h-two")


def test_a_part_without_notes_has_no_list_of_them():
    assert section_of(TEXT, "h-one-2") == directed(
        '<div class="section-heading"><h2 id="h-one-2">One</h2></div>\n<p>Again.</p>\n'
    )


def test_only_its_own_links_are_told():
    section = find_section(TEXT, "h-one")

    part = part_of(parse(TEXT), range(section.start, section.end))

    assert [title.text for title in part.links] == ["Rome", "Cato"]
    assert [heading.text for heading in part.headings] == ["One", "One more"]


def test_a_page_that_asks_for_too_much_shows_the_part_as_it_was_typed():
    text = f"Lead.\n\n## One\n\n{'[' * 20_000}\n\n## Two\n\nEnd."

    html = to_html(part_of(parse(text), range(6, 9)))

    assert 'tabindex="0">## Two\n\nEnd.</pre>' in html


def test_notes_that_lead_in_a_circle_come_once():
    text = "## One\n\na[^1]\n\n## Two\n\n[^1]: b[^2]\n[^2]: c[^1]\n"

    html = section_of(text, "h-one")

    assert re.findall(r'<li dir="auto" id="([^"]*)"', html) == ["fn-1", "fn-2"]


@settings(deadline=None)
@given(TEXTS)
def test_the_sections_of_a_page_are_stretches_of_it_and_all_ways_lead_somewhere(text):
    document = parse(text)
    whole = to_html(document)

    for heading in document.headings:
        if heading.line is None:
            continue
        html = section_of(text, heading.anchor)
        assert body_of(html) in whole
        ids = re.findall(r' id="([^"]*)"', html)
        assert len(ids) == len(set(ids))
        for link in re.findall(r'href="#(fn[^"]*)"', html):
            assert link in ids


@settings(deadline=None)
@given(TEXTS)
def test_all_lines_together_are_the_page_above_its_notes(text):
    document = parse(text)

    part = part_of(document, range(len(text.split("\n"))))

    assert body_of(to_html(part)) == body_of(to_html(document))
