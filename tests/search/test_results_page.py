"""The page of results: what it shows of each page, and how it goes on."""

import pytest

from tests.makers import make_revision
from tests.search.pages import (
    Found,
    link_of,
    make_pages,
    places_of,
    results_in,
    search,
    tag_of,
    titles,
    titles_in,
)

pytestmark = pytest.mark.django_db


def test_a_result_shows_its_title_and_marks_the_words(client):
    make_pages(Ada_Lovelace="She wrote a program for an engine, and more programs.")

    (found,) = search(client, "programs")

    assert found == Found(
        title="Ada Lovelace",
        snippet="She wrote a program for an engine, and more programs.",
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
    assert "2 words · last edited on <time" in response.text
    assert "</time> · Rock music" in response.text


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
        *("li", "h2", "a", "p", "mark", "time"),
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
    make_pages(Ada="Jewel " * 1_234)

    response = client.get("/search", {"q": "jewel"})

    assert "1,234 words" in response.text


@pytest.mark.parametrize("query", [None, "", "   ", "\x00", "\n\t"])
def test_an_empty_query_asks_for_one(client, query):
    make_pages(Ada="A poet.")

    response = client.get("/search", {} if query is None else {"q": query})

    assert response.status_code == 200
    assert "Type a word or a title." in response.text
    assert not response.context["found"].results


def test_results_come_in_pages_that_lead_to_each_other(client):
    for number in range(45):
        make_revision(f"Poem {number}", "A sonnet.")

    first = client.get("/search?q=sonnet")
    second = client.get(link_of(first, "next"))
    third = client.get(link_of(second, "next"))
    again = client.get(link_of(third, "prev"))

    shown = [places_of(page) for page in (first, second, third, again)]
    assert shown == ["1 to 20 of 45", "21 to 40 of 45", "41 to 45 of 45", shown[1]]
    pages = [titles_in(page) for page in (first, second, third)]
    assert len({title for page in pages for title in page}) == 45
    assert titles_in(again) == pages[1]
    assert link_of(first, "prev") == link_of(third, "next") == ""


def test_the_next_page_goes_on_behind_the_last_result_though_others_came(client):
    for number in range(22):
        make_revision(f"Poem {number}", "A sonnet.")
    first = client.get("/search?q=sonnet")
    seen = titles_in(first)

    make_revision("Sonnet", "A sonnet is a sonnet.")
    second = client.get(link_of(first, "next"))

    assert places_of(second) == "22 to 23 of 23"
    assert not set(titles_in(second)) & {*seen, "Sonnet"}


@pytest.mark.parametrize(
    "key", ["", "-1", "x", "1", "1-2-3", "\u0665-\u0665", "²-1", "9" * 5000, "0-0"]
)
def test_what_is_no_key_is_the_beginning(client, key):
    make_pages(Ada="A sonnet.")

    assert titles(client, "sonnet", after=key) == ["Ada"]


def test_the_latest_edits_come_first_if_asked_for(client):
    make_pages(Sonnets="Sonnets.", Ada="She wrote a sonnet.", Byron="He a sonnet.")

    assert titles(client, "sonnet", sort="edit") == ["Byron", "Ada", "Sonnets"]
    assert titles(client, "sonnet")[0] == "Sonnets"


def test_filters_are_kept_from_page_to_page(client):
    for number in range(22):
        make_revision(f"Sonnet {number}", "A poem. [[Category:Poems]]")
    make_pages(Sonnet="No poem.", Ada="A sonnet. [[Category:Poems]]")

    first = client.get("/search?q=sonnet&titles=1&category=poems&sort=edit")
    second = client.get(link_of(first, "next"))

    assert places_of(first) == "1 to 20 of 22"
    assert titles_in(second) == ["Sonnet 1", "Sonnet 0"]
    assert 'name="titles" value="1" checked' in second.text
    assert 'name="category" value="poems"' in second.text


def test_where_filters_leave_nothing_one_can_search_without_them(client):
    make_pages(Ada="A sonnet.")

    page = client.get("/search?q=sonnet&category=Novels").text

    assert '<a href="?q=sonnet">Search all pages, without filters.</a>' in page


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
