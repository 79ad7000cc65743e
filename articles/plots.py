"""Plots: how an article grew and who edited it, and how active an account was.

Lengths are in the units of a drawing that is WIDTH wide and HEIGHT high.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.db.models.functions import TruncWeek
from django.utils import timezone

from accounts.models import User
from articles.models import Article, HiddenField, Hideable, Revision

WIDTH, HEIGHT = 600, 100
_MOST_POINTS = 200
_MOST_AUTHORS = 5
_WEEKS = 53
MOST_COUNTED = 10_000
"""So many of somebody's edits are counted, the last ones: some bots have millions."""
_GAP = 2
_ONE_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Growth:
    """An article's size over time."""

    line: str
    """The points of a line, as SVG has them."""
    first: datetime
    last: datetime
    largest: int
    """In bytes: where the drawing's upper edge is."""


@dataclass(frozen=True, slots=True)
class Edits:
    """How many edits are an author's."""

    author: User
    count: int


@dataclass(frozen=True, slots=True)
class HistoryPlots:
    """What is drawn above a history."""

    growth: Growth
    authors: list[Edits]
    """Those who edited most."""
    revisions: int
    all_authors: int


def plots_of(article: Article) -> HistoryPlots | None:
    """Return what is drawn above an article's history; None if it has one revision.

    Five queries, or one if nobody has edited the article, or hidden an author,
    since they were asked.
    """
    current = article.current_revision
    if current is None or current.number == 1:
        return None
    names = HiddenField.objects.filter(
        revision__article=article, field=Hideable.AUTHOR
    ).aggregate(count=Count("pk"), last=Max("pk"))
    key = f"plots-{article.pk}-{current.pk}-{names['count']}-{names['last']}"
    return cache.get_or_set(key, lambda: _plots(article, current), _ONE_DAY)


def _plots(article: Article, current: Revision) -> HistoryPlots:
    # Everybody is shown the same, so deleted revisions count for nobody.
    revisions = Revision.objects.visible_to(None).filter(article=article)
    counted = revisions.values("author").annotate(edits=Count("pk"))
    busiest = counted.order_by("-edits", "author").values_list("author", "edits")
    edits: dict[int, int] = dict(busiest[:_MOST_AUTHORS])
    authors = User.objects.in_bulk(list(edits))
    return HistoryPlots(
        growth=_growth(article, current),
        authors=[Edits(authors[pk], count) for pk, count in edits.items()],
        revisions=current.number,
        all_authors=revisions.values("author").distinct().count(),
    )


def _growth(article: Article, current: Revision) -> Growth:
    """Draw the size at evenly chosen revisions, found by key however many there are."""
    step = -(-current.number // _MOST_POINTS)
    numbers = {1, *range(current.number, 0, -step)}
    seen = Revision.objects.visible_to(None).filter(article=article)
    chosen = seen.filter(number__in=numbers)
    points = list(chosen.order_by("number").values_list("created_at", "size"))
    first, last = points[0][0], points[-1][0]
    largest = max(size for _, size in points) or 1
    span = (last - first).total_seconds() or 1.0
    placed = [
        (WIDTH * (at - first).total_seconds() / span, HEIGHT * (1 - size / largest))
        for at, size in points
    ]
    return Growth(_stairs(placed), first, last, largest)


def _stairs(points: Sequence[tuple[float, float]]) -> str:
    """A size stays until the next edit, so the line goes across before it goes up."""
    line, height = [], points[0][1]
    for x, y in points:
        line += [f"{x:.1f},{height:.1f}", f"{x:.1f},{y:.1f}"]
        height = y
    return " ".join(line)


@dataclass(frozen=True, slots=True)
class Bar:
    """The edits of one week: where their bar stands, and how high it is."""

    x: float
    y: float
    width: float
    height: float
    week: date
    count: int


@dataclass(frozen=True, slots=True)
class Activity:
    """What an account has done, and its edits in each week of the last year.

    Of its last ``MOST_COUNTED`` edits; if these are not a year's, there are no bars.
    """

    edits: int
    pages: int
    begun: int
    """Pages that it began."""
    bars: list[Bar]
    busiest: int
    """The most edits in a week."""

    @property
    def is_more(self) -> bool:
        """Whether it has done more than was counted."""
        return self.edits == MOST_COUNTED


def activity_of(author: User, viewer: User | None) -> Activity:
    """Return what an account has done. Two queries."""
    own = Revision.objects.visible_to(viewer).filter(author=author)
    last = own.order_by("-pk").values("pk")[:MOST_COUNTED]
    counted = Revision.objects.filter(pk__in=last).order_by()
    totals = counted.aggregate(
        edits=Count("pk"),
        pages=Count("article", distinct=True),
        begun=Count("pk", filter=Q(number=1)),
    )
    today = timezone.now().date()
    monday = today - timedelta(days=today.weekday())
    weeks = [monday - timedelta(weeks=back) for back in reversed(range(_WEEKS))]
    by_week = counted.annotate(week=TruncWeek("created_at")).values_list("week")
    found = {week.date(): count for week, count in by_week.annotate(Count("pk"))}
    is_of_a_year = totals["edits"] < MOST_COUNTED or min(found) < weeks[0]
    counts = {week: found.get(week, 0) for week in weeks if is_of_a_year}
    busiest = max(counts.values(), default=0)
    bars = [_bar(place, week, counts, busiest) for place, week in enumerate(counts)]
    return Activity(**totals, bars=bars, busiest=busiest)


def _bar(place: int, week: date, counts: dict[date, int], busiest: int) -> Bar:
    count, width = counts[week], WIDTH / _WEEKS
    height = HEIGHT * count / busiest if busiest else 0.0
    return Bar(
        x=round(place * width, 1),
        y=round(HEIGHT - height, 1),
        width=round(width - _GAP, 1),
        height=round(height, 1),
        week=week,
        count=count,
    )
