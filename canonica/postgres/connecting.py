"""Ask PostgreSQL whether it is there, and for the role and database of Canonica."""

import errno
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import Enum, auto

import psycopg2

from canonica.postgres.configuration import APPLICATION, PORT, SUPERUSER, WEB
from canonica.postgres.errors import PostgresUnavailable
from canonica.postgres.layout import Layout

_TIMEOUT = 5
_NOT_YET = ("starting up", "shutting down", "not yet accepting", "in recovery mode")
_FULL = ("too many clients", "remaining connection slots")


class Answer(Enum):
    """What came back from the socket: a session, a refusal for now, or nothing."""

    READY = auto()
    NOT_YET = auto()
    SILENT = auto()


def ask(layout: Layout) -> Answer:
    """Find out by connecting whether a server is there and takes connections.

    Raises PostgresUnavailable if it is there but will never let us in.
    """
    try:
        with _session(layout):
            return Answer.READY
    except psycopg2.OperationalError as error:
        message = str(error)
    if any(words in message for words in _FULL):
        return Answer.READY
    if "FATAL" in message and not any(words in message for words in _NOT_YET):
        raise PostgresUnavailable(f"PostgreSQL refuses this account: {message.strip()}")
    return Answer.SILENT if _nobody_listens(layout) else Answer.NOT_YET


def ensure_database(layout: Layout) -> None:
    """Make Canonica's two roles and its database, if they are not there.

    The first may make databases, which tests need; neither is a superuser.
    """
    with _session(layout) as cursor:
        for role, rights in ((APPLICATION, "LOGIN CREATEDB"), (WEB, "LOGIN")):
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE ROLE {role} {rights}")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [APPLICATION])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {APPLICATION} OWNER {APPLICATION}")


@contextmanager
def _session(layout: Layout) -> Iterator["psycopg2.extensions.cursor"]:
    connection = psycopg2.connect(
        host=str(layout.sockets),
        port=PORT,
        user=SUPERUSER,
        dbname="postgres",
        connect_timeout=_TIMEOUT,
    )
    with closing(connection):
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor


def _nobody_listens(layout: Layout) -> bool:
    """Tell a missing server from a busy one, which connecting alone does not."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(_TIMEOUT)
        try:
            reason = probe.connect_ex(bytes(layout.socket))
        except TimeoutError:
            return False
    return reason in {errno.ENOENT, errno.ECONNREFUSED, errno.ENOTDIR}
