"""Citations: what a source is called, and when two citations are of one."""

import pytest

from markup import parse, to_html
from markup.citations import Citation, fault_of_isbn, faults_of
from tests.markup.directions import directed

_EXTERNAL = 'class="external" rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("{{cite|title=A}}", "<cite>A</cite>."),
        ("{{cite book|author=B|title=A|date=1995}}", "B (1995). <cite>A</cite>."),
        ("{{cite|author=Le, T.|title=What now?}}", "Le, T. <cite>What now?</cite>."),
        (
            "{{cite|title=A|work=W|volume=3|issue=2|pages=7|place=P|publisher=Q}}",
            "<cite>A</cite>. W, vol. 3, no. 2. P: Q. p. 7.",
        ),
        ("{{cite|title=A|pages=7\u20139}}", "<cite>A</cite>. pp. 7\u20139."),
        ("{{cite|title=A|year=1990|page=2}}", "(1990). <cite>A</cite>. p. 2."),
        (
            "{{cite|title=A&#124;b &amp; &#123;&#123;c&#125;&#125;&lt;}}",
            "<cite>A|b &amp; {{c}}&lt;</cite>.",
        ),
        ("{{cite|title=A|quote=B & c}}", "<cite>A</cite>. <q>B &amp; c</q>"),
        (
            "{{cite|title=A|url=https://b.example/?c&d}}",
            f'<a href="https://b.example/?c&amp;d" {_EXTERNAL}><cite>A</cite></a>.',
        ),
        ("{{cite|title=A|url=javascript:alert(1)}}", "<cite>A</cite>."),
        (
            "{{cite|title=A|doi=https://doi.org/10.1000/182}}",
            f'<cite>A</cite>. <a href="https://doi.org/10.1000/182" {_EXTERNAL}>'
            "doi:10.1000/182</a>.",
        ),
        (
            "{{cite|title=A|archive=https://b.example/c|accessed=1 May 2026}}",
            f'<cite>A</cite>. <a href="https://b.example/c" {_EXTERNAL}>'
            "Archived copy</a>. Retrieved 1 May 2026.",
        ),
        (
            "{{cite|title=<script>alert(1)</script>*b* [[c]]}}",
            "<cite>&lt;script&gt;alert(1)&lt;/script&gt;*b* [[c]]</cite>.",
        ),
        (
            '{{cite|title=A|url=https://b.example/"onclick="alert(1)}}',
            '<a href="https://b.example/&quot;onclick=&quot;alert(1)" '
            f"{_EXTERNAL}><cite>A</cite></a>.",
        ),
    ],
)
def test_a_citation_becomes_its_html(source, html):
    expected = f'<p><span class="citation">{html}</span></p>\n'

    assert to_html(parse(source)) == directed(expected)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a{{citation needed}}", 'a<sup class="needed">[citation needed]</sup>'),
        ("a{{cn}}", 'a<sup class="needed">[citation needed]</sup>'),
        (
            'a{{cn|reason=Who "says" <so>?}}',
            'a<sup class="needed" title="Who &quot;says&quot; &lt;so&gt;?">'
            '[citation needed<span class="visually-hidden">: '
            'Who "says" &lt;so&gt;?</span>]</sup>',
        ),
    ],
)
def test_what_needs_a_citation_is_marked(source, html):
    assert to_html(parse(source)) == directed(f"<p>{html}</p>\n")


@pytest.mark.parametrize(
    "isbn",
    [
        "0-306-40615-2",
        "978-0-306-40615-7",
        "080442957X",
        "9780393051445",
        "0 7679 0056 1",
    ],
)
def test_an_isbn_with_the_right_check_digit_is_right(isbn):
    assert fault_of_isbn(isbn) == ""


@pytest.mark.parametrize(
    ("isbn", "fault"),
    [
        ("0-306-40615-3", "its check digit is wrong"),
        ("978-0-306-40615-8", "its check digit is wrong"),
        ("0-306-40651-2", "its check digit is wrong"),
        ("12345", "one has 10 or 13 digits"),
        ("", "one has 10 or 13 digits"),
        ("X804429570", "one has 10 or 13 digits"),
        ("٠٣٠٦٤٠٦١٥٢", "one has 10 or 13 digits"),
    ],
)
def test_a_mistyped_isbn_is_told(isbn, fault):
    assert fault in fault_of_isbn(isbn)


def test_a_wrong_isbn_is_marked_for_readers():
    page = to_html(parse("{{cite|title=A|isbn=0-306-40615-3}}"))

    assert 'ISBN 0-306-40615-3 <span class="fault">(The ISBN' in page


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"doi": "10.1000/ABC"}, {"doi": "doi:10.1000/abc", "title": "T"}),
        ({"isbn": "0-306-40615-2", "title": "A"}, {"isbn": "9780306406157"}),
        ({"url": "https://A.example/b/"}, {"url": "http://a.example/b", "title": "T"}),
        (
            {"title": "A", "author": "B", "date": "1"},
            {"title": "a", "author": "b", "year": "1"},
        ),
        ({"title": "A", "pages": "1"}, {"title": "A", "pages": "2", "quote": "Q"}),
    ],
)
def test_citations_of_one_source_have_one_key(one, other):
    assert Citation.parse(one).key == Citation.parse(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"doi": "10.1000/1"}, {"doi": "10.1000/2"}),
        ({"isbn": "0-306-40615-2"}, {"isbn": "0-393-05144-7"}),
        ({"url": "https://a.example/b?c=1"}, {"url": "https://a.example/b?c=2"}),
        ({"url": "https://a.example/b"}, {"url": "https://a.example/B"}),
        (
            {"url": "https://a.example/" + "b" * 400},
            {"url": "https://a.example/" + "b" * 401},
        ),
        ({"title": "A", "date": "1990"}, {"title": "A", "date": "1991"}),
        (
            {"title": "A", "isbn": "0-306-40615-3"},
            {"title": "B", "isbn": "0-306-40615-3"},
        ),
    ],
)
def test_citations_of_two_sources_have_two_keys(one, other):
    assert Citation.parse(one).key != Citation.parse(other).key


@pytest.mark.parametrize(
    ("arguments", "faults"),
    [
        ({"title": "A"}, []),
        ({"author": "A"}, []),
        ({"date": "1990"}, ["A source needs at least a title."]),
        ({"title": "A", "colour": "red"}, ["A citation has no “colour”."]),
        (
            {"title": "A", "doi": "11.1/2"},
            ["“11.1/2” is no DOI: one looks like 10.1000/182."],
        ),
        (
            {"title": "A", "url": "ftp://b"},
            ["“ftp://b” is no address of a page on the web."],
        ),
        (
            {"title": "A", "url": "http://[b"},
            ["“http://[b” is no address of a page on the web."],
        ),
        ({"title": "A", "isbn": "1"}, ["“1” is no ISBN: one has 10 or 13 digits."]),
    ],
)
def test_what_is_wrong_with_a_citation_is_said(arguments, faults):
    assert list(faults_of(arguments)) == faults


def test_a_document_names_its_sources_and_those_of_notes_that_are_used():
    text = "a[^b] {{cite|title=A}}\n\n[^b]: {{cite|title=B}}\n[^c]: {{cite|title=C}}"

    assert [one.title for one in parse(text).citations] == ["A", "B"]


def test_the_words_of_a_citation_can_be_searched():
    text = "{{cite|author=Le, T.|title=A|publisher=P|doi=10.1000/1|quote=Yes}}"

    assert parse(text).plain_text == "Le, T. A. P. doi:10.1000/1. “Yes”"
