"""Rolling back: what one author did in a row is taken back, and nothing else."""

import pytest

from articles.editing import EditConflict
from articles.hiding import Hiding, hide
from articles.lifecycle import roll_back
from articles.models import Revision
from articles.policy import EditRefused, ProposedEdit
from articles.reading import run_of
from tests.articles.pages import form_of, links_of, listed_in, main_of, words_of
from tests.makers import make_revision, make_user, protect_all

pytestmark = pytest.mark.django_db

FOUR = "One is here.\n\nTwo is here.\n\nThree is here.\n\nFour is here."


@pytest.fixture
def vandal():
    return make_user("Vandal")


def rolled_back(revision, **fields):
    edit = ProposedEdit(
        title=revision.article.parsed_title, author=make_user(), text="", **fields
    )
    return roll_back(revision, edit)


def _spree(vandal, start):
    """Three edits by the vandal, each of another paragraph."""
    revision = start
    for word in ("One", "Two", "Three"):
        text = revision.text.replace(f"{word} is", f"{word} was")
        revision = make_revision(text=text, base=revision, author=vandal)
    return revision


def test_all_edits_of_the_author_in_a_row_are_taken_back(vandal):
    last = _spree(vandal, make_revision(text=FOUR))

    saved = rolled_back(last)

    assert (saved.text, saved.number, saved.minor) == (FOUR, 5, True)


def test_any_of_them_stands_for_all(vandal):
    last = _spree(vandal, make_revision(text=FOUR))

    assert rolled_back(last.parent).text == FOUR


def test_later_edits_of_others_stay(vandal):
    last = _spree(vandal, make_revision(text=FOUR))
    make_revision(text=last.text.replace("Four is", "Four will be"), base=last)

    saved = rolled_back(last)

    assert saved.text == FOUR.replace("Four is", "Four will be")


def test_what_others_changed_since_is_a_conflict(vandal):
    last = _spree(vandal, make_revision(text=FOUR))
    make_revision(text=last.text.replace("Two was", "Two had been"), base=last)

    with pytest.raises(EditConflict):
        rolled_back(last)

    assert Revision.objects.count() == 5


def test_earlier_edits_of_the_same_author_before_somebody_elses_stay(vandal):
    mine = make_revision(text=FOUR, author=vandal)
    theirs = make_revision(text=FOUR.replace("Four", "4"), base=mine)
    last = _spree(vandal, theirs)

    assert rolled_back(last).text == theirs.text
    assert (run_of(mine).first, run_of(mine).last) == (mine, mine)


def test_who_began_the_page_is_not_rolled_back(vandal):
    first = make_revision(text=FOUR, author=vandal)

    with pytest.raises(EditRefused, match="began the page"):
        rolled_back(first)


def test_it_is_shown_before_it_is_done(client, mary, vandal):
    last = _spree(vandal, make_revision(text=FOUR))

    shown = client.get(f"/rollback/{last.pk}")
    sent = client.post(f"/rollback/{last.pk}", form_of(shown))

    assert "3 edits in a row by Vandal, revisions 2 to 4" in words_of(main_of(shown))
    assert listed_in(shown, ".//table[@class='diff side']//ins") == ["is"] * 3
    assert (sent.status_code, sent.url) == (302, "/wiki/Ada_Lovelace")
    saved = Revision.objects.latest("pk")
    assert (saved.text, saved.author) == (FOUR, mary)
    assert saved.summary == "Rolled back revisions 2 to 4"


def test_what_the_author_did_since_is_looked_at_before_it_goes(client, mary, vandal):
    last = _spree(vandal, make_revision(text=FOUR))
    opened = form_of(client.get(f"/rollback/{last.pk}"))
    make_revision(
        text=last.text.replace("Four is", "Four was"), base=last, author=vandal
    )

    again = client.post(f"/rollback/{last.pk}", opened)
    sent = client.post(f"/rollback/{last.pk}", form_of(again))

    assert again.status_code == 409
    assert "Vandal has edited again meanwhile." in words_of(main_of(again))
    assert "4 edits in a row by Vandal" in words_of(main_of(again))
    assert sent.status_code == 302
    assert Revision.objects.latest("pk").text == FOUR
    assert Revision.objects.latest("pk").summary == "Rolled back revisions 2 to 5"


