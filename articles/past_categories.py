"""Categories in the past: which pages were in one at a moment. It writes nothing.

A page is left out whose revision of that time nobody may see any more, and so is one
that only a template brought there whose text nobody may see any more.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import connection

from accounts.requests import as_number
from articles.moments import Moment
from articles.slices import Slice, slice_of
from markup import Namespace, Title

_MEMBERS = """SELECT member.sort_key, member.article_id, named.title
    FROM articles_membershipperiod member
    JOIN articles_article page ON page.id = member.article_id
    CROSS JOIN LATERAL (
        SELECT title FROM articles_titleperiod
        WHERE article_id = member.article_id AND began_at < %(until)s
            AND (ended_at IS NULL OR ended_at >= %(until)s)
        ORDER BY began_at DESC LIMIT 1
    ) AS named
    CROSS JOIN LATERAL (
        SELECT is_deleted, hidden FROM articles_revision
        WHERE article_id = member.article_id AND created_at < %(until)s
        ORDER BY created_at DESC LIMIT 1
    ) AS shown
    WHERE member.category = %(category)s AND member.began_at < %(until)s
        AND (member.ended_at IS NULL OR member.ended_at >= %(until)s)
        AND (page.namespace = %(category_namespace)s) = %(is_category)s
        AND (member.sort_key, member.article_id) > (%(sort_key)s, %(article)s)
        AND NOT shown.is_deleted AND NOT 'text' = ANY(shown.hidden)
        AND NOT EXISTS (
            SELECT FROM articles_revision template
            WHERE template.id = ANY(member.brought_by)
                AND (template.is_deleted OR 'text' = ANY(template.hidden))
        )
    ORDER BY member.sort_key, member.article_id
    LIMIT %(most)s"""


@dataclass(frozen=True, slots=True)
class PastMember:
    """A page that was in a category, under the title it had then."""

    title: Title
    sort_key: str
    article_id: int


@dataclass(frozen=True, slots=True)
class PastLetter:
    """The members of a category that began with one letter."""

    letter: str
    members: list[PastMember]


def subcategories_then(
    category: Title, moment: Moment, most: int = 200
) -> list[PastMember]:
    """Return the categories that belonged to a category then. One query."""
    return _members(category, moment, is_category=True, most=most)


def pages_then(
    category: Title, moment: Moment, *, after: str = "", size: int = 200
) -> Slice[PastLetter]:
    """Return a category's pages of then by letter, in the order of their sort keys."""
    rows = _members(category, moment, is_category=False, after=after, most=size + 1)
    found = slice_of(
        rows, size, lambda row: f"{row.article_id}:{row.sort_key}", is_first=not after
    )
    letters = [
        PastLetter(letter, list(group))
        for letter, group in groupby(found.rows, lambda row: row.sort_key[:1].upper())
    ]
    return Slice(letters, found.after, found.before)


def _members(
    category: Title, moment: Moment, *, is_category: bool, most: int, after: str = ""
) -> list[PastMember]:
    number, _, sort_key = after.partition(":")
    article = as_number(number)
    values: dict[str, str | int | bool | datetime] = {
        "category": category.text,
        "until": moment.until,
        "category_namespace": int(Namespace.CATEGORY),
        "is_category": is_category,
        "sort_key": sort_key if article is not None else "",
        "article": article or 0,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MEMBERS, values)
        return [
            PastMember(Title.parse(title), key, page)
            for key, page, title in cursor.fetchall()
        ]
