"""Error pages: what happened, what was kept, what to do, and who is logged in."""

import html
from http import HTTPStatus

import html5lib
import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from canonica import urls
from canonica.urls import handler400, handler403, handler404, handler500
from tests.makers import make_user

__all__ = ["handler400", "handler403", "handler404", "handler500"]

TEXT = "Letters <b>&amp;</b>\nin the place of numbers."
DOORS = {
    "edit": {"text": TEXT, "summary": "Why", "base": "17", "key": "k"},
    "merge": {"text": TEXT, "reason": "Why", "taken_in": "16", "base": "17"},
    "split": {
        "new_text": TEXT, "left_text": "Rest", "reason": "Why", "section": "h-life",
        "new_title": "Life of Ada", "base": "17", "origin": "machine",
    },
    "rename": {"new_title": "Countess", "reason": TEXT, "key": "k"},
    "undo": {"summary": TEXT, "base": "17", "key": "k", "editor": "Mary"},
    "restore": {"summary": TEXT, "base": "17", "key": "k", "editor": "Mary"},
    "rollback": {"summary": TEXT, "base": "17", "key": "k", "editor": "Mary"},
}  # fmt: skip
"""Forms in which somebody writes, and what they send."""
FAILURES: dict[str, Exception] = {
    "bad": SuspiciousOperation("odd"),
    "forbidden": PermissionDenied("secret reason"),
    "missing": Http404("secret path"),
    "broken": RuntimeError("secret detail"),
    "busy": OperationalError("secret host"),
    "closed": InterfaceError("connection already closed"),
}


def fail(_request: HttpRequest, name: str) -> HttpResponse:
    raise FAILURES[name]


urlpatterns = [
    path("fail/<name>", fail),
    *(path(f"{door}/fail/<name>", fail) for door in DOORS),
    *urls.urlpatterns,
]

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]

EVERY_FAILURE = pytest.mark.parametrize(
    ("name", "status"),
    [
        ("bad", HTTPStatus.BAD_REQUEST),
        ("forbidden", HTTPStatus.FORBIDDEN),
        ("missing", HTTPStatus.NOT_FOUND),
        ("broken", HTTPStatus.INTERNAL_SERVER_ERROR),
        ("busy", HTTPStatus.SERVICE_UNAVAILABLE),
        ("closed", HTTPStatus.SERVICE_UNAVAILABLE),
    ],
)


@pytest.fixture
def visitor() -> Client:
    """A browser that was here before: it has every cookie there is."""
    visitor = Client(raise_request_exception=False)
    visitor.cookies["sessionid"] = "a-session-that-may-exist"
    visitor.cookies["csrftoken"] = "x" * 32
    visitor.cookies["messages"] = "odd"
    return visitor


@pytest.mark.parametrize("name", ["broken", "busy", "closed"])
def test_where_the_site_failed_the_page_asks_no_database_and_names_nobody(
    client, django_assert_num_queries, name
):
    client.force_login(make_user("Mary"))
    client.raise_request_exception = False

    with django_assert_num_queries(0):
        response = client.get(f"/fail/{name}")

    assert response.status_code in {500, 503}
    assert 'aria-label="Account"' not in response.text
    assert "Log in" not in response.text


@pytest.mark.parametrize("name", ["bad", "forbidden", "missing"])
def test_where_the_request_failed_the_page_shows_the_account(
    client, django_assert_num_queries, name
):
    client.force_login(make_user("Mary"))

    with django_assert_num_queries(2):
        response = client.get(f"/fail/{name}")

    assert response.status_code in {400, 403, 404}
    assert "<summary>Mary</summary>" in response.text
    assert "Log in" not in response.text


@pytest.mark.parametrize("name", ["bad", "forbidden", "missing"])
def test_a_visitor_without_a_session_may_log_in_and_costs_no_query(
    client, django_assert_num_queries, name
):
    with django_assert_num_queries(0):
        response = client.get(f"/fail/{name}")

    assert f'<a href="/accounts/login?next=/fail/{name}">Log in</a>' in response.text


def test_where_nobody_can_be_asked_whose_session_it_is_the_page_names_nobody(client):
    client.force_login(make_user("Mary"))

    with connection.execute_wrapper(_refuse):
        response = client.get("/fail/missing")

    assert response.status_code == 404
    assert 'aria-label="Account"' not in response.text


