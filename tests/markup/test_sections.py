"""Sections: a part of a text is edited alone, and the rest stays as it is."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from markup import parse
from markup.sections import demote_headings, find_section

_TEXT = "Lead.\n\n# A\n\na\n\n## A1\n\na1\n\n# B\n\nb\n\n\n# C\n"
_LINES = st.sampled_from(
    [
        *(
            "# A",
            "## A",
            "### B",
            "###### C",
            "#",
            "A\n===",
            "B\n---",
            "> # Q",
            "- # L",
        ),
        *(
            "text",
            "more",
            "",
            "",
            "",
            "```",
            "~~~",
            "    # code",
            "| a |\n|---|",
            "$$",
            "\t",
        ),
        *("[^1]: note", "a[^1]", "[[Category:X]]", "A\n: b", "  ", "1. x", "\\"),
    ]
)
_TEXTS = st.lists(_LINES, max_size=25).map("\n".join)


@pytest.mark.parametrize(
    ("anchor", "text"),
    [
        ("h-a", "# A\n\na\n\n## A1\n\na1"),
        ("h-a1", "## A1\n\na1"),
        ("h-b", "# B\n\nb"),
        ("h-c", "# C"),
    ],
)
def test_a_section_is_cut_with_its_sub_sections(anchor, text):
    assert find_section(_TEXT, anchor).cut_from(_TEXT) == text


@pytest.mark.parametrize(
    ("anchor", "text"),
    [
        ("h-a", "Lead.\n\nNEW\n\n# B\n\nb\n\n\n# C\n"),
        ("h-a1", "Lead.\n\n# A\n\na\n\nNEW\n\n# B\n\nb\n\n\n# C\n"),
        ("h-b", "Lead.\n\n# A\n\na\n\n## A1\n\na1\n\nNEW\n\n\n# C\n"),
        ("h-c", "Lead.\n\n# A\n\na\n\n## A1\n\na1\n\n# B\n\nb\n\n\nNEW\n"),
    ],
)
@pytest.mark.parametrize("new", ["NEW", "\n\nNEW\n\n\n"])
def test_a_section_is_replaced_and_the_rest_is_not(anchor, text, new):
    assert find_section(_TEXT, anchor).replaced_in(_TEXT, new) == text


@pytest.mark.parametrize("new", ["", "x", "\n\n# A\n\nx\n\n", "# A\n\n\nx\ny"])
@pytest.mark.parametrize("anchor", ["h-a", "h-b", "h-c"])
def test_it_is_known_in_which_lines_the_new_text_stands(anchor, new):
    section = find_section(_TEXT, anchor)

    lines = section.lines_of(new)

    whole = section.replaced_in(_TEXT, new).split("\n")
    assert "\n".join(whole[lines.start : lines.stop]) == new.strip("\n")


@pytest.mark.parametrize("anchor", ["", "h-", "h-nowhere", "A", "h-quoted", "h-code"])
def test_what_is_no_section_is_not_found(anchor):
    text = f"{_TEXT}\n> # Quoted\n> q\n\n```\n# Code\n```"

    assert find_section(text, anchor) is None


def test_sections_of_the_same_words_are_told_apart():
    text = "# A\n\none\n\n# A\n\ntwo"

    assert find_section(text, "h-a").cut_from(text) == "# A\n\none"
    assert find_section(text, "h-a-2").cut_from(text) == "# A\n\ntwo"


def test_a_section_knows_the_words_of_its_heading():
    assert find_section("## *A* [[B|b]]\n\nc", "h-a-b").heading == "A b"


def test_an_underlined_heading_is_cut_with_its_line():
    text = "A\n===\n\na\n\nB\n---\n\nb"

    assert find_section(text, "h-a").cut_from(text) == text
    assert find_section(text, "h-b").cut_from(text) == "B\n---\n\nb"


@settings(deadline=None)
@given(_TEXTS)
def test_replacing_a_section_by_itself_changes_nothing(text):
    for section in _sections(text):
        assert section.replaced_in(text, section.cut_from(text)) == text


@settings(deadline=None)
@given(_TEXTS)
def test_replacing_a_section_leaves_every_other_line(text):
    lines = text.split("\n")

    for section in _sections(text):
        replaced = section.replaced_in(text, "one\ntwo").split("\n")

        after = len(lines) - section.end
        assert replaced[: section.start] == lines[: section.start]
        assert replaced[len(replaced) - after :] == lines[section.end :]
        assert replaced[section.start : section.start + 2] == ["one", "two"]
        assert set(replaced[section.start + 2 : len(replaced) - after]) <= {""}


@settings(deadline=None)
@given(_TEXTS)
def test_the_sections_and_the_lead_are_the_whole_text(text):
    first = [found for found in parse(text).headings if found.line is not None]
    assume(first)
    top = [found for found in _sections(text) if _is_outermost(found, _sections(text))]

    lines = text.split("\n")
    joined = lines[: top[0].start]
    for section in top:
        joined += lines[section.start : section.end]

    assert joined == lines


def _sections(text):
    headings = (found for found in parse(text).headings if found.line is not None)
    return [find_section(text, heading.anchor) for heading in headings]


def _is_outermost(section, sections):
    return not any(
        other.start < section.start and section.end <= other.end for other in sections
    )


def test_an_underlined_heading_is_demoted_to_one_with_signs():
    text = "Life\nand work\n===\n\nBorn.\n\nDeath\n---\n\nDied.\n\n# Legacy"

    assert demote_headings(text) == (
        "## Life and work\n\nBorn.\n\n### Death\n\nDied.\n\n## Legacy"
    )


def test_a_section_is_divided_below_the_whole_of_its_heading():
    text = "Lead.\n\nLife\n----\n\nBorn.\n\n## Death\n\nDied."
    section = find_section(text, "h-life")

    assert section
    assert section.divided_from(text) == ("Life\n----", "\nBorn.")
