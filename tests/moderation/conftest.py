"""People that many tests of moderation need."""

import pytest
from django.test import Client

from tests.makers import make_user


@pytest.fixture
def site(settings):
    """The site as it is out of the box: people without an account propose."""
    settings.CANONICA_UNREGISTERED_EDITS = "hold"
    return settings


@pytest.fixture
def reviewer():
    return make_user("Rita", role="reviewer")


@pytest.fixture
def moderator():
    return make_user("Moritz", role="moderator")


@pytest.fixture
def administrator():
    return make_user("Root", role="administrator")


@pytest.fixture
def signed_in():
    """Return a browser in which an account is signed in."""

    def sign_in(account) -> Client:
        browser = Client()
        browser.force_login(account)
        return browser

    return sign_in
