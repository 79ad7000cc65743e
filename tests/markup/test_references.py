"""References: notes in groups, and where each list stands."""

import re

import pytest

from markup import parse, to_html
from markup.references import MOST_GROUPS, Mark


def shape_of(source: str) -> list[str]:
    """Return the headings, paragraphs, lists of notes and marks of a page."""
    html = re.sub(r'<a [^>]*class="backlink".*?</a>', "", to_html(parse(source)))
    found = re.findall(
        r'<h2[^>]*>(.*?)</h2>|<p dir="auto">(.*?)</p>|<section [^>]*aria-label="(.*?)"',
        html,
    )
    return [re.sub("<[^>]*>", "", "".join(one)).strip() for one in found]


@pytest.mark.parametrize(
    ("source", "shape"),
    [
        ("a[^b]\n\n[^b]: c", ["a[1]", "References", "c"]),
        ("a[^b] d[^b]\n\n[^b]: c", ["a[1] d[1]", "References", "c"]),
        ("a^[c]", ["a[1]", "References", "c"]),
        ("a[^note:b]\n\n[^note:b]: c", ["a[a]", "Notes", "c"]),
        ("a[^Map:b]\n\n[^Map:b]: c", ["a[map 1]", "map", "c"]),
        (
            "a[^note:b] d[^e]\n\n[^note:b]: c\n[^e]: f",
            ["a[a] d[1]", "Notes", "c", "References", "f"],
        ),
        (
            "a[^b]\n\n# References\n\n# After\n\nd\n\n[^b]: c",
            ["a[1]", "References", "References", "c", "After", "d"],
        ),
        (
            "a[^b]\n\n# Notes\n\n# After\n\nd\n\n[^b]: c",
            ["a[1]", "Notes", "References", "c", "After", "d"],
        ),
        (
            "a[^b] [^note:e]\n\n# Notes\n\n# Sources\n\n[^b]: c\n[^note:e]: f",
            ["a[1] [a]", "Notes", "Notes", "f", "Sources", "References", "c"],
        ),
        (
            "a[^b]\n\n{{references}}\n\nd\n\n[^b]: c",
            ["a[1]", "References", "c", "d"],
        ),
        (
            "a[^note:b] [^d]\n\n{{reflist|group=note}}\n\ne\n\n[^note:b]: c\n[^d]: f",
            ["a[a] [1]", "Notes", "c", "e", "References", "f"],
        ),
        ("a\n\n{{references}}", ["a"]),
        ("a\n\n# References\n\n[^b]: c", ["a"]),
        ("a[^:b]\n\n[^:b]: c", ["a[1]", "References", "c"]),
        ("a[^note:]\n\n[^note:]: c", ["a[1]", "References", "c"]),
        (
            "> # References\n\na[^b]\n\n[^b]: c",
            ["References", "a[1]", "References", "c"],
        ),
    ],
)
def test_each_group_of_notes_has_its_list_where_it_belongs(source, shape):
    assert shape_of(source) == shape


def test_a_list_of_sources_is_no_empty_section_but_one_without_notes_is():
    text = "a[^b]\n\n# References\n\n# See also\n\n[^b]: c"

    headings = parse(text).headings

    assert [(one.text, one.is_empty) for one in headings] == [
        ("References", False),
        ("See also", True),
    ]


def test_a_group_that_has_no_name_of_its_own_is_called_what_its_notes_are():
    html = to_html(parse("a[^Map:b] [^note:c]\n\n[^Map:b]: d\n[^note:c]: e"))

    assert re.findall(r'<p class="label">(.*?)</p>', html) == ["map"]


def test_every_note_leads_to_its_uses_and_back():
    text = "a[^b] c[^b] d[^note:b]\n\n[^b]: e\n[^note:b]: f[^b]"

    html = to_html(parse(text))

    ids = re.findall(r'id="(fn[^"]*)"', html)
    links = re.findall(r'href="#(fn[^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(links) == set(ids)


def test_there_are_so_many_groups_and_no_more():
    names = [f"g{number}" for number in range(MOST_GROUPS + 5)]
    text = " ".join(f"[^{name}:a]" for name in names)
    text += "\n\n" + "\n".join(f"[^{name}:a]: b" for name in names)

    assert to_html(parse(text)).count("<section") == MOST_GROUPS + 1


@pytest.mark.parametrize(
    ("mark", "shown", "anchor"),
    [
        (Mark("", 3), "3", "3"),
        (Mark("note", 1), "a", "note_1"),
        (Mark("note", 26), "z", "note_26"),
        (Mark("note", 27), "aa", "note_27"),
        (Mark("old maps", 2), "old maps 2", "old-maps_2"),
        (Mark("1", 2), "1 2", "1_2"),
    ],
)
def test_a_mark_is_a_number_or_a_letter(mark, shown, anchor):
    assert (mark.shown, mark.anchor) == (shown, anchor)
