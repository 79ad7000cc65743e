"""Lists: all pages, recent changes, contributions, what links here, random."""

import pytest

from articles import listing
from articles.counting import count_all
from articles.listing import all_pages, pages_linking_to
from articles.models import Revision
from markup import Namespace, Title
from tests.articles.pages import heading_of, links_of, listed_in, main_of, words_of
from tests.makers import delete_pages, make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

ROWS = ".//ul[@class='plain columns']/li"
CHANGES = ".//section/ul/li"
LINKS = ".//ul[@class='plain rows']/li"
PAGER = ".//nav[@class='pager']"
LETTERS = ".//nav[@class='letters']//li"


def test_all_pages_are_in_the_order_of_their_titles(client):
    for title in ("Zoo", "Ada", "Étoile", "Bee", "Category:People"):
        make_revision(title)

    response = client.get("/all")

    assert listed_in(response, ROWS) == ["Ada", "Bee", "Zoo", "Étoile"]


def test_all_pages_of_another_kind_are_listed_apart(client):
    make_revision("Ada")
    make_revision("Category:People")

    response = client.get("/all?namespace=14")

    assert listed_in(response, ROWS) == ["Category:People"]


def test_all_pages_begin_where_one_likes(client):
    for title in ("Ada", "Bee", "Zoo"):
        make_revision(title)

    response = client.get("/all?from=b")

    assert listed_in(response, ROWS) == ["Bee", "Zoo"]


def test_redirects_among_all_pages_are_marked_and_can_be_looked_at(client):
    make_revision("Ada", "#REDIRECT [[Ada Lovelace]]")

    response = client.get("/all")

    assert listed_in(response, ROWS) == ["Ada redirect"]
    assert links_of(response, ROWS) == ["/wiki/Ada?redirect=no"]


def test_deleted_pages_are_not_among_all_pages(client):
    make_revision("Ada")
    delete_pages()

    response = client.get("/all")

    assert "There are no such pages." in words_of(main_of(response))


@pytest.mark.parametrize("size", [1, 2, 3, 9])
def test_a_long_list_of_all_pages_is_divided_by_key_both_ways(size):
    names = ["Ada", "Bee", "Cow", "Dog", "Étoile"]
    for title in (*names, "Category:People"):
        make_revision(title)
    there, part = [], all_pages(Namespace.MAIN, size=size)

    while True:
        there += [page.title for page in part.rows]
        if not part.after:
            break
        part = all_pages(Namespace.MAIN, after=part.after, size=size)
    back = [page.title for page in part.rows]
    while part.before:
        part = all_pages(Namespace.MAIN, before=part.before, size=size)
        back = [page.title for page in part.rows] + back

    assert there == back == names


def test_all_pages_can_be_gone_through_both_ways(client, monkeypatch):
    monkeypatch.setattr(listing, "MOST_PAGES", 2)
    for title in ("Ada", "Bee", "Cow", "Dog", "Eel"):
        make_revision(title)

    second = client.get("/all?namespace=0&after=Bee")

    assert listed_in(second, ROWS) == ["Cow", "Dog"]
    first, back, following = links_of(second, PAGER)
    assert first == "?namespace=0&"
    assert listed_in(client.get(f"/all{back}"), ROWS) == ["Ada", "Bee"]
    assert listed_in(client.get(f"/all{following}"), ROWS) == ["Eel"]
    assert listed_in(client.get("/all?before=Ada"), ROWS) == ["Ada", "Bee"]


def test_all_pages_with_a_beginning_are_listed_alone(client):
    for title in ("Ada", "Adam", "Bee", "Adé", "Category:Adams", "Category:Bees"):
        make_revision(title)

    assert listed_in(client.get("/all?prefix=ada"), ROWS) == ["Ada", "Adam"]
    assert listed_in(client.get("/all?prefix=Ad_"), ROWS) == []
    categories = client.get("/all?namespace=14&prefix=ad")
    assert listed_in(categories, ROWS) == ["Category:Adams"]
    named = client.get("/all?namespace=14&prefix=category:ad")
    assert listed_in(named, ROWS) == ["Category:Adams"]


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'", '"', "\U0010ffff", "\0"])
def test_no_sign_of_a_beginning_means_something_else(sign, client):
    make_revision("Ada")

    response = client.get("/all", {"prefix": f"A{sign}"})

    assert response.status_code == 200
    assert listed_in(response, ROWS) == (["Ada"] if sign == "\0" else [])


