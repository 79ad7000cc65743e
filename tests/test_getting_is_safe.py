"""Getting is safe, and sending is one's own: looking writes nothing, nor do forgers."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.makers import PASSWORD, make_user
from tests.routes import routes
from tests.world import one_of_everything
from tests.writes import forget_writes, watch_writes, written

pytestmark = pytest.mark.django_db

QUERIES = (
    "",
    "?after=1:x&before=2&from=a&q=ada&go=1&start=1&section=h-life&view=inline",
)
# What begins with WITH could write, too: that, the triggers would tell.
READING = (
    "SELECT",
    "WITH",
    "EXECUTE compiled_",  # a query, prepared before
    "SAVEPOINT",
    "RELEASE SAVEPOINT",
    "ROLLBACK TO SAVEPOINT",
)
SENT = {"text": "Forged.", "post": "yes", "reason": "Forged", "username": "Vandal"}


@pytest.fixture
def addresses():
    """One of everything, made before anybody watches, and where it is found."""
    watch_writes()
    arguments = one_of_everything()
    return [route.filled(arguments) for route in routes()]


@pytest.mark.parametrize("role", [None, "editor", "administrator"])
def test_looking_at_every_address_writes_nothing(role, addresses, client):
    if role:
        client.force_login(make_user(role=role))
    asked = [address + query for address in addresses for query in QUERIES]
    forget_writes()

    with CaptureQueriesContext(connection) as queries:
        statuses = {address: client.get(address).status_code for address in asked}

    assert {one: code for one, code in statuses.items() if code >= 500} == {}
    assert written(besides=()) == set()
    told = [query["sql"] for query in queries]
    assert [sql for sql in told if not sql.lstrip("( \n").startswith(READING)] == []
    found = [one for one, code in statuses.items() if code == 200]
    assert len(found) > (90 if role == "administrator" else 50)


@pytest.mark.parametrize("origin", [None, "https://elsewhere.example", "null"])
@pytest.mark.parametrize("role", [None, "administrator"])
def test_what_another_site_sends_is_refused_everywhere(origin, role, addresses):
    forged = Client(enforce_csrf_checks=True)
    if role:
        forged.force_login(make_user(role=role))
    sent, headers = dict(SENT), {}
    if origin:
        # Even a token that was got somehow does not help.
        token = str(forged.get("/accounts/login").context["csrf_token"])
        sent["csrfmiddlewaretoken"], headers = token, {"Origin": origin}
    forget_writes()

    statuses = {
        address: forged.post(address, sent, headers=headers).status_code
        for address in addresses
    }

    assert {one: code for one, code in statuses.items() if code != 403} == {}
    assert written(besides=()) == set()


@pytest.mark.parametrize("door", ["/accounts/login", "/accounts/join", "/admin/login/"])
def test_nobody_is_logged_in_by_another_site(door):
    make_user("Mallory")
    victim = Client(enforce_csrf_checks=True)
    login = {"username": "Mallory", "password": PASSWORD}
    join = {"username": "Mallet", "password1": PASSWORD, "password2": PASSWORD}

    answer = victim.post(door, login | join | {"csrfmiddlewaretoken": "x" * 32})

    assert answer.status_code == 403
    assert "_auth_user_id" not in victim.session
