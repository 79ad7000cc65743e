"""Operating: switches, roles, trust, look-ups, and a recent password before them."""

import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, LogEntry, User
from articles.jobs import work_off
from articles.models import Job, Revision
from moderation.models import Switch
from moderation.switches import forget, turn
from moderation.trust import WEIGH, surviving_edits, weigh
from tests.articles.pages import form_of, main_of, words_of
from tests.makers import PASSWORD, make_revision, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(administrator, signed_in):
    return signed_in(administrator)


def test_while_it_is_read_only_nothing_is_changed_and_nothing_lost(administrator):
    turn("read-only", is_on=True, words="Moving house.", by=administrator)
    forget()

    sent = Client().post("/edit/Ada_Lovelace", {"text": "My words.", "summary": "Why"})
    read = Client().get("/all")

    assert sent.status_code == 503
    assert sent["Retry-After"] == "30"
    assert "Moving house." in words_of(main_of(sent))
    assert form_of(sent)["text"].strip() == "My words."
    assert read.status_code == 200
    assert (Revision.objects.count(), User.objects.count()) == (0, 1)


def test_it_is_ended_by_whoever_began_it(administrator, desk):
    turn("read-only", is_on=True, words="Moving house.", by=administrator)
    forget()

    answer = desk.post("/operate", {"kind": "read-only", "words": "Done"})
    forget()

    assert answer.status_code == 302
    assert not Switch.objects.get().is_on
    client = Client()
    client.force_login(make_user())
    assert client.post("/edit/Ada_Lovelace", {"text": "One."}).status_code == 302


def test_a_notice_stands_on_every_page(administrator, client):
    turn("notice", is_on=True, words="Maintenance <b>tonight</b>.", by=administrator)
    forget()

    page = client.get("/all")

    assert "Maintenance &lt;b&gt;tonight&lt;/b&gt;." in page.text


def test_the_command_line_turns_them_too(capsys):
    call_command("switch", "hold-all", "on", "A", "raid")

    switch = Switch.objects.get()
    assert (switch.kind, switch.is_on, switch.words) == ("hold-all", True, "A raid")
    assert "on" in capsys.readouterr().out
    assert LogEntry.objects.get().actor is None


def test_a_role_is_given_with_a_reason_and_logged(desk, administrator):
    account = make_user("Ada")

    desk.post("/role/Ada", {"role": "reviewer", "reason": "Good work"})

    account.refresh_from_db()
    assert account.role == "reviewer"
    line = LogEntry.objects.get()
    assert (line.actor, line.subject, line.details) == (
        administrator,
        "Ada",
        {"role": "Reviewer"},
    )
    assert AuditEntry.objects.filter(act="role").exists()


@pytest.mark.parametrize("role", ["reader", "emperor", ""])
def test_there_are_no_other_roles(role, desk):
    account = make_user("Ada")

    assert desk.post("/role/Ada", {"role": role, "reason": "x"}).status_code == 422
    account.refresh_from_db()
    assert account.role == "editor"


def test_nobody_changes_their_own_role(desk, administrator):
    answer = desk.post("/role/Root", {"role": "editor", "reason": "Tired"})

    assert answer.status_code == 422
    administrator.refresh_from_db()
    assert administrator.role == "administrator"


def test_trust_comes_with_time_and_words_that_stayed(settings):
    settings.CANONICA_TRUSTED_AFTER, settings.CANONICA_TRUSTED_AFTER_DAYS = 2, 7
    old = make_user(date_joined=timezone.now() - timedelta(days=8))
    make_revision("One", "First words.", author=old)
    weigh(str(old.pk))
    before = User.objects.get(pk=old.pk).role
    make_revision("Two", "Second words.", author=old)
    new = make_user()
    for number in range(3):
        make_revision(f"New {number}", "Words.", author=new)

    weigh(str(old.pk))
    weigh(str(new.pk))

    roles = [User.objects.get(pk=one.pk).role for one in (old, new)]
    assert (before, roles) == ("editor", ["trusted", "editor"])
    assert LogEntry.objects.get().reason == "2 edits that stayed, in 7 days or more"


def test_words_that_were_taken_out_again_earn_no_trust():
    author = make_user()
    mine = make_revision(text="Spam.", author=author)

    before = surviving_edits(author, most=10)
    make_revision(text="A mathematician.", base=mine)

    assert (before, surviving_edits(author, most=10)) == (1, 0)


def test_trust_is_weighed_after_an_edit(settings, django_capture_on_commit_callbacks):
    settings.CANONICA_TRUSTED_AFTER, settings.CANONICA_TRUSTED_AFTER_DAYS = 1, 0
    author = make_user()

    with django_capture_on_commit_callbacks(execute=True):
        make_revision(author=author)
    work_off()

    author.refresh_from_db()
    assert author.role == "trusted"


def test_an_editor_of_few_days_is_not_weighed_at_each_edit(
    settings, django_capture_on_commit_callbacks
):
    settings.CANONICA_TRUSTED_AFTER, settings.CANONICA_TRUSTED_AFTER_DAYS = 1, 7

    with django_capture_on_commit_callbacks(execute=True):
        make_revision(author=make_user(date_joined=timezone.now() - timedelta(days=6)))
    asked_early = Job.objects.filter(kind=WEIGH).count()
    with django_capture_on_commit_callbacks(execute=True):
        make_revision(
            "Two", author=make_user(date_joined=timezone.now() - timedelta(days=8))
        )

    assert (asked_early, Job.objects.filter(kind=WEIGH).count()) == (0, 1)


