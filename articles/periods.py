"""Periods: from when until when pages had their titles, and were in their categories.

They are written where a page is begun, renamed, deleted or undeleted, and where its
categories change. What they tell of titles, revisions and the log can tell again.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from accounts.models import LogAct, LogEntry
from articles.models import Article, MembershipPeriod, Revision, TitlePeriod
from markup import Namespace, Title
from markup.wikilinks import memberships_written_in

_DELETIONS = (LogAct.DELETE, LogAct.UNDELETE)

Member = tuple[str, str]
"""A category, by its full title, and a sort key."""


def note_title(article: Article, since: datetime) -> None:
    """Keep that the page is read under its title now, and under no other any more."""
    note_gone(article, since)
    TitlePeriod.objects.create(article=article, title=article.title, began_at=since)


def note_gone(article: Article, since: datetime) -> None:
    """Keep that the page is not read under its title any more."""
    TitlePeriod.objects.filter(article=article, ended_at=None).update(ended_at=since)


def note_left(article: Article, categories: Collection[str], since: datetime) -> None:
    """Keep that the page is not in these categories any more."""
    going_on = MembershipPeriod.objects.filter(article=article, ended_at=None)
    going_on.filter(category__in=categories).update(ended_at=since)


def note_joined(
    revision: Revision,
    members: Iterable[Member],
    templates: Iterable[Title],
    since: datetime,
) -> None:
    """Keep that the revision's page is in more categories now.

    One statement, and one before it if some of them stand in no text but in those of
    the templates that the page uses.
    """
    written = memberships_written_in(revision.text)
    rows = [
        MembershipPeriod(
            article_id=revision.article_id,
            category=category,
            sort_key=sort_key,
            began_at=since,
        )
        for category, sort_key in sorted(members)
    ]
    brought = [row for row in rows if row.category not in written]
    if brought:
        used = _current_of(templates)
        for row in brought:
            row.brought_by = used
    # One that goes on already needs no other.
    MembershipPeriod.objects.bulk_create(rows, ignore_conflicts=True)


def _current_of(templates: Iterable[Title]) -> list[int]:
    pages = Article.objects.published().in_namespace(Namespace.TEMPLATE)
    named = pages.filter(title__in=[title.text for title in templates])
    return sorted(named.values_list("current_revision", flat=True))


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when a page had a title; one that goes on has no end."""

    title: str
    began_at: datetime
    ended_at: datetime | None = None

    def until(self, moment: datetime) -> "Span":
        return Span(self.title, self.began_at, moment)


def spans_of(article: Article) -> list[Span]:
    """Tell from its revisions and the log when a page had which title."""
    spans: list[Span] = []
    title, is_going_on = "", False
    for at, act, named in _events_of(article):
        if act and named != title:
            continue  # it was done to another page, which had the title then
        is_over = act == LogAct.DELETE or named != title
        title = named
        if is_going_on and is_over:
            spans[-1] = spans[-1].until(at)
            is_going_on = False
        if not is_going_on and act != LogAct.DELETE:
            spans.append(Span(title, at))
            is_going_on = True
    if is_going_on and article.deleted_at:
        spans[-1] = spans[-1].until(max(article.deleted_at, spans[-1].began_at))
    return spans


def kept_spans_of(article: Article) -> list[Span]:
    """Return what is kept of the same."""
    kept = TitlePeriod.objects.filter(article=article).order_by("began_at", "pk")
    return [Span(*row) for row in kept.values_list("title", "began_at", "ended_at")]


def tell_titles_again(article: Article) -> None:
    """Keep of a page's titles what its revisions and the log tell, and nothing else.

    The caller holds the article's lock.
    """
    TitlePeriod.objects.filter(article=article).delete()
    TitlePeriod.objects.bulk_create(
        TitlePeriod(
            article=article,
            title=span.title,
            began_at=span.began_at,
            ended_at=span.ended_at,
        )
        for span in spans_of(article)
    )


def _events_of(article: Article) -> list[tuple[datetime, str, str]]:
    """Return what happened to a page: when, by which logged act, to which title.

    Acts on other pages are among it that had one of the titles at another time.
    """
    rows = Revision.objects.filter(article=article).order_by("number")
    named = list(rows.values_list("created_at", "title"))
    titles = {title for _, title in named}
    entries = LogEntry.objects.filter(act__in=_DELETIONS, subject__in=titles)
    acts = entries.order_by("pk").values_list("created_at", "act", "subject")
    events = [*((at, "", title) for at, title in named), *acts]
    return sorted(events, key=lambda event: event[0])


def problems_of_periods(article: Article, members: Collection[Member]) -> Iterator[str]:
    """Yield where what is kept of a page's titles and categories is not so.

    The members are the categories that it has to be in now.
    """
    if kept_spans_of(article) != spans_of(article):
        yield f"{article}: the kept times of its titles are not those of its history."
    going_on = MembershipPeriod.objects.filter(article=article, ended_at=None)
    if set(going_on.values_list("category", "sort_key")) != set(members):
        yield f"{article}: the categories kept as going on are not its categories."
    spans = kept_spans_of(article)
    for row in MembershipPeriod.objects.filter(article=article).order_by("pk"):
        ends_well = row.ended_at is None or _is_among(row.ended_at, spans)
        if not (ends_well and _is_among(row.began_at, spans)):
            yield f"{article}: it was in {row.category} when it was no page."


def _is_among(moment: datetime, spans: Iterable[Span]) -> bool:
    return any(
        span.began_at <= moment and (span.ended_at is None or moment <= span.ended_at)
        for span in spans
    )
