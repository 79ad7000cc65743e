"""Hiding: a text, an author or a summary is gone from every page, and not lost."""

import pytest
from django.db import Error, connection, transaction

from accounts.models import AuditEntry, LogEntry
from accounts.rights import NotAllowed
from articles.hiding import NOBODY, Hiding, hidden_of, hide
from articles.integrity import problems_of_article, problems_of_revision
from articles.models import Article, HiddenField, Revision
from articles.policy import EditRefused
from tests.articles.pages import form_of, main_of, words_of
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db

CANARY = "Canarytext"


@pytest.fixture
def history():
    """A vandal's edit between two good ones, all of it a canary."""
    first = make_revision(text="Good.\n\nMore.")
    vandal = make_user("Canaryname")
    bad = make_revision(
        text=f"{CANARY}.\n\nMore.", base=first, author=vandal, summary="Canarysummary"
    )
    last = make_revision(text="Good.\n\nMore.", base=bad, summary="Back")
    return first, bad, last


def test_the_row_itself_holds_it_no_more(history, moderator):
    _, bad, _ = history

    hide(
        bad,
        Hiding(fields=["text", "author", "summary"], reason="Abuse"),
        by=moderator,
    )

    bad.refresh_from_db()
    assert (bad.text, bad.summary, bad.author.username) == ("", "", NOBODY)
    assert sorted(bad.hidden) == ["author", "summary", "text"]
    kept = HiddenField.objects.values_list("field", "value")
    assert dict(kept)["text"] == f"{CANARY}.\n\nMore."


def test_it_comes_back_as_it_was(history, moderator):
    _, bad, _ = history
    before = Revision.objects.filter(pk=bad.pk).values().get()
    hide(
        bad, Hiding(fields=["text", "author", "summary"], reason="Abuse"), by=moderator
    )

    hide(bad, Hiding(fields=[], reason="It was harmless"), by=moderator)

    assert Revision.objects.filter(pk=bad.pk).values().get() == before
    assert HiddenField.objects.count() == 0
    acts = LogEntry.objects.values_list("act", flat=True)
    assert list(acts) == ["unhide", "hide"]


def test_everything_still_agrees(history, moderator):
    _, bad, last = history
    hide(bad, Hiding(fields=["text"], reason="Abuse"), by=moderator)
    make_revision(text="Good.\n\nStill more.", base=last)

    article = Article.objects.select_related("current_revision").get()
    assert list(problems_of_article(article)) == []
    for revision in Revision.objects.all():
        assert list(problems_of_revision(revision)) == []


def test_what_readers_see_now_is_taken_back_first(history, moderator):
    _, _, last = history

    with pytest.raises(EditRefused, match="Take the edit back first"):
        hide(last, Hiding(fields=["text"], reason="Abuse"), by=moderator)
    hide(last, Hiding(fields=["summary"], reason="Abuse"), by=moderator)

    assert HiddenField.objects.count() == 1


def test_what_is_suppressed_moderators_do_not_see_or_read_about(
    history, moderator, administrator
):
    _, bad, _ = history
    suppressing = Hiding(fields=["text"], reason="An address", is_suppressed=True)

    with pytest.raises(NotAllowed):
        hide(bad, suppressing, by=moderator)
    hide(bad, suppressing, by=administrator)

    assert hidden_of(bad, moderator, reason="Curious") == []
    [found] = hidden_of(bad, administrator, reason="A court asks")
    assert found.value == f"{CANARY}.\n\nMore."
    with pytest.raises(NotAllowed):
        hide(bad, Hiding(fields=[], reason="Why not"), by=moderator)
    assert LogEntry.objects.count() == 0
    assert set(AuditEntry.objects.values_list("act", flat=True)) == {
        "suppress",
        "see-hidden",
    }


def test_hidden_texts_are_not_brought_back_by_a_side_door(history, moderator, client):
    _, bad, _ = history
    hide(bad, Hiding(fields=["text"], reason="Abuse"), by=moderator)
    client.force_login(make_user())

    answers = [
        client.post(f"/{door}/{bad.pk}", {"summary": "Back"})
        for door in ("restore", "undo", "rollback")
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert "is hidden" in words_of(main_of(answers[0]))
    assert Revision.objects.count() == 3


def test_it_is_done_on_a_page_and_looked_at_with_a_reason(
    history, moderator, signed_in
):
    _, bad, _ = history
    desk = signed_in(moderator)
    fields = form_of(desk.get(f"/hide/{bad.pk}"))

    sent = desk.post(
        f"/hide/{bad.pk}", fields | {"fields_hidden": ["text"], "reason": "Abuse"}
    )
    looked = desk.post(f"/hide/{bad.pk}", {"action": "look", "reason": "An appeal"})

    assert sent.status_code == 302
    assert CANARY in words_of(main_of(looked))
    assert AuditEntry.objects.filter(act="see-hidden", reason="An appeal").exists()
    assert looked["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles_revision SET text = ''",
        "UPDATE articles_revision SET text = 'Forged.'",
        "UPDATE articles_revision SET hidden = '{text}', text = ''",
        "UPDATE articles_revision SET author_id = author_id + 1",
        "UPDATE articles_revision SET summary = ''",
        "UPDATE articles_revision SET number = number + 10",
        "UPDATE accounts_logentry SET reason = ''",
        "DELETE FROM accounts_logentry",
        "UPDATE accounts_auditentry SET reason = ''",
        "DELETE FROM accounts_auditentry",
        "DELETE FROM articles_revision",
    ],
)
def test_the_database_keeps_what_was_written(statement, history, moderator):
    _, bad, _ = history
    hide(bad, Hiding(fields=["author"], reason="Abuse"), by=moderator)
    hidden_of(bad, moderator, reason="A look")

    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("reason", ["", "   ", "a\0"])
def test_looking_needs_a_reason(reason, history, moderator, signed_in):
    hide(history[1], Hiding(fields=["text"], reason="Private"), by=moderator)
    desk = signed_in(moderator)

    answer = desk.post(f"/hide/{history[1].pk}", {"action": "look", "reason": reason})

    assert answer.status_code == 422
    assert not AuditEntry.objects.filter(act="see-hidden").exists()
    with pytest.raises(EditRefused):
        hidden_of(history[1], moderator, reason=reason.replace("a\0", ""))
