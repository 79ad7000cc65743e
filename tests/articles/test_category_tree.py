"""The tree of categories: what is in what, opened without scripts, never in circles."""

from typing import Any

import pytest

from articles.counting import count_all
from articles.subjects import Branch, subcategories_of
from markup import Title
from tests.articles.pages import listed_in
from tests.makers import delete_pages, make_revision

pytestmark = pytest.mark.django_db

TREE = ".//ul[@class='plain columns tree']/li"


def make_tree(**outside: str) -> None:
    """Make categories, each in those that are named behind it."""
    for name, above in outside.items():
        links = " ".join(f"[[Category:{one}]]" for one in above.split())
        make_revision(f"Category:{name}", f"All of {name}. {links}")
    count_all()


def drawn(branches: list[Branch]) -> list[Any]:
    """Return the names of branches, each with those in it; "^" is not followed."""
    return [
        f"^{one.title.name}" if one.is_above
        else (one.title.name, drawn(one.inner)) if one.inner else one.title.name
        for one in branches
    ]  # fmt: skip


def tree_of(name: str) -> list[Any]:
    found = subcategories_of(Title.parse(f"Category:{name}"))
    return drawn(found.rows)


def test_a_category_shows_what_is_in_what_is_in_it():
    make_tree(Arts="", Music="Arts", Opera="Music", Arias="Opera", Film="Arts")

    assert tree_of("Arts") == ["Film", ("Music", [("Opera", ["Arias"])])]


def test_what_is_in_itself_is_named_and_not_followed():
    make_tree(Arts="Arts", Music="Arts")

    assert tree_of("Arts") == ["^Arts", "Music"]


@pytest.mark.parametrize("length", [2, 3, 4, 7])
def test_a_circle_ends_where_it_began(length):
    names = [f"C{number}" for number in range(length)]
    make_tree(**dict(zip(names, names[-1:] + names[:-1], strict=True)))

    [found] = tree_of("C0")

    # Three levels are drawn.
    steps, inside = ["C0"], found
    while isinstance(inside, tuple):
        steps.append(inside[0])
        [inside] = inside[1]
    steps.append(inside)
    expected = [f"C{number}" for number in range(4)]
    if length < 4:
        expected = [f"C{number}" for number in range(length)] + ["^C0"]
    assert steps == expected


def test_what_is_reached_by_two_ways_is_named_on_both():
    make_tree(Arts="", Song="Arts", Poetry="Arts", Ballads="Song Poetry")

    assert tree_of("Arts") == [("Poetry", ["Ballads"]), ("Song", ["Ballads"])]


def test_the_page_opens_without_scripts(client):
    make_tree(Arts="", Music="Arts", Opera="Music", Art="Opera Arts")
    make_revision("Aida", "Verdi. [[Category:Opera]]")
    count_all()

    page = client.get("/wiki/Category:Arts")

    assert listed_in(page, TREE) == [
        "Art 0 pages",
        "Music 0 pages 1 sub-category of Music Opera 1 page 1 sub-category of Opera "
        "Art 0 pages",
    ]
    assert listed_in(page, f"{TREE}//summary") == [
        "1 sub-category of Music", "1 sub-category of Opera"
    ]  # fmt: skip
    assert "2 sub-categories" in listed_in(page, ".//p[@class='quiet']")


def test_the_page_says_what_is_above(client):
    make_tree(Arts="Music", Music="Arts")

    page = client.get("/wiki/Category:Arts")

    assert listed_in(page, f"{TREE}//li") == ["Arts (already above)"]
    assert page.text.count('href="/wiki/Category:Music"') == 2  # and below the page


def test_of_many_the_first_are_named_and_where_the_others_are(client):
    make_tree(
        Arts="", Music="Arts", **{f"M{number:02}": "Music" for number in range(12)}
    )

    page = client.get("/wiki/Category:Arts")

    inner = listed_in(page, f"{TREE}//li")
    assert [line.split()[0] for line in inner[:10]] == [
        f"M{number:02}" for number in range(10)
    ]
    assert inner[10:] == ["and more in Music"]


@pytest.mark.parametrize("size", [1, 2, 4, 9])
def test_many_are_divided_by_key_both_ways(size):
    make_tree(Arts="", **{f"A{number}": "Arts" for number in range(7)})
    arts, there, back, key = Title.parse("Category:Arts"), [], [], ""

    while True:
        part = subcategories_of(arts, after=key, size=size)
        there += [one.title.name for one in part.rows]
        key = part.after
        if not key:
            break
    key = part.before
    back = [one.title.name for one in part.rows]
    while key:
        part = subcategories_of(arts, before=key, size=size)
        back = [one.title.name for one in part.rows] + back
        key = part.before

    assert there == back == [f"A{number}" for number in range(7)]


def test_deleted_categories_are_not_in_the_tree():
    make_tree(Arts="", Music="Arts", Opera="Music")
    delete_pages("Category:Opera")
    assert tree_of("Arts") == ["Music"]

    count_all()

    assert tree_of("Arts") == ["Music"]


@pytest.mark.parametrize("width", [1, 3])
def test_a_tree_costs_the_same_however_wide(width, django_assert_num_queries):
    tree = {"Arts": ""}
    for one in range(width):
        tree[f"A{one}"] = "Arts"
        for other in range(width):
            tree[f"A{one}{other}"] = f"A{one}"
            tree[f"A{one}{other}x"] = f"A{one}{other}"
    make_tree(**tree)

    # One for each level.
    with django_assert_num_queries(3):
        tree_of("Arts")
