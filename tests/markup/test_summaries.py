"""Summaries: the section and the pages that they name can be followed."""

import pytest

from markup.summaries import SummaryPart, divide, parts_of


@pytest.mark.parametrize(
    ("summary", "parts"),
    [
        ("", []),
        ("A typo", [("A typo", "")]),
        ("/* Early life */ dates", [("→ Early life", "#h-early-life"), ("dates", "")]),
        ("/* Early life */", [("→ Early life", "#h-early-life")]),
        ("See /* Early life */", [("See /* Early life */", "")]),
        ("From [[Gulag]].", [("From ", ""), ("Gulag", "/wiki/Gulag"), (".", "")]),
        ("[[gulag#Camps|camps]]", [("camps", "/wiki/Gulag#h-camps")]),
        ("[[:Category:People]]", [("Category:People", "/wiki/Category:People")]),
        ("[[<script>]] no", [("[[<script>]] no", "")]),
        ("[[]] [[", [("[[]] [[", "")]),
        ("[[a|b|c]]", [("[[a|b|c]]", "")]),
    ],
)
def test_a_summary_is_divided(summary, parts):
    assert parts_of(summary) == tuple(SummaryPart(*part) for part in parts)


def test_a_row_of_brackets_costs_little():
    assert "".join(part.text for part in parts_of("[[" * 250)) == "[[" * 250


@pytest.mark.parametrize(
    ("summary", "section", "rest"),
    [
        ("", "", ""),
        ("Typo", "", "Typo"),
        ("/* Life */ Typo", "/* Life */ ", "Typo"),
        ("/*Life*/Typo /* no */", "/*Life*/", "Typo /* no */"),
        ("/* Life", "", "/* Life"),
        ("Typo /* Life */", "", "Typo /* Life */"),
    ],
)
def test_the_section_of_a_summary_is_divided_off(summary, section, rest):
    assert divide(summary) == (section, rest)
