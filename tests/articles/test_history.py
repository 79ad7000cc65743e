"""History: an article's revisions, each at its permanent address."""

import pytest

from articles.models import Article
from tests.articles.pages import form_of, heading_of, links_of, listed_in
from tests.makers import (
    delete_pages,
    make_history,
    make_revision,
    make_user,
    protect_all,
)

pytestmark = pytest.mark.django_db

ROWS = ".//ol/li"
PAGER = ".//nav[@class='pager']"


def test_a_history_lists_all_revisions_newest_first(client):
    first, second, third = make_history("One.", "Two.", "Three.")

    response = client.get("/history/Ada_Lovelace")

    assert heading_of(response) == "Ada Lovelace: Revision history"
    assert [link for link in links_of(response, ROWS) if "/revision/" in link] == [
        f"/revision/{revision.pk}" for revision in (third, second, first)
    ]


def test_a_row_tells_who_and_why_and_how_much(client):
    first = make_revision(text="One.")
    author = make_user("Mary")
    make_revision(text="One!!", base=first, author=author, minor=True, summary="A & b")

    response = client.get("/history/Ada_Lovelace")

    words = listed_in(response, ROWS)[0]
    assert "Mary ! m 5 bytes +1 A & b new account diff" in words


def test_a_row_of_a_beginning_says_so_and_cannot_be_undone(client):
    first, second = make_history("One.", "Two.")

    response = client.get("/history/Ada_Lovelace")

    assert listed_in(response, f"{ROWS}//abbr[@title='This edit began the page']") == [
        "N"
    ]
    undoable = [link for link in links_of(response, ROWS) if "/undo/" in link]
    assert undoable == [f"/undo/{second.pk}"]
    assert first.is_first


def test_those_who_may_not_edit_are_not_offered_to_undo(client):
    make_history("One.", "Two.")
    protect_all()

    response = client.get("/history/Ada_Lovelace")

    assert "/undo/" not in response.text


def test_the_form_compares_the_last_two_unless_told_otherwise(client):
    _, second, third = make_history("One.", "Two.", "Three.")
    history = client.get("/history/Ada_Lovelace")

    response = client.get("/history/Ada_Lovelace", {"old": second.pk, "new": third.pk})

    checked = listed_in(history, ".//input[@checked]")
    assert len(checked) == 2
    assert "Compare selected revisions" in history.text
    assert response.url == f"/diff/{second.pk}/{third.pk}"


def test_two_revisions_picked_in_either_order_are_compared(client):
    first, _, third = make_history("One.", "Two.", "Three.")

    response = client.get("/history/Ada_Lovelace", {"old": third.pk, "new": first.pk})

    assert (response.status_code, response.url) == (302, f"/diff/{first.pk}/{third.pk}")


def test_one_revision_alone_has_nothing_to_compare(client):
    make_revision()

    response = client.get("/history/Ada_Lovelace")

    assert "Compare selected revisions" not in response.text


def test_a_long_history_is_divided_by_key(client):
    revisions = make_history(*(f"Text {number}." for number in range(21)))

    first = client.get("/history/Ada_Lovelace?size=20")
    [following] = links_of(first, PAGER)
    second = client.get(f"/history/Ada_Lovelace{following}")

    assert [len(listed_in(page, ROWS)) for page in (first, second)] == [20, 1]
    assert following == "?size=20&before=2"
    assert f"/revision/{revisions[0].pk}" in links_of(second, ROWS)
    assert links_of(second, PAGER) == ["?size=20&"]


def test_a_size_that_is_not_offered_is_the_usual_one(client):
    make_revision()

    response = client.get("/history/Ada_Lovelace?size=1000000")

    assert listed_in(response, ".//option[@selected]") == ["50"]


def test_the_history_of_a_deleted_page_is_not_shown(client):
    make_revision(summary="Hidden words")
    delete_pages()

    response = client.get("/history/Ada_Lovelace")

    assert response.status_code == 404
    assert "Hidden words" not in response.text


def test_a_revision_is_shown_as_it_was(client):
    first, second, third = make_history("*One.*", "*Two.*", "*Three.*")

    response = client.get(f"/revision/{second.pk}")

    assert response.status_code == 200
    assert "<em>Two.</em>" in response.text
    assert "This is revision 2 of" in response.text
    assert f'<a rel="prev" href="/revision/{first.pk}">' in response.text
    assert f'<a rel="next" href="/revision/{third.pk}">' in response.text
    assert f"/restore/{second.pk}" in links_of(response)


def test_the_current_revision_says_so(client):
    _, second = make_history("One.", "Two.")

    response = client.get(f"/revision/{second.pk}")

    assert ", the current one." in response.text
    assert "/restore/" not in response.text


def test_a_revision_carries_the_title_of_its_time(client):
    first = make_revision("Ada Byron", "A child.")
    Article.objects.update(title="Ada Lovelace")

    response = client.get(f"/revision/{first.pk}")

    assert heading_of(response) == "Ada Byron"
    assert 'href="http://testserver/wiki/Ada_Lovelace"' in response.text


@pytest.mark.parametrize("door", ["revision", "diff", "undo", "restore"])
def test_a_revision_of_a_deleted_page_is_behind_no_door(door, client):
    _, second = make_history("Hidden one.", "Hidden two.")
    delete_pages()

    shown = client.get(f"/{door}/{second.pk}")

    assert shown.status_code == 404
    assert "Hidden" not in shown.text


def test_history_offers_its_sizes(client):
    make_revision()

    response = client.get("/history/Ada_Lovelace?size=100")

    sizes = ".//select[@name='size']/option"
    assert listed_in(response, sizes) == ["20", "50", "100", "250"]
    assert listed_in(response, f"{sizes}[@selected]") == ["100"]


def test_a_single_revision_is_compared_with_nothing(client):
    make_revision()

    response = client.get("/history/Ada_Lovelace")

    assert form_of(response, ".//form[@data-picks]") == {}
    assert "Compare selected" not in response.text
