"""Whoever writes a row that public pages show announces it, in the same transaction.

Triggers do it, so that no way of writing can be forgotten: see canonica/shelf.
"""

from django.db import migrations

ANNOUNCE = """
-- What changed, by the transaction that changed it. The job worker forgets it in time.
CREATE TABLE canonica_change (
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    key text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (xid, key)
);

-- However often it is called in a transaction, a key is kept once, and those who
-- listen are woken once.
CREATE FUNCTION canonica_announce(VARIADIC keys text[]) RETURNS void
SECURITY DEFINER SET search_path FROM CURRENT LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO canonica_change (key) SELECT unnest(keys) ON CONFLICT DO NOTHING;
    PERFORM pg_notify('canonica_change', '');
END
$$;
"""
FORGET = """
DROP FUNCTION canonica_announce(VARIADIC text[]);
DROP TABLE canonica_change;
"""

_NOTE = """
CREATE FUNCTION {table}_note_{events}() RETURNS trigger
SET search_path FROM CURRENT LANGUAGE plpgsql AS $$
DECLARE keys text[];
BEGIN
    SELECT array_agg(DISTINCT key) INTO keys FROM ({query}) AS noted (key);
    IF keys IS NOT NULL THEN
        PERFORM canonica_announce(VARIADIC keys);
    END IF;
    RETURN NULL;
END
$$;
"""
_TRIGGER = """
CREATE TRIGGER canonica_note_{event} AFTER {event} ON {table}
REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {table}_note_{events}();
"""
_FORGET_NOTES = """
DROP TRIGGER canonica_note_{event} ON {table};
"""
_ROWS = {
    "insert": "NEW TABLE AS changed",
    "update": "OLD TABLE AS before NEW TABLE AS changed",
    "delete": "OLD TABLE AS changed",
}

_OF_ARTICLE = "SELECT 'article-' || article_id FROM changed"
_OF_REVISION = (
    "SELECT 'article-' || article_id FROM changed"
    " JOIN articles_revision ON articles_revision.id = revision_id"
)


def _with(query: str, *keys: str) -> str:
    """Return the query that announces these keys as well, if it announces any."""
    return " UNION ALL ".join([query, *(f"SELECT '{k}' FROM changed" for k in keys)])


_ANNOUNCED = {
    "articles_hiddenfield": _with(_OF_REVISION, "changes", "hidden"),
    "articles_patrol": _with(_OF_REVISION, "changes"),
    "articles_upload": _with(_OF_REVISION, "changes"),
    "articles_rendering": _OF_ARTICLE,
    "articles_attribution": _OF_ARTICLE,
    "articles_removedpassage": _OF_ARTICLE,
    "articles_passagereview": _OF_ARTICLE,
    "articles_protection": _OF_ARTICLE,
    "articles_relation": _OF_ARTICLE,
    "articles_redirect": _with(_OF_ARTICLE, "titles"),
    "articles_categorymembership": _with(_OF_ARTICLE, "categories"),
    "articles_link": _with(_OF_ARTICLE, "links"),
    "articles_transclusion": "SELECT 'links' FROM changed",
    "articles_titleperiod": "SELECT 'titles' FROM changed",
    "articles_membershipperiod": "SELECT 'categories' FROM changed",
    "articles_categorysize": "SELECT 'categories' FROM changed",
    "articles_standing": "SELECT 'counted' FROM changed",
    "articles_linkedtitle": "SELECT 'counted' FROM changed",
    "articles_sitemappart": "SELECT 'counted' FROM changed",
    "articles_total": "SELECT 'counted' FROM changed",
    "articles_feature": "SELECT 'featured' FROM changed",
    "articles_datedfact": "SELECT 'changes' FROM changed",
    "articles_source": "SELECT 'sources' FROM changed",
    "articles_sourceuse": _with(_OF_ARTICLE, "sources"),
    "accounts_logentry": "SELECT 'log' FROM changed",
    # The notice that stands on every page.
    "moderation_switch": "SELECT 'site' FROM changed",
}

_HAS_COME_OR_GONE = (
    "SELECT key || id FROM changed"
    " CROSS JOIN (VALUES ('article-'), ('title-')) AS named (key)"
    " UNION ALL SELECT 'titles' FROM changed"
)
_IS_CALLED_OR_IS_THERE = """
SELECT 'article-' || id FROM changed
UNION ALL
SELECT key FROM changed JOIN before USING (id)
CROSS JOIN LATERAL (VALUES ('titles'), ('title-' || id)) AS named (key)
WHERE (changed.title, changed.deleted_at, changed.current_revision_id IS NULL)
    IS DISTINCT FROM
    (before.title, before.deleted_at, before.current_revision_id IS NULL)
"""
# What is hidden is more than a change: who hid it waits until nobody shows it.
_WAS_EDITED = _with(_OF_ARTICLE, "changes")
_WAS_HIDDEN = (
    _WAS_EDITED + " UNION ALL SELECT 'hidden' FROM changed JOIN before USING (id)"
    " WHERE changed.is_deleted AND NOT before.is_deleted"
)
# An account's name stands beside its edits. Logging in, or a new role, shows nowhere.
_IS_CALLED = """
SELECT 'site' FROM changed JOIN before USING (id)
WHERE (changed.username, changed.is_temporary, changed.date_joined)
    IS DISTINCT FROM (before.username, before.is_temporary, before.date_joined)
"""


def _note(table: str, query: str, *events: str) -> migrations.RunSQL:
    """Let what the query returns of the changed rows be announced at these events."""
    names = {"table": table, "events": "_".join(events)}
    made = [_NOTE.format(query=query, **names)]
    undone = []
    for event in events:
        made.append(_TRIGGER.format(event=event, rows=_ROWS[event], **names))
        undone.append(_FORGET_NOTES.format(event=event, **names))
    undone.append("DROP FUNCTION {table}_note_{events}();".format(**names))
    return migrations.RunSQL("".join(made), "".join(undone))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_features"),
        ("articles", "0017_finding"),
        ("moderation", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(ANNOUNCE, FORGET),
        *(
            _note(table, query, "insert", "update", "delete")
            for table, query in _ANNOUNCED.items()
        ),
        _note("articles_revision", _WAS_EDITED, "insert", "delete"),
        _note("articles_revision", _WAS_HIDDEN, "update"),
        _note("articles_article", _HAS_COME_OR_GONE, "insert", "delete"),
        _note("articles_article", _IS_CALLED_OR_IS_THERE, "update"),
        _note("accounts_user", _IS_CALLED, "update"),
        _note("accounts_user", "SELECT 'site' FROM changed", "delete"),
    ]
