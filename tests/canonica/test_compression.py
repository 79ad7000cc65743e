"""Compression: strangers get fewer bytes, and secrets are never among them."""

import gzip

import pytest
from django.test import Client

from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db

ACCEPTING = {"Accept-Encoding": "br, gzip"}


@pytest.mark.parametrize("address", ["/wiki/Ada_Lovelace", "/raw/Ada_Lovelace", "/all"])
def test_a_stranger_gets_a_text_compressed_who_accepts_it(address):
    make_revision(text="The same words again. " * 100)
    plain = Client().get(address)

    response = Client().get(address, headers=ACCEPTING)

    assert "Content-Encoding" not in plain.headers
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert gzip.decompress(response.content) == plain.content
    assert len(response.content) < len(plain.content) / 2


def test_nothing_is_compressed_for_whoever_is_signed_in(client):
    make_revision(text="The same words again. " * 100)
    client.force_login(make_user())

    response = client.get("/wiki/Ada_Lovelace", headers=ACCEPTING)

    assert "Content-Encoding" not in response.headers


def test_no_form_with_a_token_is_compressed(client):
    response = client.get("/accounts/login", headers=ACCEPTING)

    assert "csrfmiddlewaretoken" in response.text
    assert "Content-Encoding" not in response.headers
