"""The front page: what there is to read and to do today."""

import pytest
from django.utils import timezone

from articles.counting import count_all
from articles.featuring import feature
from markup import Title
from tests.articles.pages import links_of, listed_in, main_of, words_of
from tests.makers import delete_pages, make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

FEATURED = ".//section[@class='featured']/h2"
EXTRACT = ".//p[@class='prose']"
BEGUN = ".//ul[@class='plain rows begun']//a"
IMPROVED = ".//ul[@class='plain rows improved']//a"
WANTED = ".//section[@class='wanted']//li"
EVENTS = ".//section[@class='on-this-day']//li"
BORN = "::: infobox person\nBorn (date) = {date}\n:::\n"


def test_an_empty_encyclopedia_has_a_front_page(client):
    response = client.get("/")

    assert response.status_code == 200
    assert listed_in(response, ".//dd") == ["0", "0", "0"]
    words = words_of(main_of(response))
    assert "Nothing is written yet" in words
    assert "No categories yet." in words


def test_the_front_page_counts_articles_revisions_and_authors(client):
    author = make_user()
    first = make_revision("Ada", "One.", author=author)
    make_revision("Ada", "Two.", base=first, author=author)
    make_revision("Category:People", "All.", author=make_user())
    make_revision("Ada Byron", "#REDIRECT [[Ada]]", author=author)
    count_all()

    response = client.get("/")

    assert listed_in(response, ".//dd") == ["1", "4", "2"]


def test_the_featured_article_is_the_one_the_settings_name(client, settings):
    settings.CANONICA_FEATURED_ARTICLE = "Ada"
    make_revision("Ada", "A mathematician.\n\nBorn in London.")
    make_revision("Babbage", "An engineer.")

    response = client.get("/")

    assert listed_in(response, FEATURED) == ["Today\u2019s article: Ada"]
    assert listed_in(response, EXTRACT) == ["A mathematician."]


def test_without_a_featured_article_there_is_one_of_the_day(client, settings):
    settings.CANONICA_FEATURED_ARTICLE = "Not written"
    make_revision("Ada", "A mathematician.")
    count_all()

    response = client.get("/")

    assert listed_in(response, EXTRACT) == ["A mathematician."]


def test_what_people_chose_stands_before_what_the_settings_name(client, settings):
    settings.CANONICA_FEATURED_ARTICLE = "Ada"
    moderator = make_user(role="moderator")
    for title in ("Ada", "Babbage", "Colossus", "Dynamo", "Engine"):
        make_revision(title, f"{title} is a subject.")
    for title in ("Babbage", "Colossus", "Dynamo", "Engine"):
        feature(Title.parse(title), by=moderator, reason="Well told")

    response = client.get("/")

    assert listed_in(response, FEATURED) == ["Today\u2019s article: Engine"]
    assert listed_in(response, EXTRACT) == ["Engine is a subject."]
    assert links_of(response, ".//section[@class='featured']")[2:] == [
        "/wiki/Dynamo", "/wiki/Colossus", "/wiki/Babbage"
    ]  # fmt: skip


def test_a_long_beginning_is_cut_after_a_sentence(client, settings):
    settings.CANONICA_FEATURED_ARTICLE = "Ada"
    sentence = "She wrote the first program that was ever published anywhere. "
    make_revision("Ada", sentence * 20)

    [extract] = listed_in(client.get("/"), EXTRACT)

    assert extract == (sentence * 9).strip()


def test_new_articles_and_improved_ones_are_named_once_each(client):
    make_history("One.", "Two.", "Three.", title="Ada")
    make_revision("Babbage", summary="Begun")
    make_revision("Category:People")
    make_revision("Countess", "#REDIRECT [[Ada]]")
    count_all()

    response = client.get("/")

    assert listed_in(response, BEGUN) == ["Babbage", "Ada"]
    assert listed_in(response, IMPROVED) == ["Ada"]


def test_the_newest_are_named_first_and_no_more_than_six(client):
    for number in range(8):
        make_history("One.", "Two.", title=f"Page {number}")
    count_all()

    response = client.get("/")

    newest = [f"Page {number}" for number in (7, 6, 5, 4, 3, 2)]
    assert listed_in(response, BEGUN) == newest
    assert listed_in(response, IMPROVED) == newest


