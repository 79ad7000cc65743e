"""Information: what is known of a page besides what it says."""

from datetime import UTC, datetime

import pytest

from articles.hiding import NOBODY, Hiding, hide
from articles.models import Origin
from articles.protecting import Terms, protect
from markup import Title
from tests.articles.pages import heading_of, main_of, words_of
from tests.makers import delete_pages, make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/info/Ada_Lovelace"


def facts_of(response) -> dict[str, str]:
    """Return what the lists of the page tell, by what it is about."""
    terms = [words_of(one) for one in main_of(response).iter("dt")]
    return dict(zip(terms, map(words_of, main_of(response).iter("dd")), strict=True))


def test_a_page_tells_what_it_is(client):
    revision = make_revision(
        text="Zoë, of [[London]] and [[Paris]]. [[Category:People]] [[Category:Women]]"
    )

    response = client.get(ADDRESS)

    assert heading_of(response) == "Information about Ada Lovelace"
    number = revision.article_id
    facts = facts_of(response)
    assert facts["Title"] == "Ada Lovelace"
    assert facts["Number"] == f"{number}: a short address that stays"
    assert f'href="/article/{number}"' in response.text
    assert facts["Namespace"] == "Article"
    assert facts["Size"] == f"{revision.size} bytes"
    assert facts["Language"] == "English"
    assert facts["Content model"] == "Markdown"
    assert facts["Categories"] == "People, Women"
    assert facts["Written by machines"] == "None of it"
    assert facts["Views"].startswith("Views are not counted: nobody follows")
    assert '<meta name="robots" content="noindex">' in response.text


def test_a_page_tells_its_history(client):
    mary, ada = make_user("Mary"), make_user("Ada")
    first = make_revision(text="One.", author=mary)
    second = make_revision(text="Two.", author=ada, base=first)
    third = make_revision(text="Three.", author=mary, base=second)

    facts = facts_of(client.get(ADDRESS))

    assert facts["Created"] == f"{first.created_at:%-d %B %Y, %H:%M} (UTC) by Mary"
    assert facts["Last edited"] == f"{third.created_at:%-d %B %Y, %H:%M} (UTC) by Mary"
    assert facts["Revisions"] == "3"
    assert facts["Authors of all revisions"] == "2: who wrote what"


def test_hidden_names_stay_hidden(client):
    first = make_revision(text="One.", author=make_user("Canary"))
    make_revision(text="Two.", base=first)
    hiding = Hiding(fields=["author"], reason="Abuse")
    hide(first, hiding, by=make_user(role="moderator"))

    response = client.get(ADDRESS)

    assert facts_of(response)["Created"].endswith(f"by {NOBODY}")
    assert "Canary" not in response.text


def test_what_was_deleted_before_counts_for_those_only_who_may_see_it(client):
    first = make_revision(text="One.", author=make_user("Canary"))
    delete_pages("Ada Lovelace")
    make_revision(text="Anew.")

    public = client.get(ADDRESS)
    client.force_login(make_user(role="moderator"))
    private = client.get(ADDRESS)

    assert facts_of(public)["Revisions"] == "1"
    assert "Canary" not in public.text
    assert facts_of(private)["Revisions"] == "2"
    assert f'"/revision/{first.pk}"' in private.text


def test_links_are_counted_from_here_and_to_here(client):
    make_revision(text="[[London]] and [[Paris]].")
    make_revision("London", "[[Ada Lovelace]]")
    make_revision("Gone", "[[Ada Lovelace]]")
    make_revision("Ada Byron", "#REDIRECT [[Ada Lovelace]]")
    delete_pages("Gone")

    facts = facts_of(client.get(ADDRESS))

    assert facts["Pages it links to"] == "2"
    assert facts["Pages that link here"] == "2"
    assert facts["Redirects here"] == "1"


def test_protections_are_told_with_their_ends(client):
    make_revision()
    title, root = Title.parse("Ada Lovelace"), make_user(role="administrator")
    assert "It is not protected." in words_of(main_of(client.get(ADDRESS)))
    terms = Terms(
        levels={"edit": "moderator", "rename": "trusted"},
        reason="Edit war",
        expires_at=datetime(2100, 5, 3, 14, 2, tzinfo=UTC),
    )
    protect(title, terms, by=root)

    words = words_of(main_of(client.get(ADDRESS)))

    until = "until 3 May 2100, 14:02 (UTC)."
    assert f"Only moderators may edit it, {until}" in words
    assert f"Only trusted editors may rename it, {until}" in words


def test_the_share_of_machines_is_told(client):
    make_revision(text="A machine wrote this.", origin=Origin.MACHINE)

    facts = facts_of(client.get(ADDRESS))

    share = "100%, of which people have reviewed 0%"
    assert facts["Written by machines"] == share


def test_a_redirect_tells_of_itself(client):
    make_revision()
    make_revision("Ada Byron", "#REDIRECT [[Ada Lovelace]]")

    response = client.get("/info/Ada_Byron")

    assert heading_of(response) == "Information about Ada Byron"
    assert facts_of(response)["Redirects to"] == "Ada Lovelace"


def test_odd_titles_are_found(client):
    make_history("One.", title='AC/DC & "more"')

    response = client.get("/info/AC/DC_&_%22more%22")

    assert facts_of(response)["Title"] == 'AC/DC & "more"'
    assert client.get("/info/aC/DC_&_%22more%22").status_code == 301


def test_a_missing_page_is_404_and_a_deleted_one_410(client):
    make_revision("Gone")
    delete_pages("Gone")

    assert client.get("/info/Nothing").status_code == 404
    assert client.get("/info/Gone").status_code == 410
    assert client.post("/info/Gone").status_code == 405
