"""Closing: nobody logs in to the account any more, and what it wrote stays."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.closing import close, reopen
from accounts.joining import decide
from accounts.models import Application, LogEntry, User
from accounts.rights import NotAllowed
from articles.hiding import NOBODY, Hiding, hide
from tests.accounts.doors import account_of, join, log_in
from tests.articles.pages import main_of, words_of
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_user("Ada")


def test_a_closed_account_is_logged_out_and_lets_nobody_in(ada, root, client):
    there = Client()
    log_in(there, "Ada")
    revision = make_revision(author=ada)

    close(ada, by=root, reason="Asked to")
    refused = log_in(client, "Ada")

    assert there.get("/drafts").status_code == 302
    assert refused.status_code == 422
    assert "This account was closed." in words_of(main_of(refused))
    assert account_of(client) is None
    assert "Ada" in client.get(f"/revision/{revision.pk}").text
    entry = LogEntry.objects.get()
    assert (str(entry), entry.reason) == ("Root closed the account Ada", "Asked to")


def test_that_it_is_closed_is_told_to_who_knows_the_password_only(ada, root, client):
    close(ada, by=root, reason="Asked to")

    refused = log_in(client, "Ada", "guessed")

    assert "closed" not in words_of(main_of(refused))


def test_it_is_opened_again(ada, root, client):
    close(ada, by=root, reason="Asked to")

    reopen(ada, by=root, reason="Changed their mind")
    log_in(client, "Ada")

    assert account_of(client) == str(ada.pk)
    assert LogEntry.objects.first().act == "reopen"


@pytest.mark.parametrize("role", ["editor", "reviewer", "moderator"])
def test_others_close_and_open_nothing(ada, root, role):
    with pytest.raises(NotAllowed):
        close(ada, by=make_user(role=role), reason="Because")
    close(ada, by=root, reason="Asked to")
    with pytest.raises(NotAllowed):
        reopen(ada, by=make_user(role=role), reason="Because")


def test_nobody_locks_themselves_out(root):
    with pytest.raises(ValidationError, match="your own account"):
        close(root, by=root, reason="Tired")


def test_nothing_is_closed_or_opened_twice(ada, root):
    with pytest.raises(ValidationError, match="not closed"):
        reopen(ada, by=root, reason="Because")
    close(ada, by=root, reason="Asked to")
    with pytest.raises(ValidationError, match="already"):
        close(ada, by=root, reason="Asked to")


def test_the_account_of_removed_names_is_never_opened(root):
    revision = make_revision()
    hide(revision, Hiding(fields=["author"], reason="Private"), by=root)

    with pytest.raises(ValidationError, match="not closed"):
        reopen(User.objects.get(username=NOBODY), by=root, reason="Because")


@pytest.mark.parametrize("is_refused", [True, False])
def test_who_was_never_let_in_does_not_come_in_by_this_door(root, settings, is_refused):
    settings.CANONICA_SIGN_UP = "approval"
    join(Client(), "Eve")
    application = Application.objects.get()
    if is_refused:
        decide(application, by=root, answer="Spam", is_approved=False)

    with pytest.raises(ValidationError, match="not closed"):
        reopen(application.account, by=root, reason="Because")
