"""HTML: every syntax has its source and exactly the page it becomes."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markup import Title, parse, to_html
from tests.markup.directions import directed

_EXTERNAL = 'class="external" rel="nofollow ugc noopener"'
_TABLE = (
    '<div class="scrolling" role="group" tabindex="0" aria-label="Table {}"><table>'
)
_H2 = '<div class="section-heading"><h2 id="{}">{}</h2></div>\n'
_H3 = '<div class="section-heading"><h3 id="{}">{}</h3></div>\n'
_SIGNS = "[]()!*_~`#>|-+.^$:<>\\\n \t=&;/\"'{}0aé\u202e\x00"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("", ""),
        ("One\ntwo", "<p>One\ntwo</p>\n"),
        ("One\n\ntwo", "<p>One</p>\n<p>two</p>\n"),
        ("One  \ntwo\\\nthree", "<p>One<br>\ntwo<br>\nthree</p>\n"),
        (
            "*a* _b_ **c** __d__",
            "<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong></p>\n",
        ),
        ("***a** b*", "<p><em><strong>a</strong> b</em></p>\n"),
        ("~~a~~ ~b~", "<p><s>a</s> ~b~</p>\n"),
        ("`a  *b*` ``c ` d``", "<p><code>a  *b*</code> <code>c ` d</code></p>\n"),
        (r"\*a\* \[[B]] \`", "<p>*a* [[B]] `</p>\n"),
        ("&amp; &copy; &#60; &nosuch;", "<p>&amp; © &lt; &amp;nosuch;</p>\n"),
        (
            "- a\n- b\n  - c",
            "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n",
        ),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("7. a", '<ol start="7">\n<li>a</li>\n</ol>\n'),
        ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
        (
            "> a\n> > b",
            "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>\n",
        ),
        ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>\n"),
        ("```python\na < b\n```", '<pre tabindex="0"><code>a &lt; b\n</code></pre>\n'),
        ("    a *b*", '<pre tabindex="0"><code>a *b*\n</code></pre>\n'),
        ("A\n: b\n: c", "<dl>\n<dt>A</dt>\n<dd>b</dd>\n<dd>c</dd>\n</dl>\n"),
        ("# A\n\nb", _H2.format("h-a", "A") + "<p>b</p>\n"),
        (
            "A\n===\n\nB\n---\n\nc",
            _H2.format("h-a", "A") + _H3.format("h-b", "B") + "<p>c</p>\n",
        ),
        (
            "## *A* `b` ##\n\nc",
            _H2.format("h-a-b", "<em>A</em> <code>b</code>") + "<p>c</p>\n",
        ),
        ("#No space", "<p>#No space</p>\n"),
    ],
)
def test_a_syntax_becomes_its_html(source, html):
    assert to_html(parse(source)) == directed(html)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            "[a](http://b.example/?c&d)",
            f'<a href="http://b.example/?c&amp;d" {_EXTERNAL}>a</a>',
        ),
        ('[a](http://b.example "T")', f'<a href="http://b.example" {_EXTERNAL}>a</a>'),
        (
            "<http://b.example>",
            f'<a href="http://b.example" {_EXTERNAL}>http://b.example</a>',
        ),
        ("<a@b.example>", f'<a href="mailto:a@b.example" {_EXTERNAL}>a@b.example</a>'),
        (
            "[a][r]\n\n[r]: http://b.example",
            f'<a href="http://b.example" {_EXTERNAL}>a</a>',
        ),
        (
            "[*a* `b`](http://b.example)",
            f'<a href="http://b.example" {_EXTERNAL}><em>a</em> <code>b</code></a>',
        ),
        ("[a](//b.example)", f'<a href="//b.example" {_EXTERNAL}>a</a>'),
        ("[a](/wiki/B)", '<a href="/wiki/B">a</a>'),
        ("[a](#h-b)", '<a href="#h-b">a</a>'),
        ("[a](/\\b.example)", '<a href="/%5Cb.example">a</a>'),
        (
            '[a](<http://b.example/"x y>)',
            f'<a href="http://b.example/%22x%20y" {_EXTERNAL}>a</a>',
        ),
    ],
)
def test_a_link_outwards_says_so(source, html):
    assert to_html(parse(source)) == directed(f"<p>{html}</p>\n")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "data:image/png;base64,A",
        "file:///x",
        "ftp://b.example",
        "tel:1",
    ],
)
@pytest.mark.parametrize("sign", ["", "!"], ids=["link", "image"])
def test_a_link_to_an_address_of_another_kind_is_text(sign, address):
    html = to_html(parse(f"{sign}[a]({address})"))

    assert html == directed(f"<p>{sign}[a]({unescape(address)})</p>\n")


@pytest.mark.parametrize(
    ("source", "address", "words"),
    [
        ("![a *b*](http://c.example/d.png)", "http://c.example/d.png", "a b"),
        (
            "![](http://c.example/d.png)",
            "http://c.example/d.png",
            "http://c.example/d.png",
        ),
        ("![<b>](http://c.example/d.png)", "http://c.example/d.png", "&lt;b&gt;"),
        ("[![a](http://c.example/d.png)](http://e.example)", "http://e.example", "a"),
    ],
)
def test_an_image_becomes_a_link_to_it(source, address, words):
    html = f'<p><a href="{address}" {_EXTERNAL}>{words}</a></p>\n'

    assert to_html(parse(source)) == directed(html)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<!-- a -->", "<p>&lt;!-- a --&gt;</p>\n"),
        ("<div onclick=a>\n\nb", "<p>&lt;div onclick=a&gt;</p>\n<p>b</p>\n"),
        (
            "# <img src=x onerror=a>\n\nb",
            _H2.format("h-img-src-x-onerror-a", "&lt;img src=x onerror=a&gt;")
            + "<p>b</p>\n",
        ),
        ("`<script>`", "<p><code>&lt;script&gt;</code></p>\n"),
        (
            "[<b>](http://c.example)",
            f'<p><a href="http://c.example" {_EXTERNAL}>&lt;b&gt;</a></p>\n',
        ),
        ("*<i>*", "<p><em>&lt;i&gt;</em></p>\n"),
        ("<svg/onload=a>", "<p>&lt;svg/onload=a&gt;</p>\n"),
    ],
)
def test_raw_html_is_text_like_any_other(source, html):
    assert to_html(parse(source)) == directed(html)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**a", "<p>**a</p>\n"),
        ("*a **b* c**", "<p><em>a <em><em>b</em> c</em></em></p>\n"),
        ("[a](b", "<p>[a](b</p>\n"),
        ("`a", "<p>`a</p>\n"),
        ("```\na", '<pre tabindex="0"><code>a</code></pre>\n'),
        ("[^a", "<p>[^a</p>\n"),
        ("[^a]", "<p>[^a]</p>\n"),
        ("| a |\nb", "<p>| a |\nb</p>\n"),
        ("a\x00b", "<p>a\ufffdb</p>\n"),
    ],
)
def test_what_is_never_closed_is_text(source, html):
    assert to_html(parse(source)) == directed(html)


def test_a_table_has_a_name_and_its_columns_sides():
    source = "| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 |"

    html = to_html(parse(source))

    assert html == directed(
        f"{_TABLE.format(1)}\n<thead>\n<tr>\n"
        '<th scope="col" class="align-left">a</th>\n'
        '<th scope="col" class="align-center">b</th>\n'
        '<th scope="col" class="align-right">c</th>\n'
        '<th scope="col">d</th>\n'
        "</tr>\n</thead>\n<tbody>\n<tr>\n"
        '<td class="align-left">1</td>\n'
        '<td class="align-center">2</td>\n'
        '<td class="align-right">3</td>\n'
        "<td></td>\n"
        "</tr>\n</tbody>\n</table></div>\n"
    )


def test_tables_are_numbered():
    html = to_html(parse("|a|\n|-|\n\n|b|\n|-|"))

    assert [html.count(f'aria-label="Table {number}"') for number in (1, 2, 3)] == [
        1,
        1,
        0,
    ]


def test_sections_begin_below_the_title_and_leave_out_no_rank():
    source = "### A\na\n##### B\nb\n# C\nc\n## D\n### E\n#### F\n##### G\n###### H\nh"

    html = to_html(parse(source))

    assert re.findall(r"<h(\d) [^>]*>(.)", html) == [
        *(("2", "A"), ("3", "B"), ("2", "C"), ("3", "D")),
        *(("4", "E"), ("5", "F"), ("6", "G"), ("6", "H")),
    ]


def test_a_heading_without_words_is_not_shown():
    assert to_html(parse("#\n\na")) == directed("<p>a</p>\n")


def test_sections_of_an_editable_page_have_links_to_edit_them():
    document = parse("# A <b>\n\nb\n\n> # C\n> d")

    html = to_html(document, editable=Title.parse("AC/DC & co"))

    assert html == directed(
        '<div class="section-heading"><h2 id="h-a-b">A &lt;b&gt;</h2>'
        '<a href="/edit/AC/DC_&amp;_co?section=h-a-b" class="section-edit">edit'
        '<span class="visually-hidden"> section A &lt;b&gt;</span></a></div>\n'
        "<p>b</p>\n<blockquote>\n"
        f"{_H2.format('h-c', 'C')}"
        "<p>d</p>\n</blockquote>\n"
    )


def test_nesting_ends_somewhere():
    html = to_html(parse("> " * 500 + "a"))

    assert html.count("<blockquote") == html.count("</blockquote>") <= 20


@settings(deadline=None)
@given(st.text() | st.text(alphabet=_SIGNS, max_size=400))
def test_every_text_becomes_some_html(text):
    html = to_html(parse(text))

    assert "<script" not in html
    assert html.count("<p ") == html.count("</p>")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("שלום", '<p dir="auto">שלום</p>\n'),
        ("- שלום", '<ul>\n<li dir="auto">שלום</li>\n</ul>\n'),
        (
            "> שלום",
            '<blockquote dir="auto">\n<p dir="auto">שלום</p>\n</blockquote>\n',
        ),
        (
            "## שלום\n\na",
            '<div class="section-heading"><h2 dir="auto" id="h-שלום">שלום</h2></div>\n'
            '<p dir="auto">a</p>\n',
        ),
        (
            "שלום\n: a",
            '<dl>\n<dt dir="auto">שלום</dt>\n<dd dir="auto">a</dd>\n</dl>\n',
        ),
    ],
)
def test_each_block_of_words_finds_its_own_direction(source, html):
    assert to_html(parse(source)) == html
