"""The list of drafts: one's own, with links to go on with each."""

import pytest
from django.test import Client

from tests.articles.pages import links_of, main_of, words_of
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db

DOOR = "/draft/Ada_Lovelace"
TEXT = "Lead.\n\n## Life\n\nBorn.\n\n## Work\n\nNotes."


def test_the_list_shows_what_is_not_published_with_links_to_go_on(client, mary):
    make_revision(text=TEXT)
    client.post("/draft/A&B", {"text": "One."})
    client.post(DOOR, {"text": "é" * 1000, "section": "h-life"})

    response = client.get("/drafts")

    rows = [words_of(row) for row in main_of(response).iter("li")]
    assert rows[0].startswith("Ada Lovelace, section life, ")
    assert "(UTC), 2,000 bytes" in rows[0]
    assert rows[1].startswith("A&B, ")
    assert links_of(response, ".//li") == [
        "/wiki/Ada_Lovelace",
        "/edit/Ada_Lovelace?section=h-life&draft=continue",
        "/wiki/A&B",
        "/edit/A&B?draft=continue",
    ]


def test_a_list_without_drafts_says_what_they_are(client, mary):
    response = client.get("/drafts")

    assert "You have no drafts." in words_of(main_of(response))


def test_drafts_are_listed_for_their_author_only(client, mary):
    client.post(DOOR, {"text": "One."})
    other = Client()
    other.force_login(make_user("Charles"))

    stranger, charles = Client().get("/drafts"), other.get("/drafts")

    assert stranger.status_code == 302
    assert stranger["Location"] == "/accounts/login?next=/drafts"
    assert "Ada Lovelace" not in charles.text


@pytest.mark.parametrize("items", [1, 3])
def test_the_list_costs_the_same_for_one_draft_and_for_three(
    items, client, mary, django_assert_num_queries
):
    for number in range(items):
        client.post(f"/draft/Page_{number}", {"text": "Text."})

    # Session, account, drafts.
    with django_assert_num_queries(3):
        client.get("/drafts")


def test_the_list_is_only_looked_at(client, mary):
    assert client.post("/drafts").status_code == 405


def test_the_account_menu_leads_to_the_drafts(client, mary):
    assert 'href="/drafts">My drafts</a>' in client.get("/").text
