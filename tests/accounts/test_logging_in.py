"""Logging in: with the right words, and no hint about which were wrong."""

import re
from typing import ClassVar

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from accounts.models import User
from tests.accounts.doors import LOG_IN, account_of, join, log_in
from tests.makers import PASSWORD, make_user

pytestmark = pytest.mark.django_db


class CountingHasher(MD5PasswordHasher):
    """Remembers what it was asked to hash."""

    algorithm = "counting"
    hashed: ClassVar[list[str]] = []

    def encode(self, password: str, salt: str) -> str:
        self.hashed.append(password)
        return super().encode(password, salt)


def test_the_right_name_and_password_open_the_door(client):
    account = make_user("Ada")

    response = log_in(client, next="/wiki/Algebra")

    assert (response.status_code, response["Location"]) == (302, "/wiki/Algebra")
    assert account_of(client) == str(account.pk)


@pytest.mark.parametrize(
    "name", ["ada lovelace", "ADA LOVELACE", " Ada  Lovelace ", "ada_lovelace"]
)
def test_the_case_of_the_name_does_not_matter(client, name):
    account = make_user("Ada Lovelace")

    log_in(client, name)

    assert account_of(client) == str(account.pk)


@pytest.mark.parametrize(
    "name",
    [
        "ﬁsh",
        "\uff21\uff44\uff41",
        "\u210cans",
        "ǅungla",
        "Straße",
        "Ada_Lovelace",
        "\u039f\u0394\u039f\u03a3",
        "İrem",
        "\U0001fae9",
        "日本",
    ],
)
def test_whoever_joined_under_a_name_can_log_in_with_it(client, name):
    join(client, name)
    client.logout()

    log_in(client, name)

    assert account_of(client) == str(User.objects.get().pk)


@pytest.mark.parametrize(("one", "other"), [("irma", "\u0131rma"), ("sam", "\u017fam")])
def test_names_that_are_equal_in_capitals_lock_nobody_out(client, one, other):
    join(client, one)
    client.logout()
    join(client, other)
    client.logout()

    response = log_in(client, one)

    assert response.status_code == 302
    assert account_of(client) == str(User.objects.get(username=one).pk)


@pytest.mark.parametrize("name", ["Ada", "Nobody", "~2026-1", "a@b", "\x00", "x" * 999])
def test_what_was_wrong_is_not_told(client, name):
    make_user("Ada")
    User.objects.create_user("~2026-1", is_temporary=True)

    response = log_in(client, name, "wrong password")

    assert response.status_code == 422
    assert account_of(client) is None


def test_an_unknown_name_is_answered_like_a_wrong_password(client):
    make_user("Ada")

    wrong = log_in(client, "Ada", "wrong password")
    unknown = log_in(client, "Eve", "wrong password")

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert without_token(wrong) == without_token(unknown).replace("Eve", "Ada")
    assert "Please enter a correct name and password." in wrong.text


def test_an_inactive_account_is_answered_like_an_unknown_one(client):
    make_user("Ada", is_active=False)

    inactive = log_in(client, "Ada", "a wrong guess")
    unknown = log_in(client, "Eve", "a wrong guess")

    assert account_of(client) is None
    assert (inactive.status_code, unknown.status_code) == (422, 422)
    assert without_token(inactive) == without_token(unknown).replace("Eve", "Ada")


def test_an_unknown_name_costs_a_hash_as_well(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.hashed = []

    authenticate(username="Eve", password=PASSWORD)

    assert CountingHasher.hashed == [PASSWORD]


def test_an_account_made_inactive_is_signed_out(client):
    account = make_user("Ada", role="moderator")
    log_in(client)

    User.objects.filter(pk=account.pk).update(is_active=False)

    assert client.get("/admin/").status_code == 302


def test_the_session_key_changes(client):
    make_user("Ada")
    client.session.save()
    client.get(LOG_IN)
    before = client.session.session_key

    log_in(client)

    assert client.session.session_key != before


def test_a_changed_password_ends_the_other_sessions(client):
    account = make_user("Ada", role="moderator")
    log_in(client)

    account.set_password("another horse battery")
    account.save()

    assert client.get("/admin/").status_code == 302


def test_the_password_is_not_shown_again(client):
    response = log_in(client, "Ada", "my secret mistake")

    assert 'value="Ada"' in response.text
    assert "my secret mistake" not in response.text


@pytest.mark.parametrize("door", [LOG_IN, "/accounts/join", "/accounts/logout"])
def test_pages_of_accounts_are_kept_by_no_cache(client, door):
    response = client.get(door)

    assert response["Cache-Control"] == (
        "max-age=0, no-cache, no-store, must-revalidate, private"
    )


def test_another_site_cannot_log_somebody_in():
    make_user("Ada")
    client = Client(enforce_csrf_checks=True)

    response = log_in(client)

    assert response.status_code == 403
    assert account_of(client) is None


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(LOG_IN).status_code == 405


def without_token(response) -> str:
    """Return the page without what is new each time it is asked for."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.text)
