"""Marking: running text shows each change where it stands, and stays whole."""

import pytest

from markup import parse, to_html
from markup.marking import mark_changes
from tests.markup.directions import directed

_MISSING = '<a href="/wiki/{0}" class="missing" title="{0} (page does not exist)">{1}'
_MISSING += '<span class="visually-hidden"> (page does not exist)</span></a>'
_WEB = '<a href="http://{}.example" class="external" rel="nofollow ugc noopener">'
_SQUARE = (
    '<math display="inline"><mrow><msup><mi>x</mi><mn>{}</mn></msup></mrow></math>'
)


@pytest.mark.parametrize(
    ("old", "new", "html"),
    [
        ("", "", ""),
        ("a **b** [[C]]\n\n- d", "a **b** [[C]]\n\n- d", None),
        ("", "a", '<p class="added"><ins>a</ins></p>\n'),
        ("a", "", '<p class="removed"><del>a</del></p>\n'),
        (
            "She was born in 1815.",
            "She was born in 1816.",
            "<p>She was born in <del>1815</del><ins>1816</ins>.</p>\n",
        ),
        ("one two three", "one three", "<p>one <del>two </del>three</p>\n"),
        ("one three", "one two three", "<p>one <ins>two </ins>three</p>\n"),
        ("one two", "one two three", "<p>one two<ins> three</ins></p>\n"),
        ("one two three", "one two", "<p>one two<del> three</del></p>\n"),
        ("two three", "one two three", "<p><ins>one </ins>two three</p>\n"),
        ("the fox (big).", "the fox.", "<p>the fox<del> (big)</del>.</p>\n"),
        ("the fox ran", "the fox, ran", "<p>the fox<ins>,</ins> ran</p>\n"),
        (
            "the very old brown dog",
            "the quite young brown dog",
            "<p>the <del>very old</del><ins>quite young</ins> brown dog</p>\n",
        ),
        ("&lt;b &amp;", "&lt;c &amp;", "<p>&lt;<del>b</del><ins>c</ins> &amp;</p>\n"),
        ("日本語", "日本人", "<p>日本<del>語</del><ins>人</ins></p>\n"),
        (
            "Nothing is alike here",
            "Wholly other words stand there",
            '<p class="removed"><del>Nothing is alike here</del></p>\n'
            '<p class="added"><ins>Wholly other words stand there</ins></p>\n',
        ),
    ],
)  # fmt: skip
def test_changed_words_are_marked_where_they_stand(old, new, html):
    assert marked(old, new) == (to_html(parse(new)) if html is None else directed(html))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("one two", "one  two"),
        ("one two", "one\ntwo"),
        ("one two", "one  \ntwo"),
        ("one two", "one&nbsp;two"),
        ("- a\n- b", "- a\n\n- b"),
        ("```\na b\n```", "```\n  a   b\n\n```"),
        ("one\n\n\n\ntwo", "one\n\ntwo"),
    ],
)
def test_a_change_of_white_space_alone_is_not_marked(old, new):
    assert marked(old, new) == to_html(parse(new))


@pytest.mark.parametrize(
    ("old", "new", "html"),
    [
        (
            "see Ada there",
            "see [[Ada]] there",
            f"see <del>Ada</del><ins>{_MISSING.format('Ada', 'Ada')}</ins> there",
        ),
        (
            "see [[Ada]] there",
            "see Ada there",
            f"see <del>{_MISSING.format('Ada', 'Ada')}</del><ins>Ada</ins> there",
        ),
        (
            "see [her](http://a.example) there",
            "see [her](http://b.example) there",
            f"see <del>{_WEB.format('a')}her</a></del>"
            f"<ins>{_WEB.format('b')}her</a></ins> there",
        ),
        (
            "see [her old page](http://a.example)",
            "see [her new page](http://a.example)",
            f"see {_WEB.format('a')}her <del>old</del><ins>new</ins> page</a>",
        ),
        (
            "see [one](http://a.example) or [[B|two]] [three](http://a.example)",
            "see [one three](http://a.example)",
            f"see {_WEB.format('a')}one <del>or two<span class="
            '"visually-hidden"> (page does not exist)</span> </del>three</a>',
        ),
        (
            "see one two three now",
            "see [one new three](http://a.example) now",
            f"see <del>one two three</del>"
            f"<ins>{_WEB.format('a')}one new three</a></ins> now",
        ),
        (
            "one two three",
            "one **two** three",
            "one <del>two</del><ins><strong>two</strong></ins> three",
        ),
        (
            "a **b *c d* e** f",
            "a **b *c x* e** f",
            "a <strong>b <em>c <del>d</del><ins>x</ins></em> e</strong> f",
        ),
        (
            "one **two three** four five",
            "one **two** four five",
            "one <strong>two</strong> <del><strong>three</strong> </del>four five",
        ),
        (
            "one **two-three** four",
            "one **two** four",
            "one <strong>two<del>-three</del></strong> four",
        ),
        (
            "one **two-three** four",
            "one **three** four",
            "one <strong><del>two-</del>three</strong> four",
        ),
        (
            "one two three four",
            "one **new** *words* two three four",
            "one <ins><strong>new</strong> <em>words</em> </ins>two three four",
        ),
        (
            "run `make a` now",
            "run `make b` now",
            "run <code>make <del>a</del><ins>b</ins></code> now",
        ),
        (
            "so $x^2$ is",
            "so $x^3$ is",
            f"so <del>{_SQUARE.format(2)}</del><ins>{_SQUARE.format(3)}</ins> is",
        ),
        ("a b[](http://a.example)", "a b", "a b"),
        ("a b", "a b[](http://a.example)", f"a b{_WEB.format('a')}</a>"),
    ],
)
def test_what_stands_in_a_line_stays_whole(old, new, html):
    assert marked(old, new) == directed(f"<p>{html}</p>\n")


@pytest.mark.parametrize(
    ("old", "new", "html"),
    [
        (
            "<script>alert(1)</script> a",
            "<script>alert(2)</script> a",
            "<p>&lt;script&gt;alert(<del>1</del><ins>2</ins>)&lt;/script&gt; a</p>\n",
        ),
        (
            '</ins> id="a" <del> class="b"',
            '</ins> id="c" <del> class="b"',
            '<p>&lt;/ins&gt; id="<del>a</del><ins>c</ins>" &lt;del&gt; class="b"</p>\n',
        ),
        (
            "one \u202etwo three",
            "one \u202efour three",
            "<p>one \u202e<del>two</del><ins>four</ins> three</p>\n",
        ),
        (
            '`<a class="backlink">` b',
            '`<a class="backlink">` c',
            '<p><code>&lt;a class="backlink"&gt;</code> <del>b</del><ins>c</ins></p>\n',
        ),
    ],
)  # fmt: skip
def test_what_looks_like_html_stays_text(old, new, html):
    assert marked(old, new) == directed(html)


def marked(old: str, new: str) -> str:
    return mark_changes(to_html(parse(old)), to_html(parse(new)))
