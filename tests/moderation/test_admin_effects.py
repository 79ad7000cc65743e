"""What the acts of the administration come to: the same as on the public pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.addresses import note_address
from accounts.models import AuditEntry, LogEntry
from articles.models import Article, HiddenField, Patrol, Revision
from moderation.models import State
from tests.articles.pages import listed_in, main_of, words_of
from tests.makers import make_revision, make_user
from tests.moderation.admin_pages import act_on, begin, confirm
from tests.moderation.community import propose

pytestmark = pytest.mark.django_db

WHY = {"reason": "Because"}


def _newest(act: str) -> LogEntry:
    return LogEntry.objects.filter(act=act).order_by("-pk")[0]


def test_articles_are_protected_with_an_end(community, desk, moderator):
    terms = {"edit": "moderator", "rename": "trusted", "days": "7", "cascades": "on"}

    act_on(desk, "article", "protect", community.article, **terms, **WHY)

    rows = community.article.protections.values_list("act", "level", "cascades", "by")
    assert set(rows) == {
        ("edit", "moderator", True, moderator.pk),
        ("rename", "trusted", True, moderator.pk),
    }
    left = community.article.protections.first().expires_at - timezone.now()
    assert timedelta(days=6) < left <= timedelta(days=7)
    assert _newest("protect").subject == "Ada Lovelace"


def test_what_protects_from_nothing_is_not_sent(community, desk):
    answer = act_on(desk, "article", "protect", community.protected, **WHY)

    assert answer.status_code == 422
    assert "what they are protected from" in words_of(main_of(answer))
    assert community.protected.protections.count() == 1


def test_nobody_protects_pages_from_themselves(community, desk):
    levels = {"edit": "administrator"}

    answer = act_on(desk, "article", "protect", community.article, **levels, **WHY)

    assert "protect a page from yourself" in desk.get(answer.url).text
    assert not community.article.protections.exists()


def test_a_protection_is_lifted(community, desk):
    pages = community.protected, community.article
    shown = begin(desk, "article", "lift-protection", *pages)
    answer = confirm(desk, "article", shown, *pages, **WHY)

    assert "now: edit: moderators" in words_of(main_of(shown))
    assert not community.protected.protections.exists()
    assert LogEntry.objects.get(act="unprotect").subject == "War"
    assert "Not done to Ada Lovelace: It is not protected." in desk.get(answer.url).text


def test_pages_are_deleted_and_undeleted(community, desk, client):
    shown = begin(desk, "article", "delete", community.article)
    confirm(desk, "article", shown, community.article, **WHY)
    gone = client.get("/wiki/Ada_Lovelace").status_code
    act_on(desk, "article", "undelete", community.article, community.deleted, **WHY)

    assert "revisions to see now: 3" in words_of(main_of(shown))
    assert gone == 410
    for page in ("/wiki/Ada_Lovelace", "/wiki/Gone"):
        assert client.get(page).status_code == 200
    assert LogEntry.objects.filter(act="undelete").count() == 2


def test_fields_are_hidden_and_shown_again(community, desk, client):
    bad = community.revision
    fields = {"fields_hidden": ["text", "author", "summary"]}

    act_on(desk, "revision", "hide", bad, **fields, **WHY)
    bad.refresh_from_db()
    hidden = (bad.text, bad.summary, sorted(bad.hidden))
    shown = begin(desk, "revision", "show", bad)
    confirm(desk, "revision", shown, bad, **WHY)

    bad.refresh_from_db()
    assert hidden == ("", "", ["author", "summary", "text"])
    assert "hidden now: author, summary, text" in words_of(main_of(shown))
    assert (bad.text, bad.author, bad.hidden) == ("Nonsense.", community.vandal, [])
    assert [_newest(act).details["revision"] for act in ("hide", "unhide")] == [2, 2]


def test_what_readers_see_now_is_not_hidden(community, desk):
    current = community.article.current_revision

    answer = act_on(desk, "revision", "hide", current, fields_hidden=["text"], **WHY)

    assert "Take the edit back first" in desk.get(answer.url).text
    assert HiddenField.objects.filter(revision=current).count() == 0


def test_what_is_suppressed_is_in_the_audit_only(community, root):
    fields = {"fields_hidden": ["text"]}
    before = LogEntry.objects.count()

    act_on(root, "revision", "suppress", community.revision, **fields, **WHY)

    assert HiddenField.objects.get(revision=community.revision).is_suppressed
    assert LogEntry.objects.count() == before
    assert AuditEntry.objects.filter(act="suppress", reason="Because").exists()


def test_moderators_do_not_show_again_what_is_suppressed(community, root, desk):
    bad = community.revision
    act_on(root, "revision", "suppress", bad, fields_hidden=["text"], **WHY)

    answer = act_on(desk, "revision", "show", bad, **WHY)

    assert "only administrators can change" in desk.get(answer.url).text
    assert HiddenField.objects.filter(revision=bad).exists()


def test_edits_are_rolled_back_as_a_run(desk, moderator):
    good = make_revision(text="Good.\n\nMore.")
    vandal = make_user("Vandal")
    one = make_revision(text="Bad.\n\nMore.", base=good, author=vandal)
    make_revision(text="Bad.\n\nWorse.", base=one, author=vandal)

    shown = begin(desk, "revision", "roll-back", one)
    confirm(desk, "revision", shown, one, **WHY)

    assert "takes back 2 edits by Vandal" in words_of(main_of(shown))
    current = Article.objects.get().current_revision
    assert (current.text, current.author) == ("Good.\n\nMore.", moderator)
    assert current.summary == "Rolled back revisions 2 to 3: Because"
    assert "rollback" in current.tags


def test_a_run_that_grew_meanwhile_is_looked_at_again(desk):
    good = make_revision(text="Good.\n\nMore.")
    vandal = make_user("Vandal")
    one = make_revision(text="Bad.\n\nMore.", base=good, author=vandal)
    shown = begin(desk, "revision", "roll-back", one)
    make_revision(text="Bad.\n\nWorse.", base=one, author=vandal)

    answer = confirm(desk, "revision", shown, one, **WHY)

    assert "has edited again meanwhile" in desk.get(answer.url).text
    assert Revision.objects.count() == 3


@pytest.mark.parametrize("table", ["revision", "patrol"])
def test_edits_are_patrolled_but_not_ones_own(table, desk, moderator, signed_in):
    waiting = make_revision()
    row = waiting if table == "revision" else Patrol.objects.get()
    trusted = make_revision("Other", "Words.", author=moderator)

    shown = begin(desk, table, "patrol", row)
    confirm(desk, table, shown, row)
    again = act_on(desk, table, "patrol", row)
    act_on(desk, "revision", "patrol", trusted)

    patrol = Patrol.objects.get(revision=waiting)
    assert (patrol.by, patrol.done_at is None) == (moderator, False)
    assert "it began a page" in words_of(main_of(shown))
    assert "It does not wait for a patrol." in desk.get(again.url).text


def test_accounts_are_blocked_in_part_and_for_a_while(community, desk, moderator):
    terms = {"acts": ["edit", "move"], "pages": "War\nCategory:Wars", "days": "31"}

    act_on(desk, "account", "block", community.vandal, **terms, **WHY)

    block = community.vandal.blocks.get()
    assert (block.by, block.reason) == (moderator, "Because")
    assert (block.acts, block.titles, block.categories) == (
        ["edit", "move"],
        ["War"],
        ["Category:Wars"],
    )
    left = block.expires_at - timezone.now()
    assert timedelta(days=30) < left <= timedelta(days=31)
    assert _newest("block").subject == "Vandal"


@pytest.mark.parametrize("pages", ["[[Nonsense]]", "<b>"])
def test_a_block_on_what_is_no_page_is_not_sent(pages, community, desk):
    answer = act_on(desk, "account", "block", community.vandal, pages=pages, **WHY)

    assert answer.status_code == 422
    assert not community.vandal.blocks.exists()


@pytest.mark.parametrize(
    ("table", "act"), [("account", "lift-block"), ("block", "lift")]
)
def test_a_block_is_lifted_once(table, act, community, desk):
    row = community.blocked if table == "account" else community.block

    act_on(desk, table, act, row, **WHY)
    again = act_on(desk, table, act, row, **WHY)

    community.block.refresh_from_db()
    assert not community.block.is_in_force
    assert LogEntry.objects.filter(act="unblock").count() == 1
    assert "Not done to" in desk.get(again.url).text


def test_an_appeal_is_answered_and_may_be_granted(community, desk, moderator):
    shown = begin(desk, "appeal", "answer", community.appeal)
    confirm(desk, "appeal", shown, community.appeal, is_granted="on", **WHY)

    assert "I am sorry" in words_of(main_of(shown))
    community.appeal.refresh_from_db()
    community.block.refresh_from_db()
    assert (community.appeal.state, community.appeal.answer) == ("granted", "Because")
    assert community.appeal.answered_by == moderator
    assert not community.block.is_in_force


def test_roles_are_given_to_others_only(community, root, administrator):
    role = {"role": "reviewer"}

    answer = act_on(
        root, "account", "give-role", community.vandal, administrator, **role, **WHY
    )

    community.vandal.refresh_from_db()
    administrator.refresh_from_db()
    told = root.get(answer.url).text
    assert community.vandal.role == "reviewer"
    assert administrator.role == "administrator"
    assert "Given another role: Vandal." in told
    assert "Somebody else has to change your own role." in told
    assert _newest("role").details == {"role": "Reviewer"}


@pytest.mark.parametrize("role", ["reader", "emperor", ""])
def test_there_are_no_other_roles(role, community, root):
    answer = act_on(root, "account", "give-role", community.vandal, role=role, **WHY)

    assert answer.status_code == 422


def test_accounts_are_closed_and_opened_again(community, root, administrator):
    answer = act_on(root, "account", "close", community.vandal, administrator, **WHY)
    told = root.get(answer.url).text
    act_on(root, "account", "reopen", community.closed, **WHY)

    community.vandal.refresh_from_db()
    community.closed.refresh_from_db()
    assert (community.vandal.is_active, community.closed.is_active) == (False, True)
    assert "Closed: Vandal." in told
    assert "Somebody else has to close your own account." in told


def test_a_link_to_set_a_password_is_shown_at_once_and_works(community, root):
    answer = act_on(root, "account", "give-link", community.vandal, **WHY)

    [outcome] = listed_in(answer, ".//ul[@class='outcomes']/li")
    link = outcome.removeprefix("Vandal: ")
    assert link.startswith("http://testserver/accounts/password/set?")
    assert Client().get(link).status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_addresses_are_shown_at_once_and_kept_nowhere(community, root):
    note_address(community.vandal, "203.0.113.7")
    other = make_user("Quiet")

    answer = act_on(root, "account", "look-up", community.vandal, other, **WHY)
    after = root.get("/admin/accounts/user/")

    outcomes = listed_in(answer, ".//ul[@class='outcomes']/li")
    assert outcomes[0] == "Quiet: no address is known"
    assert outcomes[1].startswith("Vandal: 203.0.113.7 on ")
    assert "203.0.113.7" not in after.text
    assert "no-store" in answer["Cache-Control"]
    looked = AuditEntry.objects.filter(act="look-up").values_list("subject", "reason")
    assert set(looked) == {("Vandal", "Because"), ("Quiet", "Because")}


def test_a_proposal_is_accepted_as_its_authors_edit(community, desk, moderator):
    held = community.proposal

    shown = begin(desk, "proposal", "accept", held)
    confirm(desk, "proposal", shown, held, answer="Thank you")

    assert "1 change: More" in words_of(main_of(shown))
    saved = Article.objects.get(title="Ada Lovelace").current_revision
    assert saved.text == "Nonsense.\n\nMore and more."
    assert (saved.author, saved.accepted_by) == (held.author, moderator)
    assert _newest("accept").reason == "Thank you"


def test_a_page_that_changed_meanwhile_is_looked_at_again(community, desk):
    held, last = community.proposal, community.article.current_revision
    shown = begin(desk, "proposal", "accept", held)
    make_revision(text="Sense.\n\nMore.", base=last)

    answer = confirm(desk, "proposal", shown, held)

    assert "The page has changed." in desk.get(answer.url).text
    held.refresh_from_db()
    assert held.state == State.WAITING


def test_of_two_proposals_for_a_page_the_second_is_looked_at_again(desk):
    base = make_revision(text="One.\n\nTwo.")
    first = propose("First.\n\nTwo.", base=base)
    second = propose("One.\n\nSecond.", base=base)

    act_on(desk, "proposal", "accept", first, second)

    states = {one.state for one in type(first).objects.all()}
    assert states == {State.ACCEPTED, State.WAITING}


@pytest.mark.parametrize(
    ("act", "state"), [("reject", State.REJECTED), ("send-back", State.SENT_BACK)]
)
def test_a_proposal_is_turned_down_with_words(act, state, community, desk, moderator):
    held = community.proposal

    act_on(desk, "proposal", act, held, answer="Sources, please")
    again = act_on(desk, "proposal", act, held, answer="Once more")

    held.refresh_from_db()
    assert (held.state, held.answer, held.decided_by) == (
        state,
        "Sources, please",
        moderator,
    )
    assert "already" in desk.get(again.url).text
    assert LogEntry.objects.filter(act=act).count() == 1


def test_a_report_is_settled_with_what_was_done(community, desk, moderator):
    shown = begin(desk, "report", "settle", community.report)
    sent = {"outcome": "dismissed", "answer": "It is true"}
    confirm(desk, "report", shown, community.report, **sent)

    report = community.report
    report.refresh_from_db()
    assert "It lies" in words_of(main_of(shown))
    assert (report.outcome, report.answer, report.settled_by) == (
        "dismissed",
        "It is true",
        moderator,
    )
    assert _newest("report").reason == "It is true"
