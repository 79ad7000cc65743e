"""Keys: the page that tells them and the templates that have them agree."""

import re

import pytest

from canonica.keys import ACCESS_KEYS, EDITOR_KEYS
from tests.articles.pages import listed_in
from tests.canonica.embedded_users import ROOT
from tests.makers import make_revision

WANTED = set("fehcspvzxrj")
"""Those of Wikipedia, but for "t": there are no talk pages."""


def _access_keys() -> list[str]:
    templates = (ROOT / "templates").rglob("*.html")
    texts = [template.read_text() for template in templates]
    return [key for text in texts for key in re.findall(r'accesskey="([^"]*)"', text)]


def test_each_access_key_of_a_template_is_told_and_each_told_is_there():
    told = [key.name for key in ACCESS_KEYS]

    assert sorted(told) == sorted(set(_access_keys()))
    assert set(told) >= WANTED


def test_each_key_of_the_editor_is_one_that_its_scripts_know():
    scripts = "".join(path.read_text() for path in (ROOT / "static/js").glob("*.js"))

    for key in EDITOR_KEYS:
        letter = key.name.rpartition("+")[2]
        known = {f'"{letter}"', f'"{letter.lower()}"', letter}
        assert letter == "Tab" or any(one in scripts for one in known), key


@pytest.mark.django_db
def test_the_page_lists_them_and_is_linked_from_every_page(client):
    make_revision()

    response = client.get("/help/keyboard")

    rows = listed_in(response, ".//th[@scope='row']")
    assert rows == [key.name for key in (*ACCESS_KEYS, *EDITOR_KEYS)]
    for address in ("/", "/wiki/Ada_Lovelace", "/help/keyboard", "/edit/Ada_Lovelace"):
        assert 'href="/help/keyboard"' in client.get(address).text


@pytest.mark.django_db
def test_no_page_has_an_access_key_twice(client):
    make_revision()

    for address in (
        "/wiki/Ada_Lovelace",
        "/edit/Ada_Lovelace",
        "/history/Ada_Lovelace",
    ):
        keys = re.findall(r'accesskey="([^"]*)"', client.get(address).text)
        assert len(keys) == len(set(keys)) > 5


def test_the_page_is_looked_at_and_nothing_else(client):
    assert client.post("/help/keyboard").status_code == 405
