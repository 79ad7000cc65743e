"""The web role: what the account of the web server may do in the database.

Whoever took over the web server could read, and could write as people do: but rewrite
no history, and no log.
"""

from django.db import connection, transaction
from psycopg2.sql import SQL, Identifier

from accounts.models import AuditEntry, LogEntry
from articles.models import HiddenField, Revision, Upload

_TABLES = {
    "revisions": Identifier(Revision._meta.db_table),
    "uploads": Identifier(Upload._meta.db_table),
    "hidden": Identifier(HiddenField._meta.db_table),
    "log": Identifier(LogEntry._meta.db_table),
    "audit": Identifier(AuditEntry._meta.db_table),
}
_GRANTS = (
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
    # Before PostgreSQL 15, everybody might.
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "REVOKE UPDATE, DELETE ON {revisions}, {uploads}, {log}, {audit} FROM {role}",
    # Pages are deleted and undeleted; a trigger keeps the rest of the row.
    "GRANT UPDATE (is_deleted) ON {revisions} TO {role}",
    # Fields are hidden and shown by functions of the database alone.
    "REVOKE INSERT, UPDATE, DELETE ON {hidden}, django_migrations FROM {role}",
    # What changed is announced by triggers, and by nobody else.
    "REVOKE INSERT, UPDATE, DELETE ON canonica_change FROM {role}",
)


@transaction.atomic
def limit_web_role(role: str) -> None:
    """Give the account what it needs in all tables that there are, and no more.

    Nothing happens if it is the account that owns them. Safe to repeat; do so when
    there are new tables.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone() == (role,):
            return
        for grant in _GRANTS:
            cursor.execute(SQL(grant).format(role=Identifier(role), **_TABLES))
