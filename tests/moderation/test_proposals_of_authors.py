"""The author's own page of a proposal: by its link alone, also without an account."""

import pytest
from django.test import Client

from accounts import lists
from accounts.blocking import Terms, block_account, block_network
from accounts.models import ListKind
from articles.models import Article
from moderation.models import HeldEdit, State
from moderation.proposals import accept, reject, send_back, standing_of
from tests.articles.pages import form_of, links_of, main_of, words_of
from tests.makers import make_revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(site):
    """Somebody without an account corrects a year."""
    base = make_revision(text="Born in 1815.\n\nWrote notes.")
    Client().post(
        "/edit/Ada_Lovelace",
        {"text": "Born in 1816.\n\nWrote notes.", "base": base.pk},
    )
    return HeldEdit.objects.get()


def test_whoever_has_the_link_sees_where_it_stands(held):
    page = Client().get(held.get_absolute_url())

    assert page.status_code == 200
    assert "Your edit waits for a reviewer." in words_of(main_of(page))
    assert page["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("token", ["x", "x" * 500, "%00", "1"])
def test_nobody_guesses_it(held, token):
    assert Client().get(f"/proposal/{token}").status_code == 404


def test_it_is_amended_and_waits_again(held, reviewer):
    send_back(held, by=reviewer, answer="Is that so?")
    page = Client().get(held.get_absolute_url())
    fields = form_of(page, ".//form[@class='editor']")

    response = Client().post(
        held.get_absolute_url(),
        fields | {"text": "Born on 10 December 1815.\n\nWrote notes."},
    )

    assert "“Is that so?”" in words_of(main_of(page))
    assert response.status_code == 302
    held.refresh_from_db()
    assert (held.state, held.text) == (
        State.WAITING,
        "Born on 10 December 1815.\n\nWrote notes.",
    )


def test_amending_takes_back_nothing_that_others_wrote_meanwhile(held):
    fields = form_of(Client().get(held.get_absolute_url()), ".//form[@class='editor']")
    make_revision(text=f"{held.base.text}\n\nDied in 1852.", base=held.base)

    Client().post(
        held.get_absolute_url(),
        fields | {"text": fields["text"].replace("notes", "many notes")},
    )

    held.refresh_from_db()
    standing = standing_of(held)
    assert standing.proposal.is_clean
    assert (
        standing.proposal.text == "Born in 1816.\n\nWrote many notes.\n\nDied in 1852."
    )


def test_an_amendment_that_comes_too_late_is_given_back(held, reviewer):
    fields = form_of(Client().get(held.get_absolute_url()), ".//form[@class='editor']")
    reject(held, by=reviewer, answer="No source")

    response = Client().post(
        held.get_absolute_url(), fields | {"text": "A long and better text."}
    )

    assert response.status_code == 422
    assert "This proposal is rejected already." in words_of(main_of(response))
    assert "A long and better text." in response.text


def test_amending_is_no_way_to_a_listed_link(held, moderator):
    lists.add(ListKind.LINK, "spam.example", by=moderator)

    response = Client().post(
        held.get_absolute_url(), {"text": "Buy [here](https://spam.example)."}
    )

    assert response.status_code == 422
    assert "Links to spam.example can't be added" in words_of(main_of(response))
    assert "Buy [here]" in form_of(response, ".//form[@class='editor']")["text"]
    held.refresh_from_db()
    assert held.text == "Born in 1816.\n\nWrote notes."


@pytest.mark.parametrize("target", ["account", "address"])
def test_amending_is_no_way_round_a_block(held, moderator, target):
    if target == "account":
        block_account(held.author, Terms(reason="Nonsense"), by=moderator)
    else:
        block_network("203.0.113.0/24", Terms(reason="Nonsense"), by=moderator)

    response = Client().post(
        held.get_absolute_url(), {"text": "Ha."}, REMOTE_ADDR="203.0.113.7"
    )

    assert response.status_code == 422
    assert "There is a block" in words_of(main_of(response))
    held.refresh_from_db()
    assert held.text == "Born in 1816.\n\nWrote notes."


def test_asking_whether_a_new_page_may_be_amended_makes_no_page(site):
    Client().post("/edit/A_new_page", {"text": "Born in 1816."})
    held = HeldEdit.objects.get()

    Client().post(held.get_absolute_url(), {"text": "Born in 1815."})

    held.refresh_from_db()
    assert held.text == "Born in 1815."
    assert not Article.objects.exists()


def test_amending_begins_with_the_page_as_it_is_now(held):
    make_revision(
        text="Born in 1815.\n\nWrote letters.",
        base=Article.objects.get().current_revision,
    )

    page = Client().get(held.get_absolute_url())

    text = form_of(page, ".//form[@class='editor']")["text"]
    assert text == "Born in 1816.\n\nWrote letters."


def test_it_is_withdrawn(held):
    Client().post(held.get_absolute_url(), {"action": "withdraw"})

    held.refresh_from_db()
    assert held.state == State.WITHDRAWN
    again = Client().post(held.get_absolute_url(), {"text": "Born."})
    assert again.status_code == 422


def test_acceptance_is_thanked_for(held, reviewer):
    current = Article.objects.get().current_revision
    saved = accept(held, by=reviewer, seen=current, answer="Well seen")

    page = Client().get(held.get_absolute_url())

    words = words_of(main_of(page))
    assert "Thank you. Your edit was accepted by Rita and published." in words
    assert "“Well seen”" in words
    assert f"/diff/{saved.pk}" in links_of(page)


def test_a_rejection_is_told_with_its_reason(held, reviewer):
    reject(held, by=reviewer, answer="The source says 1815.")

    page = Client().get(held.get_absolute_url())

    assert "Rita did not accept it: “The source says 1815.”" in words_of(main_of(page))
