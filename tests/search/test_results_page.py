"""The page of results: what it shows of each page, and how it goes on."""

import pytest

from tests.makers import make_revision
from tests.search.pages import (
    Found,
    make_pages,
    results_in,
    search,
    tag_of,
    titles,
)

pytestmark = pytest.mark.django_db


def test_a_result_shows_its_title_and_marks_the_words(client):
    make_pages(Ada_Lovelace="She wrote a program for an engine, and more programs.")

    (found,) = search(client, "programs")

    assert found == Found(
        title="Ada Lovelace",
        snippet="wrote a program for an engine, and more programs",
        marked=["program", "programs"],
    )


def test_a_long_text_is_shown_around_the_word(client):
    make_pages(Ada="Before it all. " * 300 + "A hidden jewel. " + "After it. " * 300)

    (found,) = search(client, "jewel")

    assert found.marked == ["jewel"]
    assert len(found.snippet) < 500


def test_a_result_links_to_its_page_and_tells_size_and_categories(client):
    make_revision("AC/DC", "A band.\n\n[[Category:Rock music]]")

    response = client.get("/search", {"q": "band"})

    assert '<h2><a href="/wiki/AC/DC">AC/DC</a></h2>' in response.text
    assert "32 bytes · Rock music" in response.text


@pytest.mark.parametrize(
    "text",
    [
        "jewel <script>alert(1)</script>",
        "jewel `<img src=x onerror=alert(1)>`",
        "jewel &lt;b&gt;",
        'jewel "><svg onload=alert(1)>',
        "jewel </mark></p><script>",
    ],
)
def test_what_a_page_says_is_never_taken_for_html(client, text):
    make_pages(Ada=text)

    response = client.get("/search", {"q": "jewel"})

    (result,) = results_in(response)
    assert {tag_of(element) for element in result.iter()} == {
        *("li", "h2", "a", "p", "mark"),
    }


def test_a_page_cannot_forge_the_marks(client):
    make_pages(Ada="jewel \x02forged\x03 and `\x02again\x03`")

    (found,) = search(client, "jewel")

    assert found.marked == ["jewel"]


@pytest.mark.parametrize(
    "query",
    ["<script>alert(1)</script>", '"><svg onload=alert(1)>', 'a" onfocus=alert(1)'],
)
def test_a_query_is_never_taken_for_html(client, query):
    response = client.get("/search", {"q": query})

    assert query not in response.text
    assert response.context["query"] == query


def test_nothing_found_is_said_with_an_invitation(client):
    response = client.get("/search", {"q": "analytical engine"})

    assert response.status_code == 200
    assert "There were no results matching the query." in response.text
    assert (
        '<a class="missing" href="/edit/Analytical_engine">'
        "create the page “Analytical engine”</a>" in response.text
    )


def test_what_can_be_no_title_is_not_offered_for_writing(client):
    response = client.get("/search", {"q": "a [b]"})

    assert "create the page" not in response.text


@pytest.mark.parametrize(
    "query", ['"analytical engine"', "“engine”", "engine -steam", "-engine", "?!", "…"]
)
def test_a_query_with_signs_of_search_is_not_offered_for_writing(client, query):
    response = client.get("/search", {"q": query})

    assert response.status_code == 200
    assert "create the page" not in response.text


@pytest.mark.parametrize("query", ["Jean-Paul Sartre", "Plan 9", "Don't", "C++"])
def test_a_title_with_signs_of_its_own_is_offered_for_writing(client, query):
    response = client.get("/search", {"q": query})

    assert response.context["new_title"].text == query


@pytest.mark.parametrize(
    "query", ['"ada lovelace"', "“Ada Lovelace”", '"Ada" Lovelace']
)
def test_a_title_in_quotation_marks_leads_to_its_page(client, query):
    make_pages(Ada_Lovelace="She.")

    response = client.get("/search", {"q": query})

    assert (
        'There is a page of this name: <a href="/wiki/Ada_Lovelace">Ada Lovelace</a>.'
        in response.text
    )
    assert "create the page" not in response.text


def test_numbers_have_their_thousands_apart(client):
    make_pages(Ada=f"Jewel {'x' * 1_228}")

    response = client.get("/search", {"q": "jewel"})

    assert "1,234 bytes" in response.text


@pytest.mark.parametrize("query", [None, "", "   ", "\x00", "\n\t"])
def test_an_empty_query_asks_for_one(client, query):
    make_pages(Ada="A poet.")

    response = client.get("/search", {} if query is None else {"q": query})

    assert response.status_code == 200
    assert "Type a word or a title." in response.text
    assert not response.context["found"].results


def test_results_come_in_pages(client):
    for number in range(45):
        make_revision(f"Poem {number}", "A sonnet.")

    pages = [titles(client, "sonnet", start=start) for start in (0, 20, 40)]

    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({title for page in pages for title in page}) == 45


@pytest.mark.parametrize(
    ("start", "shown", "previous", "following"),
    [
        ("", "1 to 20 of 22", None, 20),
        ("20", "21 to 22 of 22", 0, None),
        ("5", "6 to 22 of 22", 0, None),
        ("-1", "1 to 20 of 22", None, 20),
        ("x", "1 to 20 of 22", None, 20),
        ("\u0665", "6 to 22 of 22", 0, None),
        ("²", "1 to 20 of 22", None, 20),
        ("9" * 5000, "1 to 20 of 22", None, 20),
    ],
)
def test_each_page_leads_to_its_neighbours(client, start, shown, previous, following):
    for number in range(22):
        make_revision(f"Poem {number}", "A sonnet.")

    response = client.get("/search", {"q": "sonnet", "start": start})

    found = response.context["found"]
    assert shown in response.text
    assert (found.previous_start, found.next_start) == (previous, following)


def test_behind_the_last_result_one_is_at_the_beginning_again(client):
    make_pages(Ada="A sonnet.")

    assert titles(client, "sonnet", start=1) == ["Ada"]
    assert titles(client, "sonnet", start=99999) == ["Ada"]


@pytest.mark.parametrize("pages", [1, 3])
def test_searching_costs_the_same_however_much_is_found(
    client, django_assert_num_queries, pages
):
    for number in range(pages):
        make_revision(f"Poem {number}", "A sonnet.\n\n[[Category:Poems]]")

    with django_assert_num_queries(5):
        response = client.get("/search", {"q": "sonnet"})

    assert len(response.context["found"].results) == pages


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_searching_only_reads(client, method):
    assert getattr(client, method)("/search?q=a").status_code == 405
