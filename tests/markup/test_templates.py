"""Templates: each syntax has its source, its templates, and the page it becomes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup import Title, parse, to_html
from markup.templates import MAX_CALLS, MAX_CHARACTERS, MAX_DEPTH, body_of, called_in
from tests.markup.directions import directed

LIBRARY = {
    "Template:Hello": "Hello",
    "Template:Greet": "Hello, {{{1}}}{{{sign|!}}}",
    "Template:Twice": "{{Greet|{{{1}}}}} {{Greet|{{{1}}}|sign=?}}",
    "Template:Blocks": "# A\n\n- {{{1|b}}}",
    "Template:Loop": "x {{Loop}}",
    "Template:Ping": "{{Pong}}",
    "Template:Pong": "{{Ping}}",
    "Template:Documented": "Said.\n\n{{documentation}}\n\nUnsaid. {{Loop}}",
    "Template:Old": "#REDIRECT [[Template:Hello]]",
    "Template:Gone": "#REDIRECT [[Template:Nowhere]]",
    "Template:Note": "Said[^n].\n\n[^n]: By whom.",
    "Template:Category": "[[Category:{{{1}}}]]",
    "Template:Named": "{{{a|}}}-{{{b|{{{a|c}}}}}}",
    "Template:Code": "`{{Hello}}`",
    "Template:Bold": "**{{{1}}}**",
    "Template:Any": "{{{{{1}}}|x}}",
    "Template:Script": "<script>alert(1)</script>{{{1}}}",
    "Template:Shown": "{{{1}}}",
    "Template:Many": "{{Hello}}" * (MAX_CALLS + 1),
    "Template:Doubled": "{{{1}}}{{{1}}}",
    "Template:Box": ":::notice\n{{{1}}}\n:::",
}
_FAULT = '<p><span class="fault">{}</span></p>\n'


def html_of(source: str) -> str:
    return to_html(parse(source, LIBRARY), existing={"Template:Hello"})


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("{{Hello}}", "<p>Hello</p>\n"),
        ("{{hello}} world", "<p>Hello world</p>\n"),
        ("{{Template:Hello}}", "<p>Hello</p>\n"),
        ("a {{Hello}}, {{Hello}}", "<p>a Hello, Hello</p>\n"),
        ("{{Greet|you}}", "<p>Hello, you!</p>\n"),
        ("{{Greet|1=you|sign=.}}", "<p>Hello, you.</p>\n"),
        ("{{Greet|you|sign=}}", "<p>Hello, you</p>\n"),
        ("{{Greet\n| you\n| sign = .\n}}", "<p>Hello, you.</p>\n"),
        ("{{Greet}}", "<p>Hello, {{{1}}}!</p>\n"),
        ("{{Twice|you}}", "<p>Hello, you! Hello, you?</p>\n"),
        ("{{Greet|{{Hello}}}}", "<p>Hello, Hello!</p>\n"),
        ("{{Greet|*you*}}", "<p>Hello, <em>you</em>!</p>\n"),
        ("{{Greet|[[Template:Hello|a]]}}",
         '<p>Hello, <a href="/wiki/Template:Hello">a</a>!</p>\n'),
        ("{{Named}} {{Named|a=1}} {{Named|b=2}}", "<p>-c 1-1 -2</p>\n"),
        ("**{{Hello}}**", "<p><strong>Hello</strong></p>\n"),
        ("{{Bold|{{Hello}}}}", "<p><strong>Hello</strong></p>\n"),
        ("- {{Hello}}\n- b", "<ul>\n<li>\nHello</li>\n<li>b</li>\n</ul>\n"),
        ("> {{Hello}}", "<blockquote>\n<p>Hello</p>\n</blockquote>\n"),
        ("{{Hello}}\nb", "<p>Hello</p>\n<p>b</p>\n"),
        ("a\n{{Hello}}\nb", "<p>a\nHello\nb</p>\n"),
        ("{{Blocks|c}}",
         '<div class="section-heading"><h2 id="h-a">A</h2></div>\n'
         "<ul>\n<li>c</li>\n</ul>\n"),
        ("{{Documented}}", "<p>Said.</p>\n"),
        ("{{Old}}", "<p>Hello</p>\n"),
        ("`{{Hello}}`", "<p><code>{{Hello}}</code></p>\n"),
        (r"\{{Hello}}", "<p>{{Hello}}</p>\n"),
        ("```\n{{Hello}}\n```", '<pre tabindex="0"><code>{{Hello}}\n</code></pre>\n'),
        ("    {{Hello}}", '<pre tabindex="0"><code>{{Hello}}\n</code></pre>\n'),
        ("{{}} {{|a}} {{#if:a}} {{a[b}}",
         "<p>{{}} {{|a}} {{#if:a}} {{a[b}}</p>\n"),
        ("{{Hello", "<p>{{Hello</p>\n"),
        ("{{{Hello}}}", "<p>{{{Hello}}}</p>\n"),
        ("{{Script|1=<img src=x onerror=alert(1)>}}",
         "<p>&lt;script&gt;alert(1)&lt;/script&gt;"
         "&lt;img src=x onerror=alert(1)&gt;</p>\n"),
        ("{{Box|a}}", '<div class="notice">\n<p>a</p>\n</div>\n'),
        ("{{User:Somebody}}", "<p>{{User:Somebody}}</p>\n"),
        ("| a |\n|---|\n| {{Greet|you|sign=.}} |",
         '<div class="scrolling" role="group" tabindex="0" aria-label="Table 1">'
         '<table>\n<thead>\n<tr>\n<th scope="col">a</th>\n</tr>\n</thead>\n'
         "<tbody>\n<tr>\n<td>Hello, you.</td>\n</tr>\n</tbody>\n</table></div>\n"),
    ],
)  # fmt: skip
def test_a_call_becomes_what_its_template_says(source, html):
    assert html_of(source) == directed(html)


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("{{Nowhere}}", "Template:Nowhere"),
        ("{{Gone}}", "Template:Gone"),
        ("{{Any|Hullo}}", "Template:Hullo"),
    ],
)
def test_a_template_that_is_missing_is_linked(source, title):
    page = html_of(source)

    assert f'class="missing" title="{title} (page does not exist)"' in page


def test_a_template_may_name_which_one_it_calls():
    assert html_of("{{Any|Shown}}") == directed("<p>x</p>\n")


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("{{Ping}}", "Template:Ping is not shown within itself: Ping → Pong → Ping."),
        (
            "{{Shown|a}}" * (MAX_CALLS + 1),
            f"Template:Shown is not shown: this page has more than {MAX_CALLS} "
            "templates.",
        ),
        (
            "{{Doubled|" * 40 + "x" * 100 + "}}" * 40,
            "Template:Doubled is not shown: the page would be too long.",
        ),
    ],
)
def test_what_cannot_be_transcluded_says_why(source, fault):
    page = html_of(source)

    assert f'<span class="fault">{fault}</span>' in page
    assert len(page) < 3 * MAX_CHARACTERS


def test_a_loop_is_named_and_not_followed():
    found = html_of("{{Loop}}")

    assert found == directed(
        '<p>x <span class="fault">Template:Loop is not shown within itself: '
        "Loop → Loop.</span></p>\n"
    )


def test_templates_within_templates_end():
    library = {f"Template:T{n}": f"{{{{T{n + 1}}}}}" for n in range(MAX_DEPTH + 1)}

    page = to_html(parse("{{T0}}", library))

    assert f"more than {MAX_DEPTH} templates in each other" in page


def test_a_block_within_a_line_says_where_it_belongs():
    assert "Template:Box stands on lines of its own" in html_of("a {{Box|b}}")


def test_a_document_names_the_templates_that_it_shows():
    document = parse("{{Twice|a}} {{Nowhere}} {{Old}} `{{Loop}}`", LIBRARY)

    assert list(map(str, document.templates)) == [
        "Template:Twice",
        "Template:Greet",
        "Template:Nowhere",
        "Template:Old",
        "Template:Hello",
    ]


def test_categories_links_and_notes_come_with_a_template():
    document = parse("{{Category|People}}\n\n{{Note}}\n\nAgain.[^n]", LIBRARY)

    assert [str(one.category) for one in document.categories] == ["Category:People"]
    assert document.references == ("By whom.",)


def test_sections_of_a_template_are_not_edited_in_the_page_and_move_no_link():
    document = parse("{{Blocks}}\n\n# A\n\nOwn.", LIBRARY)

    shown = to_html(document, editable=Title.parse("X"))

    assert [(one.anchor, one.line) for one in document.headings] == [
        ("h-a-2", None),
        ("h-a", 2),
    ]
    assert shown.count("section-edit") == 1


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("a", "a"),
        ("a\n\n{{documentation}}\n\nb", "a"),
        ("a {{ Documentation }} b", "a"),
        ("{{documentation}}", ""),
        ("{{{documentation}}}", "{{{documentation}}}"),
    ],
)
def test_the_documentation_of_a_template_is_not_transcluded(text, body):
    assert body_of(text) == body


def test_a_text_tells_which_templates_it_may_call():
    text = "{{A|{{b}}|{{cite|title={{C d}}}}}} {{cn}} `{{E}}` {{User:X}} {{{f}}}"

    assert sorted(map(str, called_in(text))) == [
        "Template:A",
        "Template:B",
        "Template:C d",
        "Template:E",
    ]


@given(
    st.text(alphabet="{}|=[]1ab\n* :", max_size=60),
    st.text(alphabet="{}|=[]1ab\n* :", max_size=60),
)
def test_whatever_a_template_says_a_page_comes_of_it(source, template):
    library = {"Template:A": template, "Template:B": "{{A|{{{1}}}}}"}

    page = to_html(parse(source + "{{A|" + source + "}}{{B|a}}", library))

    assert isinstance(page, str)


def test_a_long_row_of_calls_within_each_other_is_looked_through_in_time():
    text = "{{a" * 20_000 + "}}" * 20_000
    began = time.thread_time()

    called_in(text)

    assert time.thread_time() - began < 2


def test_no_link_stands_in_a_link():
    library = {"Template:W": "[[Other]]"}

    pages = [
        to_html(parse(text, library), existing={"A", "Other"})
        for text in ("[[A|{{W}}]]", "[x {{W}}](/wiki/A)")
    ]

    assert [page.count("<a ") for page in pages] == [1, 1]
    assert all("Other</a>" in page for page in pages)


def test_templates_that_redirect_to_each_other_are_missing():
    library = {
        "Template:One": "#REDIRECT [[Template:Two]]",
        "Template:Two": "#REDIRECT [[Template:One]]",
    }

    assert 'class="missing"' in to_html(parse("{{One}}", library))
