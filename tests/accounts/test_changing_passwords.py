"""Passwords are changed by who knows them, and set anew by a link that works once."""

from threading import Event
from time import sleep

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.closing import close
from accounts.models import AuditEntry, User
from accounts.passwords import give_link, link_to_set
from accounts.rights import NotAllowed
from tests.accounts.doors import account_of, log_in
from tests.accounts.letters import letters
from tests.articles.pages import heading_of, main_of, words_of
from tests.makers import PASSWORD, make_user

pytestmark = pytest.mark.django_db

CHANGE = "/accounts/password"
FORGOTTEN = "/accounts/password/forgotten"
BETTER = "a better battery staple"
NEW = {"new_password1": BETTER, "new_password2": BETTER}
CHANGED = {"old_password": PASSWORD, **NEW}


@pytest.fixture
def ada() -> User:
    return make_user("Ada", email="ada@example.org")


def browser_of(account: User) -> Client:
    browser = Client()
    log_in(browser, account.username)
    return browser


def test_who_knows_the_password_changes_it_and_stays_logged_in(ada):
    here, elsewhere = browser_of(ada), browser_of(ada)

    response = here.post(CHANGE, CHANGED)

    assert (response.status_code, response["Location"]) == (
        302,
        "/accounts/preferences",
    )
    ada.refresh_from_db()
    assert ada.check_password(BETTER)
    assert here.get(CHANGE).status_code == 200
    assert elsewhere.get(CHANGE).status_code == 302
    assert AuditEntry.objects.filter(act="password", actor=ada).count() == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"old_password": "guessed"}, "entered incorrectly"),
        ({"new_password2": "another one again"}, "fields didn"),
        ({"new_password1": "short", "new_password2": "short"}, "too short"),
        ({"new_password1": "", "new_password2": ""}, "required"),
    ],
)
def test_what_is_wrong_with_a_change_is_said(ada, sent, words):
    browser = browser_of(ada)

    response = browser.post(CHANGE, CHANGED | sent)

    assert response.status_code == 422
    assert words in words_of(main_of(response))
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)
    assert BETTER not in response.text


def test_nobody_tries_passwords_there_for_long(ada):
    browser = browser_of(ada)

    answers = [browser.post(CHANGE, {"old_password": str(one)}) for one in range(11)]

    assert [one.status_code for one in answers] == [422] * 10 + [429]
    assert browser.post(CHANGE, CHANGED).status_code == 429


@pytest.mark.parametrize("is_temporary", [True, False])
def test_who_has_no_password_has_none_to_change(client, is_temporary):
    if is_temporary:
        client.force_login(make_user("~2026-1", is_temporary=True))

    assert client.get(CHANGE).status_code == 302
    assert client.post(CHANGE, CHANGED).url.startswith("/accounts/login")


def test_a_forgotten_password_is_set_by_a_link_in_a_letter(client, ada):
    asked = client.post(FORGOTTEN, {"username": "ada"})
    [letter] = letters()
    [link] = [line for line in letter.body.splitlines() if line.startswith("http")]
    shown = client.get(link)
    sent = client.post(link, NEW)

    assert (asked.status_code, asked.url) == (302, FORGOTTEN)
    assert letter.to == ["ada@example.org"]
    assert link.startswith("http://testserver/accounts/password/set?account=")
    assert heading_of(shown) == "Set a new password"
    assert "For Ada" in words_of(main_of(shown))
    assert (sent.status_code, sent.url) == (302, "/accounts/login")
    log_in(client, "Ada", BETTER)
    assert account_of(client) == str(ada.pk)


@pytest.mark.parametrize("name", ["Ada", "Nobody", "Nomail", "~2026-1", "Shut"])
def test_asking_for_a_link_tells_nothing_of_an_account(client, ada, name):
    make_user("Nomail", email="")
    make_user("~2026-1", is_temporary=True)
    make_user("Shut", email="shut@example.org", is_active=False)

    client.post(FORGOTTEN, {"username": name})

    assert "If there is such an account" in client.get(FORGOTTEN).text
    assert len(letters()) == (1 if name == "Ada" else 0)


def test_nobody_waits_for_the_mail_server(client, ada, monkeypatch):
    """How long it took would tell whether there is an address."""
    is_answered, sent = Event(), []
    monkeypatch.setattr(
        "django.core.mail.EmailMessage.send",
        lambda letter: sent.append((letter.to, is_answered.wait(5))),
    )

    client.post(FORGOTTEN, {"username": "Ada"})
    is_answered.set()
    letters()

    assert sent == [(["ada@example.org"], True)]


def test_letters_of_one_account_and_wishes_of_one_network_are_few(ada):
    answers = [Client().post(FORGOTTEN, {"username": "Ada"}) for _ in range(21)]

    assert [one.status_code for one in answers] == [302] * 20 + [429]
    assert len(letters()) == 5


def test_a_link_works_once(client, ada):
    link = link_to_set(ada)

    first, again = client.post(link, NEW), client.post(link, NEW)

    assert (first.status_code, again.status_code) == (302, 410)
    assert client.get(link).status_code == 410


def test_a_link_is_over_when_its_owner_has_logged_in(client, ada):
    link = link_to_set(ada)

    log_in(Client(), "Ada")

    assert client.get(link).status_code == 410


def test_a_link_is_over_after_its_time(client, ada, settings):
    link = link_to_set(ada)
    settings.PASSWORD_RESET_TIMEOUT = 0
    sleep(1.1)

    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    "words",
    ["", "account=1", "account=x&token=y", f"account={'9' * 40}&token=y", "account=²"],
)
def test_nobody_guesses_a_link(client, ada, words):
    assert client.get(f"/accounts/password/set?{words}").status_code == 410
    assert client.post(f"/accounts/password/set?{words}", NEW).status_code == 410


def test_the_link_of_another_account_does_not_fit(client, ada):
    other = make_user("Eve")
    link = link_to_set(ada).replace(f"account={ada.pk}", f"account={other.pk}")

    assert client.post(link, NEW).status_code == 410


def test_a_weak_password_is_not_set_by_a_link(client, ada):
    answer = client.post(
        link_to_set(ada), {"new_password1": "short", "new_password2": "short"}
    )

    assert answer.status_code == 422
    assert "too short" in words_of(main_of(answer))


def test_administrators_give_links_which_is_audited(ada, root):
    link = give_link(ada, by=root, reason="Asked on the phone")

    assert Client().post(link, NEW).status_code == 302
    entry = AuditEntry.objects.get(act="password-link")
    assert (entry.actor, entry.subject) == (root, "Ada")
    assert entry.reason == "Asked on the phone"
    with pytest.raises(NotAllowed):
        give_link(ada, by=make_user(role="moderator"), reason="Please")


def test_there_is_no_link_to_an_account_nobody_logs_in_to(ada, root):
    link = link_to_set(ada)
    close(ada, by=root, reason="Left")
    ada.refresh_from_db()

    with pytest.raises(ValidationError):
        give_link(ada, by=root, reason="Asked")
    assert Client().get(link).status_code == 410
