"""Marking: a block that came or went is marked as a whole, where it stood."""

import pytest

from markup import Title, parse, to_html
from markup.marking import mark_changes
from tests.markup.directions import directed

_H2 = '<div class="section-heading"><h2 id="h-{}">{}</h2></div>\n'
_TABLE = (
    '<div class="scrolling" role="group" tabindex="0" aria-label="Table 1"><table>\n'
    '<thead>\n<tr>\n<th scope="col">a</th>\n<th scope="col">b</th>\n</tr>\n</thead>\n'
    "<tbody>\n{}</tbody>\n</table></div>\n"
)
_ROW = "<tr{}>\n<td>{}</td>\n<td>{}</td>\n</tr>\n"
_CALL = '<sup class="reference"><a href="#fn-{0}" id="fnref-{0}">[{0}]</a></sup>'
_NOTES = '<section class="references" aria-label="References"><ol>\n{}</ol></section>\n'
_BACK = (
    '<a href="#fnref-{0}" class="backlink"><span class="visually-hidden">'
    "Jump up to use 1 of this note</span>↑</a>"
)
_NOTE = '<li id="fn-{0}"><p>{1}' + _BACK + "</p>\n</li>\n"


@pytest.mark.parametrize(
    ("old", "new", "html"),
    [
        (
            "one\n\ntwo\n\nthree",
            "one\n\nthree\n\nfour",
            '<p>one</p>\n<p class="removed"><del>two</del></p>\n<p>three</p>\n'
            '<p class="added"><ins>four</ins></p>\n',
        ),
        (
            "The first of two.\n\nThe second, which stays.",
            "The second, which was changed.\n\nA third.",
            '<p class="removed"><del>The first of two.</del></p>\n'
            "<p>The second, which <del>stays</del><ins>was changed</ins>.</p>\n"
            '<p class="added"><ins>A third.</ins></p>\n',
        ),
        (
            "- a\n- c",
            "- a\n- b\n- c",
            '<ul>\n<li>a</li>\n<li class="added"><ins>b</ins></li>\n<li>c</li>\n'
            "</ul>\n",
        ),
        (
            "one\n\n- a",
            "two\n\n- a\n- much longer",
            '<p class="removed"><del>one</del></p>\n'
            '<p class="added"><ins>two</ins></p>\n'
            '<ul>\n<li>a</li>\n<li class="added"><ins>much longer</ins></li>\n</ul>\n',
        ),
        (
            "1. a\n2. b\n3. c",
            "1. a\n2. c",
            '<ol>\n<li>a</li>\n<li class="removed"><del>b</del></li>\n<li>c</li>\n'
            "</ol>\n",
        ),
        (
            "- a",
            "- a\n  - b",
            '<ul>\n<li>a\n<ul class="added">\n<li><ins>b</ins></li>\n</ul>\n</li>\n'
            "</ul>\n",
        ),
        (
            "- a\n- b",
            "1. a\n2. b",
            '<ul class="removed">\n<li><del>a</del></li>\n<li><del>b</del></li>\n'
            '</ul>\n'
            '<ol class="added">\n<li><ins>a</ins></li>\n<li><ins>b</ins></li>\n</ol>\n',
        ),
        (
            "A\n: b",
            "A\n: b\n: c",
            '<dl>\n<dt>A</dt>\n<dd>b</dd>\n<dd class="added"><ins>c</ins></dd>\n'
            "</dl>\n",
        ),
        (
            "> one two\n\n> three",
            "> one new\n\n> three",
            "<blockquote>\n<p>one <del>two</del><ins>new</ins></p>\n</blockquote>\n"
            "<blockquote>\n<p>three</p>\n</blockquote>\n",
        ),
        (
            "```\nmake a\nmake b\n```",
            "```\nmake a\nmake c\n```",
            '<pre tabindex="0"><code>make a\nmake <del>b</del><ins>c</ins>\n'
            "</code></pre>\n",
        ),
        ("a", "a\n\n---", '<p>a</p>\n<hr class="added">\n'),
        (
            "$$\nx\n$$",
            "a",
            '<div class="removed formula" tabindex="0"><del><math display="block">'
            "<mrow><mi>x</mi></mrow></math></del></div>\n"
            '<p class="added"><ins>a</ins></p>\n',
        ),
        (
            "## The life\n\na",
            "## The early life\n\na",
            _H2.format("the-early-life", "The <ins>early </ins>life") + "<p>a</p>\n",
        ),
        (
            "# A\n\na",
            "# A\n\n## B\n\na",
            _H2.format("a", "A")
            + '<div class="added section-heading"><h3 id="h-b"><ins>B</ins></h3>'
            + "</div>\n<p>a</p>\n",
        ),
        (
            "# A\n\na\n\n# A\n\nb",
            "# A\n\nb",
            _H2.format("a", "A") + '<p class="removed"><del>a</del></p>\n'
            '<div class="removed section-heading"><h2><del>A</del></h2></div>\n'
            "<p>b</p>\n",
        ),
    ],
)  # fmt: skip
def test_a_block_that_came_or_went_is_marked_as_a_whole(old, new, html):
    assert marked(old, new) == directed(html)


