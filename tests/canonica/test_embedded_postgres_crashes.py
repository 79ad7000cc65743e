"""The embedded PostgreSQL survives what happens to processes and files."""

import os
import signal
import subprocess
import sys
import threading
from contextlib import closing, suppress
from shutil import which

import psycopg2
import pytest

from canonica.postgres import EmbeddedPostgres
from canonica.postgres.processes import _is_server_by_ps
from tests.canonica.embedded_users import (
    ask,
    end_server,
    kill_server,
    server_of,
    users,
    wait_until,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A database with something in it that is not running."""
    postgres = EmbeddedPostgres(tmp_path_factory.mktemp("made"))
    with postgres.running():
        ask(postgres, "CREATE TABLE kept AS SELECT 42 AS number")
    return postgres


@pytest.fixture
def postgres(made):
    yield made
    end_server(made)


@pytest.fixture
def stranger():
    """A living process that has nothing to do with us."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process
    process.kill()
    process.wait()


def test_a_killed_server_is_started_again_for_those_who_use_it(postgres):
    with postgres.running():
        kill_server(postgres)
        assert not postgres.is_alive()

        postgres.ensure_running()

        assert ask(postgres, "SELECT number FROM kept") == 42

    assert not postgres.is_alive()


def test_a_killed_server_is_started_again_by_the_next_command(postgres):
    with postgres.running():
        kill_server(postgres)

    with postgres.running():
        assert ask(postgres, "SELECT number FROM kept") == 42


def test_a_server_still_starts_while_a_child_of_the_killed_one_lingers(postgres):
    with postgres.running():
        place = postgres.database_settings
        connection = psycopg2.connect(host=place["HOST"], user=place["USER"])
        with closing(connection):
            child = connection.info.backend_pid
            os.kill(child, signal.SIGSTOP)
            kill_server(postgres)
            starting = threading.Thread(target=postgres.ensure_running)
            starting.start()
            starting.join(timeout=1)

            # Two servers on the same files would destroy them.
            assert starting.is_alive()
            os.kill(child, signal.SIGKILL)
            starting.join(timeout=20)

        assert ask(postgres, "SELECT number FROM kept") == 42


def test_a_killed_user_leaves_no_trace(postgres):
    with users(postgres.data, 2) as (first, second):
        first.kill()
        assert postgres.is_alive()

        second.leave()

    assert not postgres.is_alive()


def test_what_the_last_user_left_when_killed_is_stopped_by_the_next(postgres):
    with users(postgres.data) as (user,):
        user.kill()
    assert postgres.is_alive()

    with postgres.running():
        pass

    assert not postgres.is_alive()


def test_a_stale_number_that_went_to_a_stranger_does_not_hurt_them(postgres, stranger):
    with postgres.running():
        remembered = postgres.layout.pid_file.read_text().split("\n", 1)[1]
    postgres.layout.pid_file.write_text(f"{stranger.pid}\n{remembered}")
    postgres.layout.socket_lock.write_text(f"{stranger.pid}\n{remembered}")

    with postgres.running():
        assert ask(postgres, "SELECT number FROM kept") == 42
        kill_server(postgres)
        postgres.layout.pid_file.write_text(f"{stranger.pid}\n{remembered}")

    assert stranger.poll() is None


def test_the_server_is_known_without_proc_too(postgres, stranger):
    with postgres.running():
        cluster = postgres.layout.cluster
        server = server_of(postgres)

        assert server is not None
        assert _is_server_by_ps(server, cluster)
        assert not _is_server_by_ps(server, cluster.with_name("postg"))
        assert not _is_server_by_ps(stranger.pid, cluster)


def test_a_server_that_is_now_a_zombie_is_known_to_be_dead(postgres):
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    wait_until(lambda: _is_zombie(zombie.pid))
    postgres.layout.pid_file.write_text(f"{zombie.pid}\n{postgres.layout.cluster}\n")

    with postgres.running():
        assert ask(postgres, "SELECT number FROM kept") == 42

    zombie.wait()


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"123456", b"-17\n", b"0\n", b"1\n", b"\xff\x00 nonsense\n\n"],
)
def test_a_damaged_pid_file_is_survived(postgres, content):
    postgres.layout.pid_file.write_bytes(content)

    with postgres.running():
        assert ask(postgres, "SELECT number FROM kept") == 42


def test_a_server_that_lost_its_socket_is_replaced(postgres):
    with postgres.running():
        lost = server_of(postgres)
        postgres.layout.socket.unlink()

        postgres.ensure_running()

        assert server_of(postgres) not in {None, lost}
        assert ask(postgres, "SELECT number FROM kept") == 42


@pytest.mark.parametrize("name", ["data", "a long name " * 9])
def test_throwing_away_the_data_folder_is_survived(name, tmp_path):
    # If the path is long, the socket is elsewhere and is not thrown away with it.
    postgres = EmbeddedPostgres(tmp_path / name)
    with postgres.running():
        forgotten = server_of(postgres)
        postgres.data.rename(tmp_path / "thrown away")
        with postgres.running():
            assert ask(postgres, "SELECT 1") == 1
            assert server_of(postgres) != forgotten

    # It would end by itself within a minute.
    assert forgotten is not None
    with suppress(ProcessLookupError):
        os.kill(forgotten, signal.SIGQUIT)


def _is_zombie(pid):
    status = subprocess.run(
        [str(which("ps")), "-o", "stat=", "-p", str(pid)],
        capture_output=True,
        check=True,
    )
    return status.stdout.startswith(b"Z")
