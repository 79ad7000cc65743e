"""Temporary accounts: authors for the edits of people who are not signed in."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import AccountAddress, User
from articles.models import Revision
from tests.accounts.doors import account_of, join, log_in
from tests.makers import PASSWORD, make_revision, make_user

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def edit(client, title: str = "Algebra", text: str = "Letters.", **fields: str):
    """Send the form for editing, as for a new page."""
    return client.post(f"/edit/{title}", {"text": text, "action": "publish", **fields})


def test_an_edit_without_an_account_makes_a_temporary_one(client):
    response = edit(client)

    account = User.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/wiki/Algebra")
    assert account.username == f"~{timezone.now().year}-{account.pk}"
    assert (account.is_temporary, account.is_staff) == (True, False)
    assert not account.has_usable_password()
    assert Revision.objects.get().author == account
    assert account_of(client) == str(account.pk)


def test_it_is_made_once_for_each_visitor(client):
    edit(client, "Algebra")
    edit(client, "Geometry")
    edit(Client(), "Topology")

    authors = [revision.author for revision in Revision.objects.order_by("pk")]
    assert authors == [authors[0], authors[0], authors[2]]
    assert User.objects.count() == AccountAddress.objects.count() == 2


def test_reading_and_looking_at_the_form_make_none(client):
    make_revision("Algebra")

    for address in ("/wiki/Algebra", "/edit/Algebra", "/edit/Geometry", "/recent"):
        client.get(address)
    edit(client, action="preview")
    edit(client, action="changes")

    assert not User.objects.filter(is_temporary=True).exists()
    assert "sessionid" not in client.cookies


def test_a_refused_edit_leaves_no_account(client):
    response = edit(client, text="   ")

    assert response.status_code == 422
    assert not User.objects.exists()
    assert not AccountAddress.objects.exists()
    assert account_of(client) is None


def test_a_conflicting_edit_leaves_no_account(client):
    make_revision("Algebra", "Numbers.")

    response = edit(client, text="Something else.")

    assert response.status_code == 409
    assert not User.objects.filter(is_temporary=True).exists()


def test_an_account_of_ones_own_is_kept(client):
    account = make_user("Ada")
    client.force_login(account)

    edit(client)

    assert Revision.objects.get().author == account
    assert {seen.account for seen in AccountAddress.objects.all()} == {account}


@pytest.mark.parametrize("password", ["", "!", PASSWORD])
def test_nobody_can_log_in_to_it(client, password):
    edit(client)
    name = User.objects.get().username
    client.logout()

    response = log_in(client, name, password)

    assert response.status_code == 422
    assert account_of(client) is None


def test_the_database_gives_it_no_rights(client):
    edit(client)

    for role in ("editor", "moderator", "administrator"):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.update(role=role)


def test_joining_afterwards_leaves_the_temporary_account(client):
    edit(client)

    join(client, "Ada")

    assert account_of(client) == str(User.objects.get(username="Ada").pk)
    assert Revision.objects.get().author.is_temporary


def test_the_session_lasts_ninety_days(client):
    edit(client)

    left = 90 * 24 * 3600 - client.cookies["sessionid"]["max-age"]
    assert 0 <= left < 60
    assert client.cookies["sessionid"]["httponly"] is True


def test_the_session_key_changes(client):
    session = client.session
    session["visited"] = "yes"
    session.save()
    client.cookies["sessionid"] = session.session_key

    edit(client)

    assert client.session.session_key != session.session_key
    assert account_of(client) == str(User.objects.get().pk)


def test_a_form_open_in_another_tab_can_still_be_sent():
    client = Client(enforce_csrf_checks=True)
    (first,) = TOKEN.findall(client.get("/edit/Algebra").text)
    (second,) = TOKEN.findall(client.get("/edit/Geometry").text)

    statuses = [
        edit(client, "Algebra", csrfmiddlewaretoken=first).status_code,
        edit(client, "Geometry", csrfmiddlewaretoken=second).status_code,
    ]

    assert statuses == [302, 302]
    assert Revision.objects.count() == 2
    assert User.objects.count() == 1


def test_its_name_leads_to_its_contributions(client):
    edit(client)
    account = User.objects.get()

    response = client.get(account.get_absolute_url())

    assert response.status_code == 200
    assert "Algebra" in response.text
