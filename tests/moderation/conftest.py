"""People that many tests of moderation need."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.test import Client, override_settings

from tests.makers import make_user
from tests.moderation.community import Community, make_community
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


@pytest.fixture
def desk(moderator, signed_in):
    """A browser in which a moderator is signed in."""
    return signed_in(moderator)


@pytest.fixture
def root(administrator, signed_in):
    """A browser in which an administrator is signed in."""
    return signed_in(administrator)


@pytest.fixture
def community() -> Community:
    return make_community()


@pytest.fixture(scope="module")
def _settled(lasting: None) -> Community:
    return make_community()


@pytest.fixture
def settled(_settled: Community) -> Community:
    """A community that is there for all tests of a file, each of which it is new to."""
    return deepcopy(_settled)


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
