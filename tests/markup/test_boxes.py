"""Boxes: each kind has its source and the page it becomes."""

import time

import pytest

from markup import parse, to_html
from markup.boxes import MAX_LINES
from markup.facts import Fact
from tests.markup.directions import directed

_ROW = '<tr><th scope="row">{}</th><td>{}</td></tr>\n'


def box(rows: str, title: str = "") -> str:
    caption = f"<caption>{title}</caption>\n" if title else "\n"
    start = f'<div class="infobox"><table>\n{caption}'.replace("\n\n", "\n")
    return f"{start}<tbody>{rows}</tbody></table></div>\n"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (":::infobox\nA = b\n:::", box(_ROW.format("A", "b"))),
        (
            ":::infobox person\ntitle = *T*\nA = b\n:::",
            box(_ROW.format("A", "b"), "<em>T</em>"),
        ),
        (":::infobox\nA = b = c\n:::", box(_ROW.format("A", "b = c"))),
        (":::infobox\nA =\nB = c\n:::", box(_ROW.format("B", "c"))),
        (":::infobox\nA = b\n  c\n:::", box(_ROW.format("A", "b c"))),
        (
            ":::infobox\nA\nB = c\n:::",
            box(
                '<tr><th colspan="2" scope="colgroup">A</th></tr>\n'
                + _ROW.format("B", "c")
            ),
        ),
        (
            ":::infobox\nDied (date) = 5 March 1953\n:::",
            box(_ROW.format("Died", '<time datetime="1953-03-05">5 March 1953</time>')),
        ),
        (":::infobox\nDied (date) = unknown\n:::", box(_ROW.format("Died", "unknown"))),
        (":::infobox\nA (odd) = b\n:::", box(_ROW.format("A (odd)", "b"))),
        (
            ":::infobox\nA = <script>alert(1)</script>\n:::",
            box(_ROW.format("A", "&lt;script&gt;alert(1)&lt;/script&gt;")),
        ),
        (":::infobox\nA = b", "<p>:::infobox\nA = b</p>\n"),
        (":::infobox <b>\nA = b\n:::", "<p>:::infobox &lt;b&gt;\nA = b\n:::</p>\n"),
        (
            ":::series\nprevious = a\ntitle = b\nnext = c\nodd = d\n:::",
            '<div class="series"><p class="previous">'
            '<span class="label">Previous</span> a</p>\n'
            '<p class="whole">b</p>\n<p class="next">'
            '<span class="label">Next</span> c</p>\n</div>\n',
        ),
        (":::notice\n*a*\n:::", '<div class="notice">\n<p><em>a</em></p>\n</div>\n'),
        (
            ":::notice warning\na\n:::",
            '<div class="notice warning">\n<p>a</p>\n</div>\n',
        ),
        (':::notice "><script>\na\n:::', '<div class="notice">\n<p>a</p>\n</div>\n'),
        (":::notice\na", '<div class="notice">\n<p>a</p>\n</div>\n'),
        (
            ":::hatnote\na\n:::\nb",
            '<div class="hatnote">\n<p>a</p>\n</div>\n<p>b</p>\n',
        ),
        (
            ":::navbox *T*\n- a\n:::",
            '<div class="navbox">\n<p class="label"><em>T</em></p>\n'
            "<ul>\n<li>a</li>\n</ul>\n</div>\n",
        ),
        (
            ":::navbox\n- a\n:::",
            '<div class="navbox">\n<ul>\n<li>a</li>\n</ul>\n</div>\n',
        ),
        (":::nosuch\na\n:::", "<p>:::nosuch\na\n:::</p>\n"),
        ("    :::notice", '<pre tabindex="0"><code>:::notice\n</code></pre>\n'),
        ("a\n\n{{documentation}}\n\nb", "<p>a</p>\n<hr>\n<p>b</p>\n"),
    ],
)
def test_a_box_becomes_its_html(source, html):
    assert to_html(parse(source)) == directed(html)


def test_the_pipe_of_a_link_cuts_nothing():
    page = to_html(
        parse(":::infobox\n[[A|b=c]] = [[D|e = f]]\n:::"), existing={"A", "D"}
    )

    assert '<a href="/wiki/A">b=c</a></th>' in page
    assert '<a href="/wiki/D">e = f</a></td>' in page


def test_an_infobox_shows_six_rows_at_once_and_the_rest_folded():
    rows = "\n".join(f"Row {number} = {number}" for number in range(1, 9))

    page = to_html(parse(f":::infobox\ntitle = T\n{rows}\n:::"))

    first, _, rest = page.partition("</table><details><summary>More</summary><table>")
    assert (first.count("<tr>"), rest.count("<tr>")) == (6, 2)
    assert rest.endswith("</table></details></div>\n")


def test_a_long_box_is_text():
    lines = "\n".join(f"a = {number}" for number in range(MAX_LINES))

    assert "infobox" not in to_html(parse(f":::infobox\n{lines}\n:::")).replace(
        ":::infobox", ""
    )


def test_an_infobox_says_its_facts_in_values():
    text = """:::infobox person
Born (date) = 15 April 1894[^a]
Died (date) = not known
Place (place) = [[Kalinovka|the village]]
Sister (person) = [[Irina]]
Height (number) = 1.60 m
Office = Secretary
:::

[^a]: Note."""

    assert parse(text).facts == (
        Fact("Born", "date", "1894-04-15"),
        Fact("Died", "", "not known"),
        Fact("Place", "place", "the village"),
        Fact("Sister", "person", "Irina"),
        Fact("Height", "number", "1.60", "m"),
        Fact("Office", "", "Secretary"),
    )


def test_a_lead_is_none_of_the_boxes():
    text = ":::hatnote\nElsewhere.\n:::\n\n:::infobox\nA = b\n:::\n\nThe lead."

    assert parse(text).lead == "The lead."


def test_a_page_that_tells_apart_what_shares_a_name_says_so():
    said = "the name may stand for"

    assert said in to_html(parse("May be:\n\n- a\n- b\n\n{{disambiguation}}"))
    assert said not in to_html(parse("a {{disambiguation}} b"))


def test_a_table_of_links_fills_no_section():
    document = parse("# A\n\na\n\n# See also\n\n:::navbox B\n- c\n:::")

    assert [one.is_empty for one in document.headings] == [False, True]
    assert "See also" not in to_html(document)


def test_a_line_of_many_links_is_divided_as_fast_as_any():
    began = time.thread_time()

    page = to_html(parse(":::infobox\n" + "[[a]]" * 2_000 + "\n[[b]] = c\n:::"))

    assert time.thread_time() - began < 4
    assert "</a></th><td" in page.replace('<span class="visually-hidden">', "").replace(
        " (page does not exist)</span>", ""
    )


def test_a_box_in_a_quotation_has_all_its_lines():
    page = to_html(parse("> :::infobox\n> a = 1\n> b = 2\n> :::"))

    assert [page.count(f'<td dir="auto">{one}</td>') for one in (1, 2)] == [1, 1]
    assert ":::" not in page


def test_a_call_in_a_box_may_take_several_lines():
    text = ":::infobox\nBorn = {{cite\n| title = T\n| author = A\n}}\nDied = b\n:::"

    assert [one.label for one in parse(text).facts] == ["Born", "Died"]
    assert "<cite>T</cite>" in to_html(parse(text))
