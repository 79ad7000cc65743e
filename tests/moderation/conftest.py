"""People that many tests of moderation need."""

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings

from tests.makers import make_user
from tests.moderation.places import World, as_if_nothing_had_happened
from tests.writes import watch_writes


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


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """All pages and people, made once; each cell takes back what it does."""
    with (
        django_db_blocker.unblock(),
        override_settings(CANONICA_UNREGISTERED_EDITS="hold", CANONICA_LIMITS=0),
        as_if_nothing_had_happened(),
    ):
        watch_writes()
        yield World()
