"""Tell from revisions and the log which titles pages had when; let the worker tell
from when on they were in their categories, for that has to be read in their texts."""

from collections import defaultdict

from django.db import migrations

ASK = """
INSERT INTO articles_job (kind, subject, created_at, is_later, due_at, attempts,
    last_error)
SELECT 'recall', id::text, now(), false, now(), 0, ''
FROM articles_article WHERE current_revision_id IS NOT NULL
ON CONFLICT DO NOTHING
"""

KNOWN = """
INSERT INTO articles_membershipperiod (article_id, category, sort_key, brought_by,
    began_at)
SELECT member.article_id, category, sort_key, '{}', revision.created_at
FROM articles_categorymembership member
JOIN articles_article page ON page.id = member.article_id AND deleted_at IS NULL
JOIN articles_revision revision ON revision.id = page.current_revision_id
WHERE NOT EXISTS (
    SELECT FROM articles_transclusion used WHERE used.article_id = page.id
)
"""


def tell_titles(apps, schema_editor):
    Revision = apps.get_model("articles", "Revision")
    TitlePeriod = apps.get_model("articles", "TitlePeriod")
    Article = apps.get_model("articles", "Article")
    deleted = dict(
        Article.objects.exclude(deleted_at=None).values_list("pk", "deleted_at")
    )
    acts = _acts(apps)
    rows = Revision.objects.order_by("article", "number")
    rows = rows.values_list("article", "title", "created_at")
    found, article, history = [], None, []
    for one, title, created_at in rows.iterator(chunk_size=5000):
        if one != article and history:
            found += _periods(TitlePeriod, article, history, acts, deleted)
            history = []
        article = one
        history.append((created_at, title))
        if len(found) > 5000:
            TitlePeriod.objects.bulk_create(found)
            found = []
    if history:
        found += _periods(TitlePeriod, article, history, acts, deleted)
    TitlePeriod.objects.bulk_create(found)


def _acts(apps):
    """Return when pages were deleted and undeleted, by their titles then."""
    LogEntry = apps.get_model("accounts", "LogEntry")
    acts = defaultdict(list)
    entries = LogEntry.objects.filter(act__in=["delete", "undelete"]).order_by("pk")
    for at, act, subject in entries.values_list("created_at", "act", "subject"):
        acts[subject].append((at, act, subject))
    return acts


def _periods(model, article, history, acts, deleted):
    events = [(at, "", title) for at, title in history]
    for title in {title for _, title in history}:
        events += acts.get(title, ())
    made, going_on, title = [], None, ""
    for at, act, named in sorted(events, key=lambda event: event[0]):
        if act and named != title:
            continue  # it was done to another page, which had the title then
        is_over = act == "delete" or named != title
        title = named
        if going_on and is_over:
            going_on.ended_at = at
            going_on = None
        if going_on is None and act != "delete":
            going_on = model(article_id=article, title=title, began_at=at)
            made.append(going_on)
    if going_on and article in deleted:
        going_on.ended_at = max(deleted[article], going_on.began_at)
    return made


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0015_periods"),
        ("accounts", "0006_logs"),
    ]

    operations = [
        migrations.RunPython(tell_titles, migrations.RunPython.noop),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
        migrations.RunSQL(ASK, migrations.RunSQL.noop),
    ]
