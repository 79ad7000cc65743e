"""Afterwards one comes back to where one was, and never to another site."""

from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.shortcuts import redirect
from django.test import RequestFactory

from accounts.views.afterwards import next_address
from tests.accounts.doors import join, log_in
from tests.makers import make_user

pytestmark = pytest.mark.django_db

OURS = ["/", "/wiki/Ada_Lovelace", "/search?q=a&start=20", "/wiki/Caf%C3%A9#History"]
HOSTILE = [
    "//evil.example",
    "///evil.example",
    "////evil.example/%2f..",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "/\r\nLocation: https://evil.example",
    "/\x00/evil.example",
    "\x01https://evil.example",
    " //evil.example",
    " https://evil.example",
    "https://evil.example",
    "HTTPS://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt://testserver/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "//testserver@evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "//evil.example\\@testserver",
    "//[::1",
    "/\uff0e/evil.example",
    "\uff0f\uff0fevil.example",
    "//evil\u3002example",
    "/\u2028/evil.example",
    "evil.example",
    "?next=//evil.example",
]


def leads_to(location: str) -> str:
    """Return the host a browser goes to from our login page."""
    tidied = location.replace("\\", "/").translate(dict.fromkeys(b"\t\r\n"))
    address = urljoin("http://testserver/accounts/login", tidied.strip())
    return urlsplit(address).netloc


@pytest.mark.parametrize("wanted", OURS)
def test_an_address_of_ours_is_followed(client, wanted):
    make_user("Ada")

    response = log_in(client, next=wanted)

    assert response["Location"] == wanted


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("wanted", HOSTILE)
def test_no_address_leads_to_another_site(method, wanted):
    request = getattr(RequestFactory(), method)("/", {"next": wanted})

    assert leads_to(redirect(next_address(request))["Location"]) == "testserver"
    assert leads_to(next_address(request)) == "testserver"
    assert next_address(request).startswith("/")


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\e"])
def test_no_door_leads_to_another_site(client, wanted):
    chosen = {"theme": "dark", "size": "large", "width": "wide"}
    make_user("Ada")

    responses = [
        join(client, "Grace", next=wanted),
        log_in(client, next=wanted),
        client.post("/accounts/logout", {"next": wanted}),
        client.post("/accounts/preferences", {**chosen, "next": wanted}),
        client.post("/accounts/preferences?next=" + quote(wanted), chosen),
    ]

    assert [one.status_code for one in responses] == [302] * 5
    assert [one["Location"] for one in responses] == ["/"] * 5


@pytest.mark.parametrize("wanted", ["//evil.example", "javascript:alert(1)"])
@pytest.mark.parametrize("door", ["login", "join", "logout", "preferences"])
def test_no_page_offers_a_way_to_another_site(client, door, wanted):
    response = client.get(f"/accounts/{door}", {"next": wanted})

    assert '<input type="hidden" name="next" value="/">' in response.text
    assert wanted not in response.text


def test_the_address_of_the_page_says_it_too(client):
    make_user("Ada")

    response = client.post(
        "/accounts/login?next=/all",
        {"username": "Ada", "password": "correct horse battery"},
    )

    assert response["Location"] == "/all"


def test_an_address_too_long_for_a_redirect_does_no_harm(client):
    make_user("Ada")

    response = log_in(client, next="/" + "a" * 5000)

    assert (response.status_code, response["Location"]) == (302, "/")