def test_each_letter_leads_to_where_it_begins(client):
    for title in ("Ada", "Adam", "Bee", "Émile", "Zoo", "字", "Category:Men"):
        make_revision(title)
    make_revision("Gone")
    delete_pages("Gone")

    response = client.get("/all")
    at_b = client.get("/all?namespace=0&from=B")
    of_categories = client.get("/all?namespace=14")

    assert listed_in(response, LETTERS) == ["A", "B", "Z", "É", "字"]
    assert links_of(response, LETTERS)[1] == "?namespace=0&from=B"
    assert listed_in(at_b, ROWS)[0] == "Bee"
    # One letter is nothing to choose from.
    assert listed_in(of_categories, LETTERS) == []


def test_recent_changes_are_listed_newest_first(client):
    make_history("One.", "Two.")
    make_revision("Babbage")

    response = client.get("/recent")

    assert listed_in(response, ".//li//*[@class='what']") == ["Babbage", "Ada Lovelace"]


def test_several_changes_of_a_page_on_a_day_are_one_line_and_the_edits_folded(client):
    first, second, third = make_history("12345", "123", "1234567")
    fourth = make_revision(text="1234567.", base=third, author=first.author)

    response = client.get("/recent")

    [row] = main_of(response).findall(CHANGES)
    line, folded = row
    assert [link.get("href") for link in line.iter("a")] == [
        "/wiki/Ada_Lovelace",
        f"/revision/{fourth.pk}",
        *(one.author.get_absolute_url() for one in (fourth, third, second)),
        f"/diff/{first.pk}/{fourth.pk}",
        "/history/Ada_Lovelace",
    ]
    assert "+8" in words_of(line)
    [summary] = folded.findall("summary")
    day = f"{fourth.created_at:%-d %B %Y}"
    assert words_of(summary) == f"4 edits of Ada Lovelace on {day}"
    shown = [link.get("href") for link in folded.iter("a")]
    edits = [f"/revision/{one.pk}" for one in (fourth, third, second, first)]
    assert [href for href in shown if href.startswith("/revision/")] == edits


def test_minor_edits_can_be_hidden(client):
    first = make_revision("Ada", "One.")
    make_revision("Ada", "Two.", base=first, minor=True, summary="A typo")

    all_of_them = client.get("/recent")
    without_minor = client.get("/recent?minor=hide")

    assert "A typo" in all_of_them.text
    assert "A typo" not in without_minor.text
    assert len(main_of(all_of_them).findall(".//details[@class='folded']")) == 1
    assert len(main_of(without_minor).findall(".//details[@class='folded']")) == 0


def test_lists_of_changes_go_on_where_they_ended(client):
    author, base = make_user("Busy"), None
    for number in range(51):
        base = make_revision(text=f"Text {number}.", base=base, author=author)
    oldest_shown = Revision.objects.order_by("-pk")[49].pk

    for address, more in (
        ("/recent", ""),
        ("/recent?minor=hide", "minor=hide&"),
        ("/contributions/Busy", ""),
    ):
        first = client.get(address)
        [following] = links_of(first, PAGER)
        second = client.get(address.partition("?")[0] + following)

        assert following == f"?{more}before={oldest_shown}"
        row = ".//div[@class='revision']"
        assert [len(listed_in(page, row)) for page in (first, second)] == [50, 1]
        assert links_of(second, PAGER) == [f"?{more}"]


