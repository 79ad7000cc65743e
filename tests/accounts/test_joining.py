"""Joining: somebody gets an account, and is told clearly why not."""

import pytest
from django.test import Client

from accounts.forms import LOOKS_TAKEN
from accounts.models import User
from tests.accounts.doors import JOIN, account_of, join
from tests.articles.pages import notices_of
from tests.makers import PASSWORD, make_user

pytestmark = pytest.mark.django_db

INVISIBLE = ["\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u00ad"]


def test_an_account_is_made_and_signed_in(client):
    response = join(client, "Ada Lovelace", next="/wiki/Algebra")

    account = User.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/wiki/Algebra")
    assert account_of(client) == str(account.pk)
    assert (account.username, account.check_password(PASSWORD)) == (
        "Ada Lovelace",
        True,
    )
    assert (account.role, account.is_staff, account.is_temporary) == (
        "editor",
        False,
        False,
    )


def test_the_form_is_shown_and_makes_nothing(client):
    response = client.get(JOIN)

    assert response.status_code == 200
    assert 'autocomplete="new-password"' in response.text
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("password", "again", "reason"),
    [
        ("tea4two!x", None, "It must contain at least 10 characters."),
        ("password123", None, "This password is too common."),
        ("8264019375", None, "This password is entirely numeric."),
        ("Ada Lovelace", None, "The password is too similar to the name."),
        (PASSWORD, PASSWORD + "s", "The two password fields didn\u2019t match."),
        (PASSWORD, "", "This field is required."),
        ("", "", "This field is required."),
    ],
)
def test_a_bad_password_is_refused(client, password, again, reason):
    again = password if again is None else again

    response = join(client, "Ada Lovelace", password1=password, password2=again)

    assert response.status_code == 422
    assert reason in response.text
    assert not User.objects.exists()


def test_all_that_is_wrong_with_a_password_is_told_at_once(client):
    response = join(client, "Ada Lovelace", password1="12345", password2="54321")

    assert response.context["form"].errors == {
        "password1": [
            "This password is too short. It must contain at least 10 characters.",
            "This password is too common.",
            "This password is entirely numeric.",
        ],
        "password2": ["The two password fields didn\u2019t match."],
    }


def test_whoever_signed_up_is_welcomed(client):
    response = client.get(join(client, "Ada Lovelace", next="/recent").url)

    assert notices_of(response) == ["Welcome, Ada Lovelace. You have an account now."]


@pytest.mark.parametrize("name", ["Ada", "ada", "ADA", " Ada ", "\uff21\uff44\uff41"])
def test_a_name_is_taken_in_every_spelling(client, name):
    make_user("Ada")

    response = join(client, name)

    assert response.status_code == 422
    assert str(LOOKS_TAKEN) in response.text
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        ("Émile", "ÉMILE"),
        ("Анна", "анна"),
        ("Ωmega", "ωmega"),
        ("Ada Lovelace", "ada_lovelace"),
        ("Ada_Lovelace", "Ada Lovelace"),
    ],
)
def test_a_name_that_reads_the_same_is_taken(client, taken, name):
    make_user(taken)

    response = join(client, name)

    assert response.status_code == 422
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "This field is required."),
        ("   ", "This field is required."),
        ("~2026-17", "Names that begin with ~ are for temporary accounts."),
        ("Ada/Lovelace", "A name can&#x27;t contain a slash, a colon or an at sign."),
        ("ada@example", "A name can&#x27;t contain a slash, a colon or an at sign."),
        ("Ada:Lovelace", "A name can&#x27;t contain a slash, a colon or an at sign."),
        ("Ada#1", "A name can&#x27;t contain &#x27;#&#x27;."),
        ("Ada<b>", "A name can&#x27;t contain &#x27;&lt;&#x27;."),
        ("Ada\x07", "A name can&#x27;t contain control or private characters."),
        ("Ada\x00", "Null characters are not allowed."),
        ("..", "A name can&#x27;t contain the path segments . or .."),
        ("\uff5e2026-17", "Names that begin with ~ are for temporary accounts."),
        (
            "Ada\uff0fLovelace",
            "A name can&#x27;t contain a slash, a colon or an at sign.",
        ),
        (
            "ada\uff20example",
            "A name can&#x27;t contain a slash, a colon or an at sign.",
        ),
        ("Ada\uff031", "A name can&#x27;t contain &#x27;#&#x27;."),
        ("ﷺ" * 60, "Ensure this value has at most 60 characters (it has 1080)."),
        ("a" * 61, "Ensure this value has at most 60 characters (it has 61)."),
    ],
)
def test_a_bad_name_is_refused(client, name, reason):
    response = join(client, name)

    assert response.status_code == 422
    assert reason in response.text
    assert not User.objects.exists()


@pytest.mark.parametrize("mark", INVISIBLE)
@pytest.mark.parametrize("template", ["{}Ada", "A{}da", "Ada{}", "{}"])
def test_a_name_with_something_invisible_is_refused(client, mark, template):
    response = join(client, template.format(mark))

    assert response.status_code == 422
    assert "A name can&#x27;t contain invisible marks." in response.text
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("ada", "ada"),
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Ada_Lovelace", "Ada_Lovelace"),
        ("ﬁsh", "fish"),
        ("E\u0301mile", "Émile"),
        ("a" * 60, "a" * 60),
        ("日本", "日本"),
    ],
)
def test_a_name_is_written_in_one_way(client, sent, kept):
    response = join(client, sent)

    assert response.status_code == 302
    assert [account.username for account in User.objects.all()] == [kept]


def test_a_program_that_fills_every_field_gets_no_account(client):
    response = join(client, website="https://spam.example/")

    assert response.status_code == 422
    assert not User.objects.exists()


def test_what_was_typed_comes_back_but_no_password(client):
    response = join(client, "Ada Lovelace", password2="something else", next="/all")

    assert 'value="Ada Lovelace"' in response.text
    assert '<input type="hidden" name="next" value="/all">' in response.text
    assert PASSWORD not in response.text
    assert "something else" not in response.text


def test_the_session_key_changes_with_the_account(client):
    client.force_login(make_user("Ada"))
    before = client.session.session_key

    join(client, "Grace")

    assert client.session.session_key != before
    assert account_of(client) == str(User.objects.get(username="Grace").pk)


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "https://evil.example"}, {"origin": "null"}]
)
def test_another_site_cannot_send_the_form(headers):
    client = Client(enforce_csrf_checks=True, headers=headers)

    response = join(client)

    assert response.status_code == 403
    assert not User.objects.exists()
