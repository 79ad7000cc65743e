"""Let the worker relate the articles that are there already."""

from django.db import migrations

ASK = """
INSERT INTO articles_job (kind, subject, created_at, is_later, due_at, attempts,
    last_error)
SELECT 'relate-again', id::text, now(), false, now(), 0, ''
FROM articles_article
WHERE namespace = 0 AND current_revision_id IS NOT NULL AND deleted_at IS NULL
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_relations"),
    ]

    operations = [migrations.RunSQL(ASK, migrations.RunSQL.noop)]
