"""Letters: with which ones the rows of a long list begin, found without reading it.

Each is one look into the index by which the list is in order: from the first row on,
to the first that begins with another letter, and so on.
"""

from django.db import connection
from psycopg2.sql import SQL, Composed

_MOST = 60
"""A script with thousands of signs has no alphabet to choose from."""

# U+10FFFF is behind all that begins with the letter.
_LETTERS = """
    SELECT right(start, 1) FROM (
        WITH RECURSIVE found AS (
            (SELECT left({key}, %(length)s) AS start, 1 AS number
            FROM {rows} ORDER BY {key} LIMIT 1)
            UNION ALL
            SELECT following.start, number + 1 FROM found, LATERAL (
                SELECT left({key}, %(length)s) AS start
                FROM {rows} AND {key} > found.start || chr(1114111)
                ORDER BY {key} LIMIT 1
            ) AS following WHERE number < %(most)s
        )
        SELECT start FROM found
    ) AS letters
""".strip()
PAGES = SQL(_LETTERS).format(
    key=SQL("title"),
    rows=SQL(
        "articles_article WHERE namespace = %(namespace)s"
        " AND current_revision_id IS NOT NULL AND deleted_at IS NULL"
    ),
)
MEMBERS = SQL(_LETTERS).format(
    key=SQL("sort_key"),
    rows=SQL(
        "articles_categorymembership"
        " WHERE category = %(category)s AND NOT is_subcategory"
    ),
)
CATEGORIES = SQL(_LETTERS).format(
    key=SQL("category"), rows=SQL("articles_categorysize WHERE category > ''")
)


def letters_of(rows: Composed, *, prefix: str = "", **values: str | int) -> list[str]:
    """Return the letters behind the prefix that all rows have. One query."""
    values |= {"length": len(prefix) + 1, "most": _MOST}
    with connection.cursor() as cursor:
        cursor.execute(rows, values)
        return [letter for (letter,) in cursor.fetchall()]
