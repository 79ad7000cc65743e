"""Security headers: on every response, whatever kind it is."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from canonica import urls
from canonica.urls import handler404, handler500
from tests.makers import delete_pages, make_revision, make_user

__all__ = ["handler404", "handler500"]


def fail(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("for the test")


urlpatterns = [path("broken", fail), *urls.urlpatterns]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

POLICY = {
    "default-src": "'none'",
    "script-src": "testserver/static/",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
TRUSTED_TYPES = {
    "require-trusted-types-for": "'script'",
    "trusted-types": "canonica",
}
OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

EVERY_KIND = pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/", 200),
        ("get", "/wiki/Ada_Lovelace", 200),
        ("head", "/wiki/Ada_Lovelace", 200),
        ("get", "/raw/Ada_Lovelace", 200),
        ("get", "/edit/Ada_Lovelace", 200),
        ("get", "/suggest?q=ada", 200),
        ("get", "/livez", 200),
        ("get", "/readyz", 200),
        ("get", "/wiki/ada_Lovelace", 301),
        ("get", "/search?q=ada lovelace&go=1", 302),
        ("get", "/nowhere", 404),
        ("get", "/wiki/Nobody", 404),
        ("get", "/wiki/a[b", 404),
        ("post", "/wiki/Ada_Lovelace", 405),
        ("post", "/suggest", 405),
        ("get", "/wiki/Gone", 410),
        ("post", "/accounts/login", 422),
        ("get", "/broken", 500),
    ],
)


def policy_of(response) -> dict[str, str]:
    """Return the directives of a response's content security policy."""
    directives = response["Content-Security-Policy"].split("; ")
    return {name: value for name, _, value in (d.partition(" ") for d in directives)}


@pytest.fixture(autouse=True)
def _two_pages() -> None:
    make_revision("Ada Lovelace", "A mathematician.")
    make_revision("Gone", "A page.")
    delete_pages("Gone")


@EVERY_KIND
def test_every_kind_of_response_is_protected(method, address, status):
    client = Client(raise_request_exception=False)

    response = getattr(client, method)(address)

    assert response.status_code == status
    assert policy_of(response) == POLICY | TRUSTED_TYPES
    assert {name: response.headers.get(name) for name in OTHERS} == OTHERS


def test_a_form_from_elsewhere_is_refused_under_the_same_policy():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/edit/Ada_Lovelace", {"text": "a"})

    assert response.status_code == 403
    assert policy_of(response) == POLICY | TRUSTED_TYPES


def test_an_answer_that_nothing_changed_has_a_policy_too(client):
    tag = client.get("/raw/Ada_Lovelace")["ETag"]

    response = client.get("/raw/Ada_Lovelace", headers={"if-none-match": tag})

    assert response.status_code == 304
    assert policy_of(response) == POLICY | TRUSTED_TYPES


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/admin/", 200),
        ("/admin/accounts/user/", 200),
        ("/admin/accounts/user/0/change/", 302),
        ("/admin/nowhere/", 404),
    ],
)
def test_the_administration_may_run_its_own_scripts_only(client, address, status):
    client.force_login(make_user("Root", role="administrator"))

    response = client.get(address)

    scripts = "testserver/static/ testserver/admin/jsi18n/"
    assert response.status_code == status
    assert policy_of(response) == POLICY | {"script-src": scripts}
    assert {name: response.headers.get(name) for name in OTHERS} == OTHERS


def test_scripts_come_from_the_host_and_port_that_was_asked(client):
    response = client.get("/livez", headers={"host": "testserver:8000"})

    assert policy_of(response)["script-src"] == "testserver:8000/static/"


def test_scripts_cannot_be_named_on_an_ipv6_address(client, settings):
    settings.ALLOWED_HOSTS = ["[::1]"]

    response = client.get("/livez", headers={"host": "[::1]:8000"})

    assert policy_of(response)["script-src"] == "'none'"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "testserver.evil.example",
        "evil.example:80@testserver",
        "testserver; script-src *",
        "testserver/static",
        "testserver, evil.example",
        "testserver evil.example",
        "testserver\\@evil.example",
        "testserver:port",
        "testserver\x00",
        "[::1",
        "",
    ],
)
@pytest.mark.parametrize("address", ["/", "/livez", "/nowhere"])
def test_a_forged_host_is_answered_with_400(client, host, address):
    response = client.get(address, headers={"host": host})

    assert response.status_code == 400
    assert policy_of(response)["script-src"] == "'none'"
    assert "evil.example" not in response.text


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Forwarded-Server"])
def test_a_forwarded_host_is_not_believed(client, header):
    response = client.get("/wiki/Ada_Lovelace", headers={header: "evil.example"})

    assert response.status_code == 200
    assert "evil.example" not in response.text
    assert "http://testserver/wiki/Ada_Lovelace" in response.text


def test_without_https_no_browser_is_told_to_insist_on_it(client):
    assert "Strict-Transport-Security" not in client.get("/", secure=True).headers


def test_with_https_browsers_insist_on_it_for_a_year(settings):
    # As canonica.settings has them with CANONICA_HTTPS.
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.SECURE_SSL_REDIRECT = True

    open_ = Client().get("/wiki/Ada_Lovelace")
    safe = Client().get("/wiki/Ada_Lovelace", secure=True)

    assert (open_.status_code, open_["Location"]) == (
        301,
        "https://testserver/wiki/Ada_Lovelace",
    )
    assert safe["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("address", ["/livez", "/readyz"])
def test_machines_may_ask_for_health_without_https(settings, address):
    settings.SECURE_SSL_REDIRECT = True

    assert Client().get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/wiki/Nobody",
        "/history/Ada_Lovelace",
        "/links/Ada_Lovelace",
        "/all",
        "/categories",
        "/recent",
        "/search?q=ada",
    ],
)
def test_a_page_sets_no_cookie_and_varies_by_them(client, address):
    response = client.get(address)

    assert not response.cookies
    assert response["Vary"] == "Cookie, Accept-Encoding"


def test_an_article_sets_no_cookie_and_varies_by_the_day_wanted_too(client):
    response = client.get("/wiki/Ada_Lovelace")

    assert not response.cookies
    assert response["Vary"] == "Accept-Datetime, Cookie, Accept-Encoding"


@pytest.mark.parametrize(
    "address", ["/raw/Ada_Lovelace", "/suggest?q=ada", "/livez", "/readyz"]
)
def test_what_is_the_same_for_everybody_sets_no_cookie(client, address):
    response = client.get(address)

    assert not response.cookies
    assert "Vary" not in response.headers
