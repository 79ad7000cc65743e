"""Changes: the revisions of one article, of one author, or of all, newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from accounts.models import User
from articles.filters import Filters
from articles.models import Article, Revision, Tag
from articles.models.revision import signed
from articles.slices import Slice, slice_of
from markup.summaries import divide

PAGE_SIZES = (20, 50, 100, 250)
EVERYTHING = Filters()

_LOOKED_THROUGH = 100
_SPOKEN_FOR = {Tag.UNDO, Tag.ROLLBACK, Tag.RESTORE, Tag.RENAME, Tag.MERGE, Tag.SPLIT}
"""Edits whose summaries are written for their authors."""


def history_of(
    article: Article,
    viewer: User | None,
    *,
    before: int | None,
    size: int,
    filters: Filters = EVERYTHING,
) -> Slice[Revision]:
    """Return an article's revisions, newest first, from the number before."""
    revisions = Revision.objects.visible_to(viewer).filter(article=article)
    if before is not None:
        revisions = revisions.filter(number__lt=before)
    rows = filters.of(revisions).for_listing().order_by("-number")[: size + 1]
    return slice_of(rows, size, lambda row: str(row.number), is_first=before is None)


def latest_changes(
    viewer: User | None,
    *,
    before: int | None = None,
    size: int = 50,
    filters: Filters = EVERYTHING,
    author: User | None = None,
) -> Slice[Revision]:
    """Return the latest revisions of all articles, or of one author."""
    revisions = Revision.objects.visible_to(viewer)
    if author is not None:
        revisions = revisions.filter(author=author)
    if before is not None:
        revisions = revisions.filter(pk__lt=before)
    rows = filters.of(revisions).for_listing().order_by("-pk")[: size + 1]
    return slice_of(rows, size, lambda row: str(row.pk), is_first=before is None)


def recent_summaries(author: User, *, most: int = 10) -> list[str]:
    """Return what somebody said of their last edits, each once. One query.

    What the encyclopedia said for them is left out, and which section it was.
    """
    revisions = Revision.objects.visible_to(author).filter(author=author)
    rows = revisions.order_by("-pk").values_list("summary", "tags")[:_LOOKED_THROUGH]
    own = (
        divide(summary)[1].strip()
        for summary, tags in rows
        if _SPOKEN_FOR.isdisjoint(tags)
    )
    return list(dict.fromkeys(filter(None, own)))[:most]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A line of a history."""

    revision: Revision
    run_start: Revision | None
    """On the newest of an author's edits in a row: the oldest of them."""
    is_picked: bool
    """Whether there is something to compare the revision with."""


def rows_of(revisions: Sequence[Revision], *, is_complete: bool) -> list[HistoryRow]:
    """Return the lines of a history; edits in a row only if none was filtered out."""
    starts = _starts_of_runs(revisions) if is_complete else {}
    is_picked = len(revisions) > 1
    return [HistoryRow(row, starts.get(row.pk), is_picked) for row in revisions]


def _run_key(row: Revision) -> tuple[int, int | None]:
    """What the edits of a run have in common; one whose author is hidden has none."""
    return row.author_id, row.pk if row.is_author_hidden else None


def _starts_of_runs(revisions: Sequence[Revision]) -> dict[int, Revision]:
    starts = {}
    for _, run in groupby(revisions, key=_run_key):
        newest, *older = run
        if older:
            starts[newest.pk] = older[-1]
    return starts


@dataclass(frozen=True, slots=True)
class Changes:
    """What was done to one page on one day: revisions, the newest first."""

    revisions: list[Revision]

    @property
    def newest(self) -> Revision:
        return self.revisions[0]

    @property
    def oldest(self) -> Revision:
        return self.revisions[-1]

    @property
    def authors(self) -> list[User]:
        """Each once, whoever edited last first."""
        return list(dict.fromkeys(revision.author for revision in self.revisions))

    @property
    def size_change(self) -> int:
        """Bytes more, all in all."""
        return sum(revision.size_change for revision in self.revisions)

    @property
    def signed_change(self) -> str:
        return signed(self.size_change)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and what was done on it, page by page."""

    date: date
    pages: list[Changes]


def by_day_and_page(revisions: Iterable[Revision]) -> list[Day]:
    """Group revisions, newest first, by the days (UTC) and pages they belong to."""
    days = []
    for day, found in groupby(revisions, key=lambda row: row.created_at.date()):
        pages: dict[int, list[Revision]] = {}
        for revision in found:
            pages.setdefault(revision.article_id, []).append(revision)
        days.append(Day(day, [Changes(rows) for rows in pages.values()]))
    return days
