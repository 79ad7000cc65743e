"""Conflicts: both texts come back, and nothing is saved until somebody decides."""

import pytest

from articles.models import Revision
from tests.articles.pages import form_of, heading_of, listed_in, main_of, words_of
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db

BASE = "Born in 1815.\n\nWrote notes.\n\nDied in 1852."
THEIRS = "Born in December 1815.\n\nWrote seven notes.\n\nDied in 1852."
MINE = "Born in London.\n\nWrote notes.\n\nDied in 1852, young."


def test_a_conflict_shows_all_three_texts_of_the_passage(client):
    response = _conflict(client)

    assert response.status_code == 409
    assert heading_of(response) == "Edit conflict: Ada Lovelace"
    assert listed_in(response, ".//fieldset[@class='passage']//pre") == [
        "Born in 1815.",
        "Born in December 1815.",
        "Born in London.",
    ]


def test_a_conflict_names_who_wrote_the_other_text(client):
    response = _conflict(client)

    [notice] = listed_in(response, ".//div[@role='alert']")
    assert notice.startswith(
        "While you were editing, Charles changed the same passage."
    )


def test_the_form_of_a_conflict_is_merged_and_begins_with_my_words(client):
    response = _conflict(client)

    fields = form_of(response)
    theirs = Revision.objects.latest("pk")
    assert fields["text"] == (
        "Born in London.\n\nWrote seven notes.\n\nDied in 1852, young."
    )
    assert (fields["base"], fields["summary"]) == (str(theirs.pk), "Why")
    assert fields["minor"] == "on"
    assert fields["key"] != "k"


def test_my_text_as_i_sent_it_is_there_too(client):
    response = _conflict(client)

    mine = main_of(response).find(".//textarea[@id='my-text']")
    assert "".join(mine.itertext()) == MINE


def test_a_conflict_writes_nothing(client):
    _conflict(client)

    assert list(Revision.objects.values_list("text", flat=True)) == [THEIRS, BASE]


def test_a_conflict_that_is_decided_can_be_published(client):
    fields = form_of(_conflict(client))

    response = client.post("/edit/Ada_Lovelace", fields)

    assert response.status_code == 302
    revision = Revision.objects.latest("pk")
    assert (revision.number, revision.author.username) == (3, "Mary")
    assert revision.text == fields["text"]


def test_a_conflict_about_a_removed_passage_says_so(client):
    base = make_revision(text=BASE)
    make_revision(text="Born in 1815.\n\nDied in 1852.", base=base)
    client.force_login(make_user())

    response = client.post(
        "/edit/Ada_Lovelace",
        {"text": BASE.replace("notes", "many notes"), "base": base.pk},
    )

    assert response.status_code == 409
    _, theirs, mine = listed_in(response, ".//fieldset[@class='passage']//pre")
    assert (theirs, mine) == ("(removed)", "Wrote many notes.")


def test_a_conflict_about_a_new_page_has_nothing_before(client):
    make_revision(text="A poet.")
    client.force_login(make_user())

    response = client.post("/edit/Ada_Lovelace", {"text": "A mathematician."})

    assert response.status_code == 409
    assert listed_in(response, ".//fieldset[@class='passage']//pre") == [
        "(nothing)",
        "A poet.",
        "A mathematician.",
    ]


def test_a_conflict_of_a_stranger_makes_no_account(client, django_user_model):
    base = make_revision(text=BASE)
    make_revision(text=THEIRS, base=base)

    response = client.post("/edit/Ada_Lovelace", {"text": MINE, "base": base.pk})

    assert response.status_code == 409
    assert django_user_model.objects.filter(is_temporary=True).count() == 0


def test_markup_in_a_conflict_is_shown_as_it_was_typed(client):
    base = make_revision(text="One.")
    make_revision(text="<script>theirs</script>", base=base)
    client.force_login(make_user())

    response = client.post(
        "/edit/Ada_Lovelace", {"text": "<script>mine</script>", "base": base.pk}
    )

    assert response.status_code == 409
    assert "<script>mine" not in response.text
    assert "<script>theirs" not in response.text
    assert "<script>theirs</script>" in words_of(main_of(response))


def _conflict(client):
    """Mary sends a text while Charles has changed the same sentence."""
    base = make_revision(text=BASE)
    make_revision(text=THEIRS, base=base, author=make_user("Charles"))
    client.force_login(make_user("Mary"))
    sent = {"text": MINE, "summary": "Why", "minor": "on", "base": base.pk, "key": "k"}
    return client.post("/edit/Ada_Lovelace", sent)
