"""By e-mail: nobody logs in to an account before its address is confirmed, once."""

import re
from datetime import timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts import lists
from accounts.blocking import Terms, block_account
from accounts.joining import confirm, remove_unmade
from accounts.letters import TOKENS
from accounts.models import AuditEntry, ListKind, LogEntry, User
from tests.accounts.doors import JOIN, LOG_IN, account_of, join, log_in
from tests.accounts.letters import letters
from tests.articles.pages import form_of, notices_of
from tests.makers import PASSWORD, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "ada@one.example"


@pytest.fixture(autouse=True)
def _by_email(settings):
    settings.CANONICA_SIGN_UP = "email"


def link_in(letter) -> str:
    """Return where the one link in a letter leads, on this site."""
    (found,) = re.findall(r"^http://testserver(/\S+)$", letter.body, re.MULTILINE)
    return str(found)


def test_an_account_waits_until_its_address_is_confirmed(client):
    response = join(client, "Ada Lovelace", email=ADDRESS, next="/wiki/Algebra")

    account = User.objects.get()
    assert (response.status_code, response["Location"]) == (
        302,
        f"{LOG_IN}?next=%2Fwiki%2FAlgebra",
    )
    assert (account.email, account.awaits, account.is_active) == (
        ADDRESS,
        "confirmation",
        False,
    )
    assert account_of(client) is None
    assert notices_of(client.get(response["Location"])) == [
        f"Almost there. A link was sent to {ADDRESS}. Open it within 3 days, press the "
        "button there, and log in."
    ]


def test_the_letter_goes_to_the_address_and_says_whose_it_is(client, settings):
    join(client, "Ada Lovelace", email=ADDRESS)

    (letter,) = letters()
    assert letter.to == [ADDRESS]
    assert letter.subject == "Confirm your account at Canonica AI"
    assert '"Ada Lovelace"' in letter.body
    assert letter.from_email == settings.DEFAULT_FROM_EMAIL


def test_the_button_behind_the_link_lets_one_in(client):
    join(client, email=ADDRESS)
    link = link_in(letters()[0])

    response = client.post(link, form_of(client.get(link)))

    account = User.objects.get()
    assert (response.status_code, response["Location"]) == (302, LOG_IN)
    assert (account.awaits, account.is_active) == ("", True)
    assert account_of(client) is None
    log_in(client)
    assert account_of(client) == str(account.pk)


def test_looking_at_the_link_changes_nothing(client):
    join(client, email=ADDRESS)
    before = User.objects.values().get()

    responses = [client.get(link_in(letters()[0])) for _ in range(3)]

    assert [one.status_code for one in responses] == [200, 200, 200]
    assert User.objects.values().get() == before


def test_a_link_is_good_once(client):
    join(client, email=ADDRESS)
    link = link_in(letters()[0])
    client.post(link)

    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410


@pytest.mark.parametrize(
    ("days", "is_good"), [(timedelta(days=2.9), True), (timedelta(days=3.1), False)]
)
def test_a_link_is_good_for_three_days(client, monkeypatch, days, is_good):
    join(client, email=ADDRESS)
    account, link = User.objects.get(), link_in(letters()[0])
    token = link.rpartition("token=")[2]
    now = TOKENS._now() + days
    monkeypatch.setattr(TOKENS, "_now", lambda: now)

    assert (confirm(account.pk, token) is not None) is is_good


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?account=&token=",
        "?account={pk}&token=",
        "?account={pk}&token=x-y",
        "?account={pk}&token={token}x",
        "?account={other}&token={token}",
        "?account=-1&token={token}",
        "?account=1e3&token={token}",
        "?account=\u0661&token={token}",
        "?account=99999999999999999999999&token={token}",
        "?account={pk}%00&token={token}",
        "?token={token}",
    ],
)
def test_a_forged_link_opens_nothing(client, query):
    join(client, email=ADDRESS)
    join(client, "Grace", email="grace@one.example")
    token = link_in(letters()[0]).rpartition("token=")[2]
    account, other = User.objects.order_by("pk")
    path = "/accounts/confirm" + query.format(
        pk=account.pk, other=other.pk, token=token
    )

    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410
    assert not User.objects.filter(is_active=True).exists()


def test_a_link_is_for_the_address_it_was_sent_to(client):
    join(client, email=ADDRESS)
    User.objects.update(email="eve@one.example")

    assert client.post(link_in(letters()[0])).status_code == 410


def test_a_disabled_account_is_not_let_in_by_an_old_link(client):
    join(client, email=ADDRESS)
    link = link_in(letters()[0])
    client.post(link)
    User.objects.update(is_active=False)

    assert client.post(link).status_code == 410
    assert not User.objects.get().is_active


def test_another_site_cannot_confirm(client):
    join(client, email=ADDRESS)
    elsewhere = Client(enforce_csrf_checks=True)

    assert elsewhere.post(link_in(letters()[0])).status_code == 403
    assert not User.objects.get().is_active


def test_confirming_is_limited(client):
    statuses = {client.post("/accounts/confirm").status_code for _ in range(60)}

    assert statuses == {410}
    assert client.post("/accounts/confirm").status_code == 429


def test_an_address_that_is_known_is_answered_like_any_other(client):
    make_user("Mary", email=ADDRESS)

    known = join(client, "Ada", email=ADDRESS)
    told_known = notices_of(client.get(known["Location"]))
    unknown = join(client, "Grace", email="new@one.example")
    told_unknown = notices_of(client.get(unknown["Location"]))

    assert (known.status_code, known["Location"]) == (302, unknown["Location"])
    assert told_known == [told_unknown[0].replace("new@one.example", ADDRESS)]
    first, second = letters()
    assert [len(letter.body.splitlines()) for letter in (first, second)] == [6, 6]


