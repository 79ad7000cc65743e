"""The web server's account in the database: what it must not do, and what it has to."""

import secrets
from contextlib import closing

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from psycopg2.errors import InsufficientPrivilege
from psycopg2.sql import SQL, Identifier

from accounts import log
from accounts.models import AuditAct, LogAct
from articles.hiding import Hiding, hide
from articles.models import Hideable
from canonica.web_role import limit_web_role
from tests.makers import make_revision, make_user

ROLE = "canonica_web"
FORBIDDEN = [
    "UPDATE articles_revision SET text = 'forged'",
    "UPDATE articles_revision SET author_id = author_id + 1",
    "UPDATE articles_revision SET created_at = now()",
    "DELETE FROM articles_revision",
    "TRUNCATE articles_revision CASCADE",
    "ALTER TABLE articles_revision DISABLE TRIGGER articles_keep_revision",
    "ALTER TABLE articles_revision DROP COLUMN text",
    "DROP TRIGGER articles_keep_revision ON articles_revision",
    "DROP TABLE articles_revision CASCADE",
    "INSERT INTO articles_hiddenfield SELECT * FROM articles_hiddenfield",
    "UPDATE articles_hiddenfield SET value = 'forged'",
    "DELETE FROM articles_hiddenfield",
    "UPDATE articles_upload SET digest = repeat('0', 64)",
    "DELETE FROM articles_upload",
    "UPDATE accounts_logentry SET reason = 'forged'",
    "DELETE FROM accounts_logentry",
    "TRUNCATE accounts_logentry",
    "UPDATE accounts_auditentry SET reason = 'forged'",
    "DELETE FROM accounts_auditentry",
    "TRUNCATE accounts_auditentry",
    "DROP TRIGGER accounts_keep_log ON accounts_logentry",
    "DELETE FROM django_migrations",
    "DELETE FROM canonica_change",
    "INSERT INTO canonica_change (key) VALUES ('site')",
    "SET session_replication_role = replica",
    "CREATE TABLE mine (id int)",
    "CREATE OR REPLACE FUNCTION accounts_keep_log() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN OLD; END'",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "CREATE ROLE another SUPERUSER",
    "SET ROLE {owner}",
    "ALTER TABLE articles_revision OWNER TO CURRENT_USER",
    "COPY articles_revision TO PROGRAM 'cat'",
    "SELECT pg_read_file('/etc/passwd')",
]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def password(db):
    """Make the account if need be, with a password where one is asked for."""
    password = secrets.token_urlsafe()
    if settings.EMBEDDED_POSTGRES is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
            verb = "ALTER" if cursor.fetchone() else "CREATE"
            cursor.execute(f"{verb} ROLE {ROLE} LOGIN PASSWORD %s", [password])
    limit_web_role(ROLE)
    return password


@pytest.fixture
def web(password):
    """A cursor of the web server's account."""
    own = connection.settings_dict
    session = psycopg2.connect(
        host=own["HOST"] or None,
        port=own["PORT"] or None,
        dbname=own["NAME"],
        user=ROLE,
        password=password,
    )
    with closing(session):
        session.autocommit = True
        with session.cursor() as cursor:
            yield cursor


@pytest.fixture
def history():
    """Something of everything that must not change."""
    root = make_user("Root", role="administrator")
    revision = make_revision(summary="A secret")
    hiding = Hiding(fields=[Hideable.SUMMARY], reason="Private")
    hide(revision, hiding, by=root)
    log.audit(AuditAct.SETTING, "name", by=root)
    log.note(LogAct.NOTICE, "", by=root)
    return revision


@pytest.mark.usefixtures("history")
def test_what_is_forbidden_is_refused_statement_by_statement(web):
    owner = connection.settings_dict["USER"]
    done = []

    for statement in FORBIDDEN:
        try:
            web.execute(statement.format(owner=owner))
        except InsufficientPrivilege:
            continue
        done.append(statement)

    assert done == []


def test_nobody_of_the_public_owns_more_than_rows(web):
    web.execute(
        "SELECT count(*) FROM pg_class WHERE relowner ="
        " (SELECT oid FROM pg_roles WHERE rolname = current_user)"
    )

    assert web.fetchone() == (0,)


def test_pages_go_and_come_back_and_fields_are_hidden_by_their_function(history, web):
    web.execute("UPDATE articles_revision SET is_deleted = true")
    web.execute("SELECT articles_show(%s, 'summary')", [history.pk])
    web.execute("SELECT is_deleted, summary FROM articles_revision")

    assert web.fetchone() == (True, "A secret")


def test_sessions_drafts_and_jobs_are_written_and_thrown_away(web):
    for table in map(Identifier, ("django_session", "articles_draft", "articles_job")):
        web.execute(SQL("SELECT * FROM {} FOR UPDATE").format(table))
        web.execute(SQL("DELETE FROM {}").format(table))


def test_the_owner_of_the_tables_is_not_limited():
    limit_web_role(connection.settings_dict["USER"])

    revision = make_revision()
    assert revision.pk