def test_changes_of_deleted_pages_are_shown_nowhere(client):
    author = make_user("Mary")
    make_revision("Secret", author=author, summary="Hidden words")
    delete_pages()

    answers = [
        client.get(address) for address in ("/recent", "/contributions/Mary", "/")
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert ["Hidden words" in answer.text for answer in answers] == [False] * 3


def test_a_change_tells_by_how_much_the_page_grew_or_shrank(client):
    make_history("12345", "123", "1234567", "7654321")

    response = client.get("/recent")

    sizes = ".//span[@class='{}']"
    assert listed_in(response, sizes.format("number grew")) == ["+7", "+4", "+5"]
    assert listed_in(response, sizes.format("number shrank")) == ["\N{MINUS SIGN}2"]
    assert "±0" in response.text


def test_contributions_are_those_of_one_author(client):
    make_revision("Ada", author=make_user("Mary Somerville"))
    make_revision("Babbage")

    response = client.get("/contributions/Mary_Somerville")

    assert heading_of(response) == "Contributions of Mary Somerville"
    assert _what(response) == ["Ada"]


def test_an_account_may_have_no_contributions(client):
    make_user("Mary")

    response = client.get("/contributions/Mary")

    assert "No edits yet." in words_of(main_of(response))


def test_contributions_of_nobody_are_not_found(client):
    response = client.get("/contributions/Ada <b>")

    assert response.status_code == 404
    assert heading_of(response) == "Nobody has this name"
    assert "There is no account called “Ada <b>”." in words_of(main_of(response))


def test_what_links_here_is_listed_by_title(client):
    make_revision("Zoo", "See [[Ada]].")
    make_revision("Bee", "See [[ada]] and [[Ada]].")
    make_revision("Elsewhere", "See [[Babbage]].")

    response = client.get("/links/Ada")

    assert heading_of(response) == "What links to Ada"
    assert listed_in(response, LINKS) == ["Bee", "Zoo"]


def test_links_through_a_redirect_stand_under_it(client):
    make_revision("Ada Byron", "#REDIRECT [[Ada]]")
    make_revision("Bee", "See [[Ada Byron]].")

    response = client.get("/links/Ada")

    redirects = ".//h2[.='Redirects']/../ul[1]/li"
    assert listed_in(response, redirects) == ["Ada Byron Bee"]
    assert links_of(response, redirects) == ["/wiki/Ada_Byron?redirect=no", "/wiki/Bee"]


def test_links_from_deleted_pages_are_not_listed(client):
    make_revision("Ada Byron", "#REDIRECT [[Ada]]")
    make_revision("Secret", "See [[Ada]] and [[Ada Byron]].")
    delete_pages("Secret")

    response = client.get("/links/Ada")

    assert "Secret" not in response.text


def test_nothing_may_link_here(client):
    response = client.get("/links/Ada")

    assert response.status_code == 200
    assert "No page links here." in words_of(main_of(response))


def test_a_long_list_of_links_is_divided_by_key():
    for title in ("Bee", "Cow", "Zoo"):
        make_revision(title, "See [[Ada]].")
    ada = Title.parse("Ada")

    first = pages_linking_to(ada, size=2)
    second = pages_linking_to(ada, after=first.after, size=2)

    assert [[page.title for page in part.rows] for part in (first, second)] == [
        ["Bee", "Cow"],
        ["Zoo"],
    ]
    assert (first.after, second.after) == ("Cow", "")


def test_a_list_of_links_goes_on_after_a_key(client):
    for title in ("Bee", "Cow", "Zoo"):
        make_revision(title, "See [[Ada]].")

    response = client.get("/links/Ada?after=Bee")

    assert listed_in(response, LINKS) == ["Cow", "Zoo"]
    assert links_of(response, PAGER) == ["?"]


def test_a_random_page_is_an_article(client):
    make_revision("Ada")
    make_revision("Redirect", "#REDIRECT [[Ada]]")
    make_revision("Category:People")
    make_revision("Deleted")
    delete_pages("Deleted")
    count_all()

    answers = [client.get("/random") for _ in range(20)]

    assert {(answer.status_code, answer.url) for answer in answers} == {
        (302, "/wiki/Ada")
    }
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def test_each_article_may_be_the_random_one(client):
    for title in ("One", "Two", "Three"):
        make_revision(title)
    count_all()

    addresses = {client.get("/random").url for _ in range(40)}

    assert addresses == {"/wiki/One", "/wiki/Two", "/wiki/Three"}


def test_without_articles_the_random_page_is_the_front_page(client):
    response = client.get("/random")

    assert (response.status_code, response.url) == (302, "/")


def _what(response) -> list[str]:
    """Return the titles in a list of changes."""
    return listed_in(response, ".//a[@class='what']")
