"""Machines can tell whether Canonica lives and whether it can serve."""

import socket
import time

import pytest
from django.db import connection


@pytest.fixture
def deaf_server(monkeypatch):
    """A database server that accepts connections and then says nothing."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        monkeypatch.setitem(connection.settings_dict, "PORT", deaf.getsockname()[1])
        yield


def test_living_asks_no_database(client):
    response = client.get("/livez")

    assert (response.status_code, response.content) == (200, b"ok")
    assert not response.cookies


@pytest.mark.django_db
def test_ready_if_the_database_answers(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"database": True})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_if_there_is_no_database(client, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"database": False})


@pytest.mark.django_db
@pytest.mark.usefixtures("deaf_server")
def test_not_ready_soon_after_the_database_fell_silent(client):
    began = time.monotonic()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert time.monotonic() - began < 4


@pytest.mark.parametrize("address", ["/livez", "/readyz"])
def test_health_may_only_be_read(client, address):
    assert client.post(address).status_code == 405
