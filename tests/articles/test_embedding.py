"""Embedding: what other sites show of an article, by oEmbed."""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles.hiding import Hiding, hide
from tests.makers import delete_pages, make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
ADA = f"{SITE}/wiki/Ada_Lovelace"


def told(client, address: str = ADA, **more: object) -> dict[str, object]:
    response = client.get("/oembed", {"url": address, **more})
    assert response.status_code == 200
    answer: dict[str, object] = response.json()
    return answer


class _Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, set[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name for name, _ in attrs}))


def test_an_article_is_quoted_with_its_source_and_licence(client):
    make_revision(text='She wrote "Notes" <b>&</b> more.\n\n## Life\n\nLong.')

    answer = told(client)

    assert {name: answer[name] for name in answer if name != "html"} == {
        "version": "1.0",
        "type": "rich",
        "title": "Ada Lovelace",
        "author_name": "The authors of “Ada Lovelace” in Canonica AI",
        "author_url": f"{SITE}/attribution/Ada_Lovelace",
        "provider_name": "Canonica AI",
        "provider_url": f"{SITE}/",
        "cache_age": 3600,
        "width": 600,
        "height": 102,
    }
    assert answer["html"] == (
        f'<blockquote cite="{ADA}" lang="en" dir="ltr">'
        "<p>She wrote &quot;Notes&quot; &lt;b&gt;&amp;&lt;/b&gt; more.</p>"
        f'<p>— <a href="{ADA}">Ada Lovelace</a>, Canonica AI, '
        '<a rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">'
        "CC BY-SA 4.0</a></p></blockquote>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> words",
        "<img src=x onerror=alert(1)> words",
        "[a](javascript:alert(1)) words <iframe src=//evil.example></iframe>",
        "</blockquote><style>*{display:none}</style> words",
    ],
)
def test_nothing_but_plain_elements_is_in_it(text, client):
    make_revision('She said "a\' & b"', text)

    answer = told(client, f"{SITE}/wiki/She_said_%22a%27_%26_b%22")

    assert _Elements(str(answer["html"])).found == [
        ("blockquote", {"cite", "lang", "dir"}),
        ("p", set()),
        ("p", set()),
        ("a", {"href"}),
        ("a", {"rel", "href"}),
    ]


def test_xml_says_the_same(client):
    make_revision(text="She wrote <b>&</b> a \ufffe noncharacter.")
    answer = told(client)

    response = client.get("/oembed", {"url": ADA, "format": "xml"})

    assert response["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)  # noqa: S314 - it is our own
    said = {element.tag: element.text for element in root}
    assert said == {
        name: str(value).replace("\ufffe", "") for name, value in answer.items()
    }


def test_another_format_is_not_spoken(client):
    make_revision()

    assert client.get("/oembed", {"url": ADA, "format": "yaml"}).status_code == 501


@pytest.mark.parametrize(
    ("room", "size"),
    [
        ({}, (600, 128)),
        ({"maxwidth": 300}, (300, 180)),
        ({"maxwidth": 5000, "maxheight": 5000}, (600, 128)),
        ({"maxwidth": "x", "maxheight": "-1"}, (600, 128)),
        ({"maxwidth": 100}, None),
        ({"maxwidth": 0}, (600, 128)),
        ({"maxheight": 100}, None),
    ],
)
def test_it_is_never_larger_than_the_room_for_it(room, size, client):
    make_revision(text="Words of nine. " * 8)

    answer = told(client, **room)

    if size is None:
        assert answer["type"] == "link"
        assert not {"html", "width", "height"} & answer.keys()
    else:
        assert (answer["type"], answer["width"], answer["height"]) == ("rich", *size)


def test_an_article_without_a_beginning_is_a_link(client):
    make_revision(text="[[Category:People]]")

    assert told(client)["type"] == "link"


def test_a_redirect_leads_to_what_is_meant(client):
    make_revision(text="A mathematician.")
    make_revision("Countess", "#REDIRECT [[Ada Lovelace]]")

    assert told(client, f"{SITE}/wiki/Countess")["title"] == "Ada Lovelace"


def test_the_short_address_does_too(client):
    article = make_revision().article

    assert told(client, f"{SITE}/article/{article.pk}")["title"] == "Ada Lovelace"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "http://[",
        "/wiki/Ada_Lovelace",
        "//testserver/wiki/Ada_Lovelace",
        "http://evil.example/wiki/Ada_Lovelace",
        "http://testserver@evil.example/wiki/Ada_Lovelace",
        "http://u:p@testserver/wiki/Ada_Lovelace",
        "http://testserver:81/wiki/Ada_Lovelace",
        "ftp://testserver/wiki/Ada_Lovelace",
        "javascript://testserver/wiki/Ada_Lovelace",
        f"{SITE}/wiki/Nobody",
        f"{SITE}/wiki/%3C",
        f"{SITE}/wiki/Gone",
        f"{SITE}/history/Ada_Lovelace",
        f"{SITE}/article/987654321",
        f"{SITE}/admin/",
        f"{SITE}/",
    ],
)
def test_of_another_address_nothing_is_told(address, client):
    make_revision()
    make_revision("Gone", "Secret.")
    delete_pages("Gone")

    assert client.get("/oembed", {"url": address}).status_code == 404


def test_an_address_without_an_address_is_not_there(client):
    assert client.get("/oembed").status_code == 404


@pytest.mark.parametrize("role", ["", "administrator"])
def test_what_was_hidden_or_deleted_is_not_told_to_anybody(role, client):
    root = make_user(role="administrator")
    bad, _ = make_history("Canary text.", "A mathematician.")
    hide(bad, Hiding(fields=["text"], reason="Abuse"), by=root)
    make_revision("Gone", "Canary text.")
    delete_pages("Gone")
    if role:
        client.force_login(root)

    assert "Canary" not in str(told(client))
    assert client.get("/oembed", {"url": f"{SITE}/wiki/Gone"}).status_code == 404


def test_scripts_of_other_sites_may_ask(client):
    make_revision()

    for wanted in ("json", "xml"):
        response = client.get("/oembed", {"url": ADA, "format": wanted})
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_it_is_in_the_language_of_the_site_whoever_asks(client):
    make_revision()
    before = told(client)

    client.cookies["appearance"] = "theme=dark&language=ru"

    assert told(client) == before


@pytest.mark.parametrize("title", ["Ada Lovelace", "«Ярмарка» & 100% Sons/Co?"])
def test_articles_say_where_they_are_told_of(title, client):
    page = make_revision(title).article

    text = client.get(page.get_absolute_url()).text

    links = re.findall(
        r'<link rel="alternate" type="([\w/]+)\+oembed" title="[^"]*" href="([^"]*)">',
        text,
    )
    assert [kind for kind, _ in links] == ["application/json", "text/xml"]
    for _, address in links:
        parts = urlsplit(address.replace("&amp;", "&"))
        assert f"{parts.scheme}://{parts.netloc}" == SITE
        response = client.get(parts.path, parse_qs(parts.query))
        assert response.status_code == 200
    assert client.get(urlsplit(links[0][1]).path + "?" + urlsplit(links[0][1]).query
                      ).json()["title"] == title  # fmt: skip


def test_it_costs_what_reading_costs(client, django_assert_num_queries):
    make_revision()

    with django_assert_num_queries(1):
        told(client)


def test_it_is_only_read():
    assert Client().post("/oembed", {"url": ADA}).status_code == 405
