"""``manage.py serve`` serves whatever happens to its processes, and leaves none."""

import os
import signal
import subprocess
import sys
import threading
import time
from urllib.request import urlopen

import pytest

from canonica.postgres import EmbeddedPostgres
from tests.canonica.embedded_users import (
    PATIENCE,
    ROOT,
    end_server,
    kill_server,
    wait_until,
)
from tests.canonica.served import Served, discard, environment_for, free_port

needs_own_postgres = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="the database is not ours to kill"
)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("serve") / "data"


@pytest.fixture(scope="module")
def environment(data):
    environment = environment_for(data, is_traced=True)
    yield environment
    end_server(EmbeddedPostgres(data))
    discard(environment)


@pytest.fixture(scope="module")
def started():
    """The servers that were started; the last one may still run."""
    servers: list[Served] = []
    yield servers
    for server in servers:
        server.end()


@pytest.fixture
def server(started, data, environment):
    """A running server, which several tests use one after the other."""
    if not started or started[-1].process.poll() is not None:
        started.append(Served(data, environment))
    started[-1].wait_until_ready()
    return started[-1]


@pytest.fixture
def lone_server(started, data, environment):
    """A running server, the only user of its database."""
    for server in started:
        server.end()
    started.append(Served(data, environment))
    started[-1].wait_until_ready()
    return started[-1]


def test_the_first_start_says_what_a_person_needs_to_know(server):
    said = server.log.read_text()

    assert f"http://127.0.0.1:{server.port}/" in said
    assert "Ctrl-C stops it" in said
    assert "manage.py createsuperuser" in said


@pytest.mark.parametrize("role", ["web_worker", "web_server", "job_worker"])
def test_a_killed_process_is_replaced(server, role):
    wait_until(lambda: getattr(server, role)() is not None)
    killed = getattr(server, role)()

    os.kill(killed, signal.SIGKILL)

    wait_until(lambda: getattr(server, role)() not in {None, killed})
    server.wait_until_ready()


def test_workers_do_not_outlive_their_web_server(server):
    worker = server.web_worker()

    os.kill(server.web_server(), signal.SIGKILL)

    wait_until(lambda: not _lives(worker))
    server.wait_until_ready()


@needs_own_postgres
def test_a_killed_database_is_started_again(server, data):
    kill_server(EmbeddedPostgres(data))
    wait_until(lambda: not server.is_ready())

    server.wait_until_ready()


def test_a_port_in_use_is_said_in_a_sentence(server, environment):
    second = subprocess.run(
        [sys.executable, "manage.py", "serve", f"--port={server.port}"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert second.returncode == 1
    assert f"cannot listen on 127.0.0.1, port {server.port}" in second.stderr
    assert "--port" in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything(lone_server, data, number):
    lone_server.process.send_signal(number)

    assert lone_server.process.wait(timeout=PATIENCE) == 0
    assert lone_server.leftovers() == []
    assert not EmbeddedPostgres(data).is_alive()


def test_nothing_outlives_a_killed_serve(lone_server, data):
    lone_server.process.kill()
    lone_server.process.wait()

    wait_until(lambda: lone_server.leftovers() == [])
    wait_until(lambda: not EmbeddedPostgres(data).is_alive())


def test_a_request_in_flight_is_answered_before_the_server_stops(tmp_path):
    (tmp_path / "slow.py").write_text(
        "import time\n"
        "def application(environ, start_response):\n"
        "    time.sleep(2 if environ['PATH_INFO'] == '/slow' else 0)\n"
        "    start_response('200 OK', [('Content-Type', 'text/plain')])\n"
        "    return [b'whole']\n"
    )
    port = free_port()
    options = [f"--port={port}", "--host=127.0.0.1", "--workers=1", "--threads=1"]
    options.append("--target=slow:application")
    web_server = subprocess.Popen(
        [sys.executable, "-m", "canonica.webserver", *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    address = f"http://127.0.0.1:{port}"
    answers = []
    try:
        wait_until(lambda: _answers(address))
        asking = threading.Thread(
            target=lambda: answers.append(_read(f"{address}/slow"))
        )
        asking.start()
        time.sleep(0.5)

        web_server.terminate()

        assert web_server.wait(timeout=PATIENCE) == 0
        asking.join(timeout=PATIENCE)
    finally:
        web_server.kill()
        web_server.wait()
    assert answers == [b"whole"]


def test_an_essential_program_that_cannot_start_is_given_up():
    outcome = _supervise("Program('thing', (sys.executable, '-c', 'exit(3)'), True)")

    _, error = outcome.communicate(timeout=PATIENCE)

    assert outcome.returncode == 1
    assert "The thing ends as soon as it starts (status 3)" in error


def test_a_second_signal_kills_what_does_not_want_to_stop():
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        " print('deaf', flush=True); time.sleep(60)"
    )
    supervisor = _supervise(
        f"Program('mule', (sys.executable, '-c', {stubborn!r}), True)"
    )
    assert supervisor.stdout.readline() == "deaf\n"

    supervisor.send_signal(signal.SIGINT)
    time.sleep(1)
    assert supervisor.poll() is None
    supervisor.send_signal(signal.SIGINT)
    supervisor.communicate(timeout=5)

    assert supervisor.returncode == 0


def _supervise(program):
    code = (
        "import os, sys\n"
        "from canonica.server import Program, ServerFailed, supervise\n"
        "try:\n"
        f"    supervise([{program}], os.environ, None)\n"
        "except ServerFailed as failure:\n"
        "    sys.exit(str(failure))\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _answers(address):
    try:
        return _read(address) == b"whole"
    except OSError:
        return False


def _read(address):
    with urlopen(address, timeout=10) as response:  # noqa: S310
        return response.read()
