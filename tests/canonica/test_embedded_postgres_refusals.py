"""When the embedded PostgreSQL cannot be used, a sentence says why."""

import importlib.util
from pathlib import Path

import pytest

from canonica.postgres import EmbeddedPostgres, PostgresUnavailable


@pytest.fixture
def fresh(tmp_path):
    return EmbeddedPostgres(tmp_path / "data")


def test_without_the_programs_the_message_names_the_alternative(fresh, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(PostgresUnavailable, match="DATABASE_URL"), fresh.running():
        pass


@pytest.mark.parametrize("name", ["", "postgres.lock", "postgres-settings"])
def test_what_cannot_be_used_is_said_in_a_sentence(fresh, name):
    obstacle = fresh.data / name
    if name == "postgres.lock":
        obstacle.mkdir(parents=True)
    else:
        obstacle.parent.mkdir(exist_ok=True)
        obstacle.write_text("not a directory")

    with pytest.raises(PostgresUnavailable, match=r"cannot be (made|used)"):
        fresh.running().__enter__()


def test_a_failure_shows_the_end_of_the_log(fresh):
    fresh.layout.cluster.mkdir(parents=True)
    (fresh.layout.cluster / "PG_VERSION").write_text("9.6\n")

    with pytest.raises(PostgresUnavailable, match="FATAL"), fresh.running():
        pass


def test_a_socket_directory_of_someone_else_is_refused(tmp_path):
    postgres = EmbeddedPostgres(tmp_path / ("long" * 40))
    somewhere = tmp_path / "elsewhere"
    somewhere.mkdir()
    sockets = Path(postgres.database_settings["HOST"])
    sockets.symlink_to(somewhere)

    try:
        with (
            pytest.raises(PostgresUnavailable, match="belongs to someone else"),
            postgres.running(),
        ):
            pass
    finally:
        sockets.unlink()
