"""The request log: one line for each request, whatever somebody put into it."""

import json
import logging
from urllib.parse import quote

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from canonica.logs import JsonFormatter, TextFormatter
from canonica.urls import handler500
from canonica.urls import urlpatterns as our_addresses
from tests.makers import PASSWORD, make_user

__all__ = ["handler500"]

HOSTILE = [
    "a\nb",
    "a\r\n2026-01-01T00:00:00.000Z INFO canonica.requests: GET /forged 200",
    "a\x1b[31mred\x1b[0m",
    "a\x00b",
    "a\x7f\x85\u2028\u2029b",
    "%s %d %(path)s {0}",
    '","level":"ERROR',
    "\U0001f600",
    "x" * 5000,
]


def fail(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken\nfor the test")


urlpatterns = [path("broken", fail), *our_addresses]


@pytest.fixture
def log(caplog):
    """Return the records of the request log so far."""
    caplog.set_level(logging.INFO, logger="canonica.requests")

    def records() -> list[logging.LogRecord]:
        return [one for one in caplog.records if one.name == "canonica.requests"]

    return records


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/livez", 200),
        ("head", "/livez", 200),
        ("post", "/livez", 405),
        ("get", "/nowhere", 404),
        ("get", "/accounts/preferences?next=/all", 200),
        ("post", "/accounts/preferences", 422),
    ],
)
def test_each_request_is_one_line(client, log, method, address, status):
    getattr(client, method)(address, {"theme": "odd"})

    (record,) = log()
    shown = address.partition("?")[0]
    assert record.getMessage() == f"{method.upper()} {shown} {status}"
    assert (record.method, record.path, record.status) == (
        method.upper(),
        shown,
        status,
    )
    assert 0 <= record.milliseconds < 60_000
    assert len(record.request_id) == 12


@pytest.mark.urls(__name__)
def test_a_request_that_fails_is_a_line_too(client, log):
    client.raise_request_exception = False

    response = client.get("/broken")

    (record,) = log()
    assert record.getMessage() == "GET /broken 500"
    assert f"reference {record.request_id}" in response.text


def test_each_request_has_an_id_of_its_own(client, log):
    for _ in range(3):
        client.get("/livez", headers={"CANONICA_REQUEST_ID": "forged"})

    assert len({record.request_id for record in log()} - {"forged"}) == 3


@pytest.mark.parametrize("odd", HOSTILE)
def test_no_path_can_forge_a_line(client, log, odd):
    client.get(f"/nowhere/{quote(odd)}")

    (record,) = log()
    as_text = TextFormatter().format(record)
    as_json = JsonFormatter().format(record)
    assert as_text.isprintable()
    assert as_json.isprintable()
    assert json.loads(as_json)["path"] == record.path == f"/nowhere/{odd}"


@pytest.mark.parametrize("odd", HOSTILE)
def test_no_header_gets_into_a_line(client, log, odd):
    client.get("/livez", headers={"user-agent": odd, "referer": odd})

    (record,) = log()
    assert TextFormatter().format(record).endswith(": GET /livez 200")


def test_what_is_looked_for_is_not_written_down(client, log):
    client.get("/livez?q=embarrassing&token=secret")

    (record,) = log()
    written = JsonFormatter().format(record)
    assert "embarrassing" not in written
    assert "secret" not in written


@pytest.mark.django_db
def test_no_password_is_written_down(client, caplog):
    make_user("Ada")
    caplog.set_level(logging.DEBUG)

    client.post("/accounts/login", {"username": "Ada", "password": PASSWORD})
    client.post("/accounts/login", {"username": "Ada", "password": "a wrong one"})

    written = "".join(JsonFormatter().format(one) for one in caplog.records)
    assert PASSWORD not in written
    assert "a wrong one" not in written


def test_static_files_are_not_written_down(client, log):
    client.get("/static/css/base.css")

    assert log() == []
