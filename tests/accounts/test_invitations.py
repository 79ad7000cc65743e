"""By invitation: one link makes one account, and only who made it knows it."""

from datetime import timedelta
from threading import Barrier, Thread
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import joining
from accounts.blocking import Terms, block_account, lift
from accounts.forms import LOOKS_TAKEN
from accounts.joining import JoinRefused, invite, make_account, revoke
from accounts.models import Invitation, LogEntry, User
from accounts.rights import NotAllowed
from tests.accounts.doors import JOIN, account_of, opened_a_minute_ago
from tests.articles.pages import listed_in, main_of, words_of
from tests.makers import PASSWORD, make_user

pytestmark = pytest.mark.django_db

INVITATIONS = "/accounts/invitations"


@pytest.fixture(autouse=True)
def _by_invitation(settings):
    settings.CANONICA_SIGN_UP = "invitation"


def come_with(client, token: str, name: str = "Ada"):
    """Open the link, fill in the form, and send it to where it was opened."""
    sent = {
        "username": name,
        "password1": PASSWORD,
        "password2": PASSWORD,
        "opened": opened_a_minute_ago(),
        "next": "/recent",
    }
    return client.post(f"{JOIN}?invitation={token}", sent)


def link_on(page) -> str:
    field = main_of(page).find(".//input[@id='invitation-link']")
    assert field is not None
    return str(field.get("value"))


def test_an_invitation_is_shown_once_and_makes_one_account(client, desk, moderator):
    page = desk.post(INVITATIONS, {"note": "For Ada"})
    parts = urlsplit(link_on(page))

    assert parts.path == JOIN
    assert client.get(link_on(page)).status_code == 200
    response = come_with(client, parts.query.partition("=")[2])

    account = User.objects.get(username="Ada")
    assert (response.status_code, response["Location"]) == (302, "/recent")
    assert account_of(client) == str(account.pk)
    assert (account.invitation.by, account.invitation.note) == (moderator, "For Ada")
    assert listed_in(desk.get(INVITATIONS), ".//li/a[@href='/contributions/Ada']") == [
        "Ada"
    ]
    assert link_on(page) not in desk.get(INVITATIONS).text


def test_an_invitation_is_good_once(client, moderator):
    _made, token = invite(by=moderator)
    come_with(client, token)

    again = come_with(Client(), token, "Grace")

    assert again.status_code == 403
    assert "This invitation was used or revoked, or has run out." in again.text
    assert not User.objects.filter(username="Grace").exists()


@pytest.mark.parametrize("query", ["", "?invitation=", "?invitation=x", "?other=1"])
def test_without_an_invitation_nobody_gets_an_account(client, moderator, query):
    invite(by=moderator)

    shown, sent = client.get(JOIN + query), client.post(JOIN + query, {"username": "A"})

    assert (shown.status_code, sent.status_code) == (403, 403)
    assert "invitation" in words_of(main_of(shown))
    assert list(User.objects.all()) == [moderator]


def test_a_mistake_in_the_form_does_not_use_the_invitation_up(client, moderator):
    make_user("Ada")
    _made, token = invite(by=moderator)

    refused = come_with(client, token, "Ada")
    response = come_with(client, token, "Grace")

    assert str(LOOKS_TAKEN) in refused.text
    assert response.status_code == 302


def test_of_the_link_only_a_hash_is_kept(moderator):
    made, token = invite(by=moderator, note="For Ada")

    kept = " ".join(map(str, Invitation.objects.values_list().get()))
    assert token not in kept
    assert token not in str(LogEntry.objects.values_list().get())
    assert len(token) > 40
    assert made.token_hash in kept


def test_inviting_is_logged_without_the_note(moderator):
    made, _token = invite(by=moderator, note="For jane@one.example")

    line = LogEntry.objects.get()
    assert (line.act, line.actor, line.reason, line.details) == (
        "invite",
        moderator,
        "",
        {"invitation": f"#{made.pk}"},
    )


def test_an_invitation_runs_out_after_two_weeks(client, moderator):
    made, token = invite(by=moderator)

    assert made.expires_at - made.created_at == timedelta(days=14)
    Invitation.objects.update(expires_at=timezone.now())
    assert come_with(client, token).status_code == 403


def test_an_invitation_can_be_revoked_by_who_made_it(client, desk, moderator):
    made, token = invite(by=moderator)

    response = desk.post(INVITATIONS, {"action": "revoke", "invitation": made.pk})

    assert (response.status_code, response["Location"]) == (302, INVITATIONS)
    assert come_with(client, token).status_code == 403
    assert not Invitation.objects.open().exists()


