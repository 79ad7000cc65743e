"""Start and stop the server; whoever calls these holds the layout's lock."""

import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from canonica.postgres.accounts import Account, Runner, account_for, own_name
from canonica.postgres.configuration import (
    SUPERUSER,
    as_server_options,
    write_configuration,
)
from canonica.postgres.connecting import Answer, ask, ensure_database
from canonica.postgres.errors import PostgresUnavailable
from canonica.postgres.layout import Layout
from canonica.postgres.processes import find_server, stop_server

# Recovery after a crash may take long; a person waits that long, but not for ever.
_PATIENCE = 60.0
# A server that lives without its socket (someone emptied a temporary directory)
# never makes it again; but one that is just starting has not made it yet.
_SILENCE = 5.0
_PAUSE = 0.05
_LARGEST_LOG = 5_000_000
_TAIL = 2_000

# The builtin locale sorts alike on every system. Full-text search divides words by
# the system's character types, where plain C takes every dash and quotation mark
# outside ASCII for a letter; macOS has another name for the types of Unicode.
_CHARACTER_TYPES = "UTF-8" if sys.platform == "darwin" else "C.UTF-8"
_INITDB_OPTIONS = (
    f"--username={SUPERUSER}",
    "--auth=peer",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    f"--lc-ctype={_CHARACTER_TYPES}",
    "--data-checksums",
)


def make_data_folder(layout: Layout) -> None:
    """Make the folder for everything that Canonica keeps."""
    try:
        layout.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PostgresUnavailable(
            f"The data folder cannot be made: {error}."
        ) from error


def start_if_needed(layout: Layout) -> None:
    """Return once the server takes connections and has Canonica's database."""
    _stop_if_forsaken(layout)
    began = time.monotonic()
    while (answer := ask(layout)) is not Answer.READY:
        waited = time.monotonic() - began
        if waited > _PATIENCE:
            raise PostgresUnavailable(_with_tail("PostgreSQL does not answer.", layout))
        server = _find(layout)
        if answer is Answer.NOT_YET or (server and waited < _SILENCE):
            time.sleep(_PAUSE)
        elif server:
            stop_server(server, layout.cluster, patience=_PATIENCE)
        else:
            _start(layout)
    ensure_database(layout)


def stop(layout: Layout) -> None:
    """Stop the server, if there is one that is certainly ours."""
    server = _find(layout)
    if server:
        stop_server(server, layout.cluster, patience=_PATIENCE)
    if layout.sockets.parent != layout.data:
        # Not ours to litter; what is not empty or not there stays as it is.
        with suppress(OSError):
            layout.sockets.rmdir()


def _stop_if_forsaken(layout: Layout) -> None:
    """Stop a server whose files were thrown away.

    It notices within a minute; until then, where its socket is not among the files,
    it would answer in place of the new one.
    """
    server = _find(layout)
    if server and not (layout.cluster / "PG_VERSION").exists():
        stop_server(server, layout.cluster, patience=_PATIENCE)


def _find(layout: Layout) -> int | None:
    # The socket's file still names a server whose cluster was thrown away.
    return find_server(layout.cluster, [layout.pid_file, layout.socket_lock])


def _start(layout: Layout) -> None:
    """Start a server where none is alive, making its files the first time."""
    account = account_for(layout.cluster)
    if not (layout.cluster / "PG_VERSION").exists():
        _make_cluster(layout, account)
    _make_socket_directory(layout, account)
    _remove_stale_files(layout)
    os_users = {own_name(), "root"}
    write_configuration(layout.settings, layout.sockets, os_users)
    options = ["start", "--silent", "--wait", f"--timeout={_PATIENCE:.0f}"]
    options += [f"--options={as_server_options(layout.cluster, layout.settings)}"]
    with _runner(layout, account) as runner:
        beginning = runner.log.tell()
        if runner.run("pg_ctl", *options):
            return
    # Children of a killed server hold its shared memory until they have noticed;
    # the caller then tries again.
    said = layout.log.read_bytes()[beginning:]
    if b"is still in use" in said:
        time.sleep(_PAUSE)
    else:
        raise PostgresUnavailable(_with_tail("PostgreSQL does not start.", layout))


def _make_cluster(layout: Layout, account: Account) -> None:
    """Make the cluster aside, so that one half made is never taken for whole."""
    shutil.rmtree(layout.new_cluster, ignore_errors=True)
    layout.new_cluster.mkdir(mode=0o700)
    account.take(layout.new_cluster)
    with _runner(layout, account) as runner:
        made = runner.run("initdb", *_INITDB_OPTIONS, f"--pgdata={layout.new_cluster}")
    if not made:
        raise PostgresUnavailable(_with_tail("No database can be made.", layout))
    layout.new_cluster.rename(layout.cluster)


def _make_socket_directory(layout: Layout, account: Account) -> None:
    """Make a directory that only the account may enter.

    It may lie among the directories of others: what is already there must be ours.
    """
    directory = layout.sockets
    try:
        directory.mkdir(mode=0o700)
        account.take(directory)
    except FileExistsError:
        status = directory.lstat()
        ours = {account.uid, os.geteuid()}
        if not stat.S_ISDIR(status.st_mode) or status.st_uid not in ours:
            raise PostgresUnavailable(
                f"{directory} belongs to someone else; remove it."
            ) from None
        account.take(directory)
        directory.chmod(0o700)


def _remove_stale_files(layout: Layout) -> None:
    """Remove what a dead server left, by which PostgreSQL might refuse to start.

    It refuses if the process number now belongs to anyone at all, or if the file
    is damaged. Its other guard, the shared memory that a living child of the dead
    server still holds, is found by the identity of the cluster and stays in force.
    """
    for path in (layout.pid_file, layout.socket_lock, layout.socket):
        path.unlink(missing_ok=True)


@contextmanager
def _runner(layout: Layout, account: Account) -> Iterator[Runner]:
    if layout.log.exists() and layout.log.stat().st_size > _LARGEST_LOG:
        layout.log.replace(layout.log.with_suffix(".log.1"))
    # PostgreSQL inherits the open file and so needs no right to the file itself.
    with layout.log.open("ab") as log:
        yield Runner(account, cluster=layout.cluster, log=log)


def _with_tail(sentence: str, layout: Layout) -> str:
    """Add the end of the server's log to the sentence."""
    tail = layout.log.read_bytes()[-_TAIL:].decode(errors="replace")
    return f"{sentence} The end of {layout.log}:\n{tail.strip()}"
