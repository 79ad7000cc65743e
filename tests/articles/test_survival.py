"""Survival: how many later revisions words have been in, told in list and card."""

import pytest

from articles.lifecycle import (
    Union,
    merge_pages,
    split_page,
    suggest_division,
    suggest_union,
)
from articles.models import Attribution, Revision
from articles.policy import ProposedEdit
from markup import Title
from tests.articles.pages import links_of, listed_in
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

SHIPS = "Harbours shelter ships."
PILOTS = "Pilots know the rocks well."
TRADE = "## Trade\n\nGrain came from Egypt."
BOTH = f"{SHIPS}\n\n{PILOTS}"


def test_words_that_stayed_survived_every_later_revision(client):
    first, second, third = make_history(SHIPS, BOTH, BOTH.replace("rocks", "sands"))

    assert _told(client, third, first) == ["survived 2 later revisions"]
    assert _told(client, third, second) == ["survived 1 later revision"]
    assert _told(client, third, third) == ["survived 0 later revisions"]


def test_words_that_were_out_for_a_while_survived_at_most_so_many(client):
    first, *_, back = make_history(BOTH, f"{BOTH}\n\nMore.", PILOTS, BOTH)

    assert _told(client, back, first) == ["survived at most 3 later revisions"]


def test_words_beside_those_that_were_out_are_told_exactly(client):
    first, second, _, back = make_history(SHIPS, BOTH, SHIPS, BOTH)

    assert _told(client, back, first) == ["survived 3 later revisions"]
    assert _told(client, back, second) == ["survived at most 2 later revisions"]


def test_moving_a_passage_does_not_take_it_out(client):
    first, last = make_history(BOTH, f"{PILOTS}\n\n{SHIPS}")

    assert _told(client, last, first) == ["survived 1 later revision"]


def test_what_was_kept_before_this_was_known_is_told_with_care(client):
    first, last = make_history(SHIPS, BOTH)
    Attribution.objects.update(returned=None)

    assert _told(client, last, first) == ["survived at most 1 later revision"]


def test_merged_words_come_from_their_page_and_survive_since_the_merge(client):
    *_, port = make_history("1", "2", "3", "4", "5", PILOTS, title="Port")
    *_, harbour = make_history(SHIPS, f"{SHIPS} Mostly.", title="Harbour")
    merged = _merge(port, harbour)
    last = make_revision("Harbour", f"{merged.text}\n\nMore.", base=merged)

    assert _told(client, last, port) == [
        "copied from Port, revision 6",
        "survived 1 later revision",
    ]
    assert f"/revision/{port.pk}" in links_of(client.get("/attribution/Harbour"))


def test_merged_words_that_were_out_for_a_while_survived_at_most_so_many(client):
    port, harbour = make_revision("Port", PILOTS), make_revision("Harbour", SHIPS)
    merged = _merge(port, harbour)
    gone = make_revision("Harbour", SHIPS, base=merged)
    back = make_revision("Harbour", merged.text, base=gone)

    assert _told(client, back, port) == [
        "copied from Port, revision 1",
        "survived at most 2 later revisions",
    ]


def test_split_words_come_from_their_page_and_survive_since_the_split(client):
    harbour = make_revision("Harbour", f"{SHIPS}\n\n{TRADE}")
    made = _split(harbour, "Trade of harbours")
    last = make_revision(made.title, f"{made.text}\n\nMore.", base=made)

    assert _told(client, last, harbour) == [
        "copied from Harbour, revision 1",
        "survived 1 later revision",
    ]


def test_words_split_off_and_merged_again_were_out_for_a_while(client):
    harbour = make_revision("Harbour", f"{SHIPS}\n\n{TRADE}")
    made = _split(harbour, "Trade of harbours")
    left = Revision.objects.get(article=harbour.article, number=2)

    merged = _merge(made, left)

    assert _told(client, merged, harbour) == ["survived at most 2 later revisions"]


@pytest.mark.parametrize("merges", [1, 3])
def test_the_list_asks_once_for_what_was_copied(
    merges, client, django_assert_num_queries
):
    harbour = make_revision("Harbour", SHIPS)
    for number in range(merges):
        port = make_revision(f"Port {number}", f"{PILOTS} It is port {number}.")
        harbour = _merge(port, harbour)

    # One more than where nothing was copied.
    with django_assert_num_queries(9):
        client.get("/attribution/Harbour")
    # The article, its attribution, the revision, what was copied.
    with django_assert_num_queries(4):
        client.get(f"/credit/{harbour.article_id}/{port.pk}")


def _told(client, last: Revision, of: Revision) -> list[str]:
    """Return what the card says of a revision's words, which the list says too."""
    card = client.get(f"/credit/{last.article_id}/{of.pk}")
    page = client.get(f"/attribution/{last.article.parsed_title.path}")
    [words] = listed_in(_as_main(card), ".//li[@class='credit']")
    assert words in listed_in(page, ".//li[@class='credit']")
    return [
        part for part in words.split(" · ") if part.startswith(("survived", "copied"))
    ]


def _as_main(response):
    """Return the fragment as a page that has nothing else."""
    response.content = b"<main>" + response.content + b"</main>"
    return response


def _edit() -> ProposedEdit:
    return ProposedEdit(title=Title.parse("Port"), author=make_user(), text="")


def _merge(taken_in: Revision, into: Revision) -> Revision:
    text = suggest_union(taken_in, into)
    return merge_pages(_edit(), Union(taken_in=taken_in, into=into, text=text))


def _split(divided: Revision, title: str) -> Revision:
    division = suggest_division(divided, "h-trade", Title.parse(title))
    return split_page(_edit(), division)
