"""Parts of queries: phrases, what is not wanted, titles, categories."""

import pytest

from search.queries import Query
from tests.makers import make_revision
from tests.search.pages import make_pages, titles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages() -> None:
    make_pages(
        Soviet_Union="A state with a capital. [[Category:States]]",
        History_of_the_Soviet_Union="A union of soviets. [[Category:History]]",
        Union_of_poets="Not soviet, no state. [[Category:Poets]] [[Category:States]]",
        The_Who="A band.",
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("intitle:union state", {"Soviet Union", "Union of poets"}),
        ('intitle:"soviet union"', {"Soviet Union", "History of the Soviet Union"}),
        ('intitle:"union soviet"', set()),
        ("intitle:HISTORIES", {"History of the Soviet Union"}),
        ("intitle:union -intitle:soviet", {"Union of poets"}),
        ("union -intitle:history -intitle:poets", {"Soviet Union"}),
        ("incategory:States", {"Soviet Union", "Union of poets"}),
        ("incategory:states", {"Soviet Union", "Union of poets"}),
        ("incategory:Category:States", {"Soviet Union", "Union of poets"}),
        ("incategory:States incategory:Poets", {"Union of poets"}),
        ("soviet -incategory:States", {"History of the Soviet Union"}),
        ("incategory:States -incategory:Poets capital", {"Soviet Union"}),
        ("incategory:States intitle:poets", {"Union of poets"}),
        ("incategory:Nowhere", set()),
        ('"soviet union" capital', {"Soviet Union"}),
        ('soviet -"union of soviets"', {"Soviet Union", "Union of poets"}),
        ("capital or band", {"Soviet Union", "The Who"}),
        ("poets OR band OR capital", {"Soviet Union", "The Who", "Union of poets"}),
        ("-soviet", set()),
        ("-intitle:soviet", set()),
        ("-incategory:States", set()),
        ("the who", {"The Who"}),
        ("intitle:the", {"The Who", "History of the Soviet Union"}),
    ],
)
def test_each_part_says_what_is_found(client, query, found):
    assert set(titles(client, query)) == found


def test_titles_only_are_searched_if_asked_for(client):
    assert set(titles(client, "union state")) == {"Soviet Union", "Union of poets"}
    assert titles(client, "union poets", titles="1") == ["Union of poets"]


def test_a_query_that_only_excludes_is_told_so(client):
    page = client.get("/search?q=-soviet").text

    assert "Say also what you are looking for, not only what not." in page


@pytest.mark.parametrize(
    ("raw", "terms"),
    [
        ("Jean-Paul Sartre", ["Jean-Paul", "Sartre"]),
        ("a 'b' \"c d", ["a", "'b'", "c d"]),
        ("「c d」", ["c d"]),
        ("x-intitle:a", ["x-intitle:a"]),
        ("or or", []),
        ("?! …", []),
    ],
)
def test_a_query_is_taken_apart(raw, terms):
    assert [term.text for term in Query.parse(raw).terms] == terms


def test_a_title_that_has_the_words_is_no_reason_to_show_what_is_not_wanted(client):
    make_revision("Soviet cinema", "Films of a state. Boring.")

    assert "Soviet cinema" not in titles(client, "soviet -boring")
