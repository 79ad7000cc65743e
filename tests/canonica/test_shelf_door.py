"""The door of the shelf: who is answered from it, who is not, and until when."""

import time
from contextlib import closing
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from canonica.shelf.door import Door, answer_from_shelf
from tests.canonica.at_the_door import (
    ADA,
    HIT,
    Counted,
    Strangers,
    is_kept,
    source_of,
)
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db(transaction=True)

PERSONAL: dict[str, dict[str, Any]] = {
    "a session": {"HTTP_COOKIE": "sessionid=x"},
    "an appearance": {"HTTP_COOKIE": "appearance=dark.small.wide.ru"},
    "a token": {"HTTP_COOKIE": "csrftoken=x"},
    "any cookie": {"HTTP_COOKIE": "x"},
    "a password": {"HTTP_AUTHORIZATION": "Basic eDp4"},
    "a range": {"HTTP_RANGE": "bytes=0-5"},
    "another day": {"HTTP_ACCEPT_DATETIME": "Thu, 31 Jan 2026 00:00:00 GMT"},
    "a body": {"CONTENT_LENGTH": "5", "wsgi.input": BytesIO(b"x=y&z")},
    "a long query": {"QUERY_STRING": "x=" + "y" * 300},
    "a long path": {"PATH_INFO": ADA + "/" * 1500},
    "another root": {"SCRIPT_NAME": "/other"},
    "an odd method": {"REQUEST_METHOD": "OPTIONS"},
    "TRACE": {"REQUEST_METHOD": "TRACE"},
    "a lower case method": {"REQUEST_METHOD": "get"},
}

UNKEYED = (
    "X_FORWARDED_HOST", "X_FORWARDED_PROTO", "X_FORWARDED_FOR", "X_ORIGINAL_URL",
    "X_REWRITE_URL", "X_FORWARDED_PREFIX", "X_HOST", "FORWARDED", "USER_AGENT",
    "REFERER", "ACCEPT", "ACCEPT_LANGUAGE", "ORIGIN", "X_HTTP_METHOD_OVERRIDE",
    "X_FORWARDED_PORT", "X_FORWARDED_SCHEME", "FROM", "VIA",
)  # fmt: skip
NOT_FOR_ALL = (
    "/wiki/Nothing", "/search", "/edit/Ada_Lovelace", "/accounts/login", "/random",
    "/livez", "/nowhere", "/cite/Ada_Lovelace", "/suggest", "/drafts",
)  # fmt: skip


def test_the_second_stranger_is_answered_without_django_and_database(ask, django):
    make_revision()
    first = ask()

    with CaptureQueriesContext(connection) as queries:
        second = ask()

    assert source_of(first) == "Canonica; fwd=miss; stored"
    assert source_of(second) == HIT
    assert first[2] == second[2]
    assert (django.asked, len(queries)) == (1, 0)
    assert "set-cookie" not in second[1]
    assert second[1]["surrogate-key"].split()[0].startswith("article-")


def test_a_kept_page_has_all_headers_that_django_sends(ask):
    make_revision()
    sent = Client().get(ADA).headers

    ask()
    kept = ask()[1]

    own = {"Content-Length", "ETag", "Vary"}
    assert {name: kept.get(name.lower()) for name in sent if name not in own} == {
        name: value for name, value in sent.items() if name not in own
    }
    assert set(kept["vary"].split(", ")) == set(sent["Vary"].split(", ")) | {
        "Accept-Encoding",
        "Cookie",
    }


def test_a_request_with_something_of_its_own_goes_to_django(ask, django):
    make_revision()
    ask()
    for what, environ in PERSONAL.items():
        asked = django.asked

        assert source_of(ask(**environ)) == "", what
        assert django.asked == asked + 1, what


def test_an_empty_cookie_is_none(ask):
    make_revision()
    ask()

    assert source_of(ask(HTTP_COOKIE="")) == HIT


