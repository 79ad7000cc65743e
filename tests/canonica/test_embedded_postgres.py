"""The embedded PostgreSQL serves everyone who asks, and nobody else."""

import os
import stat
import subprocess
import sys

import pytest

from canonica.postgres import EmbeddedPostgres
from tests.canonica.embedded_users import ROOT, ask, end_server, users, wait_until

STARTED = "SELECT pg_postmaster_start_time()"
AS_ANOTHER = (
    "setpriv",
    "--reuid=daemon",
    "--regid=daemon",
    "--clear-groups",
    # The interpreter may be in root's home.
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
)
needs_root = pytest.mark.skipif(
    os.geteuid() != 0
    or subprocess.run([*AS_ANOTHER, sys.executable, "-V"], check=False).returncode != 0,
    reason="only root can act as someone else",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A database that exists and is not running."""
    postgres = EmbeddedPostgres(tmp_path_factory.mktemp("made"))
    with postgres.running():
        pass
    return postgres


@pytest.fixture
def postgres(made):
    yield made
    end_server(made)


@pytest.fixture
def fresh(tmp_path):
    postgres = EmbeddedPostgres(tmp_path / "data")
    yield postgres
    end_server(postgres)


def test_first_use_makes_a_database_and_last_use_stops_it(fresh):
    assert not fresh.is_alive()

    with fresh.running():
        assert fresh.is_alive()
        assert ask(fresh, "SELECT current_database()") == "canonica"

    assert not fresh.is_alive()


def test_a_cluster_half_made_is_made_again(fresh):
    fresh.layout.new_cluster.mkdir(parents=True)
    (fresh.layout.new_cluster / "PG_VERSION").write_text("18\n")

    with fresh.running():
        assert ask(fresh, "SELECT 1") == 1


def test_what_was_saved_is_there_at_the_next_start(postgres):
    with postgres.running():
        ask(postgres, "CREATE TABLE kept AS SELECT 42 AS number")

    with postgres.running():
        assert ask(postgres, "SELECT number FROM kept") == 42


def test_processes_share_one_server_and_the_last_stops_it(postgres):
    with users(postgres.data, 2) as (first, second):
        started = ask(postgres, STARTED)

        first.leave()

        assert ask(postgres, STARTED) == started
        second.leave()
        assert not postgres.is_alive()


def test_six_processes_at_once_on_nothing_share_one_server(fresh):
    with users(fresh.data, 6) as six:
        started = ask(fresh, STARTED)
        for user in six[:5]:
            user.leave()
        assert ask(fresh, STARTED) == started

        six[5].leave()

    assert not fresh.is_alive()


def test_many_short_uses_never_stop_the_server_under_another(postgres):
    comings_and_goings = """
import sys
from pathlib import Path
import psycopg2
from canonica.postgres import EmbeddedPostgres

postgres = EmbeddedPostgres(Path(sys.argv[1]))
for _ in range(5):
    with postgres.running():
        place = postgres.database_settings
        psycopg2.connect(host=place["HOST"], user=place["USER"]).close()
print("using", flush=True)
"""
    with users(postgres.data, 4, code=comings_and_goings) as four:
        for user in four:
            user.leave()

    assert not postgres.is_alive()


def test_uses_inside_one_process_may_be_nested(postgres):
    with postgres.running():
        with postgres.running():
            pass
        assert postgres.is_alive()

    assert not postgres.is_alive()


def test_a_forked_child_still_counts_after_its_parent_has_left(postgres):
    forking = """
import os, sys
from pathlib import Path
from canonica.postgres import EmbeddedPostgres

with EmbeddedPostgres(Path(sys.argv[1])).running():
    if os.fork() == 0:
        sys.stdin.readline()
        os._exit(0)
print("using", flush=True)
"""
    with users(postgres.data, code=forking) as (parent,):
        parent.process.wait(timeout=10)

        with postgres.running():
            pass
        assert postgres.is_alive()

        parent.process.communicate(b"\n", timeout=10)

    def is_stopped_by_its_next_user():
        with postgres.running():
            pass
        return not postgres.is_alive()

    wait_until(is_stopped_by_its_next_user)


@pytest.mark.parametrize(
    "name", ["with spaces", "Энциклопедия", "long" * 40, """a,b "c" 'd' $e \\f #g"""]
)
def test_the_data_folder_may_have_any_name(tmp_path, name):
    postgres = EmbeddedPostgres(tmp_path / name)

    with postgres.running():
        assert ask(postgres, "SELECT 1") == 1

    assert postgres.layout.sockets.exists() == (
        postgres.layout.sockets.parent == postgres.data
    )


def test_the_application_has_no_more_rights_than_it_needs(postgres):
    with postgres.running():
        assert ask(
            postgres,
            "SELECT ARRAY[rolsuper, rolcreaterole, rolreplication, rolbypassrls,"
            " rolcreatedb] FROM pg_roles WHERE rolname = current_user",
        ) == [False, False, False, False, True]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("listen_addresses", ""),
        ("max_connections", "200"),
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("server_encoding", "UTF8"),
        ("timezone", "UTC"),
    ],
)
def test_settings_are_safe_and_the_same_everywhere(shared, setting, value):
    assert ask(shared, f"SHOW {setting}") == value


@pytest.fixture(scope="module")
def shared(made):
    with made.running():
        yield made


def test_words_are_sorted_and_found_alike_everywhere(shared):
    assert (
        ask(
            shared,
            "SELECT datlocprovider::text || datlocale FROM pg_database"
            " WHERE datname = 'canonica'",
        )
        == "bC.UTF-8"
    )
    assert (
        ask(shared, "SELECT to_tsvector('simple', '«ПРИВЕТ» — “École”')::text")
        == "'école':2 'привет':1"
    )


def test_only_the_owner_may_enter_the_socket_directory(shared):
    layout = shared.layout

    assert stat.S_IMODE(layout.sockets.stat().st_mode) == 0o700
    assert layout.sockets.stat().st_uid == layout.cluster.stat().st_uid


@needs_root
@pytest.mark.parametrize("role", ["canonica", "postgres"])
def test_another_account_is_refused_even_if_it_reaches_the_socket(shared, role):
    attempt = (
        "import psycopg2, sys;"
        f"psycopg2.connect(host=sys.argv[1], user='{role}', dbname='canonica')"
    )
    socket_directory = shared.database_settings["HOST"]

    outcome = subprocess.run(
        [*AS_ANOTHER, sys.executable, "-c", attempt, socket_directory],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=30,
    )

    assert outcome.returncode == 1
    assert "Peer authentication failed" in outcome.stderr


@needs_root
def test_an_ordinary_account_runs_it_as_itself(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    os.chown(data, 1, 1)
    postgres = EmbeddedPostgres(data)

    with users(data, prefix=AS_ANOTHER) as (user,):
        assert postgres.layout.cluster.stat().st_uid == 1
        assert ask(postgres, "SELECT 1") == 1, "root may join"
        user.leave()

    assert not postgres.is_alive()
    with postgres.running():
        assert ask(postgres, "SELECT 1") == 1, "root may start it, as its owner"
