"""Embeds: each way to show a picture has its source and its page."""

import pytest

from markup import Picture, parse, to_html
from tests.markup.directions import directed

_DIGEST = "0123456789abcdef" * 4
_SRC = f"/media/{_DIGEST}/640.png"
PICTURE = Picture(
    src=_SRC,
    width=1000,
    height=800,
    srcset=((f"/media/{_DIGEST}/320.png", 320), (_SRC, 640)),
    credit="A & B",
    licence="CC0",
    alt="As uploaded",
)
_BESIDE = "(min-width: 768px) 20rem, 100vw"
_WHOLE = "(min-width: 768px) 43rem, 100vw"


def figure(alt: str, caption: str = "", side: str = "", sizes: str = _BESIDE) -> str:
    return (
        f'<figure class="{f"picture {side}".strip()}">'
        f'<a class="picture" href="/wiki/File:A_b.png"><img src="{_SRC}" '
        f'srcset="/media/{_DIGEST}/320.png 320w, {_SRC} 640w" sizes="{sizes}" '
        f'width="1000" height="800" loading="lazy" alt="{alt}"></a>'
        f"<figcaption>{caption}"
        '<span class="credit">A &amp; B, CC0</span></figcaption></figure>\n'
    )


def html_of(source: str) -> str:
    return to_html(parse(source), existing={"X"}, pictures={"File:A b.png": PICTURE})


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[[File:A b.png]]", figure("As uploaded")),
        ("[[file:a_b.png|alt=What]]", figure("What")),
        ("[[File:A b.png|alt=What|A *caption*]]", figure("What", "A <em>caption</em>")),
        ("[[File:A b.png|decorative]]", figure("Picture: A b.png")),
        ("[[File:A b.png|left|alt=What]]", figure("What", side="left")),
        ("[[File:A b.png|wide|alt=What]]", figure("What", "", "wide", _WHOLE)),
        (
            "[[File:A b.png|alt=W|a [[X|y]] b]]",
            figure("W", 'a <a href="/wiki/X">y</a> b'),
        ),
        ('[[File:A b.png|alt="><script>]]', figure("&quot;&gt;&lt;script&gt;")),
        ("[[File:A b.png|alt=W]] a", figure("W") + "<p>a</p>\n"),
        ("a [[File:A b.png|alt=W]] b", figure("W") + "<p>a  b</p>\n"),
        ("- [[File:A b.png|alt=W]]", f"<ul>\n<li>{figure('W')}</li>\n</ul>\n"),
        ("`[[File:A b.png]]`", "<p><code>[[File:A b.png]]</code></p>\n"),
        ("[[File:A b.png", "<p>[[File:A b.png</p>\n"),
        (
            "[[:File:A b.png]]",
            '<p><a href="/wiki/File:A_b.png" class="missing" '
            'title="File:A b.png (page does not exist)">File:A b.png'
            '<span class="visually-hidden"> (page does not exist)</span></a></p>\n',
        ),
        (
            "[[File:Gone.png|alt=What]]",
            '<figure class="picture"><a class="missing" href="/wiki/File:Gone.png">'
            "What (no such picture)</a><figcaption></figcaption></figure>\n",
        ),
    ],
)
def test_an_embed_becomes_its_figure(source, html):
    assert html_of(source) == directed(html)


def test_a_caption_may_hold_a_note_but_no_picture():
    page = html_of("[[File:A b.png|alt=W|a[^n] [[File:A b.png]]]]\n\n[^n]: b")

    assert page.count("<figure") == 1
    assert 'href="#fn-1"' in page


def test_a_picture_in_a_template_stands_in_its_infobox():
    library = {"Template:P": ":::infobox\nimage = {{{image}}}\nA = b\n:::"}
    text = "{{P|image=[[File:A b.png|alt=What]]}}"

    page = to_html(parse(text, library), pictures={"File:A b.png": PICTURE})

    assert '<td class="infobox-image" colspan="2"><figure class="picture">' in page


def test_a_document_names_the_files_that_it_shows_and_links_to_them():
    document = parse("[[File:A.png]] [[File:A.png|alt=b]] [[:File:C.png]]")

    assert list(map(str, document.pictures)) == ["File:A.png"]
    assert set(map(str, document.links)) == {"File:A.png", "File:C.png"}


@pytest.mark.parametrize(
    "src",
    [
        "https://evil.example/a.png",
        "//evil.example/media/0123456789abcdef/1.png",
        "/media/../wiki/X",
        "data:image/png;base64,AAAA",
        f"/media/{_DIGEST}/640.svg",
    ],
)
def test_no_picture_comes_from_elsewhere(src):
    odd = Picture(src=src, width=1, height=1, srcset=((src, 1),))

    page = to_html(parse("[[File:A b.png]]"), pictures={"File:A b.png": odd})

    assert "src" not in page
    assert "evil" not in page


def test_a_call_in_a_caption_is_kept_whole():
    document = parse("[[File:A b.png|alt=W|See {{cite|title=T|author=A}}.]]")

    assert [one.title for one in document.citations] == ["T"]
