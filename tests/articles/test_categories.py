"""Categories: their pages, by letter, and the list of all of them."""

import pytest

from articles.counting import count_all
from articles.subjects import category_pages
from markup import Title
from tests.articles.pages import heading_of, links_of, listed_in, main_of, words_of
from tests.makers import delete_pages, make_revision

pytestmark = pytest.mark.django_db

NEXT = ".//nav[@class='pager']"
TREE = ".//ul[@class='plain columns tree']/li"
LETTERS = ".//nav[@class='letters']"


def test_a_category_lists_its_pages_by_letter(client):
    make_revision("Ada Lovelace", "A. [[Category:People|Lovelace]]")
    make_revision("Alan Turing", "A. [[Category:People|turing]]")
    make_revision("Ludwig", "A. [[Category:People]]")

    response = client.get("/wiki/Category:People")

    assert response.status_code == 200
    assert _letters(response) == ["L: Ada Lovelace, Ludwig", "T: Alan Turing"]


def test_a_category_with_a_text_shows_it(client):
    make_revision("Category:People", "All **people**. [[Category:Everything]]")

    response = client.get("/wiki/Category:People")

    assert heading_of(response) == "Category:People"
    assert "All <strong>people</strong>." in response.text
    assert "No page belongs to this category yet." in response.text
    assert links_of(response, ".//nav[@class='categories']") == [
        "/wiki/Category:Everything"
    ]


def test_a_category_without_a_text_asks_for_one(client):
    make_revision(text="A. [[Category:People]]")

    response = client.get("/wiki/Category:People")

    assert response.status_code == 200
    assert "Nobody has described this category yet." in response.text
    assert "/edit/Category:People" in links_of(response)


def test_a_category_nobody_uses_is_missing(client):
    response = client.get("/wiki/Category:Nobody")

    assert response.status_code == 404
    assert heading_of(response) == "Category:Nobody"


def test_a_deleted_category_that_is_used_lists_its_pages(client):
    make_revision("Category:People", "Secret.")
    make_revision(text="A. [[Category:People]]")
    delete_pages("Category:People")

    response = client.get("/wiki/Category:People")

    assert response.status_code == 200
    assert "Secret" not in response.text
    assert _letters(response) == ["A: Ada Lovelace"]


def test_sub_categories_stand_apart(client):
    make_revision("Category:Poets", "[[Category:People]]")
    make_revision("Ada Lovelace", "A. [[Category:People]]")

    response = client.get("/wiki/Category:People")

    assert listed_in(response, TREE) == ["Poets 0 pages"]
    assert _letters(response) == ["A: Ada Lovelace"]


