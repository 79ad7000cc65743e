"""The tests' database, and how they are divided among several processes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.db import transaction
from django.test import override_settings
from xdist.scheduler import LoadScopeScheduling

from accounts.letters import wait_until_sent
from moderation import switches

# These take longest, and what begins last should be short.
_FIRST = ("tests/ledger/", "tests/browser/test_accessibility.py", "tests/browser/")

# What `make test` leaves to `make check`: walks of a browser through every page, kills
# of real servers, crowds, and every role at every door.
_LONG = (
    "tests/accounts/test_addresses.py",
    "tests/articles/test_many_pages.py",
    "tests/articles/test_past_by_snapshots.py",
    "tests/browser/test_accounts.py",
    "tests/browser/test_appearance.py",
    "tests/browser/test_contents.py",
    "tests/browser/test_credit_card.py",
    "tests/browser/test_editing_together.py",
    "tests/browser/test_link_cards.py",
    "tests/browser/test_look.py",
    "tests/browser/test_sortable_tables.py",
    "tests/browser/test_drafts",
    "tests/browser/test_journeys_both_ways.py",
    "tests/browser/test_killed_workers.py",
    "tests/browser/test_moderating.py",
    "tests/canonica/test_crowd.py",
    "tests/canonica/test_crowds_served.py",
    "tests/canonica/test_embedded_postgres_crashes.py",
    "tests/canonica/test_serve.py",
    "tests/canonica/test_shelf_served.py",
    "tests/ledger/",
    "tests/moderation/test_admin_",
    "tests/moderation/test_announced.py",
    "tests/moderation/test_canary.py",
    "tests/moderation/test_floods.py",
    "tests/moderation/test_mass_assignment.py",
    "tests/moderation/test_matrix.py",
)
_EVERY_PLACE = "tests/browser/test_accessibility.py"
_EACH = 7
"""Of the pages that a browser walks through, each seventh is not left out."""


class ByServer(LoadScopeScheduling):
    """Gives files that share a running Canonica to one process, which starts it once.

    One file has as many tests as all others in its folder, and a Canonica of its own.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((part for part in _FIRST if file.startswith(part)), file)


def pytest_xdist_make_scheduler(
    config: pytest.Config, log: object
) -> LoadScopeScheduling:
    return ByServer(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        parts = [number for number, part in enumerate(_FIRST) if part in item.nodeid]
        return parts[0] if parts else len(_FIRST)

    items.sort(key=place)
    for item in items:
        if _is_long(item):
            item.add_marker("long")


def _is_long(item: pytest.Item) -> bool:
    file = item.nodeid.partition("::")[0]
    if file != _EVERY_PLACE:
        return file.startswith(_LONG)
    place = item.callspec.indices.get("place", 0) if hasattr(item, "callspec") else 0
    return place % _EACH > 0


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Keep our own PostgreSQL running for as long as the tests use it.

    Several processes share it, each with a database of its own.
    """
    if settings.EMBEDDED_POSTGRES is None:
        yield
        return
    with settings.EMBEDDED_POSTGRES.running():
        yield


@pytest.fixture(scope="module")
def lasting(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Keep what the fixtures of a module make for all its tests, and no longer.

    What a test does is taken back after it, as ever.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()
    caches["limits"].clear()
    # A process that runs for a while knows them.
    cache.set(switches.KEY, {}, timeout=None)


@pytest.fixture(autouse=True)
def _letters_go_out() -> Iterator[None]:
    """Let no letter of one test arrive in the next one."""
    yield
    wait_until_sent()


@pytest.fixture(scope="session", autouse=True)
def _media_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let pictures lie where they go with the tests."""
    with override_settings(CANONICA_MEDIA=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    """A folder of pictures in which there is nothing yet."""
    settings.CANONICA_MEDIA = tmp_path
    return tmp_path


@pytest.fixture
def limits(settings: Any) -> Any:
    """Limit everything as strictly as can be; the tests else reach no limit."""
    settings.CANONICA_LIMITS = 1
    settings.CANONICA_TEMPORARY_ACCOUNTS_PER_MINUTE = 30
    settings.CANONICA_NEWCOMER_EDITS_PER_MINUTE = 60
    return settings
