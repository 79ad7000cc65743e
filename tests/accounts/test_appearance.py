"""Appearance: chosen by a reader, kept in a cookie, shown on every page."""

import pytest

from accounts.appearance import Appearance
from tests.articles.pages import notices_of
from tests.makers import make_user

DOOR = "/accounts/preferences"
DARK = {"theme": "dark", "size": "large", "width": "wide"}


@pytest.mark.parametrize(
    ("cookie", "meant"),
    [
        ("dark.large.wide", Appearance("dark", "large", "wide")),
        ("dark.large.wide.ru", Appearance("dark", "large", "wide", "ru")),
        ("...en", Appearance(language="en")),
        ("...xx", Appearance()),
        ("light.small.measured", Appearance("light", "small", "measured")),
        ("", Appearance()),
        ("dark", Appearance("dark")),
        ("dark.", Appearance("dark")),
        ("..wide", Appearance(width="wide")),
        ("dark.large.wide.more.and.more", Appearance("dark", "large", "wide")),
        ("DARK.Large.WIDE", Appearance()),
        ("wide.dark.large", Appearance()),
        ('"><script>.x.y', Appearance()),
        ("dark.huge.wide", Appearance("dark", "standard", "wide")),
        ("." * 10_000, Appearance()),
        ("\x00.\u2028.\U0001f600", Appearance()),
    ],
)
def test_what_makes_no_sense_in_a_cookie_is_as_by_default(cookie, meant):
    assert Appearance.parse(cookie) == meant


def test_a_choice_is_kept_for_a_year(client):
    response = client.post(DOOR, {**DARK, "next": "/all"})

    cookie = response.cookies["appearance"]
    assert (response.status_code, response["Location"]) == (302, "/all")
    assert cookie.value == "dark.large.wide."
    assert (cookie["max-age"], cookie["path"]) == (365 * 24 * 3600, "/")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.parametrize(
    ("cookie", "attributes"),
    [
        (None, 'data-theme="system" data-size="standard" data-width="measured"'),
        (
            "dark.large.wide",
            'data-theme="dark" data-size="large" data-width="wide"',
        ),
        (
            'x" onload="alert(1).y.z',
            'data-theme="system" data-size="standard" data-width="measured"',
        ),
    ],
)
def test_a_page_looks_as_the_cookie_says(client, cookie, attributes):
    if cookie:
        client.cookies["appearance"] = cookie

    response = client.get(DOOR)

    assert f'<html lang="en" dir="ltr" {attributes}>' in response.text


def test_an_error_page_looks_like_the_others(client):
    client.cookies["appearance"] = "dark.large.wide"

    response = client.get("/nowhere")

    assert response.status_code == 404
    assert 'data-theme="dark" data-size="large" data-width="wide"' in response.text


def test_the_form_begins_with_what_was_chosen(client):
    client.cookies["appearance"] = "light.large.wide"

    form = client.get(DOOR).context["form"]

    assert form.initial == {
        "theme": "light",
        "size": "large",
        "width": "wide",
        "language": "",
    }


@pytest.mark.parametrize("name", DARK)
@pytest.mark.parametrize("value", ["", "purple", "dark\x00", "dark.large"])
def test_nonsense_is_refused_and_not_kept(client, name, value):
    response = client.post(DOOR, {**DARK, name: value})

    assert response.status_code == 422
    assert "appearance" not in response.cookies


@pytest.mark.django_db
def test_one_comes_back_to_where_one_was_and_is_told_that_it_was_saved(client):
    client.force_login(make_user("Ada"))
    page = client.get("/recent?minor=hide")
    door = f"{DOOR}?next=/recent%3Fminor%3Dhide"
    assert page.text.count(f'href="{door}"') == 2

    response = client.post(door, DARK, follow=True)

    assert response.redirect_chain == [("/recent?minor=hide", 302)]
    assert notices_of(response) == ["Saved."]


def test_looking_at_the_form_keeps_nothing(client):
    response = client.get(DOOR)

    assert response.status_code == 200
    assert "appearance" not in response.cookies


@pytest.mark.django_db
def test_it_belongs_to_the_browser_and_not_to_the_account(client):
    client.force_login(make_user())

    client.post(DOOR, DARK)
    client.post("/accounts/logout")

    assert 'data-theme="dark"' in client.get(DOOR).text
