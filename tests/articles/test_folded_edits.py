"""Folded edits: of what edits a difference is made, and of what run it is a part."""

import pytest

from articles.reading import MOST_FOLDED
from tests.articles.pages import links_of, listed_in, main_of, words_of
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

FOLDED = ".//details[@class='folded']"


@pytest.fixture
def four():
    """A page that Mary edited twice in a row, between Ada and Charles."""
    mary = make_user("Mary")
    first = make_revision(text="1", author=make_user("Ada"))
    second = make_revision(text="2", base=first, author=mary, summary="Two, not one")
    third = make_revision(text="3", base=second, author=mary)
    fourth = make_revision(text="4", base=third, author=make_user("Charles"))
    return first, second, third, fourth


def test_a_wide_difference_lists_the_edits_in_it(client, four):
    first, second, third, fourth = four

    page = client.get(f"/diff/{first.pk}/{fourth.pk}")

    assert listed_in(page, f"{FOLDED}/summary") == ["3 edits by 2 authors"]
    edits = listed_in(page, f"{FOLDED}//li")
    assert ["Charles" in edit for edit in edits] == [True, False, False]
    assert ["Mary" in edit for edit in edits] == [False, True, True]
    assert ["Two, not one" in edit for edit in edits] == [False, False, True]
    assert f"{second.created_at:%H:%M}" in edits[2]
    links = [link for link in links_of(page, FOLDED) if link.startswith("/diff/")]
    assert links == [f"/diff/{edit.pk}" for edit in (fourth, third, second)]


def test_the_edits_of_one_author_are_counted_as_such(client, four):
    first, _, third, _ = four

    page = client.get(f"/diff/{first.pk}/{third.pk}")

    assert listed_in(page, f"{FOLDED}/summary") == ["2 edits by 1 author"]


def test_a_single_edit_is_not_folded(client, four):
    first, second, *_ = four

    assert listed_in(client.get(f"/diff/{first.pk}/{second.pk}"), FOLDED) == []
    assert listed_in(client.get(f"/diff/{first.pk}"), FOLDED) == []


def test_only_so_many_are_listed_and_the_rest_is_in_the_history(client):
    first, *_, last = make_history(*map(str, range(MOST_FOLDED + 2)))

    page = client.get(f"/diff/{first.pk}/{last.pk}")

    assert len(listed_in(page, f"{FOLDED}//li")) == MOST_FOLDED
    assert listed_in(page, f"{FOLDED}/summary") == ["51 edits by 51 authors"]
    assert listed_in(page, f"{FOLDED}/p") == [
        "These are the newest 50. All are in the history"
    ]
    assert links_of(page, f"{FOLDED}/p") == ["/history/Ada_Lovelace"]


@pytest.mark.parametrize("edits", [2, 5])
def test_it_costs_the_same_however_many_are_folded(
    edits, client, django_assert_num_queries
):
    first, *_, last = make_history(*map(str, range(edits + 1)))

    # Both revisions; the ones around; the run; the edits, and how many; protection.
    with django_assert_num_queries(8):
        client.get(f"/diff/{first.pk}/{last.pk}")


def test_a_single_edit_of_a_run_tells_of_the_run(client, four):
    first, second, third, _ = four

    pages = [
        client.get(address)
        for address in (f"/diff/{third.pk}", f"/diff/{first.pk}/{second.pk}")
    ]

    for page in pages:
        assert "Mary made 2 edits in a row." in words_of(main_of(page))
        assert f"/diff/{first.pk}/{third.pk}" in links_of(page)


def test_a_wider_difference_with_a_part_of_a_run_tells_of_it_too(client, four):
    _, second, third, fourth = four
    fifth = make_revision(text="5", base=fourth, author=fourth.author)

    page = client.get(f"/diff/{second.pk}/{fourth.pk}")

    assert "Charles made 2 edits in a row." in words_of(main_of(page))
    assert f"/diff/{third.pk}/{fifth.pk}" in links_of(page)


def test_a_difference_that_shows_the_whole_run_does_not_tell_of_it(client, four):
    first, _, third, fourth = four

    for address in (f"/diff/{first.pk}/{third.pk}", f"/diff/{fourth.pk}"):
        assert "in a row" not in words_of(main_of(client.get(address)))


def test_a_run_that_begins_a_page_is_shown_from_its_first_edit(client):
    ada = make_user("Ada")
    first = make_revision(text="1", author=ada)
    second = make_revision(text="2", base=first, author=ada)

    begun, gone_on = (client.get(f"/diff/{one.pk}") for one in (first, second))

    for page in (begun, gone_on):
        assert "Ada made 2 edits in a row." in words_of(main_of(page))
    assert f"/diff/{first.pk}/{second.pk}" in links_of(begun)
    assert f"/diff/{first.pk}/{second.pk}" not in links_of(gone_on)
