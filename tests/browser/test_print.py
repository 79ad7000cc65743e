"""Print: what comes out of a printer is the article, as a book would have it."""

import io
import re

import pytest
from pypdf import PdfReader

from tests.browser.people import address

SPEECH = address("wiki", "Secret Speech")
STALIN = address("wiki", "Joseph Stalin")
SPACED = re.compile("(?<=[A-Z]) (?=[A-Z])")
MACHINERY = (
    "Skip to content", "Log in", "Create account", "Search articles", "View history",
    "Tools", "What links here", "Recent changes", "Appearance", "Categories",
    "Jump up", "See who wrote what", "last edited",
)  # fmt: skip
LONG = """\
Harbours shelter ships, see [a report](https://example.org/archives/harbours?id=12).

{parts}

{tables}
"""
PARTS, TABLES, ROWS = 40, 5, 20
"""So many that, without a rule, some would stand across the edge of a sheet."""


@pytest.fixture
def long_page(world):
    """A page of several sheets, with a table that would be cut if it could."""
    words = "Words that fill a line, and the next one. " * 6
    parts = "\n\n".join(f"## Part {number}\n\n{words}" for number in range(PARTS))
    tables = "\n\n".join(map(_table, range(TABLES)))
    text = LONG.format(parts=parts, tables=tables)
    return address("wiki", world.page("Long", text))


def _table(number):
    rows = [f"| Pier {number} | Row {row} |" for row in range(ROWS)]
    return "\n".join(["| Pier | Row |", "|---|---|", *rows])


def _printed(page, path, sheet="A4"):
    """What a printer would be sent: the words of each sheet of paper."""
    page.goto(path)
    sheets = PdfReader(io.BytesIO(page.pdf(format=sheet))).pages
    # Letters that stand apart in a label may be taken for words.
    return [SPACED.sub("", sheet.extract_text()) for sheet in sheets]


@pytest.mark.parametrize("path", [SPEECH, STALIN])
def test_only_the_article_is_printed(page, path):
    words = "\n".join(_printed(page, path))

    assert [one for one in MACHINERY if one in words] == []
    assert "From Canonica AI" in words


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_sheets_are_numbered_and_bear_the_title(page, sheet):
    sheets = _printed(page, SPEECH, sheet)

    assert len(sheets) > 1
    for number, words in enumerate(sheets, 1):
        assert f"{number} / {len(sheets)}" in words
    lines = [words.splitlines()[:3] for words in sheets]
    assert all("Secret Speech" in first for first in lines)
    # Its heading and that of its infobox: the first sheet has no title above.
    assert sheets[0].splitlines().count("Secret Speech") == 2


def test_the_contents_are_printed_before_the_text(page):
    words = _printed(page, SPEECH)[0]

    assert re.search("CONTENTS\nIntroduction\nBackground\nStalin's Era", words)
    assert words.index("Long-term Effects") < words.index("pivotal moment")


def test_a_short_article_has_no_contents(page, world):
    path = address("wiki", world.page("Short", "Short.\n\n## One\n\nWords.\n"))

    assert "CONTENTS" not in _printed(page, path)[0]


def test_notes_are_printed_without_their_arrows(page):
    words = "\n".join(_printed(page, STALIN))

    assert "Church records give 6 December 1878" in words
    assert "↑" not in words


def test_the_end_says_which_revision_it_is_where_it_is_found_and_its_licence(
    page, site
):
    words = " ".join(_printed(page, STALIN)[-1].split())

    printed = r"Printed from Canonica AI, revision 1 of \d+ \w+ \d{4}, "
    assert re.search(rf"{printed}{site}/revision/\d+\.", words)
    assert words.endswith(
        "Creative Commons Attribution-ShareAlike licence,"
        " https://creativecommons.org/licenses/by-sa/4.0/."
    )


def test_where_links_lead_is_printed_only_of_those_that_leave(page, long_page):
    words = " ".join(_printed(page, long_page)[0].split())

    assert "a report (https://example.org/archives/harbours?id=12)." in words
    stalin = "".join(_printed(page, STALIN)[:-1])
    assert "http" not in stalin


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_no_heading_stands_alone_and_no_table_is_cut(page, long_page, sheet):
    sheets = _printed(page, long_page, sheet)

    assert len(sheets) > 5
    last = [words.splitlines()[-1] for words in sheets]
    assert [line for line in last if line.startswith("Part ")] == []
    for number in range(TABLES):
        cut = [f"Pier {number} Row" in words for words in sheets]
        assert cut.count(True) == 1, number


@pytest.mark.parametrize("theme", ["system", "dark"])
def test_paper_is_white_and_ink_black_whatever_the_theme(new_page, site, theme):
    page = new_page(color_scheme="dark")
    cookie = {"name": "appearance", "value": f"{theme}.large.wide", "url": site}
    page.context.add_cookies([cookie])
    page.goto(STALIN)

    page.emulate_media(media="print")

    styles = "element => getComputedStyle(element)"
    body = page.locator("body").evaluate(f"{styles}.backgroundColor")
    assert body == "rgb(255, 255, 255)"
    for part in (".page-title", ".prose p", ".prose a", ".references li", ".tagline"):
        colour = page.locator(part).first.evaluate(f"{styles}.color")
        assert colour == "rgb(0, 0, 0)", part
    size = page.locator(".prose p").first.evaluate(f"{styles}.fontSize")
    assert size == "14px"  # 10.5 points


def test_on_a_screen_the_line_for_paper_is_not_there(page):
    page.goto(STALIN)

    assert not page.locator(".printed").is_visible()