def test_a_conflict_of_rolling_back_is_decided_passage_by_passage(client, mary, vandal):
    last = _spree(vandal, make_revision(text=FOUR))
    make_revision(text=last.text.replace("Two was", "Two had been"), base=last)
    shown = client.get(f"/rollback/{last.pk}")

    sent = client.post(
        "/edit/Ada_Lovelace",
        {**form_of(shown), "choice-1": "mine", "action": "resolve"},
    )

    assert (shown.status_code, sent.status_code) == (409, 302)
    saved = Revision.objects.latest("pk")
    assert (saved.text, saved.tags[0], saved.minor) == (FOUR, "rollback", True)


def test_rolling_back_twice_is_done_once_and_told_twice(client, mary, vandal):
    last = _spree(vandal, make_revision(text=FOUR))
    fields = form_of(client.get(f"/rollback/{last.pk}"))

    for _ in range(2):
        client.post(f"/rollback/{last.pk}", fields)

    assert Revision.objects.count() == 5
    words = words_of(main_of(client.get("/wiki/Ada_Lovelace")))
    assert words.count("The edits were rolled back.") == 2


def test_what_cannot_be_rolled_back_says_why(client, mary, vandal):
    first = make_revision(text=FOUR, author=vandal)

    shown = client.get(f"/rollback/{first.pk}")
    sent = client.post(f"/rollback/{first.pk}", {"summary": "Gone"})

    assert (shown.status_code, sent.status_code) == (422, 422)
    assert "began the page" in words_of(main_of(shown))
    assert Revision.objects.count() == 1


def test_the_history_offers_it_for_edits_in_a_row(client, mary, vandal):
    start = make_revision(text=FOUR)
    last = _spree(vandal, start)

    page = client.get("/history/Ada_Lovelace")

    links = links_of(page, ".//span[@class='acts']")
    assert f"/rollback/{last.pk}" in links
    assert f"/diff/{start.pk}/{last.pk}" in links
    assert f"/rollback/{start.pk}" not in links


def test_a_difference_offers_the_edits_in_a_row_as_one(client, vandal):
    start = make_revision(text=FOUR)
    last = _spree(vandal, start)

    page = client.get(f"/diff/{last.pk}")

    assert "Vandal made 3 edits in a row." in words_of(main_of(page))
    assert f"/diff/{start.pk}/{last.pk}" in links_of(page)


def test_of_authors_whose_names_were_removed_each_is_alone():
    root = make_user(role="administrator")
    first = make_revision(text="One.\n\nTwo.")
    second = make_revision(text="One.\n\nTwo.\n\nThree.", base=first)
    third = make_revision(text="One.\n\nTwo.\n\nThree.\n\nFour.", base=second)
    make_revision(text="Zero.\n\nOne.\n\nTwo.\n\nThree.\n\nFour.", base=third)
    for revision in (second, third):
        hide(revision, Hiding(fields=["author"], reason="Private"), by=root)
    third.refresh_from_db()

    run = run_of(third)
    saved = rolled_back(third)

    assert (run.first, run.last) == (third, third)
    assert saved.text == "Zero.\n\nOne.\n\nTwo.\n\nThree."


def test_a_summary_survives_that_the_author_went_on(client, mary, vandal):
    first = make_revision(text="Good.")
    bad = make_revision(text="Good.\n\nBad.", base=first, author=vandal)
    client.force_login(mary)
    fields = form_of(client.get(f"/rollback/{bad.pk}"))
    make_revision(text="Good.\n\nBad.\n\nWorse.", base=bad, author=vandal)

    answer = client.post(f"/rollback/{bad.pk}", fields | {"summary": "My own words"})

    assert answer.status_code == 409
    assert form_of(answer)["summary"] == "My own words"


def test_a_summary_survives_a_refusal(client, mary, vandal):
    first = make_revision(text="Good.")
    bad = make_revision(text="Good.\n\nBad.", base=first, author=vandal)
    client.force_login(mary)
    fields = form_of(client.get(f"/undo/{bad.pk}"))
    protect_all()

    answer = client.post(f"/undo/{bad.pk}", fields | {"summary": "My own words"})

    assert answer.status_code == 403
    assert form_of(answer)["summary"] == "My own words"