@pytest.mark.parametrize(
    ("rows", "html"),
    [
        (["| 1 | 2 |", "| 3 | 4 |"], ("", "1", "2", "", "3", "4")),
        (
            ["| 3 | 4 |"],
            (' class="removed"', "<del>1</del>", "<del>2</del>", "", "3", "4"),
        ),
        (
            ["| 1 | 2 |"],
            ("", "1", "2", ' class="removed"', "<del>3</del>", "<del>4</del>"),
        ),
        (
            ["| 1 | 2 |", "| x | y |", "| 3 | 4 |"],
            (
                *("", "1", "2"),
                *(' class="added"', "<ins>x</ins>", "<ins>y</ins>"),
                *("", "3", "4"),
            ),
        ),
        (
            ["| 1 | 2 |", "| 3 | 5 |"],
            ("", "1", "2", "", "3", "<del>4</del><ins>5</ins>"),
        ),
        (["| 1 | 2 |", "| 3 |   |"], ("", "1", "2", "", "3", "<del>4</del>")),
    ],
)  # fmt: skip
def test_a_table_is_compared_row_by_row_and_cell_by_cell(rows, html):
    head = "| a | b |\n|--|--|\n"
    drawn = "".join(_ROW.format(*html[at : at + 3]) for at in range(0, len(html), 3))

    assert marked(head + "| 1 | 2 |\n| 3 | 4 |", head + "\n".join(rows)) == directed(
        _TABLE.format(drawn)
    )


def test_a_table_with_a_new_column_is_another_table():
    html = marked(
        "| a | b |\n|--|--|\n| c | d |", "| a | b | x |\n|--|--|--|\n| c | d |"
    )

    assert html.count('class="removed scrolling"') == 1
    assert html.count('class="added scrolling"') == 1
    assert html.count("aria-label") == 1


def test_a_changed_note_is_marked_where_it_stands():
    html = marked("a[^1]\n\n[^1]: An old note.", "a[^1]\n\n[^1]: A new note.")

    note = "<del>An old</del><ins>A new</ins> note. "
    assert html == directed(
        f"<p>a{_CALL.format(1)}</p>\n" + _NOTES.format(_NOTE.format(1, note))
    )


def test_a_note_that_only_got_another_number_is_the_same():
    html = marked(
        "one two[^a]\n\n[^a]: First.", "one[^b] two[^a]\n\n[^b]: New.\n[^a]: First."
    )

    first = _NOTE.format(1, "<ins>New. </ins>")
    notes = first.replace('id="fn-1"', 'id="fn-1" class="added"')
    assert html == directed(
        f"<p>one<ins>{_CALL.format(1)}</ins> two{_CALL.format(2)}</p>\n"
        + _NOTES.format(notes + _NOTE.format(2, "First. "))
    )


def test_a_removed_reference_leads_nowhere_and_a_kept_note_is_not_named_twice():
    html = marked("a b[^1] c[^2]\n\n[^1]: X.\n[^2]: Y.", "a b c[^2]\n\n[^2]: Y.")

    gone = '<sup class="reference"><a>[1]</a></sup>'
    removed = '<li class="removed"><p><del>X. </del></p>\n</li>\n'
    assert html == directed(
        f"<p>a b<del>{gone}</del> c{_CALL.format(1)}</p>\n"
        + _NOTES.format(removed + _NOTE.format(1, "Y. "))
    )


def test_a_removed_reference_within_a_link_is_no_link():
    html = marked(
        "see [one](/wiki/A)[^1] [two](/wiki/A)\n\n[^1]: X.", "see [one two](/wiki/A)"
    )

    assert html.startswith(
        '<p dir="auto">see <a href="/wiki/A">one<del><sup class="reference">[1]</sup>'
        '</del> two</a></p>\n<section class="removed references">'
    )


def test_links_to_edit_a_section_are_kept_and_never_marked():
    old = to_html(parse("# A\n\nx\n\n# B\n\ny"), editable=Title.parse("T"))
    new = to_html(parse("# B\n\ny\n\n# C\n\nz"), editable=Title.parse("T"))
    edit = (
        '<a href="/edit/T?section=h-{0}" class="section-edit">edit'
        '<span class="visually-hidden"> section {1}</span></a>'
    )

    html = mark_changes(old, new)

    assert html == directed(
        '<div class="removed section-heading"><h2><del>A</del></h2></div>\n'
        '<p class="removed"><del>x</del></p>\n'
        '<div class="section-heading"><h2 id="h-b">B</h2>'
        f"{edit.format('b', 'B')}</div>\n<p>y</p>\n"
        '<div class="added section-heading"><h2 id="h-c"><ins>C</ins></h2>'
        f"{edit.format('c', 'C')}</div>\n"
        '<p class="added"><ins>z</ins></p>\n'
    )


def test_whether_the_target_of_a_link_exists_is_no_change_of_the_text():
    before = to_html(parse("see [[Ada]]"))
    now = to_html(parse("see [[Ada]]"), existing={"Ada"})

    assert mark_changes(before, now) == now


@pytest.mark.parametrize("sign", ["> ", "- ", "1. "])
def test_deeply_nested_blocks_are_compared_within(sign):
    html = marked(f"{sign * 8}one two", f"{sign * 8}one three")

    assert html.count("<del>two</del><ins>three</ins>") == 1
    assert "class" not in html


def marked(old: str, new: str) -> str:
    return mark_changes(to_html(parse(old)), to_html(parse(new)))
