"""Visitors and pages that many tests of articles need."""

import pytest

from articles.models import Origin
from tests.makers import make_revision, make_user

TWO = "Harbours shelter ships.\n\nPilots know the rocks well."


@pytest.fixture
def mary(client):
    """Somebody who is signed in, with the name Mary."""
    author = make_user("Mary")
    client.force_login(author)
    return author


@pytest.fixture
def machine_and_mary():
    """A text that a machine wrote and Mary amended."""
    machine = make_revision(text=TWO, origin=Origin.MACHINE, author=make_user("Robot"))
    return machine, make_revision(
        text=TWO.replace("rocks", "sands"),
        base=machine,
        author=make_user("Mary Ann"),
        summary="They are sands",
    )
