"""Going: with "go", a query that is a title leads straight to its page."""

import pytest
from django.utils import timezone

from articles.models import Article
from tests.makers import make_revision
from tests.search.pages import make_pages

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    [
        "Ada Lovelace",
        "ada lovelace",
        "ADA LOVELACE",
        "aDA lOVELACE",
        "Ada_Lovelace",
        "  ada   lovelace ",
        "Ada\u200b Lovelace",
    ],
)
def test_a_title_in_any_case_leads_to_its_page(client, query):
    make_pages(Ada_Lovelace="A mathematician.")

    response = client.get("/search", {"q": query, "go": "1"})

    assert (response.status_code, response["Location"]) == (302, "/wiki/Ada_Lovelace")


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Émile Zola", "émile zola"),
        ("Émile Zola", "ÉMILE ZOLA"),
        ("École", "école"),
        ("Война и мир", "ВОЙНА И МИР"),
        ("Ωmega", "ωMEGA"),
        ("Category:Poets", "category:poets"),
    ],
)
def test_every_alphabet_has_its_cases(client, title, query):
    page = make_revision(title, "A page.").article

    response = client.get("/search", {"q": query, "go": "1"})

    assert response.status_code == 302
    assert response["Location"] == page.get_absolute_url()


def test_the_exact_title_is_preferred(client):
    make_pages(AIDS="A disease.", Aids="Helpers.")

    places = [
        client.get("/search", {"q": query, "go": "1"})["Location"]
        for query in ("AIDS", "Aids", "aids", "aIDS")
    ]

    assert places == ["/wiki/AIDS", "/wiki/Aids", "/wiki/Aids", "/wiki/AIDS"]


def test_a_redirect_is_a_page_to_go_to(client):
    make_pages(Ada_Lovelace="She.", Countess="#REDIRECT [[Ada Lovelace]]")

    response = client.get("/search", {"q": "countess", "go": "1"})

    assert (response.status_code, response["Location"]) == (302, "/wiki/Countess")


def test_without_go_the_page_is_offered_and_results_are_shown(client):
    make_pages(Ada="A poet.")

    response = client.get("/search", {"q": "ada"})

    assert response.status_code == 200
    assert '<a href="/wiki/Ada">Ada</a>.' in response.text


@pytest.mark.parametrize("query", ["Nobody", "", "#", "poet", "x" * 10_000, "\x00"])
def test_what_is_no_title_is_looked_for(client, query):
    make_pages(Ada="A poet.")

    response = client.get("/search", {"q": query, "go": "1"})

    assert response.status_code == 200


def test_a_deleted_page_is_not_gone_to(client):
    make_pages(Ada="A poet.")
    Article.objects.update(deleted_at=timezone.now())

    response = client.get("/search", {"q": "Ada", "go": "1"})

    assert response.status_code == 200
    assert "There is a page of this name" not in response.text
