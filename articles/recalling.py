"""Recalling: in which categories a page was when, told again from its revisions.

It reads every text that the page ever had, with the templates of its time: work for a
job, or a command.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from articles import queue
from articles.models import (
    Article,
    CategoryMembership,
    MembershipPeriod,
    Revision,
    TitlePeriod,
)
from articles.moments import Moment
from articles.past import document_then
from articles.periods import Span, spans_of, tell_titles_again
from markup import Title
from markup.wikilinks import memberships_written_in

RECALL = "recall"

_MOST_CHANGES = 1_000
"""Of the templates of one text, while it was read: further ones are passed over."""


def recall(article_id: str) -> None:
    """Tell again when a page had its titles, and when it was in categories. A job.

    If somebody changed it meanwhile, it is asked for once more.
    """
    if not recall_alone(int(article_id)):
        queue.enqueue(RECALL, article_id)


@transaction.atomic
def recall_titles(article_id: int) -> None:
    """Tell again when a page had its titles. Safe to repeat."""
    article = Article.objects.select_for_update().filter(pk=article_id).first()
    if article is not None:
        tell_titles_again(article)


def recall_alone(article_id: int) -> bool:
    """Do so for one page, and return whether that is kept. Safe to repeat.

    It isn't if somebody changed the page meanwhile: nobody has to wait for it. When its
    templates had their titles has to be told before.
    """
    article = Article.objects.filter(pk=article_id).first()
    if article is None or article.current_revision_id is None:
        return True
    rows = _told_of(article)
    with transaction.atomic():
        locked = Article.objects.select_for_update().get(pk=article_id)
        if _state_of(locked) != _state_of(article):
            return False
        tell_titles_again(locked)
        MembershipPeriod.objects.filter(article=locked).delete()
        MembershipPeriod.objects.bulk_create(_ended_as_kept(rows, locked))
    return True


def _state_of(article: Article) -> tuple[object, ...]:
    return article.current_revision_id, article.deleted_at, article.title


def _told_of(article: Article) -> list[MembershipPeriod]:
    spans = spans_of(article)
    told = _Told(article)
    for span in spans:
        told.name = Title.parse(span.title).name
        for revision, begins_at, ends_at in _texts_in(article, span):
            _tell(told, revision, begins_at, ends_at)
        is_renamed = any(other.began_at == span.ended_at for other in spans)
        if span.ended_at is not None and not is_renamed:
            told.change({}, span.ended_at)
    return told.rows


def _ended_as_kept(
    rows: list[MembershipPeriod], article: Article
) -> list[MembershipPeriod]:
    """Return the rows so that those which go on are the page's categories of now."""
    kept = CategoryMembership.objects.filter(article=article)
    members, now = dict(kept.values_list("category", "sort_key")), timezone.now()
    for row in rows:
        if row.ended_at is None and members.get(row.category) != row.sort_key:
            row.ended_at = now
    going_on = {row.category for row in rows if row.ended_at is None}
    missing = [
        MembershipPeriod(
            article=article, category=category, sort_key=sort_key, began_at=now
        )
        for category, sort_key in sorted(members.items())
        if category not in going_on
    ]
    return rows + missing


Members = dict[str, tuple[str, list[int]]]
"""By categories: sort keys, and the templates that brought the page there."""


@dataclass
class _Told:
    """What is told already: rows of the past, and those that go on."""

    article: Article
    rows: list[MembershipPeriod] = field(default_factory=list)
    going_on: dict[str, MembershipPeriod] = field(default_factory=dict)
    name: str = ""
    """Under which the page is sorted, unless its text says otherwise."""

    def change(self, now: Members, since: datetime) -> None:
        for category, row in list(self.going_on.items()):
            if category not in now or now[category][0] != row.sort_key:
                row.ended_at = since
                del self.going_on[category]
        for category, (sort_key, brought_by) in now.items():
            if category not in self.going_on:
                row = MembershipPeriod(
                    article=self.article,
                    category=category,
                    sort_key=sort_key,
                    brought_by=brought_by,
                    began_at=since,
                )
                self.going_on[category] = row
                self.rows.append(row)


def _texts_in(
    article: Article, span: Span
) -> Iterator[tuple[Revision, datetime, datetime | None]]:
    """Yield what was read of the page in a span of time: from when, and until when."""
    own = Revision.objects.filter(article=article)
    before = own.filter(created_at__lte=span.began_at).order_by("-created_at").first()
    after = own.filter(created_at__gt=span.began_at).order_by("created_at")
    if span.ended_at is not None:
        after = after.filter(created_at__lt=span.ended_at)
    begins_at, revision = span.began_at, before
    for following in after.iterator(chunk_size=50):
        if revision is not None:
            yield revision, begins_at, following.created_at
        begins_at, revision = following.created_at, following
    if revision is not None:
        yield revision, begins_at, span.ended_at


def _tell(
    told: _Told, revision: Revision, begins_at: datetime, ends_at: datetime | None
) -> None:
    """Tell what a text, and changes of its templates while it was read, brought."""
    moment: datetime | None = begins_at
    for _ in range(_MOST_CHANGES):
        if moment is None or (ends_at is not None and moment >= ends_at):
            return
        used = _tell_once(told, revision, moment)
        moment = _next_change(used, moment) if used else None


def _next_change(titles: list[str], after: datetime) -> datetime | None:
    """Return when one of the pages was changed, or came or went, after a moment."""
    periods = TitlePeriod.objects.filter(title__in=titles)
    changed = Revision.objects.filter(
        article__in=periods.values("article"), created_at__gt=after
    ).aggregate(at=Min("created_at"))
    came = periods.filter(began_at__gt=after).aggregate(at=Min("began_at"))
    went = periods.filter(ended_at__gt=after).aggregate(at=Min("ended_at"))
    times = [found["at"] for found in (changed, came, went)]
    return min(filter(None, times), default=None)


def _tell_once(told: _Told, revision: Revision, since: datetime) -> list[str]:
    """Tell what a text brought since a moment, and return the templates it used."""
    until = since + timedelta(microseconds=1)
    moment = replace(Moment.at(since), until=until)
    document, library = document_then(revision.text, moment)
    written = memberships_written_in(revision.text)
    brought = sorted(library.revisions.values())
    now = {
        one.category.text: (
            one.sort_key or told.name,
            [] if one.category.text in written else brought,
        )
        for one in document.categories
    }
    told.change(now, since)
    return [title.text for title in document.templates]
