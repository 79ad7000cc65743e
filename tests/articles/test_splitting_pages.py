"""Splitting an article: a section goes its own way, and takes its authors along."""

import pytest

from articles.attribution import replay, stored
from articles.editing import EditConflict
from articles.lifecycle import split_page, suggest_division
from articles.models import Article, Revision, Tag
from articles.policy import EditRefused, ProposedEdit
from markup import Title
from tests.articles.pages import form_of, links_of, listed_in, main_of
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

HARBOUR = """\
Harbours shelter ships.

## Trade

Grain came from Egypt and wine from the islands.

### Customs

A fiftieth of everything.

## Pilots

They knew the rocks."""
SHIPS = Title.parse("Trade of harbours")


def divided(revision: Revision, *, summary: str = "", key: str = "") -> Revision:
    edit = ProposedEdit(
        title=Title.parse("Harbour"),
        author=make_user(),
        text="",
        summary=summary,
        key=key,
    )
    return split_page(edit, suggest_division(revision, "h-trade", SHIPS))


def test_the_section_becomes_a_page_and_a_line_leads_there():
    harbour = make_revision("Harbour", HARBOUR)

    made = divided(harbour, summary="It is long")

    left = Article.objects.get(title="Harbour").current_revision
    assert made.text == (
        "Grain came from Egypt and wine from the islands.\n\n"
        "### Customs\n\nA fiftieth of everything."
    )
    assert left.text == (
        "Harbours shelter ships.\n\n## Trade\n\n"
        "*Main article: [[Trade of harbours]]*\n\n## Pilots\n\nThey knew the rocks."
    )


def test_both_histories_tell_of_it():
    harbour = make_revision("Harbour", HARBOUR)

    made = divided(harbour, summary="It is long")

    left = Article.objects.get(title="Harbour").current_revision
    assert (made.title, made.number, made.copied_from) == (SHIPS.text, 1, harbour)
    assert made.summary == "Split from [[Harbour]]: It is long"
    assert left.summary == "/* Trade */ Moved to [[Trade of harbours]]: It is long"
    assert made.tags[0] == left.tags[0] == Tag.SPLIT


def test_the_words_stay_their_authors():
    first, second = make_history(
        HARBOUR, HARBOUR.replace("Egypt", "Sicily"), title="Harbour"
    )

    made = divided(second)

    kept = stored(made.article)
    assert {stretch.origin for stretch in kept.stretches} == {first.pk, second.pk}
    assert kept == replay(made)


def test_a_title_that_is_taken_is_refused():
    harbour = make_revision("Harbour", HARBOUR)
    make_revision(SHIPS.text, "#REDIRECT [[Harbour]]")

    with pytest.raises(EditRefused, match="There is a page called"):
        divided(harbour)

    assert Revision.objects.count() == 2


def test_a_section_that_was_edited_meanwhile_is_a_conflict_and_nothing_is_made():
    harbour = make_revision("Harbour", HARBOUR)
    make_revision("Harbour", HARBOUR.replace("Egypt", "Sicily"), base=harbour)

    with pytest.raises(EditConflict):
        divided(harbour)

    assert not Article.objects.filter(title=SHIPS.text).exists()


def test_another_section_may_be_edited_meanwhile():
    harbour = make_revision("Harbour", HARBOUR)
    make_revision("Harbour", HARBOUR.replace("rocks", "sands"), base=harbour)

    divided(harbour)

    left = Article.objects.get(title="Harbour").current_revision
    assert "They knew the sands." in left.text
    assert "Egypt" not in left.text


def test_the_same_request_twice_splits_once():
    harbour = make_revision("Harbour", HARBOUR)

    answers = [divided(harbour, key="k") for _ in range(2)]

    assert answers[0] == answers[1]
    assert Revision.objects.count() == 3


