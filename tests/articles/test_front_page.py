"""The front page: what there is to read and to do today."""

import pytest

from tests.articles.pages import links_of, listed_in, main_of, words_of
from tests.makers import delete_pages, make_history, make_revision, make_user

pytestmark = pytest.mark.django_db


def test_an_empty_encyclopedia_has_a_front_page(client):
    response = client.get("/")

    assert response.status_code == 200
    assert listed_in(response, ".//dd") == ["0", "0", "0"]
    words = words_of(main_of(response))
    assert "Nothing is written yet" in words
    assert "No edits yet." in words
    assert "No categories yet." in words


def test_the_front_page_counts_articles_revisions_and_authors(client):
    author = make_user()
    first = make_revision("Ada", "One.", author=author)
    make_revision("Ada", "Two.", base=first, author=author)
    make_revision("Category:People", "All.", author=make_user())
    make_revision("Ada Byron", "#REDIRECT [[Ada]]", author=author)

    response = client.get("/")

    assert listed_in(response, ".//dd") == ["1", "4", "2"]


def test_the_featured_article_is_the_one_the_settings_name(client, settings):
    settings.CANONICA_FEATURED_ARTICLE = "Ada"
    make_revision("Ada", "A mathematician.\n\nBorn in London.")
    make_revision("Babbage", "An engineer.")

    response = client.get("/")

    assert (
        listed_in(response, ".//div[@class='front']//h2")[0]
        == "Today\u2019s article: Ada"
    )
    assert listed_in(response, ".//p[@class='prose']") == ["A mathematician."]


def test_without_a_featured_article_there_is_one_of_the_day(client, settings):
    settings.CANONICA_FEATURED_ARTICLE = "Not written"
    make_revision("Ada", "A mathematician.")

    response = client.get("/")

    assert listed_in(response, ".//p[@class='prose']") == ["A mathematician."]


def test_the_front_page_names_each_article_improved_lately_once(client):
    make_history("One.", "Two.", title="Ada")
    make_revision("Babbage")
    make_revision("Category:People")

    response = client.get("/")

    assert listed_in(response, ".//a[@class='what']") == ["Babbage", "Ada"]


def test_the_front_page_names_the_largest_categories(client):
    make_revision("One", "A. [[Category:People]] [[Category:Women]]")
    make_revision("Two", "A. [[Category:People]]")

    response = client.get("/")

    subjects = ".//h2[.='By subject']/../ul[1]/li"
    assert listed_in(response, subjects) == ["People 2", "Women 1"]


def test_the_front_page_names_what_is_wanted_most(client):
    make_revision("One", "[[Paris]] [[Rome]] [[Two]]")
    make_revision("Two", "[[Paris]]")

    response = client.get("/")

    wanted = ".//h2[.='Wanted articles']/../ul[2]/li"
    assert listed_in(response, wanted) == [
        "Paris (page does not exist) 2 links",
        "Rome (page does not exist) 1 link",
    ]
    assert links_of(response, wanted) == ["/wiki/Paris", "/wiki/Rome"]


def test_deleted_articles_are_not_on_the_front_page(client, settings):
    settings.CANONICA_FEATURED_ARTICLE = "Secret"
    make_revision("Secret", "Hidden. [[Nowhere]] [[Category:Hidden]]")
    delete_pages()

    response = client.get("/")

    words = words_of(main_of(response))
    assert [word in words for word in ("Secret", "Hidden", "Nowhere")] == [False] * 3
