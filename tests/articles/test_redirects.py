"""Redirects: other names of a page lead to it, once."""

import pytest

from tests.articles.pages import heading_of, links_of, listed_in, notices_of
from tests.makers import delete_pages, make_revision

pytestmark = pytest.mark.django_db


def test_a_redirect_shows_its_target_and_where_it_came_from(client):
    make_revision("Ada Lovelace", "A mathematician.")
    make_revision("Ada Byron", "#REDIRECT [[Ada Lovelace]]")

    response = client.get("/wiki/Ada_Byron")

    assert response.status_code == 200
    assert heading_of(response) == "Ada Lovelace"
    assert "Redirected from Ada Byron" in listed_in(response, ".//p[@class='tagline']")
    assert "/wiki/Ada_Byron?redirect=no" in links_of(response)
    assert 'rel="canonical" href="http://testserver/wiki/Ada_Lovelace"' in response.text


def test_a_redirect_may_be_looked_at_itself(client):
    make_revision("Ada Lovelace", "A mathematician.")
    make_revision("Ada Byron", "#REDIRECT [[Ada Lovelace]]")

    response = client.get("/wiki/Ada_Byron?redirect=no")

    assert heading_of(response) == "Ada Byron"
    assert notices_of_text(response) == ["This page leads readers on to Ada Lovelace."]


def test_only_one_redirect_is_followed(client):
    make_revision("One", "#REDIRECT [[Two]]")
    make_revision("Two", "#REDIRECT [[Three]]")
    make_revision("Three", "The end.")

    response = client.get("/wiki/One")

    assert heading_of(response) == "Two"
    assert "/wiki/Three" in links_of(response)
    assert "The end." not in response.text


def test_redirects_in_a_circle_end(client):
    make_revision("One", "#REDIRECT [[Two]]")
    make_revision("Two", "#REDIRECT [[One]]")

    response = client.get("/wiki/One")

    assert response.status_code == 200
    assert heading_of(response) == "Two"


def test_a_redirect_to_itself_is_shown(client):
    make_revision("One", "#REDIRECT [[One]]")

    response = client.get("/wiki/One")

    assert response.status_code == 200
    assert heading_of(response) == "One"


def test_a_redirect_to_nothing_is_shown(client):
    make_revision("One", "#REDIRECT [[Nothing]]")

    response = client.get("/wiki/One")

    assert response.status_code == 200
    assert heading_of(response) == "One"
    assert "/wiki/Nothing" in links_of(response)


def test_a_redirect_to_a_deleted_page_is_shown(client):
    make_revision("One", "#REDIRECT [[Two]]")
    make_revision("Two", "Secret.")
    delete_pages("Two")

    response = client.get("/wiki/One")

    assert response.status_code == 200
    assert heading_of(response) == "One"
    assert "Secret" not in response.text


def test_a_redirect_to_a_section_names_it(client):
    make_revision("Ada Lovelace", "## Life\n\nShort.")
    make_revision("Ada Byron", "#REDIRECT [[Ada Lovelace#Life]]")

    response = client.get("/wiki/Ada_Byron?redirect=no")

    assert "/wiki/Ada_Lovelace#h-life" in links_of(response)


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/wiki/ada_lovelace", "/wiki/Ada_lovelace"),
        ("/wiki/Ada%20Lovelace", "/wiki/Ada_Lovelace"),
        ("/wiki/Ada__Lovelace_", "/wiki/Ada_Lovelace"),
        ("/wiki/category:people", "/wiki/Category:People"),
        ("/wiki/Category:_people", "/wiki/Category:People"),
        ("/wiki/E%CC%81toile", "/wiki/%C3%89toile"),
        ("/wiki/Ada%E2%80%8B_Lovelace", "/wiki/Ada_Lovelace"),
        ("/wiki/what%3F", "/wiki/What%3F"),
        ("/raw/ada", "/raw/Ada"),
        ("/history/ada", "/history/Ada"),
        ("/links/ada", "/links/Ada"),
        ("/edit/ada", "/edit/Ada"),
    ],
)
@pytest.mark.parametrize("query", ["", "?redirect=no&x=%C3%A9+b"])
def test_another_spelling_leads_to_the_canonical_address(asked, address, query, client):
    response = client.get(asked + query)

    assert (response.status_code, response.url) == (301, address + query)


def test_the_canonical_address_is_reached_in_one_step(client):
    make_revision("Étoile du Nord", "A train.")

    response = client.get("/wiki/e%CC%81toile%20du__Nord", follow=True)

    assert response.redirect_chain == [("/wiki/%C3%89toile_du_Nord", 301)]
    assert response.status_code == 200


def notices_of_text(response) -> list[str]:
    """Boxes of one paragraph."""
    return listed_in(response, ".//p[@class='notice']") + notices_of(response)


def test_a_redirect_to_a_section_leads_to_it(client):
    make_revision("Ada Lovelace", "A mathematician.\n\n## Early life\n\nBorn.")
    make_revision("Ada's childhood", "#REDIRECT [[Ada Lovelace#Early life]]")

    response = client.get("/wiki/Ada's_childhood")
    shown = client.get(response.url)

    assert response.status_code == 302
    assert response.url == "/wiki/Ada_Lovelace?from=Ada%27s_childhood#h-early-life"
    assert "Redirected from Ada's childhood" in listed_in(
        shown, ".//p[@class='tagline']"
    )


@pytest.mark.parametrize("way", ["Nowhere", "Alan_Turing", "a%5Bb", "Ada_Lovelace", ""])
def test_only_a_redirect_to_the_page_is_named(client, way):
    make_revision("Ada Lovelace", "A mathematician.")
    make_revision("Alan Turing", "A mathematician.")

    response = client.get(f"/wiki/Ada_Lovelace?from={way}")

    assert response.status_code == 200
    assert listed_in(response, ".//p[@class='tagline']") == ["From Canonica AI"]