def test_who_reads_makes_no_difference(client):
    make_history("One.", "Two.", title="Ada")
    make_revision("Secret", "Hidden.", summary="Never seen")
    count_all()
    delete_pages("Secret")
    as_a_stranger = words_of(main_of(client.get("/")))

    client.force_login(make_user(role="administrator"))

    assert words_of(main_of(client.get("/"))) == as_a_stranger
    assert "Secret" not in as_a_stranger


def test_the_front_page_names_the_largest_categories(client):
    make_revision("One", "A. [[Category:People]] [[Category:Women]]")
    make_revision("Two", "A. [[Category:People]]")
    count_all()

    response = client.get("/")

    subjects = ".//section[@class='subjects']//li"
    assert listed_in(response, subjects) == ["People 2", "Women 1"]


def test_the_front_page_names_what_is_wanted_most(client):
    make_revision("One", "[[Paris]] [[Rome]] [[Two]] [[User:Nobody]]")
    make_revision("Two", "[[Paris]]")
    count_all()

    response = client.get("/")

    assert listed_in(response, WANTED) == [
        "Paris (page does not exist) 2 links",
        "Rome (page does not exist) 1 link",
    ]
    assert links_of(response, WANTED) == ["/wiki/Paris", "/wiki/Rome"]


def test_what_was_written_is_not_wanted_even_before_it_is_counted(client):
    make_revision("One", "[[Paris]]")
    count_all()
    make_revision("Paris", "A city.")

    assert listed_in(client.get("/"), WANTED) == []


def test_deleted_articles_are_not_on_the_front_page(client, settings):
    settings.CANONICA_FEATURED_ARTICLE = "Secret"
    make_revision(
        "Secret",
        f"{BORN.format(date=timezone.localdate())}\n"
        "Hidden. [[Nowhere]] [[Category:Hidden]]",
    )
    feature(Title.parse("Secret"), by=make_user(role="moderator"), reason="Good")
    count_all()
    delete_pages()

    # Nothing that is counted says so yet, and then everything does.
    for _ in range(2):
        words = words_of(main_of(client.get("/")))
        gone = "Secret", "On this day"
        assert [word in words for word in gone] == [False] * 2
        count_all()

    assert [word in words for word in ("Nowhere", "Hidden")] == [False] * 2


def test_on_this_day_names_what_was_on_it_in_any_year(client):
    today = timezone.localdate()
    make_revision("Ada", f"{BORN.format(date=f'{today:%-d %B} 1815')}\nA countess.")
    make_revision("Bede", f"{BORN.format(date=f'0735-{today:%m-%d}')}\nA monk.")
    make_revision("Circe", f"{BORN.format(date='March 1900')}\nOf no day.")

    response = client.get("/")

    [day] = listed_in(response, ".//section[@class='on-this-day']/p")
    assert day == f"{today:%-d %B}"
    assert listed_in(response, EVENTS) == ["735 Bede Born", "1815 Ada Born"]


def test_where_the_site_is_decides_which_day_it_is(client, settings):
    settings.TIME_ZONE = "Pacific/Kiritimati"
    there = timezone.localdate()
    settings.TIME_ZONE = "Pacific/Pago_Pago"
    make_revision("Ada", f"{BORN.format(date=f'1815-{there:%m-%d}')}\nA countess.")
    assert listed_in(client.get("/"), EVENTS) == []

    settings.TIME_ZONE = "Pacific/Kiritimati"

    assert listed_in(client.get("/"), EVENTS) == ["1815 Ada Born"]


def test_a_full_day_leads_to_all_of_it(client):
    today = timezone.localdate()
    for number in range(8):
        date = f"{1800 + number}-{today:%m-%d}"
        make_revision(f"Person {number}", f"{BORN.format(date=date)}\nA person.")

    response = client.get("/")

    assert len(listed_in(response, EVENTS)) == 6
    address = f"/day/{today.month}/{today.day}"
    assert links_of(response, ".//section[@class='on-this-day']")[0] == address
    assert len(listed_in(client.get(address), ".//li")) == 8
