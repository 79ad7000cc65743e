"""The cleaner: the last step lets nothing through that the allowlist does not name."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from markup import parse, to_html
from markup.cleaner import clean

_PIECES = st.sampled_from(
    [
        *("<b>", "</b>", "<p>", "</p>", "<a href='", "'>", "</a>", '"', "'", ">", "<"),
        *("<svg>", "</svg>", "<math>", "</math>", "<mtext>", "<mglyph>", "<style>"),
        *(
            "</style>",
            "<table>",
            "<td>",
            "<tr>",
            "</table>",
            "<!--",
            "-->",
            "<![CDATA[",
        ),
        *("]]>", "<img src=x onerror=alert(1)>", "<noscript>", "</noscript>", "<form>"),
        *("<template>", "<title>", "</title>", "<textarea>", "<xmp>", "<iframe>"),
        *(
            "javascript:",
            "&lt;",
            "&#x3c;",
            "&",
            "\x00",
            "\n",
            " id=x",
            "<annotation-xml>",
        ),
        *("<foreignobject>", "<plaintext>", "<select>", "<option>", "<h2 id='h-x'>"),
    ]
)


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<script>alert(1)</script>x", "x"),
        ("<style>p{}</style>x", "x"),
        ("<img src=x onerror=alert(1)>x", "<img>x"),
        ("<svg onload=alert(1)></svg>x", "x"),
        ("<iframe src=//x></iframe>x", "x"),
        ("<form action=/x><input name=a>x</form>", "x"),
        ("<h1>x</h1>", "x"),
        ("<!-- x -->y", "y"),
        ("<p onclick=alert(1) style=color:red>x</p>", "<p>x</p>"),
        ('<p class="notice fixed">x</p>', '<p class="notice">x</p>'),
        ('<p id="cookie">x</p>', "<p>x</p>"),
        ('<p dir="rtl">x</p>', "<p>x</p>"),
        ('<p dir="auto">x</p>', '<p dir="auto">x</p>'),
        ('<em dir="auto">x</em>', "<em>x</em>"),
        ('<pre class="as-typed odd">x</pre>', '<pre class="as-typed">x</pre>'),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="java\nscript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="\x01javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="&#106;avascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="data:text/html,x">x</a>', "<a>x</a>"),
        ('<a href="/wiki/X" target="_blank">x</a>', '<a href="/wiki/X">x</a>'),
        ('<a href="/wiki/X" ping="/x">x</a>', '<a href="/wiki/X">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ('<a rel="opener">x</a>', "<a>x</a>"),
        ('<div tabindex="5" role="dialog">x</div>', "<div>x</div>"),
        ('<math href="javascript:x"><mi>x</mi></math>', "<math><mi>x</mi></math>"),
        ("<p>a<b>c", "<p>ac</p>"),
        ("a < b & c", "a &lt; b &amp; c"),
    ],
)  # fmt: skip
def test_only_what_the_allowlist_names_is_left(html, cleaned):
    assert clean(html) == cleaned


@settings(deadline=None)
@given(st.text() | st.lists(_PIECES).map("".join))
@example("<h2><b><h2>")
def test_cleaning_what_is_clean_changes_nothing(html):
    cleaned = clean(html)

    assert clean(cleaned) == cleaned


@settings(deadline=None)
@given(st.text(alphabet="[]()!*_~`#>|-^$:<>\\\n aA&;1/\"'"))
def test_a_rendered_page_is_clean_already(text):
    html = to_html(parse(text))

    assert clean(html) == html


def test_nothing_is_lost_that_the_renderer_makes():
    text = "\n\n".join(
        [
            "Lead *a* **b** ~~c~~ `d` [e](http://e.example) [[F]] $g$ h[^1] [[#S]]",
            "## S",
            "| a | b |\n|:--|--:|\n| c | d |",
            "3. one\n4. two",
            "Term\n: Definition",
            "> quote\n\n---\n\n```\ncode\n```",
            "[^1]: note",
        ]
    )

    html = to_html(parse(text))

    assert {name: html.count(f"<{name}") for name in _MADE} == dict.fromkeys(_MADE, 1)


_MADE = (
    *("em>", "strong>", "s>", "math display", "table>", "dl>"),
    *('dt dir="auto">', 'dd dir="auto">'),
    *('blockquote dir="auto">', "hr>", "section class", "sup class", 'ol start="3"'),
    *(
        'pre tabindex="0"',
        'li dir="auto" id="fn-1"',
        'h2 dir="auto" id="h-s"',
        'a href="#h-s"',
    ),
    *(
        'th dir="auto" scope="col" class="align-left"',
        'td dir="auto" class="align-right"',
    ),
    *('a href="/wiki/F" class="missing"', 'a href="#fn-1" id="fnref-1"'),
    'a href="http://e.example" class="external" rel="nofollow ugc noopener"',
    'a href="#fnref-1" class="backlink"',
    'div class="scrolling" role="group" tabindex="0" aria-label="Table 1"',
    'div class="section-heading"',
)
