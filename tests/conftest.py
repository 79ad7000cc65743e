"""The tests' database: the server DATABASE_URL names, or our own."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache

from moderation import switches


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


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()
    # A process that runs for a while knows them.
    cache.set(switches.KEY, {}, timeout=None)