def test_what_django_answers_one_is_told_to_nobody_else(ask):
    """The page of somebody signed in is not kept, and is none that is kept."""
    make_revision()
    browser = Client()
    browser.force_login(make_user("Marguerite"))
    cookie = f"sessionid={browser.cookies['sessionid'].value}"

    assert "Marguerite" in ask(HTTP_COOKIE=cookie)[2]
    assert "Marguerite" not in ask()[2]
    assert "Marguerite" in ask(HTTP_COOKIE=cookie)[2]
    assert "Marguerite" not in ask()[2]


def test_what_is_in_no_address_is_told_to_nobody(ask):
    for number in range(len(UNKEYED)):
        make_revision(f"Page {number}")
    ask()
    time.sleep(0.5)  # so that everybody knows of these changes
    for number, header in enumerate(UNKEYED):
        path = f"/wiki/Page_{number}"
        poison = {f"HTTP_{header}": "ru, https, evil.example"}

        first = ask(path, **poison)

        assert source_of(first).endswith("stored"), header
        assert "evil" not in f"{first[1]} {first[2]}", header
        assert ask(path)[2] == first[2], header
        assert source_of(ask(path, **poison)) == HIT, header


def test_hosts_that_are_not_ours_have_nothing_kept(ask):
    make_revision()
    ask()

    for host in ("evil.example", "", "testserver@evil", "a b", "[", "evil.example"):
        assert ask(HTTP_HOST=host, SERVER_NAME="evil.example")[0][:3] == "400", host
    assert source_of(ask()) == HIT


def test_each_host_has_its_own_pages(ask):
    make_revision()
    with override_settings(ALLOWED_HOSTS=["testserver", "other.example"]):
        ask()
        other = ask(HTTP_HOST="other.example")

    assert source_of(other).endswith("stored")
    assert "http://other.example/wiki/Ada_Lovelace" in other[2]
    assert "other.example" not in ask()[2]


def test_an_address_that_looks_like_a_file_is_another_page(ask):
    make_revision()
    whole = ask()[2]

    for path in (f"{ADA}/x.css", f"{ADA};a.js", f"{ADA}\n", f"{ADA}.json", "/wiki/%3C"):
        for _ in range(2):
            status, _, body = ask(path)
            assert status[:3] in {"301", "404"}, path
            assert body != whole


def test_what_is_not_for_everybody_is_not_kept(ask):
    make_revision()

    for path in NOT_FOR_ALL:
        assert not is_kept(ask, path), path


def test_a_page_with_a_form_is_not_kept(ask):
    make_revision(text="A machine wrote this.", origin="machine")
    _, headers, body = ask("/attribution/Ada_Lovelace")

    assert "csrfmiddlewaretoken" in body
    assert "csrftoken" in headers["set-cookie"]
    assert not is_kept(ask, "/attribution/Ada_Lovelace")


def test_another_spelling_leads_to_the_page_without_django(ask):
    make_revision()
    ask("/wiki/ada_Lovelace", "x=1")

    status, headers, _ = ask("/wiki/ada_Lovelace", "x=1")

    assert status[:3] == "301"
    assert headers["location"] == f"{ADA}?x=1"
    assert headers["cache-status"] == HIT


def test_a_head_request_is_answered_from_what_a_get_request_left(ask, django):
    make_revision()
    body = ask(REQUEST_METHOD="HEAD")[2]
    status, headers, whole = ask()

    assert (body, status) == ("", "200 OK")
    assert int(headers["content-length"]) == len(whole.encode())
    assert django.asked == 1
    assert source_of(ask(REQUEST_METHOD="HEAD")) == HIT


def test_where_readers_come_by_https_nothing_else_is_kept(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    make_revision()
    for told in ("https", "http", None):
        more = {"HTTP_X_FORWARDED_PROTO": told} if told else {}
        door = answer_from_shelf(Counted())
        assert isinstance(door, Door)
        with closing(door):
            answers = [Strangers(door)(**more) for _ in range(2)]

        is_secure = told == "https"
        assert answers[1][0][:3] == ("200" if is_secure else "301"), told
        assert (source_of(answers[1]) == HIT) == is_secure, told


def test_without_a_shelf_there_is_only_django(settings, django):
    settings.CANONICA_SHELF_MEGABYTES = 0

    assert answer_from_shelf(django) is django
