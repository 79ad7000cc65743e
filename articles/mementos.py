"""Mementos: what was read under a title, one after the other, as RFC 7089 has it.

Each is a revision, under the title it had; what is hidden or deleted is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from articles.moments import Moment
from articles.slices import Slice, slice_of
from markup import Title

PAGE_SIZE = 500

# Each period costs a look into an index, however long a history is.
_SEEN = """SELECT revision.created_at AS at
    FROM articles_titleperiod period CROSS JOIN LATERAL (
        SELECT created_at FROM articles_revision
        WHERE article_id = period.article_id AND created_at >= period.began_at
            AND created_at < coalesce(period.ended_at, 'infinity')
            AND NOT is_deleted AND NOT 'text' = ANY(hidden) {condition}
        ORDER BY created_at {order} LIMIT {most}
    ) AS revision
    WHERE period.title = %(title)s
    ORDER BY at {order} LIMIT {most}"""
_NAMED = "SELECT '{name}', at FROM ({seen}) AS {name}"
_CONDITIONS = {
    "first": ("", ""),
    "last": ("", "DESC"),
    "prev": ("AND created_at < %(at)s", "DESC"),
    "next": ("AND created_at > %(at)s", ""),
}


def _found(*names: str) -> str:
    """Return the statement that finds mementos, each by a name."""
    parts = []
    for name in names:
        condition, order = _CONDITIONS[name]
        seen = _SEEN.format(condition=condition, order=order, most="1")
        parts.append(_NAMED.format(name=name, seen=seen))
    return " UNION ALL ".join(parts)


_AROUND = _found("first", "last", "prev", "next")
_ENDS = _found("first", "prev")
_LISTED = _SEEN.format(condition="AND created_at > %(at)s", order="", most="%(most)s")


@dataclass(frozen=True, slots=True)
class Around:
    """The mementos of a title around one of them."""

    first: datetime | None = None
    last: datetime | None = None
    prev: datetime | None = None
    next: datetime | None = None

    @property
    def earlier(self) -> Moment | None:
        """As of when the text before was read."""
        return Moment.at(self.prev) if self.prev else None

    @property
    def later(self) -> Moment | None:
        """As of when the text after was read."""
        return Moment.at(self.next) if self.next else None

    @property
    def beginning(self) -> Moment | None:
        """As of when the first text was read."""
        return Moment.at(self.first) if self.first else None


def around(title: Title, at: datetime) -> Around:
    """Return the mementos of a title around one, or around any time. One query."""
    return Around(**_dates(_AROUND, {"title": title.text, "at": at}))


def negotiate(title: Title, moment: Moment) -> Moment | None:
    """Return that of the memento for somebody who prefers a moment, if there is any.

    Before the first memento it is that one's. One query.
    """
    found = _dates(_ENDS, {"title": title.text, "at": moment.until})
    chosen = found.get("prev") or found.get("first")
    return Moment.at(chosen) if chosen else None


def mementos_of(title: Title, *, after: datetime | None = None) -> Slice[datetime]:
    """Return the times of a title's mementos, the oldest first. One query."""
    start = after or datetime.min.replace(tzinfo=UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            _LISTED, {"title": title.text, "at": start, "most": PAGE_SIZE + 1}
        )
        rows = [at for (at,) in cursor.fetchall()]
    return slice_of(rows, PAGE_SIZE, lambda at: Moment.at(at).text, is_first=not after)


def _dates(statement: str, values: Mapping[str, str | datetime]) -> dict[str, datetime]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return dict(cursor.fetchall())