def test_whoever_knows_the_password_is_told_and_gets_the_letter_again(client):
    join(client, email=ADDRESS)

    browser = Client()

    response = log_in(browser)

    assert response.status_code == 422
    assert account_of(browser) is None
    assert notices_of(response) == [
        "The e-mail address of this account is not confirmed yet. Please open the "
        "link that was sent to it."
    ]
    assert [letter.to for letter in letters()] == [[ADDRESS], [ADDRESS]]
    assert client.post(link_in(letters()[1])).status_code == 302


def test_the_letter_is_not_sent_again_and_again(client):
    join(client, email=ADDRESS)

    for _ in range(3):
        log_in(client)

    assert len(letters()) == 2


def test_whoever_does_not_know_the_password_is_told_nothing(client):
    join(client, email=ADDRESS)

    waiting = log_in(Client(), "Ada", "wrong password")
    unknown = log_in(Client(), "Eve", "wrong password")

    assert notices_of(waiting) == notices_of(unknown)
    assert len(letters()) == 1
    failed = AuditEntry.objects.filter(act="log-in-failed")
    assert [entry.subject for entry in failed.order_by("id")] == ["Ada", "Eve"]


def test_nobody_is_drowned_in_letters(client):
    statuses = {
        join(client, f"Editor {number}", email=spelling).status_code
        for number, spelling in enumerate([ADDRESS, ADDRESS.upper()] * 4)
    }

    assert statuses == {302}
    assert len(letters()) == 5


def test_a_server_that_takes_no_letters_breaks_nothing(client, monkeypatch, caplog):
    def refuse(*_args: object, **_more: object) -> None:
        raise SMTPException("full")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)

    response = join(client, email=ADDRESS)
    letters()

    assert response.status_code == 302
    assert User.objects.get().awaits == "confirmation"
    assert "was not sent" in caplog.text


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ada",
        "ada@",
        "ada@one.example\nBcc: eve@two.example",
        "ada@one.example\r\nSubject: x",
        "ada@one.example, eve@two.example",
        f"{'a' * 320}@one.example",
    ],
)
def test_what_is_no_address_gets_no_letter(client, address):
    response = join(client, email=address)

    assert response.status_code == 422
    assert 'value="Ada"' in response.text
    assert not User.objects.exists()
    assert letters() == []


@pytest.mark.parametrize("address", ["x@spam.example", "x@MAIL.Spam.example"])
def test_domains_on_the_list_are_refused(client, address):
    moderator = make_user(role="moderator")
    lists.add(ListKind.EMAIL_DOMAIN, "spam.example", by=moderator)

    response = join(client, email=address)

    assert response.status_code == 422
    assert "Nobody can sign up with an e-mail address of this domain." in response.text
    assert list(User.objects.all()) == [moderator]
    assert letters() == []


def test_an_address_is_asked_in_this_way_only(client, settings):
    assert "email" in form_of(client.get(JOIN))

    settings.CANONICA_SIGN_UP = "open"

    assert "email" not in form_of(client.get(JOIN))


def test_accounts_never_confirmed_are_removed_and_their_names_are_free(client):
    join(client, "Ada", email=ADDRESS)
    join(client, "Grace", email="grace@one.example")
    make_user("Mary")
    make_user("Root", is_active=False)
    User.objects.filter(username__in=["Ada", "Mary", "Root"]).update(
        date_joined=timezone.now() - timedelta(days=3, minutes=1)
    )

    assert remove_unmade() == 1

    names = User.objects.order_by("username").values_list("username", flat=True)
    assert list(names) == ["Grace", "Mary", "Root"]
    assert join(client, "Ada", email=ADDRESS).status_code == 302


def test_an_account_that_was_blocked_keeps_no_other_from_being_removed(client):
    moderator = make_user("Mo", role="moderator")
    join(client, email=ADDRESS)
    join(client, "Grace", email="grace@one.example")
    block_account(User.objects.get(username="Ada"), Terms(reason="Spam"), by=moderator)
    awaiting = User.objects.filter(awaits="confirmation")
    awaiting.update(date_joined=timezone.now() - timedelta(days=4))

    assert remove_unmade() == 1
    assert awaiting.get().username == "Ada"


def test_an_account_lives_as_long_as_its_newest_link(client):
    join(client, email=ADDRESS)
    User.objects.update(date_joined=timezone.now() - timedelta(days=2, hours=23))

    log_in(client, "Ada", PASSWORD)
    User.objects.update(date_joined=F("date_joined") - timedelta(hours=2))
    remove_unmade()

    assert len(letters()) == 2
    assert client.post(link_in(letters()[1])).status_code == 302


def test_the_link_works_when_the_way_has_changed_meanwhile(client, settings):
    join(client, email=ADDRESS)
    settings.CANONICA_SIGN_UP = "closed"

    client.post(link_in(letters()[0]))

    assert User.objects.get().is_active
    assert not LogEntry.objects.exists()


def test_what_came_with_the_link_stands_in_no_path(client):
    join(client, email=ADDRESS)

    assert urlsplit(link_in(letters()[0])).path == "/accounts/confirm"
    assert PASSWORD not in letters()[0].body


def test_the_job_worker_removes_what_was_not_confirmed(client):
    join(client, email=ADDRESS)
    User.objects.update(date_joined=timezone.now() - timedelta(days=4))

    call_command("work", "--once")

    assert not User.objects.exists()
