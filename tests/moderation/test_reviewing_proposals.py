"""Reviewing: a proposal against the page as it is now, taken whole, in part or not."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.blocking import Terms, block_account
from accounts.models import LogEntry
from articles.hiding import Hiding, hide
from articles.jobs import work_off
from articles.models import Article, Job, Redirect, Revision
from articles.policy import ProposedEdit
from markup import Title
from moderation.holding import keep
from moderation.models import HeldEdit, State
from moderation.models.claims import CLAIMED_FOR
from moderation.switches import turn
from tests.articles.pages import form_of, listed_in, main_of, words_of
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db

BASE = "Born in 1815.\n\nWrote notes.\n\nDied in 1852."


def propose(text, base=None, title="Ada Lovelace", **fields) -> HeldEdit:
    """Keep an edit as the site does that holds it."""
    author = fields.pop("author", None) or make_user()
    edit = ProposedEdit(
        title=Title.parse(title), author=author, text=text, base=base, **fields
    )
    token = keep(edit, title, "Edits wait.").address.rpartition("/")[2]
    return HeldEdit.objects.get(token=token)


def decide(browser, held, action="accept", **fields):
    page = browser.get(f"/review/{held.pk}")
    sent = form_of(page, ".//form[@data-review]") | {"action": action} | fields
    return browser.post(f"/review/{held.pk}", sent)


@pytest.fixture
def desk(reviewer, signed_in):
    return signed_in(reviewer)


def test_an_accepted_proposal_is_its_authors_edit(desk, reviewer):
    base = make_revision(text=BASE)
    held = propose(BASE.replace("1815", "1816"), base, summary="Year", minor=True)

    response = decide(desk, held, answer="Thank you")

    assert (response.status_code, response.url) == (302, "/review")
    saved = Article.objects.get().current_revision
    assert saved.text == BASE.replace("1815", "1816")
    assert (saved.author, saved.accepted_by) == (held.author, reviewer)
    assert (saved.summary, saved.minor) == ("Year", True)
    held.refresh_from_db()
    assert (held.state, held.revision, held.text) == (State.ACCEPTED, saved, "")
    [line] = LogEntry.objects.filter(act="accept")
    assert (line.actor, line.subject, line.reason) == (
        reviewer,
        "Ada Lovelace",
        "Thank you",
    )


def test_it_is_merged_with_what_the_page_says_now(desk):
    base = make_revision(text=BASE)
    held = propose(BASE.replace("1815", "1816"), base)
    make_revision(text=BASE.replace("notes", "letters"), base=base)

    shown = desk.get(f"/review/{held.pk}")
    decide(desk, held)

    side = ".//table[@class='diff side']"
    assert listed_in(shown, f"{side}//ins") == ["1816"]
    current = Article.objects.get().current_revision
    assert current.text == "Born in 1816.\n\nWrote letters.\n\nDied in 1852."


def test_some_of_the_changes_are_taken(desk):
    base = make_revision(text=BASE)
    held = propose(
        BASE.replace("1815", "1816").replace("1852", "1853") + "\n\nBuried.", base
    )

    decide(desk, held, "accept-part", take=["1"])

    current = Article.objects.get().current_revision
    assert current.text == BASE.replace("1815", "1816")
    [line] = LogEntry.objects.filter(act="accept")
    assert line.details["part"] == "1 of 2"


def test_what_others_changed_too_is_marked_and_has_to_be_chosen(desk):
    base = make_revision(text=BASE)
    held = propose(BASE.replace("1815", "1816").replace("1852", "1853"), base)
    make_revision(text=BASE.replace("1815", "1817"), base=base)

    shown = desk.get(f"/review/{held.pk}")
    refused = decide(desk, held, "accept")
    taken = decide(desk, held, "accept-part", take=["1", "2"])

    assert "also changed by others since" in words_of(main_of(shown))
    assert form_of(shown, ".//form[@data-review]")["take"] == "2"
    assert refused.status_code == 422
    assert taken.status_code == 302
    current = Article.objects.get().current_revision
    assert current.text == BASE.replace("1815", "1816").replace("1852", "1853")


def test_a_page_that_changed_since_it_was_looked_at_is_looked_at_again(desk):
    base = make_revision(text=BASE)
    held = propose(BASE.replace("1815", "1816"), base)
    sent = form_of(desk.get(f"/review/{held.pk}"), ".//form[@data-review]")
    make_revision(text=BASE.replace("1852", "1853"), base=base)

    response = desk.post(f"/review/{held.pk}", sent | {"action": "accept"})

    assert response.status_code == 422
    assert "The page has changed." in words_of(main_of(response))
    assert Revision.objects.count() == 2
    again = form_of(response, ".//form[@data-review]") | {"action": "accept"}
    assert desk.post(f"/review/{held.pk}", again).status_code == 302
    assert Revision.objects.count() == 3


def test_a_blocked_reviewer_publishes_nothing(desk, reviewer, administrator):
    held = propose(BASE.replace("1815", "1816"), make_revision(text=BASE))
    page = desk.get(f"/review/{held.pk}")
    block_account(reviewer, Terms(reason="Quarrels"), by=administrator)

    sent = form_of(page, ".//form[@data-review]") | {"action": "accept"}
    response = desk.post(f"/review/{held.pk}", sent)

    assert response.status_code == 403
    assert "Your account is blocked" in words_of(main_of(response))
    assert Revision.objects.count() == 1


def test_a_proposal_that_began_with_a_hidden_text_gives_nothing_of_it_away(
    desk, administrator
):
    base = make_revision(text=BASE)
    told = make_revision(text=f"{BASE}\n\nHer number is 5550100.", base=base)
    held = propose(told.text.replace("1815", "1816"), told)
    make_revision(text=BASE, base=told)
    hiding = Hiding(fields=["text"], reason="Private", is_suppressed=True)
    hide(told, hiding, by=administrator)

    shown = desk.get(f"/review/{held.pk}")
    decide(desk, held)

    assert "5550100" not in shown.text
    current = Article.objects.get().current_revision
    assert current.text == BASE.replace("1815", "1816")


def test_what_cannot_be_told_from_a_hidden_text_is_not_shown(desk, administrator):
    base = make_revision(text=BASE)
    told = make_revision(text=f"{BASE} Her number is 5550100.", base=base)
    held = propose(told.text.replace("1852", "27 November 1852"), told)
    make_revision(text=BASE, base=told)
    hide(told, Hiding(fields=["text"], reason="Private"), by=administrator)

    shown = desk.get(f"/review/{held.pk}")
    sent = form_of(shown, ".//form[@data-review]") | {"action": "accept-part"}
    taken = desk.post(f"/review/{held.pk}", sent | {"take": ["1"]})
    own = Client().get(held.get_absolute_url())

    assert "5550100" not in shown.text + own.text
    assert "is hidden or deleted now" in words_of(main_of(shown))
    assert taken.status_code == 422
    assert form_of(own, ".//form[@class='editor']")["text"] == BASE


def test_somebody_is_said_to_look_at_it_for_a_quarter_of_an_hour(
    desk, reviewer, signed_in
):
    held = propose("Camps.", title="Gulag")
    desk.post(f"/review/{held.pk}", {"action": "claim"})
    other = signed_in(make_user("Else", role="reviewer"))

    before = words_of(main_of(other.get("/review")))
    over = timezone.now() - CLAIMED_FOR
    HeldEdit.objects.filter(pk=held.pk).update(claimed_at=over)
    after = words_of(main_of(other.get("/review")))

    assert f"being looked at by {reviewer}" in before
    assert "being looked at" not in after


def test_a_double_redirect_that_a_visitor_made_is_repaired(site, desk):
    make_revision("One", "#REDIRECT [[Two]]")
    middle = make_revision("Two", "Text.")
    make_revision("Three", "Text.")
    visitor = make_user("~2026-1", is_temporary=True, role="reader")
    held = propose("#REDIRECT [[Three]]", middle, "Two", author=visitor)

    decide(desk, held)
    work_off()

    assert Redirect.objects.get(article__title="One").target == "Three"
    assert not Job.objects.exclude(last_error="").exists()


def test_a_double_redirect_is_left_while_edits_are_held(site, desk):
    make_revision("One", "#REDIRECT [[Two]]")
    middle = make_revision("Two", "Text.")
    make_revision("Two", "#REDIRECT [[Three]]", base=middle)
    turn("hold-all", is_on=True, words="Storm", by=None)

    work_off()

    assert Redirect.objects.get(article__title="One").target == "Two"
    assert not Job.objects.exclude(last_error="").exists()


def test_a_new_page_is_accepted(desk):
    held = propose("Camps.", title="Gulag")

    decide(desk, held)

    assert Article.objects.get(title="Gulag").current_revision.text == "Camps."


@pytest.mark.parametrize(
    ("action", "state"), [("reject", State.REJECTED), ("send-back", State.SENT_BACK)]
)
def test_other_decisions_need_words_for_the_author(action, state, desk):
    base = make_revision(text=BASE)
    held = propose(BASE + " More.", base)

    silent = decide(desk, held, action)
    spoken = decide(desk, held, action, answer="Where is that from?")

    assert (silent.status_code, spoken.status_code) == (422, 302)
    held.refresh_from_db()
    assert (held.state, held.answer) == (state, "Where is that from?")
    assert Revision.objects.count() == 1


def test_two_reviewers_at_once_decide_once(desk, signed_in):
    base = make_revision(text=BASE)
    held = propose(BASE + " More.", base)
    other = signed_in(make_user(role="reviewer"))
    sent = form_of(other.get(f"/review/{held.pk}"), ".//form[@data-review]")

    decide(desk, held)
    late = other.post(
        f"/review/{held.pk}", sent | {"action": "reject", "answer": "No."}
    )

    assert late.status_code == 422
    assert "accepted already" in words_of(main_of(late))
    held.refresh_from_db()
    assert held.state == State.ACCEPTED


def test_nobody_accepts_their_own(signed_in):
    author = make_user(role="reviewer")
    held = propose("Camps.", title="Gulag", author=author)

    response = decide(signed_in(author), held)

    assert response.status_code == 422
    assert Article.objects.count() == 0


def test_somebody_says_that_they_look_at_it(desk, reviewer, signed_in):
    held = propose("Camps.", title="Gulag")

    desk.post(f"/review/{held.pk}", {"action": "claim"})
    queue = signed_in(make_user(role="reviewer")).get("/review")

    assert "being looked at by Rita" in words_of(main_of(queue))


@pytest.mark.parametrize("role", ["editor", "trusted", "bot"])
@pytest.mark.parametrize("address", ["/review", "/review/{}", "/moderation", "/patrol"])
def test_others_see_no_queue(address, role, signed_in):
    held = propose("Camps.", title="Gulag")

    response = signed_in(make_user(role=role)).get(address.format(held.pk))

    assert response.status_code == 403
    assert "This needs the rights of a reviewer" in response.text


def test_what_the_page_says_already_is_not_accepted(desk):
    base = make_revision(text=BASE)
    held = propose(BASE.replace("1815", "1816"), base)
    make_revision(text=BASE.replace("1815", "1816"), base=base)

    shown = desk.get(f"/review/{held.pk}")

    assert "The page says all of this already." in words_of(main_of(shown))
    assert decide(desk, held).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_however_long(count, desk):
    for number in range(count):
        propose("Text.", title=f"Page {number}")

    with CaptureQueriesContext(connection) as queries:
        desk.get("/review")

    # The session, the account, blocks on it, the queue, and how many there are.
    assert len(queries) == 5
