"""Finding: pages by their words, best first."""

import pytest

from tests.makers import delete_pages, make_revision
from tests.search.pages import make_pages, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def _three_pages() -> None:
    make_pages(
        Ada_Lovelace="A mathematician who wrote **programs** for an engine.",
        Charles_Babbage="He designed the analytical engine, and no programs.",
        Byron="A poet. He swam the Hellespont.",
    )


@pytest.mark.usefixtures("_three_pages")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mathematician", {"Ada Lovelace"}),
        ("MATHEMATICIAN", {"Ada Lovelace"}),
        ("mathematicians", {"Ada Lovelace"}),
        ("program", {"Ada Lovelace", "Charles Babbage"}),
        ("designing", {"Charles Babbage"}),
        ("engine", {"Ada Lovelace", "Charles Babbage"}),
        ("engine wrote", {"Ada Lovelace"}),
        ("poet engine", set()),
        ("poet or mathematician", {"Ada Lovelace", "Byron"}),
        ('"analytical engine"', {"Charles Babbage"}),
        ('"engine analytical"', set()),
        ("«engine analytical»", set()),
        ("„analytical engine“", {"Charles Babbage"}),
        ("engine -analytical", {"Ada Lovelace"}),
        ('engine -"analytical engine"', {"Ada Lovelace"}),
        ("byron", {"Byron"}),
        ("lovelace", {"Ada Lovelace"}),
        ("Hellespont", {"Byron"}),
        ("the", set()),
        ("zebra", set()),
    ],
)
def test_pages_with_the_words_are_found(client, query, found):
    assert set(titles(client, query)) == found


@pytest.mark.parametrize("query", ["café", "CAFÉ", "cafe\u0301"])
def test_letters_with_accents_are_found_in_any_case_and_form(client, query):
    make_pages(Drinks="Served in a café.")

    assert titles(client, query) == ["Drinks"]


def test_a_title_counts_more_than_the_text(client):
    make_pages(
        Engines="Machines that move.",
        Anatomy="An engine, an engine, an engine, and one engine more.",
        Zoology="Nothing about the subject. " * 20 + "An engine.",
    )

    assert titles(client, "engine") == ["Engines", "Anatomy", "Zoology"]


def test_words_near_each_other_count_more(client):
    make_pages(
        Apart="A calculating person. " + "Other words. " * 50 + "A machine.",
        Together="Something else first. " * 2 + "A calculating machine.",
    )

    assert titles(client, "calculating machine") == ["Together", "Apart"]


def test_a_redirect_is_left_out(client):
    make_pages(
        Ada_Lovelace="The enchantress.", Enchantress="#REDIRECT [[Ada Lovelace]]"
    )

    assert titles(client, "enchantress") == ["Ada Lovelace"]


def test_a_deleted_page_is_left_out(client):
    make_pages(Ada_Lovelace="An enchantress.", Circe="An enchantress.")
    delete_pages("Circe")

    assert titles(client, "enchantress") == ["Ada Lovelace"]


def test_only_what_the_page_says_now_is_found(client):
    first = make_revision("Ada Lovelace", "A poet.")
    make_revision("Ada Lovelace", "A mathematician.", base=first)

    assert titles(client, "poet") == []
    assert titles(client, "mathematician") == ["Ada Lovelace"]


def test_markup_is_not_found_but_its_words_are(client):
    make_pages(Ada="She was a [[Analyst|calculating]] **woman** of 1842.")

    assert titles(client, "calculating") == titles(client, "woman") == ["Ada"]
    assert titles(client, '"calculating woman"') == ["Ada"]
    assert titles(client, "strong") == titles(client, "href") == []


def test_pages_of_every_kind_are_found(client):
    make_revision("Category:Poets", "People who rhyme.")
    make_revision("Help:Rhymes", "How to rhyme.")

    assert set(titles(client, "rhyme")) == {"Category:Poets", "Help:Rhymes"}


@pytest.mark.parametrize("query", ["USSR", "ussr", "soviet ussr", '"USSR"'])
def test_a_name_that_leads_elsewhere_is_found_with_where_it_leads(client, query):
    make_pages(Soviet_Union="A state.", Soviet_USSR="#REDIRECT [[Soviet Union]]")
    make_pages(USSR="#REDIRECT [[Soviet Union]]", CCCP="#REDIRECT [[Soviet Union]]")

    page = client.get("/search", {"q": query}).text

    assert "is another name of Soviet Union" in page
    assert "CCCP" not in page