def test_it_is_chosen_shown_and_sent(client, mary):
    make_revision("Harbour", HARBOUR)

    choice = client.get("/split/Harbour")
    chosen = client.get("/split/Harbour?section=h-trade&new_title=trade_of_harbours")
    fields = form_of(chosen)
    looked = client.post(
        "/split/Harbour", fields | {"left_text": "## Trade", "action": "changes"}
    )
    sent = client.post("/split/Harbour", form_of(looked) | {"action": "publish"})

    assert listed_in(choice, ".//option") == ["Trade", "Customs", "Pilots"]
    assert fields["new_text"].startswith("Grain came")
    assert listed_in(chosen, ".//table[@class='diff side']//td[@class='sign']") != []
    assert (sent.status_code, sent.url) == (302, "/wiki/Trade_of_harbours")
    assert "## Trade\n\n## Pilots" in client.get("/raw/Harbour").text


@pytest.mark.parametrize(
    "query", ["section=h-nothing&new_title=New", "section=h-trade&new_title=%3C"]
)
def test_a_choice_that_will_not_do_is_asked_for_again(query, client, mary):
    make_revision("Harbour", HARBOUR)

    answer = client.get(f"/split/Harbour?{query}")

    assert answer.status_code == 422
    assert listed_in(answer, ".//*[@role='alert']") != []


def test_a_refusal_keeps_both_texts_in_the_form(client, mary):
    make_revision("Harbour", HARBOUR)
    fields = form_of(client.get("/split/Harbour?section=h-trade&new_title=Trade"))
    make_revision("Trade", "Already here.")

    answer = client.post(
        "/split/Harbour", fields | {"new_text": "Mine.", "left_text": "Left."}
    )

    assert answer.status_code == 422
    kept = form_of(answer)
    assert (kept["new_text"], kept["left_text"]) == ("Mine.", "Left.")


def test_a_stranger_may_look_and_not_split(client):
    make_revision("Harbour", HARBOUR)
    shown = client.get("/split/Harbour?section=h-trade&new_title=Trade")

    sent = client.post("/split/Harbour", form_of(shown))

    assert (shown.status_code, sent.status_code) == (200, 403)
    assert "/accounts/login?next=/split/Harbour" in links_of(shown)
    assert Revision.objects.count() == 1


def test_a_section_changed_meanwhile_is_taken_into_the_text_that_was_sent(client, mary):
    harbour = make_revision("Harbour", HARBOUR)
    address = "/split/Harbour?section=h-trade&new_title=Trade+of+harbours"
    fields = form_of(client.get(address))
    newer = make_revision(
        "Harbour", HARBOUR.replace("A fiftieth", "A tenth"), base=harbour
    )
    mine = fields["new_text"].replace("Egypt", "Sicily")

    answer = client.post(
        "/split/Harbour", fields | {"new_text": mine, "action": "publish"}
    )
    sent = client.post("/split/Harbour", form_of(answer) | {"action": "publish"})

    assert (answer.status_code, sent.status_code) == (422, 302)
    assert f"/diff/{harbour.pk}/{newer.pk}" in links_of(answer)
    text = client.get("/raw/Trade_of_harbours").text
    assert ("Sicily" in text, "A tenth" in text) == (True, True)


def test_notes_go_with_their_words_and_categories_are_both_pages():
    harbour = make_revision(
        "Harbour",
        "Ships.[^a]\n\n## Trade\n\nGrain.[^b] Wine.[^a]\n\n[^a]: Log.\n[^b]: Bill.\n\n"
        "[[Category:Sea]]",
    )

    division = suggest_division(harbour, "h-trade", SHIPS)

    assert division.new_text == (
        "Grain.[^b] Wine.[^a]\n\n[^a]: Log.\n[^b]: Bill.\n\n[[Category:Sea]]"
    )
    assert division.left_text == (
        "## Trade\n\n*Main article: [[Trade of harbours]]*\n\n[^a]: Log.\n\n"
        "[[Category:Sea]]"
    )


def test_the_fields_are_as_high_as_their_texts(client, mary):
    section = "\n".join(["## Life", "", *["Line."] * 14])
    make_revision(text=f"Lead.\n\n{section}\n\n## Work\n\nNotes.")

    response = client.get("/split/Ada_Lovelace?section=h-life&new_title=Life of Ada")

    fields = [
        field
        for block in main_of(response).findall(".//div[@class='field']")
        for field in block.iter("textarea")
    ]
    assert [field.get("name") for field in fields] == ["new_text", "left_text"]
    new, left = (int(field.get("rows", "0")) for field in fields)
    assert new > left >= 4
