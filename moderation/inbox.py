"""The inbox: everything that awaits a decision, in one place."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from accounts.models import Appeal, Application, User
from accounts.rights import Right, may
from articles.models import Patrol, Revision
from moderation.models import HeldEdit, Report

MOST_SHOWN = 20
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Pile:
    """Things of one kind that wait, the oldest first, and how many there are."""

    count: int = 0
    """Counted up to ``MOST_COUNTED``."""
    rows: list[object] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Inbox:
    """What awaits somebody with their rights."""

    proposals: Pile
    new_articles: Pile
    edits: int
    """How many edits wait for a patrol, counted up to ``MOST_COUNTED``."""
    reports: Pile
    appeals: Pile
    accounts: int
    """How many accounts wait to be approved, counted up to ``MOST_COUNTED``."""

    @property
    def is_empty(self) -> bool:
        piles = (self.proposals, self.new_articles, self.reports, self.appeals)
        return not (self.edits or self.accounts) and not any(
            pile.count for pile in piles
        )


def inbox_of(viewer: User) -> Inbox:
    """Return what somebody can decide on; ten queries at most, whatever there is."""
    waiting = HeldEdit.objects.waiting()
    patrols = Patrol.objects.filter(done_at=None, revision__is_deleted=False)
    begun = Revision.objects.visible_to(viewer).filter(
        patrol__done_at=None, patrol__isnull=False, number=1, is_deleted=False
    )
    reports, appeals, accounts = Pile(), Pile(), 0
    if may(viewer, Right.SETTLE_REPORTS):
        found = Report.objects.waiting()
        reports = _pile(found, found.for_listing())
    if may(viewer, Right.BLOCK):
        open_ones = Appeal.objects.filter(state=Appeal.State.OPEN).order_by("id")
        appeals = _pile(open_ones, open_ones.select_related("block__account"))
    if may(viewer, Right.INVITE):
        accounts = Application.objects.waiting()[:MOST_COUNTED].count()
    return Inbox(
        proposals=_pile(waiting, waiting.for_listing()),
        new_articles=_pile(begun, begun.for_listing().order_by("id")),
        # In the order of the index of what waits: no others are looked at.
        edits=patrols.order_by("revision")[:MOST_COUNTED].count(),
        reports=reports,
        appeals=appeals,
        accounts=accounts,
    )


def _pile(counted: QuerySet[Any], shown: QuerySet[Any]) -> Pile:
    return Pile(counted[:MOST_COUNTED].count(), list(shown[:MOST_SHOWN]))
