"""Logging out: by a form only, since an address may be followed by accident."""

import pytest
from django.test import Client

from tests.accounts.doors import LOG_OUT, account_of
from tests.articles.pages import notices_of
from tests.makers import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options"])
def test_only_a_sent_form_logs_out(client, method):
    account = make_user("Ada")
    client.force_login(account)

    getattr(client, method)(LOG_OUT)

    assert account_of(client) == str(account.pk)


def test_a_sent_form_logs_out_and_ends_the_session(client):
    client.force_login(make_user("Ada"))
    key = client.session.session_key

    response = client.post(LOG_OUT, {"next": "/all"})

    assert (response.status_code, response["Location"]) == (302, "/all")
    assert account_of(client) is None
    client.cookies["sessionid"] = key
    assert account_of(client) is None


def test_whoever_logged_out_is_told_so_once(client):
    client.force_login(make_user("Ada"))
    client.post(LOG_OUT, {"next": "/all"})

    pages = [client.get("/all") for _ in range(2)]

    assert [notices_of(page) for page in pages] == [["You are logged out."], []]


def test_the_page_asks_first(client):
    client.force_login(make_user("Ada"))

    response = client.get(LOG_OUT, {"next": "/wiki/Algebra"})

    assert response.status_code == 200
    assert '<a href="/wiki/Algebra">Stay logged in</a>' in response.text


def test_another_site_cannot_log_somebody_out():
    client = Client(enforce_csrf_checks=True)
    account = make_user("Ada")
    client.force_login(account)

    response = client.post(LOG_OUT)

    assert response.status_code == 403
    assert account_of(client) == str(account.pk)