def test_trust_that_was_taken_away_does_not_come_back_by_itself(settings, desk):
    settings.CANONICA_TRUSTED_AFTER, settings.CANONICA_TRUSTED_AFTER_DAYS = 1, 0
    account = make_user("Ada", role="trusted")
    make_revision(author=account)

    desk.post("/role/Ada", {"role": "editor", "reason": "Misused"})
    weigh(str(account.pk))

    account.refresh_from_db()
    assert account.role == "editor"


def test_addresses_are_looked_up_with_a_reason_that_is_written_down(desk):
    Client().post("/edit/Ada", {"text": "Spam."}, REMOTE_ADDR="203.0.113.7")
    name = User.objects.get(is_temporary=True).username

    by_name = desk.post("/addresses", {"who": name, "reason": "Spam"})
    by_range = desk.post("/addresses", {"who": "203.0.113.0/24", "reason": "Spam"})

    assert "203.0.113.7" in words_of(main_of(by_name))
    assert name in words_of(main_of(by_range))
    looked = AuditEntry.objects.filter(act="look-up").order_by("pk")
    assert [one.subject for one in looked] == [name, "203.0.113.0/24"]


def test_where_log_ins_failed_is_looked_up_and_not_in_the_audit(desk):
    make_user("Ada", email="ada@example.org")
    sent = {"username": "Ada", "password": "wrong"}
    Client().post("/accounts/login", sent, REMOTE_ADDR="203.0.113.7")
    Client().post(
        "/accounts/login", sent | {"password": PASSWORD}, REMOTE_ADDR="203.0.113.8"
    )

    audit = desk.get("/audit")
    by_name = desk.post("/addresses", {"who": "Ada", "reason": "Spam"})
    by_range = desk.post("/addresses", {"who": "203.0.113.7", "reason": "Spam"})

    assert "could not log in" in words_of(main_of(audit))
    assert "203.0.113." not in audit.text
    shown = words_of(main_of(by_name))
    assert "203.0.113.8, last on" in shown
    assert "203.0.113.7, on" in shown
    assert "ada@example.org" in shown
    assert "Ada: 203.0.113.7, on" in words_of(main_of(by_range))


def test_the_audit_opens_with_a_password_given_anew(desk):
    session = desk.session
    session["password_confirmed_at"] = time.time() - 3600
    session.save()

    asked = desk.get("/audit")
    given = desk.post("/audit", form_of(asked) | {"confirm_password": PASSWORD})

    assert asked.status_code == 403
    assert (given.status_code, given.url) == (302, "/audit")
    assert desk.get("/audit").status_code == 200


def test_moderators_see_no_addresses_and_no_audit(moderator, signed_in):
    browser = signed_in(moderator)

    for address in ("/addresses", "/audit", "/operate", "/role/Moritz"):
        assert browser.get(address).status_code == 403, address


def test_a_grave_act_asks_for_a_password_that_was_given_long_ago(desk):
    make_revision()
    session = desk.session
    session["password_confirmed_at"] = time.time() - 3600
    session.save()

    asked = desk.post("/delete/Ada_Lovelace", {"reason": "Nonsense"})
    wrong = desk.post(
        "/delete/Ada_Lovelace", form_of(asked) | {"confirm_password": "wrong"}
    )
    right = desk.post(
        "/delete/Ada_Lovelace", form_of(wrong) | {"confirm_password": PASSWORD}
    )

    assert asked.status_code == 403
    assert form_of(asked)["reason"] == "Nonsense"
    assert "That is not your password." in words_of(main_of(wrong))
    assert (right.status_code, right.url) == (302, "/undelete/Ada_Lovelace")


def test_signing_in_is_audited():
    make_user("Ada")

    Client().post("/accounts/login", {"username": "Ada", "password": "wrong"})
    Client().post("/accounts/login", {"username": "Ada", "password": PASSWORD})

    acts = AuditEntry.objects.order_by("pk").values_list("act", "subject")
    assert list(acts) == [("log-in-failed", "Ada"), ("log-in", "Ada")]


def test_the_log_and_the_rights_are_everybodys(client, desk):
    make_user("Ada")
    desk.post("/role/Ada", {"role": "reviewer", "reason": "Good work"})

    log = client.get("/log?subject=Ada&act=role&actor=Root")
    rights = client.get("/rights")

    assert "Good work" in words_of(main_of(log))
    assert "No entries match" in words_of(main_of(client.get("/log?actor=Nobody")))
    assert "Publish edits at once" in words_of(main_of(rights))
    assert client.get("/audit").status_code in {302, 403}


@pytest.mark.parametrize("place", [{"title": "Ada Lovelace"}, {"namespace": "14"}, {}])
def test_what_is_held_is_said_on_a_page_and_taken_back(place, moderator, signed_in):
    desk = signed_in(moderator)
    sent = {"level": "trusted", "reason": "War", **place}

    desk.post("/holding", sent)
    listed = desk.get("/holding")
    desk.post("/holding", sent | {"level": ""})

    assert "only edits of trusted editors are published" in words_of(main_of(listed))
    assert "only edits of" not in words_of(main_of(desk.get("/holding")))
    assert LogEntry.objects.filter(act="hold").count() == 2
