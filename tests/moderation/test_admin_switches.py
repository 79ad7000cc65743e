"""Switches in the administration: seen and turned by operators, with a reason."""

import time

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import AuditEntry, LogEntry
from moderation.models import Switch
from moderation.switches import forget
from tests.articles.pages import form_of, main_of, words_of
from tests.makers import make_user

pytestmark = pytest.mark.django_db

DOOR = "/admin/moderation/switch/"


def test_all_are_shown_with_their_state_before_any_was_turned(root):
    page = words_of(main_of(root.get(DOOR)))

    for kind in Switch.Kind:
        assert str(kind.label) in page
    assert page.count("Off.") == 3


@pytest.mark.parametrize("kind", Switch.Kind.values)
def test_each_is_turned_on_with_words_and_off_again(kind, root, administrator):
    on = root.post(DOOR, {"kind": kind, "is_on": "on", "words": "A raid"})
    forget()
    shown = root.get(DOOR)
    off = root.post(DOOR, {"kind": kind, "words": "It is over"})
    forget()

    assert (on.status_code, on.url, off.status_code) == (302, DOOR, 302)
    assert "by Root" in words_of(main_of(shown))
    assert not Switch.objects.get(kind=kind).is_on
    reasons = LogEntry.objects.filter(act=kind).values_list("reason", "actor")
    assert list(reasons) == [
        ("It is over", administrator.pk),
        ("A raid", administrator.pk),
    ]
    assert AuditEntry.objects.filter(act="setting", subject=kind).count() == 2


def test_read_only_mode_is_ended_where_it_was_begun(root):
    root.post(DOOR, {"kind": "read-only", "is_on": "on", "words": "Moving"})
    forget()
    editor = Client()
    editor.force_login(make_user())

    refused = editor.post("/edit/Ada_Lovelace", {"text": "One."})
    elsewhere = root.post("/admin/articles/article/", {"action": "delete"})
    ended = root.post(DOOR, {"kind": "read-only", "words": "Done"})
    forget()

    assert [one.status_code for one in (refused, elsewhere, ended)] == [503, 503, 302]
    assert editor.post("/edit/Ada_Lovelace", {"text": "One."}).status_code == 302


@pytest.mark.parametrize("door", [DOOR, "/operate"])
@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "read-only", "is_on": "on", "words": " "},
        {"kind": "notice", "is_on": "on"},
        {"kind": "everything", "is_on": "on", "words": "x"},
        {"words": "x"},
    ],
)
def test_nothing_is_turned_on_without_words_or_a_name(sent, door, root):
    answer = root.post(door, sent)

    assert answer.status_code == 422
    assert not Switch.objects.exists()
    assert not LogEntry.objects.exists()


def test_the_command_line_asks_for_words_too():
    with pytest.raises(CommandError, match="Please give the reason"):
        call_command("switch", "read-only", "on")

    call_command("switch", "read-only", "off")
    assert not Switch.objects.get().is_on


@pytest.mark.parametrize("role", ["moderator", "reviewer", "editor"])
def test_nobody_else_turns_them(role, signed_in):
    answer = signed_in(make_user(role=role)).post(
        DOOR, {"kind": "read-only", "is_on": "on", "words": "Ha"}
    )

    assert answer.status_code in {302, 403}
    assert not Switch.objects.exists()


def test_a_password_that_was_given_long_ago_is_asked_for(root):
    session = root.session
    session["password_confirmed_at"] = time.time() - 3600
    session.save()

    asked = root.post(DOOR, {"kind": "notice", "is_on": "on", "words": "Hello"})

    assert asked.status_code == 403
    assert form_of(asked)["words"] == "Hello"
    assert not Switch.objects.exists()


def test_the_first_page_leads_operators_there(root):
    assert f'href="{DOOR}"' in root.get("/admin/").text
