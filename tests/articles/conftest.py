"""Visitors that many tests of articles need."""

import pytest

from tests.makers import make_user


@pytest.fixture
def mary(client):
    """Somebody who is signed in, with the name Mary."""
    author = make_user("Mary")
    client.force_login(author)
    return author
