"""Robots: what search engines may show, what they are told of it, and what to fetch."""

import re
from urllib.robotparser import RobotFileParser

import pytest
from PIL import Image

from articles.models import Source
from canonica.crowds.kinds import Kind, kind_behind
from canonica.robots import NOT_FETCHED
from tests.canonica.embedded_users import ROOT
from tests.makers import delete_pages, make_revision
from tests.routes import routes
from tests.world import one_of_everything

pytestmark = pytest.mark.django_db

READABLE = {
    "articles:front": "/",
    "articles:read": "/wiki/Ada_Lovelace",
    "articles:all": "/all",
    "articles:categories": "/categories",
    "articles:sources": "/sources",
    "articles:source": "/sources/{source_id}",
    "moderation:rights": "/rights",
    "keyboard": "/help/keyboard",
}
"""The routes whose pages are to be found. Everything else is kept out of indexes."""


def _told(response, name):
    """What a page tells in its meta elements of this name, each time."""
    return re.findall(
        rf'<meta (?:name|property)="{name}" content="([^"]*)">', response.text
    )


def _canonical(response):
    return re.findall(r'<link rel="canonical" href="([^"]*)">', response.text)


def test_each_route_is_to_be_found_or_kept_out_of_indexes(client):
    arguments, found = one_of_everything(), set()

    for route in routes():
        response = client.get(route.filled(arguments))
        if "noindex" not in response.headers.get("X-Robots-Tag", ""):
            assert response.status_code == 200
            found.add(route.name)

    assert found == set(READABLE)


@pytest.mark.parametrize("address", READABLE.values())
def test_a_page_to_be_found_says_where_it_is_and_what(address, client):
    text = "A mathematician. {{cite|title=A long book}} [[Category:People]]"
    make_revision(text=text)
    address = address.format(source_id=Source.objects.get().pk)

    response = client.get(address)

    assert _canonical(response) == [f"http://testserver{address}"]
    assert _told(response, "og:url") == [f"http://testserver{address}"]
    assert len(_told(response, "description")[0]) > 10
    assert _told(response, "og:description") == _told(response, "description")
    titles = re.findall("<title>(.*?) - Canonica AI</title>", response.text)
    assert _told(response, "og:title") == titles
    assert _told(response, "og:site_name") == ["Canonica AI"]
    assert _told(response, "og:locale") == ["en"]
    assert _told(response, "twitter:card") == ["summary_large_image"]
    assert _told(response, "og:image")[0].endswith("/static/img/card.png")


def test_an_article_is_described_by_its_beginning(client):
    make_revision(text='She wrote "Notes" & more.\n\n## Life\n\nLong.')

    response = client.get("/wiki/Ada_Lovelace")

    assert _told(response, "description") == ["She wrote &quot;Notes&quot; &amp; more."]
    assert _told(response, "og:type") == ["article"]


def test_an_article_without_words_is_described_by_its_title(client):
    make_revision(text="* A list")

    described = _told(client.get("/wiki/Ada_Lovelace"), "description")

    assert described == ["Ada Lovelace, in Canonica AI."]


def test_a_category_nobody_described_says_what_it_lists(client):
    make_revision(text="A. [[Category:People]]")

    response = client.get("/wiki/Category:People")

    assert _told(response, "description") == ["The pages that belong to People."]
    assert _canonical(response) == ["http://testserver/wiki/Category:People"]


@pytest.mark.parametrize(
    "address", ["/wiki/Ada_Lovelace?authors=show", "/all?from=B", "/categories?after=A"]
)
def test_part_of_a_page_and_another_view_name_the_page_itself(address, client):
    make_revision(text="A. [[Category:People]]")

    response = client.get(address)

    assert "noindex" in response.headers["X-Robots-Tag"]
    assert _canonical(response) == [f"http://testserver{address.partition('?')[0]}"]


def test_who_comes_by_a_redirect_is_told_where_the_article_is(client):
    make_revision()
    make_revision("Ada Byron", "#REDIRECT [[Ada Lovelace]]")

    response = client.get("/wiki/Ada_Byron")

    assert "X-Robots-Tag" not in response.headers
    assert _canonical(response) == ["http://testserver/wiki/Ada_Lovelace"]


@pytest.mark.parametrize("address", ["/wiki/Nothing", "/wiki/Ada_Lovelace", "/nowhere"])
def test_what_is_not_there_is_not_found(address, client):
    make_revision()
    delete_pages("Ada Lovelace")

    response = client.get(address)

    assert response.status_code in {404, 410}
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert _canonical(response) == []


def test_a_page_that_did_not_change_is_not_taken_out_of_indexes(client):
    make_revision()
    first = client.get("/wiki/Ada_Lovelace")

    again = client.get("/wiki/Ada_Lovelace", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert "X-Robots-Tag" not in again.headers


def test_robots_are_sent_to_pages_and_kept_from_forms(client):
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").text.splitlines())

    for address in (
        *READABLE.values(),
        "/wiki/Category:People",
        "/static/img/card.png",
    ):
        assert rules.can_fetch("*", f"http://testserver{address}"), address
    for address in ("/edit/Ada", "/diff/1/2", "/search?q=ada", "/accounts/login"):
        assert not rules.can_fetch("*", f"http://testserver{address}"), address


def test_robots_are_told_of_nothing_that_is_not_there(client):
    response = client.get("/robots.txt")

    paths = [route.path for route in routes()]
    for start in NOT_FETCHED:
        assert any(path.startswith(start) for path in paths), start
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: http://testserver/sitemap.xml" in response.text.splitlines()


def test_robots_are_kept_from_all_costly_pages_of_which_there_is_no_end(client):
    rules = client.get("/robots.txt").text.splitlines()

    for route in routes():
        door = route.path.split("/")[1]
        if kind_behind(door) is Kind.COSTLY and not route.path.startswith(NOT_FETCHED):
            assert f"Disallow: /{door}*?" in rules, route.path


def test_nothing_that_is_to_be_found_is_not_fetched():
    paths = [route.path for route in routes() if route.name in READABLE]

    assert [path for path in paths if path.startswith(NOT_FETCHED)] == []


def test_the_picture_of_the_site_is_as_large_as_messengers_want_it():
    picture = ROOT / "static/img/card.png"

    assert picture.stat().st_size < 40_000
    with Image.open(picture) as opened:
        assert opened.size == (1200, 630)
