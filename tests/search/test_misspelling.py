"""Misspelt: what was meant is suggested, and offered where nothing is found."""

import pytest

from tests.makers import delete_pages, make_revision
from tests.search.pages import make_pages, suggested, titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    [
        "khruschev",
        "Khruschchev",
        "Nikita Khruschev",
        "nikiat",
        "nikita khrushchef",
        "khrsuhchev",
        "hkrushchev",
    ],
)
def test_a_title_is_suggested_though_it_is_misspelt(client, query):
    make_pages(Nikita_Khrushchev="A politician.", Gulag="Camps.", Kansas="A state.")

    assert suggested(client, query) == ["Nikita Khrushchev"]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Gulag", "gluag"),
        ("Сталинград", "сталенград"),
        ("École", "ecloe"),
    ],
)
def test_short_words_and_other_alphabets_may_be_misspelt_too(client, title, query):
    make_pages(Other="A page.")
    make_revision(title, "A page.")

    assert suggested(client, query) == [title]


@pytest.mark.parametrize("query", ["gu", "gul", "zzz", "komsomol", "xgxlxg"])
def test_what_is_quite_different_is_not_suggested(client, query):
    make_pages(Gulag="Camps.")

    assert suggested(client, query) == (["Gulag"] if query in "gulag" else [])


def test_what_is_spelt_so_is_suggested_alone(client):
    make_pages(Marx="A philosopher.", Mark="A coin.")

    assert suggested(client, "mark") == ["Mark"]


def test_a_misspelt_redirect_is_suggested_with_where_it_leads(client):
    make_pages(Ada_Lovelace="She.", Countess="#REDIRECT [[Ada Lovelace]]")

    answer = client.get("/suggest", {"q": "coutness"}).json()

    assert answer[1:3] == [["Countess"], ["leads to Ada Lovelace"]]


def test_a_deleted_title_is_not_suggested_for_a_misspelt_one(client):
    make_pages(Khrushchev="He.")
    delete_pages("Khrushchev")

    assert suggested(client, "khruschev") == []
    assert "Did you mean" not in client.get("/search?q=khruschev").text


def test_where_nothing_is_found_what_was_meant_is_offered(client):
    make_pages(Nikita_Khrushchev="He gave a speech.", Speeches="Words.")

    page = client.get("/search", {"q": "Khruschev speech"}).text

    assert 'Did you mean <a href="?q=khrushchev%20speech">' in page
    assert titles(client, "khrushchev speech") == ["Nikita Khrushchev"]


@pytest.mark.parametrize(
    "query", ["speech", "khruschev zebra", "zzzzz", "intitle:speech xylophone"]
)
def test_nothing_is_offered_that_finds_nothing_or_is_right(client, query):
    make_pages(Nikita_Khrushchev="He gave a speech.")

    assert "Did you mean" not in client.get("/search", {"q": query}).text


def test_signs_of_the_query_stay_in_what_is_offered(client):
    make_pages(Nikita_Khrushchev="He gave a secret speech.")

    page = client.get("/search", {"q": 'intitle:khruschev "secret speech" -gulag'}).text

    assert "intitle:khrushchev &quot;secret speech&quot; -gulag</a>?" in page


def test_offering_costs_as_many_queries_for_one_word_as_for_three(
    client, django_assert_num_queries
):
    make_pages(Nikita_Khrushchev="He gave a speech in Moscow.")

    for query in ("khruschev", "khruschev nikiat speech"):
        with django_assert_num_queries(6):
            assert "Did you mean" in client.get("/search", {"q": query}).text
