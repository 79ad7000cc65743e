"""One's own summaries: offered again where the next one is written."""

import pytest

from articles.models import Revision
from tests.articles.pages import form_of, main_of
from tests.makers import delete_pages, make_revision, make_user

pytestmark = pytest.mark.django_db

ADA = "/edit/Ada_Lovelace"


def test_the_form_offers_the_last_summaries_each_once(client, mary):
    _edits(mary, "Typo", "Sources added", "", "Typo", "  ")

    response = client.get(ADA)

    assert _offered(response) == ["Typo", "Sources added"]
    field = main_of(response).find(".//input[@name='summary']")
    assert field.get("list") == "own-summaries"


def test_at_most_ten_are_offered(client, mary):
    _edits(mary, *map(str, range(12)))

    assert _offered(client.get(ADA)) == [str(n) for n in range(11, 1, -1)]


def test_the_section_goes_and_the_one_that_is_edited_comes(client, mary):
    _edits(mary, "/* Life */ Typo", text="## Work\n\nNotes.")

    assert _offered(client.get(ADA)) == ["Typo"]
    assert _offered(client.get(f"{ADA}?section=h-work")) == ["/* Work */ Typo"]


def test_they_are_there_again_below_a_preview(client, mary):
    _edits(mary, "Typo")

    response = client.post(ADA, {"text": "New.", "action": "preview"})

    assert _offered(response) == ["Typo"]


def test_what_was_said_for_somebody_is_not_offered(client, mary):
    _, second = _edits(mary, "Mine", "Mine too")
    for act in ("undo", "restore"):
        address = f"/{act}/{second.pk}"
        client.post(address, form_of(client.get(address)) | {"summary": "Said for me"})

    assert Revision.objects.count() == 4
    assert _offered(client.get(ADA)) == ["Mine too", "Mine"]


def test_those_of_others_and_of_deleted_pages_are_not_offered(client, mary):
    _edits(make_user("Charles"), "His")
    make_revision("Gone", author=mary, summary="About what is gone")
    delete_pages("Gone")

    response = client.get(ADA)

    assert _offered(response) == []
    assert main_of(response).find(".//input[@name='summary']").get("list") is None


def test_a_stranger_is_offered_none(client):
    _edits(make_user("Charles"), "His")

    assert _offered(client.get(ADA)) == []


def test_markup_in_a_summary_is_only_text(client, mary):
    _edits(mary, '"><script>alert(1)</script>')

    response = client.get(ADA)

    assert _offered(response) == ['"><script>alert(1)</script>']
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("edits", [1, 30])
def test_they_cost_one_query_however_many_there_are(
    edits, client, mary, django_assert_num_queries
):
    _edits(mary, *(f"Summary {number}" for number in range(edits)))
    client.get(ADA)

    # Who it is: session, account. The page, its protection, one's draft, the summaries,
    # blocks, and the others who have the editor open.
    with django_assert_num_queries(8):
        client.get(ADA)


def _edits(author, *summaries, text="Text."):
    """Save an edit with each summary."""
    base, made = None, []
    for number, summary in enumerate(summaries):
        base = make_revision(
            text=f"{text} {number}", base=base, author=author, summary=summary
        )
        made.append(base)
    return made


def _offered(response) -> list[str]:
    return [
        option.get("value", "")
        for option in main_of(response).findall(".//datalist[@id='own-summaries']/*")
    ]