def test_deleted_pages_are_in_no_category(client):
    make_revision("Ada Lovelace", "A. [[Category:People]]")
    make_revision("Secret", "S. [[Category:People]]")
    make_revision("Category:Poets", "[[Category:People]]")
    delete_pages("Secret", "Category:Poets")

    category = client.get("/wiki/Category:People")
    count_all()
    categories = client.get("/categories")

    assert _letters(category) == ["A: Ada Lovelace"]
    assert "Sub-categories" not in category.text
    assert listed_in(categories, TREE) == ["People 1 page"]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_a_long_category_is_divided_by_key(size):
    # Some sort keys are the same.
    for number, key in enumerate("CAAABBC"):
        make_revision(f"Page {number}", f"A. [[Category:People|{key}]]")
    people, shown, after = Title.parse("Category:People"), [], ""

    for _ in range(-(-7 // size)):
        part = category_pages(people, after=after, size=size)
        shown += [one.article.title for letter in part.rows for one in letter.members]
        after = part.after

    assert after == ""
    assert shown == [f"Page {number}" for number in (1, 2, 3, 4, 5, 0, 6)]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_a_long_category_is_gone_back_through_by_key(size):
    for number, key in enumerate("CAAABBC"):
        make_revision(f"Page {number}", f"A. [[Category:People|{key}]]")
    people, before = Title.parse("Category:People"), "999999:D"
    shown: list[str] = []

    while before:
        part = category_pages(people, before=before, size=size)
        members = [one for letter in part.rows for one in letter.members]
        shown = [one.article.title for one in members] + shown
        before = part.before

    assert shown == [f"Page {number}" for number in (1, 2, 3, 4, 5, 0, 6)]


def test_a_category_goes_on_after_a_key(client):
    first = make_revision("One", "A. [[Category:People|A]]")
    two = make_revision("Two", "A. [[Category:People|A]]")
    make_revision("Three", "A. [[Category:People|B: C]]")

    response = client.get(f"/wiki/Category:People?after={first.article_id}:A")

    assert _letters(response) == ["A: Two", "B: Three"]
    back = f"?before={two.article_id}%3AA"
    assert links_of(response, NEXT) == ["?", back]
    assert _letters(client.get(f"/wiki/Category:People{back}")) == ["A: One"]


def test_small_letters_stand_with_their_capitals(client):
    for title, key in (("One", "beta"), ("Two", "Alpha"), ("Three", "Beta")):
        make_revision(title, f"A. [[Category:People|{key}]]")

    response = client.get("/wiki/Category:People")

    assert _letters(response) == ["A: Two", "B: One, Three"]


def test_each_letter_of_a_category_leads_to_where_it_begins(client):
    for name in ("Ada", "Émile", "Bede", "Beda", "Ωmega", "Zoe"):
        make_revision(name, "A. [[Category:People]]")
    make_revision("Category:Men", "[[Category:People]]")

    response = client.get("/wiki/Category:People")
    at_b = client.get("/wiki/Category:People?from=B")

    assert listed_in(response, f"{LETTERS}//a") == ["A", "B", "Z", "É", "Ω"]
    assert links_of(response, LETTERS)[1] == "?from=B"
    assert _letters(at_b)[0] == "B: Beda, Bede"
    assert links_of(at_b, NEXT)[0] == "?"


def test_all_categories_are_listed_with_their_sizes(client):
    make_revision("One", "A. [[Category:People]] [[Category:Women]]")
    make_revision("Two", "A. [[Category:People]]")
    count_all()

    response = client.get("/categories")

    assert listed_in(response, TREE) == ["People 2 pages", "Women 1 page"]
    assert listed_in(response, f"{LETTERS}//a") == ["P", "W"]


def test_there_may_be_no_categories_yet(client):
    response = client.get("/categories")

    assert "No page is in a category yet." in words_of(main_of(response))


def test_the_list_of_categories_goes_on_beside_a_key(client):
    make_revision("One", "A. [[Category:A]] [[Category:B]] [[Category:C]]")
    count_all()

    response = client.get("/categories?after=Category:A")
    back = client.get("/categories?before=Category:B")

    assert listed_in(response, TREE) == ["B 1 page", "C 1 page"]
    assert links_of(response, NEXT) == ["?", "?before=Category%3AB"]
    assert listed_in(back, TREE) == ["A 1 page"]
    assert links_of(back, NEXT) == ["?after=Category%3AA"]


@pytest.mark.parametrize("key", ["before=A", "before=%00", "from=b", "from=B"])
def test_the_list_of_categories_begins_where_one_likes(key, client):
    make_revision("One", "A. [[Category:A]] [[Category:B]]")
    count_all()

    response = client.get(f"/categories?{key}")

    first = "B 1 page" if key.startswith("from") else "A 1 page"
    assert listed_in(response, TREE)[0] == first


def test_a_long_list_of_categories_is_divided_by_key(client):
    links = " ".join(f"[[Category:C{number:03}]]" for number in range(101))
    make_revision("One", f"A. {links}")
    count_all()

    first = client.get("/categories")
    [following] = links_of(first, NEXT)
    second = client.get(f"/categories{following}")

    assert following == "?after=Category%3AC099"
    assert listed_in(second, TREE) == ["C100 1 page"]


def _letters(response) -> list[str]:
    return [
        f"{words_of(part.find('h3'))}: " + ", ".join(map(words_of, part.iter("li")))
        for part in main_of(response).iter("div")
        if part.get("class") == "letter"
    ]


def test_a_category_that_leads_to_another_keeps_its_own_members(client):
    make_revision("Category:Towns", "#REDIRECT [[Category:Cities]]")
    make_revision("London", "Text. [[Category:Towns]]")

    page = client.get("/wiki/Category:Towns")

    assert heading_of(page) == "Category:Towns"
    assert "leads readers on to Category:Cities" in words_of(main_of(page))
    assert "#REDIRECT" not in words_of(main_of(page))
    assert "/wiki/London" in links_of(page)


def test_a_deleted_category_that_nobody_uses_is_gone(client):
    make_revision("Category:Towns", "All towns.")
    delete_pages()

    assert client.get("/wiki/Category:Towns").status_code == 410
