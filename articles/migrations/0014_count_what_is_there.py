"""Count the titles that are there, and leave each article to the worker."""

from django.db import migrations

MEMBERS = """
UPDATE articles_categorymembership SET is_subcategory = namespace = 14,
    latest = coalesce(current_revision_id, 0),
    sort_key = upper(left(sort_key, 1) COLLATE "default") || substr(sort_key, 2)
FROM articles_article WHERE articles_article.id = article_id
"""
# A fact is [label, kind, value, unit]; a date is ISO 8601, of which a day is wanted.
DATES = """
INSERT INTO articles_datedfact (article_id, year, month, day, label)
SELECT DISTINCT rendering.article_id, split_part(fact->>2, '-', 1)::int,
    split_part(fact->>2, '-', 2)::int, split_part(fact->>2, '-', 3)::int,
    left(fact->>0, 100)
FROM articles_rendering AS rendering
JOIN articles_article ON articles_article.id = rendering.article_id AND namespace = 0
CROSS JOIN jsonb_array_elements(rendering.facts) AS fact
WHERE fact->>1 = 'date' AND fact->>2 ~ '^\\d{4}-\\d{2}-\\d{2}$' AND NOT EXISTS (
    SELECT FROM articles_redirect WHERE articles_redirect.article_id = rendering.article_id
)
"""
LINKS = """
INSERT INTO articles_linkedtitle (title, links, is_missing)
SELECT target, count(*), NOT EXISTS (
    SELECT FROM articles_article WHERE title = target
    AND current_revision_id IS NOT NULL AND deleted_at IS NULL
)
FROM articles_link WHERE NOT (target LIKE '%:%' AND split_part(target, ':', 1) IN (
    'Talk', 'User', 'User talk', 'Project', 'Project talk', 'File', 'File talk',
    'Template', 'Template talk', 'Help', 'Help talk', 'Category', 'Category talk'
))
GROUP BY target
"""
SIZES = """
INSERT INTO articles_categorysize (category, pages, subcategories)
SELECT category, count(*) FILTER (WHERE NOT is_subcategory),
    count(*) FILTER (WHERE is_subcategory)
FROM articles_categorymembership GROUP BY category
"""
ARTICLES = """
INSERT INTO articles_uncounted (article_id, changes)
SELECT id, '[]' FROM articles_article WHERE current_revision_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_counted"),
    ]

    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop)
        for statement in (MEMBERS, DATES, LINKS, SIZES, ARTICLES)
    ]