def test_nobody_revokes_or_sees_those_of_others(desk):
    other = make_user(role="moderator")
    made, _token = invite(by=other, note="For Grace")

    desk.post(INVITATIONS, {"action": "revoke", "invitation": made.pk})

    assert "For Grace" not in desk.get(INVITATIONS).text
    assert Invitation.objects.open().get() == made


def test_what_was_used_is_not_revoked(client, moderator):
    made, token = invite(by=moderator)
    come_with(client, token)

    assert revoke(made.pk, by=moderator) is False


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "9" * 18, "9" * 40, "\u0661"])
def test_nonsense_revokes_nothing(desk, moderator, number):
    invite(by=moderator)

    response = desk.post(INVITATIONS, {"action": "revoke", "invitation": number})

    assert response.status_code == 302
    assert Invitation.objects.open().count() == 1


@pytest.mark.parametrize("change", [{"role": "editor"}, {"is_active": False}])
def test_invitations_of_who_lost_the_right_are_good_no_more(client, moderator, change):
    _made, token = invite(by=moderator)

    User.objects.filter(pk=moderator.pk).update(**change)

    assert client.get(f"{JOIN}?invitation={token}").status_code == 403
    assert come_with(client, token).status_code == 403
    with pytest.raises(JoinRefused):
        make_account(User(username="Ada"), token=token)


def test_invitations_of_who_is_blocked_are_good_only_after_that(client, moderator):
    _made, token = invite(by=moderator)
    root = make_user(role="administrator")
    block = block_account(moderator, Terms(reason="Sold invitations"), by=root)

    refused = client.get(f"{JOIN}?invitation={token}").status_code
    with pytest.raises(JoinRefused):
        make_account(User(username="Ada"), token=token)
    lift(block, by=root, reason="It was somebody else")

    assert refused == 403
    assert come_with(client, token).status_code == 302


@pytest.mark.parametrize("role", ["editor", "trusted", "bot", "reviewer"])
def test_others_invite_nobody(client, role):
    other = make_user(role=role)
    client.force_login(other)

    assert client.get(INVITATIONS).status_code == 403
    assert client.post(INVITATIONS, {"note": "x"}).status_code == 403
    with pytest.raises(NotAllowed):
        invite(by=other)
    assert not Invitation.objects.exists()


def test_another_site_cannot_invite(moderator):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(moderator)

    assert browser.post(INVITATIONS, {"note": "x"}).status_code == 403
    assert not Invitation.objects.exists()


def test_not_too_many_are_open_at_once(monkeypatch, moderator):
    monkeypatch.setattr(joining, "MOST_INVITATIONS", 2)
    made, _token = invite(by=moderator)
    invite(by=moderator)

    with pytest.raises(ValidationError):
        invite(by=moderator)
    revoke(made.pk, by=moderator)

    invite(by=moderator)


def test_inviting_is_limited(desk):
    statuses = [
        desk.post(INVITATIONS, {"note": f"{number}"}).status_code
        for number in range(31)
    ]

    assert statuses == [200] * 30 + [429]
    assert Invitation.objects.count() == 30


def test_a_note_that_is_too_long_makes_none(desk):
    response = desk.post(INVITATIONS, {"note": "x" * 201})

    assert response.status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("open_ones", [1, 3])
def test_the_page_costs_the_same_however_many_are_open(
    desk, moderator, django_assert_num_queries, open_ones
):
    for _ in range(open_ones):
        _made, token = invite(by=moderator)
        come_with(Client(), token, f"Editor {_}")
        invite(by=moderator)
    desk.get(INVITATIONS)

    # The session, the account, blocks on it, the open ones, those who came.
    with django_assert_num_queries(5):
        desk.get(INVITATIONS)


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_get_one_account_of_one_invitation():
    moderator = make_user(role="moderator")
    _made, token = invite(by=moderator)
    both = Barrier(2)
    statuses: list[str] = []

    def come(name: str) -> None:
        both.wait()
        try:
            make_account(User(username=name), token=token)
            statuses.append("made")
        except JoinRefused:
            statuses.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=come, args=[name]) for name in ("Ada", "Grace")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == ["made", "refused"]
    assert User.objects.count() == 2


def test_in_other_ways_an_invitation_is_not_needed_and_that_is_said(
    client, desk, settings
):
    settings.CANONICA_SIGN_UP = "open"

    assert "At the moment nobody needs one" in words_of(main_of(desk.get(INVITATIONS)))
    assert come_with(client, "").status_code == 302
