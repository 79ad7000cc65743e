"""People that many tests of accounts need."""

import pytest
from django.test import Client

from accounts.models import User
from tests.makers import make_user


@pytest.fixture
def moderator() -> User:
    return make_user("Moritz", role="moderator")


@pytest.fixture
def root() -> User:
    """An administrator."""
    return make_user("Root", role="administrator")


@pytest.fixture
def desk(moderator: User) -> Client:
    """A browser in which a moderator is signed in."""
    browser = Client()
    browser.force_login(moderator)
    return browser
