"""Suggestions while typing: titles, as OpenSearch has them."""

import pytest

from articles.jobs import work_off
from articles.models import Rendering
from tests.makers import delete_pages, make_revision, make_upload, make_user
from tests.search.pages import make_pages, suggested

pytestmark = pytest.mark.django_db


def test_the_answer_has_query_titles_descriptions_and_addresses(client):
    make_pages(Ada_Lovelace="A **mathematician** of [[London]].\n\nMore.")

    response = client.get("/suggest", {"q": "ada"})

    assert response["Content-Type"] == "application/json"
    assert response.json() == [
        "ada",
        ["Ada Lovelace"],
        ["A mathematician of London."],
        ["/wiki/Ada_Lovelace"],
    ]


@pytest.mark.parametrize("query", ["", "   ", "zebra", "#", None])
def test_nothing_to_suggest_is_an_answer_too(client, query):
    make_pages(Ada="A poet.")

    response = client.get("/suggest", {} if query is None else {"q": query})

    assert response.json() == [query or "", [], [], []]


@pytest.mark.parametrize(
    "query", ["A", "a", "ada l", "ADA L", "Ada_L", "ada  lovelace"]
)
def test_titles_that_begin_so_are_suggested_in_any_case(client, query):
    make_pages(Ada_Lovelace="She.", Byron="He.")

    assert suggested(client, query) == ["Ada Lovelace"]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("École normale", "éco"),
        ("École normale", "ÉCO"),
        ("Война и мир", "война"),
        ("Война и мир", "ВОЙ"),
        ("日本語", "日本"),
    ],
)
def test_every_alphabet_has_its_cases(client, title, query):
    make_revision(title, "A page.")

    assert suggested(client, query) == [title]


@pytest.mark.parametrize("query", ["%", "100%", "%da", "_"])
def test_signs_with_a_meaning_in_sql_stand_for_themselves(client, query):
    make_pages(Ada="She.")
    make_revision("100% pure", "A label.")

    assert suggested(client, query) == (["100% pure"] if query == "100%" else [])


def test_signs_beside_words_do_not_count(client):
    make_pages(Ada="She.")

    assert suggested(client, "%ada") == ["Ada"]


def test_of_a_redirect_it_is_said_where_it_leads(client):
    make_pages(Ada_Byron="#REDIRECT [[Ada Lovelace]]", Ada_Lovelace="A poet.")

    _, names, descriptions, _ = client.get("/suggest", {"q": "ada"}).json()

    assert dict(zip(names, descriptions, strict=True)) == {
        "Ada Byron": "leads to Ada Lovelace",
        "Ada Lovelace": "A poet.",
    }


def test_titles_come_in_order_and_at_most_eight(client):
    for number in range(12):
        make_revision(f"Poem {number:02}", "A sonnet.")

    assert suggested(client, "poem") == [f"Poem {number:02}" for number in range(8)]


def test_after_the_beginnings_come_the_words_of_titles(client):
    make_pages(
        War_and_Peace="A novel.",
        Peace="No war.",
        Peaceful_coexistence="A policy.",
        Treaty_of_peace="A paper.",
        Novel="About war and peace, not in its title.",
    )

    assert suggested(client, "peace") == [
        "Peace",
        "Peaceful coexistence",
        "Treaty of peace",
        "War and Peace",
    ]


@pytest.mark.parametrize("query", ["treaty pea", "PEACE treaty", "peace of trea"])
def test_words_of_a_title_are_found_in_any_order(client, query):
    make_pages(Treaty_of_peace="A paper.")

    assert suggested(client, query) == ["Treaty of peace"]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("De-Stalinization", "stalinization"),
        ("The Two Cultures", "cultures"),
        ("History of studies", "studies"),
        ("Hungarian Revolution of 1956", "revolution"),
        ("Hungarian Revolution of 1956", "1956"),
        ("Khrushchev's speech", "speech"),
    ],
)
def test_a_word_typed_in_full_finds_the_title(client, title, query):
    make_revision(title, "A page.")

    assert suggested(client, query) == [title]


def test_a_redirect_is_suggested_by_its_own_name(client):
    make_pages(Ada_Lovelace="She.", Countess="#REDIRECT [[Ada Lovelace]]")

    assert suggested(client, "count") == ["Countess"]


def test_a_deleted_page_is_not_suggested(client):
    make_pages(Ada="A poet.", Adam="The first.")
    delete_pages("Ada")

    assert suggested(client, "ada") == ["Adam"]


def test_a_long_beginning_is_cut_between_words(client):
    make_pages(Ada="word " * 60)

    description = client.get("/suggest", {"q": "ada"}).json()[2][0]

    assert description == "word " * 19 + "word …"


@pytest.mark.parametrize(("pages", "queries"), [(1, 2), (3, 2), (8, 1)])
def test_suggesting_costs_the_same_however_much_is_found(
    client, django_assert_num_queries, pages, queries
):
    for number in range(pages):
        make_revision(f"Poem {number}", "A sonnet.")

    with django_assert_num_queries(queries):
        titles = suggested(client, "poem")

    assert len(titles) == pages


def test_a_mistake_costs_one_query_more(client, django_assert_num_queries):
    make_revision("Khrushchev", "A person.")

    with django_assert_num_queries(3):
        assert suggested(client, "khruschev") == ["Khrushchev"]


def test_suggesting_only_reads(client):
    assert client.post("/suggest?q=a").status_code == 405


def test_a_page_that_is_not_rendered_yet_is_suggested(client):
    make_revision("Gulag", "Camps.")
    Rendering.objects.all().delete()

    assert suggested(client, "gul") == ["Gulag"]


def test_small_pictures_follow_if_asked_for(client):
    upload = make_upload("File:Bird.png", author=make_user("Painter"))
    make_pages(Bird="A bird. [[File:Bird.png|A bird]]", Birch="A tree.")

    answer = client.get("/suggest", {"q": "bir", "thumbnails": "1"}).json()

    pictures = dict(zip(answer[1], answer[4], strict=True))
    assert pictures["Birch"] == ""
    assert upload.digest in pictures["Bird"]


def test_the_picture_of_a_page_is_gone_with_the_page_that_has_it(client):
    make_upload("File:Bird.png", author=make_user("Painter"))
    make_pages(Bird="A bird. [[File:Bird.png|A bird]]")

    delete_pages("File:Bird.png")
    work_off()

    answer = client.get("/suggest", {"q": "bir", "thumbnails": "1"}).json()
    assert answer[4] == [""]
