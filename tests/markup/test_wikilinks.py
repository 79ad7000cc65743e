"""Wikilinks: links between pages, and the categories a page belongs to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markup import Membership, Title, Wikilink, category, parse, to_html
from tests.markup.directions import directed

_EXISTING = frozenset({"Gulag", "Moscow", "AC/DC", "Category:Camps", "Talk:Gulag"})


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[[Gulag]]", '<a href="/wiki/Gulag">Gulag</a>'),
        ("[[gulag]]", '<a href="/wiki/Gulag">gulag</a>'),
        ("[[ Gulag ]]", '<a href="/wiki/Gulag">Gulag</a>'),
        ("[[Gulag|camps]]", '<a href="/wiki/Gulag">camps</a>'),
        ("[[Gulag|]]", '<a href="/wiki/Gulag">Gulag</a>'),
        ("[[Gulag| ]]", '<a href="/wiki/Gulag">Gulag</a>'),
        ("[[Gulag|a|b]]", '<a href="/wiki/Gulag">a|b</a>'),
        ("[[Gulag]]s", '<a href="/wiki/Gulag">Gulags</a>'),
        ("[[Gulag|camp]]s, x", '<a href="/wiki/Gulag">camps</a>, x'),
        ("[[Gulag]]S", '<a href="/wiki/Gulag">Gulag</a>S'),
        ("[[Gulag#A b]]", '<a href="/wiki/Gulag#h-a-b">Gulag#A b</a>'),
        ("[[Gulag#A|b]]", '<a href="/wiki/Gulag#h-a">b</a>'),
        ("[[#Its history|below]]", '<a href="#h-its-history">below</a>'),
        ("[[AC/DC]]", '<a href="/wiki/AC/DC">AC/DC</a>'),
        ("[[Talk:gulag]]", '<a href="/wiki/Talk:Gulag">Talk:gulag</a>'),
        ("[[:Category:Camps]]", '<a href="/wiki/Category:Camps">Category:Camps</a>'),
        ("[[:Gulag]]", '<a href="/wiki/Gulag">Gulag</a>'),
        ("[[Gulag|*a* `b`]]", '<a href="/wiki/Gulag"><em>a</em> <code>b</code></a>'),
        ("[[Gulag|<b>]]", '<a href="/wiki/Gulag">&lt;b&gt;</a>'),
        ("[[Gulag|<http://a.example>]]", '<a href="/wiki/Gulag">http://a.example</a>'),
        ("**[[Gulag]]**", '<strong><a href="/wiki/Gulag">Gulag</a></strong>'),
        ("[[Gulag]][[#A]]", '<a href="/wiki/Gulag">Gulag</a><a href="#h-a">#A</a>'),
    ],
)  # fmt: skip
def test_a_wikilink_leads_to_its_page(source, html):
    assert to_html(parse(source), existing=_EXISTING) == directed(f"<p>{html}</p>\n")


@pytest.mark.parametrize(
    "source",
    ["[[]]", "[[|a]]", "[[ ]]", "[[#]]", "[[:]]", "[[..]]", "[[a{b]]", "[[a%20b]]",
     "[[Gulag", "[[Gulag]", "[Gulag]]", "[[Gulag\nMoscow]]", "[[User:Talk:A]]",
     "[[" + "a" * 256 + "]]", "[[Gulag|" + "a" * 501 + "]]"],
)  # fmt: skip
def test_what_names_no_page_is_text(source):
    document = parse(source)

    assert to_html(document) == directed(f"<p>{source}</p>\n")
    assert document.links == ()


@pytest.mark.parametrize(
    "source", ["`[[Gulag]]`", "    [[Gulag]]", "```\n[[Gulag]]\n```", r"\[[Gulag]]"]
)
def test_code_and_escapes_link_nowhere(source):
    document = parse(source)

    assert document.links == ()
    assert "[[Gulag]]" in to_html(document)


def test_a_missing_page_is_marked_for_those_who_see_and_those_who_listen():
    html = to_html(parse("[[no where|there]]"), existing=_EXISTING)

    assert html == directed(
        '<p><a href="/wiki/No_where" class="missing"'
        ' title="No where (page does not exist)">'
        'there<span class="visually-hidden"> (page does not exist)</span></a></p>\n'
    )


def test_a_missing_title_is_escaped_in_its_attributes():
    html = to_html(parse("[[\"onclick='x]]"))

    assert html == directed(
        '<p><a href="/wiki/%22onclick=\'x" class="missing"'
        ' title="&quot;onclick=\'x (page does not exist)">"onclick=\'x'
        '<span class="visually-hidden"> (page does not exist)</span></a></p>\n'
    )


def test_a_section_of_the_same_page_is_never_missing():
    assert to_html(parse("[[#A]]")) == directed('<p><a href="#h-a">#A</a></p>\n')


def test_a_link_leads_to_the_heading_that_it_names():
    document = parse("[[#Stalin's *era*]]\n\n# Stalin's *era*\n\na")

    html = to_html(document)

    assert html.startswith(f'<p dir="auto"><a href="#{document.headings[0].anchor}">')


@pytest.mark.parametrize(
    ("cell", "html"),
    [
        ("[[Gulag|camps]]", '<a href="/wiki/Gulag">camps</a>'),
        (
            "[[Gulag|a]] [[Moscow|b]]",
            '<a href="/wiki/Gulag">a</a> <a href="/wiki/Moscow">b</a>',
        ),
        ("`[[Gulag|camps]]`", "<code>[[Gulag|camps]]</code>"),
        (r"[[Gulag\|camps]]", '<a href="/wiki/Gulag">camps</a>'),
    ],
)
@pytest.mark.parametrize(
    ("before", "after"),
    [("", ""), ("> ", "</blockquote>\n"), ("- ", "</li>\n</ul>\n")],
    ids=["alone", "quoted", "listed"],
)
def test_the_pipe_of_a_link_does_not_end_a_table_cell(cell, html, before, after):
    rows = [f"| {cell} | x |", "|---|---|", f"| y | {cell} |"]
    indent = before if before == "> " else " " * len(before)
    source = before + f"\n{indent}".join(rows)

    shown = to_html(parse(source), existing=_EXISTING)

    head = f'<th scope="col">{html}</th>\n<th scope="col">x</th>\n</tr>'
    assert directed(head) in shown
    assert directed(f"<td>y</td>\n<td>{html}</td>\n</tr>") in shown
    assert shown.endswith(f"</table></div>\n{after}")


@pytest.mark.parametrize(
    ("source", "memberships", "html"),
    [
        ("[[Category:A]]", [("A", "")], ""),
        ("a\n\n[[category: a|Key ]]", [("A", "Key")], "<p>a</p>\n"),
        ("a [[Category:B]]s", [("B", "")], "<p>a s</p>\n"),
        ("[[Category:A|x]] [[Category:A|y]]", [("A", "y")], ""),
        ("[[Category:B]]\n[[Category:A]]", [("B", ""), ("A", "")], ""),
        ("- [[Category:A]]\n- b", [("A", "")], "<ul>\n<li></li>\n<li>b</li>\n</ul>\n"),
        ("`[[Category:A]]`", [], "<p><code>[[Category:A]]</code></p>\n"),
    ],
)
def test_a_category_is_joined_and_not_shown(source, memberships, html):
    document = parse(source)

    assert document.categories == tuple(
        Membership(category(name), key) for name, key in memberships
    )
    assert document.links == ()
    assert to_html(document).strip() == directed(html.strip())


@pytest.mark.parametrize(
    ("raw", "href"),
    [
        ("Gulag", "/wiki/Gulag"),
        ("Gulag#A b", "/wiki/Gulag#h-a-b"),
        ("Gulag#", "/wiki/Gulag"),
        ("#A", "#h-a"),
        (" :Category:A", "/wiki/Category:A"),
    ],
)
def test_a_wikilink_knows_its_address(raw, href):
    assert Wikilink.parse(raw).href == href


@pytest.mark.parametrize("raw", ["", " ", "#", " # ", "a|b", "::a"])
def test_a_wikilink_to_nowhere_is_refused(raw):
    with pytest.raises(ValueError, match=r"^A (title|link)"):
        Wikilink.parse(raw)


@pytest.mark.parametrize(
    ("source", "href"),
    [
        ("#REDIRECT [[Gulag]]", "/wiki/Gulag"),
        ("#redirect: [[gulag#A b|x]]\n\nmore", "/wiki/Gulag#h-a-b"),
        ("\n  #Redirect[[Gulag]]", "/wiki/Gulag"),
        ("#REDIRECT [[:Category:A]]", "/wiki/Category:A"),
    ],
)
def test_a_redirect_leads_elsewhere(source, href):
    assert parse(source).redirect.href == href


@pytest.mark.parametrize(
    "source",
    ["[[Gulag]]", "See #REDIRECT [[Gulag]]", "#REDIRECT Gulag", "#REDIRECT [[#A]]",
     "#REDIRECT [[a%20b]]", "#REDIRECT", "#REDIRECTION [[Gulag]]", ""],
)  # fmt: skip
def test_other_texts_are_no_redirects(source):
    assert parse(source).redirect is None


@settings(deadline=None)
@given(st.text(alphabet="[]|#:aB \n|-\\`*<>\x00", max_size=200))
def test_links_and_html_agree(text):
    document = parse(text)

    html = to_html(document)

    for title in document.links:
        assert isinstance(title, Title)
        assert f'href="/wiki/{title.path}' in html
    assert "\x00" not in html