def test_a_request_to_another_host_is_answered_without_an_account(client):
    client.force_login(make_user("Mary"))

    response = client.get("/fail/missing", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert 'aria-label="Account"' not in response.text


@EVERY_FAILURE
def test_an_error_page_looks_like_the_others(visitor, name, status):
    response = visitor.get(f"/fail/{name}")

    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert f"<h1>{status.phrase}</h1>" in response.text
    assert f"<title>{status.phrase} - Canonica AI</title>" in response.text
    for part in ("<header", "<main", "<footer", 'href="#content"', "/search"):
        assert part in response.text
    html5lib.HTMLParser(strict=True).parse(response.text)


@EVERY_FAILURE
def test_an_error_page_says_which_request_it_was_and_no_more(visitor, name, status):
    response = visitor.get(f"/fail/{name}")

    reference = response.wsgi_request.META["CANONICA_REQUEST_ID"]
    assert f"Status {status.value}, reference {reference}" in response.text
    assert "secret" not in response.text
    assert "Traceback" not in response.text


@EVERY_FAILURE
def test_what_was_typed_comes_back(visitor, name, status):
    sent = {"text": TEXT, "summary": 'Why "so"', "minor": "on", "base": "17"}

    response = visitor.post(f"/edit/fail/{name}", {**sent, "key": "k", "password": "p"})

    assert response.status_code == status
    assert response.context["kept"].fields == {**sent, "key": "k"}
    assert f">\n{html.escape(TEXT)}</textarea>" in response.text
    assert 'value="Why &quot;so&quot;"' in response.text
    assert f'action="/edit/fail/{name}"' in response.text


@pytest.mark.parametrize("door", DOORS)
def test_whatever_the_door_the_whole_form_comes_back(visitor, door):
    response = visitor.post(f"/{door}/fail/busy", DOORS[door])

    form = _form_of(response)
    fields = {
        one.get("name"): one.get("value") or one.text
        for one in form.iter()
        if one.get("name") in DOORS[door]
    }
    assert response.status_code == 503
    assert form.get("action") == f"/{door}/fail/busy"
    shown = {name: (value or "").removeprefix("\n") for name, value in fields.items()}
    assert shown == DOORS[door]


def test_what_was_decided_in_a_conflict_comes_back(visitor):
    sent = {
        "text": "Merged.", "summary": "Why", "origin": "assisted", "editor": "Mary",
        "mine": "Mine\nof two lines.", "began": "16", "base": "17",
        "from_section": "h-life", "choice-1": "theirs", "choice-12": "own",
        "words-12": "Quite\nanew.", "section": "", "key": "k",
    }  # fmt: skip

    response = visitor.post("/edit/fail/busy", {**sent, "words-x": "odd"})

    fields = {
        one.get("name"): one.get("value") or one.text
        for one in _form_of(response).iter()
        if one.get("name") in sent
    }
    assert fields == {**sent, "section": None}
    assert "Publish with these choices" in response.text


def test_a_text_of_two_megabytes_comes_back_whole(visitor):
    text = "\n\n" + "é" * (1024 * 1024 - 2)

    response = visitor.post("/edit/fail/busy", {"text": text})

    assert _form_of(response).find("textarea").text == text


def test_other_forms_are_not_shown_again(visitor):
    response = visitor.post("/fail/broken", {"text": "a password, perhaps"})

    assert response.context["kept"] is None
    assert "a password" not in response.text


def test_what_is_too_long_to_be_an_article_is_not_shown_again(visitor):
    response = visitor.post("/edit/fail/broken", {"text": "x" * (2 * 1024 * 1024 + 1)})

    assert response.status_code == 500
    assert len(response.content) < 20_000


def test_a_request_too_large_is_refused_with_a_page(visitor):
    response = visitor.post("/edit/Algebra", {"text": "x" * (5 * 1024 * 1024)})

    assert response.status_code == 400
    assert "The request made no sense to the server." in response.text
    assert len(response.content) < 20_000


def test_a_busy_database_says_when_to_try_again(visitor):
    assert visitor.get("/fail/busy")["Retry-After"] == "30"


def test_a_form_of_another_session_keeps_the_text():
    visitor = Client(enforce_csrf_checks=True)

    response = visitor.post("/edit/Algebra", {"text": TEXT, "summary": "Why"})

    assert response.status_code == 403
    assert "Your session has changed since you opened the form" in response.text
    assert f">\n{html.escape(TEXT)}</textarea>" in response.text


def test_a_form_of_another_session_can_be_sent_again():
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.post("/edit/Algebra", {"text": TEXT})
    hidden = {one.get("name"): one.get("value") for one in _form_of(page).iter("input")}

    response = visitor.post("/edit/Algebra", {**hidden, "text": TEXT})

    assert (response.status_code, response["Location"]) == (302, "/wiki/Algebra")
    assert visitor.get("/raw/Algebra").text == TEXT


@pytest.mark.parametrize(
    "address",
    ["/nowhere", "/nowhere/", "/wiki", "/.git/config", "/static/../canonica/settings"],
)
def test_an_unknown_address_lists_no_others(client, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "There is no page at this address." in response.text
    assert "urlpatterns" not in response.text


def test_an_address_is_shown_as_text_only(visitor):
    response = visitor.post(
        '/edit/fail/broken"><script>alert(1)</script>', {"text": "a"}
    )

    assert "<script>alert" not in response.text


def _refuse(execute, sql, params, many, context):
    raise OperationalError("the database is away")


def _form_of(response):
    page = html5lib.parse(response.text, namespaceHTMLElements=False)
    return page.find(".//form[@class='editor']")
