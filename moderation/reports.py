"""Reports: sent by anybody, settled by moderators."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts import log
from accounts.blocking import check_not_blocked
from accounts.language import for_everybody
from accounts.models import BlockedAct, LogAct, User
from accounts.rights import Right, may, require
from articles.models import Article, Revision
from articles.policy import EditRefused
from moderation.models import Outcome, Report
from moderation.models.claims import claimable_by


def send_report(
    article: Article,
    *,
    cause: str,
    text: str,
    reporter: User | None,
    address: str,
    revision: Revision | None = None,
) -> Report:
    """Keep a report for the moderators. Raises Blocked and EditRefused."""
    if not may(reporter, Right.REPORT):
        raise EditRefused(gettext("Bots send no reports."))
    memberships = article.memberships.values_list("category", flat=True)
    check_not_blocked(
        reporter,
        address,
        BlockedAct.REPORT,
        title=article.title,
        categories=memberships,
    )
    return Report.objects.create(
        article=article,
        revision=revision,
        cause=cause,
        text=text[:2000],
        reporter=reporter,
    )


@transaction.atomic
def claim_report(report: Report, *, by: User) -> None:
    """Say that somebody is looking at a report, so that nobody else has to."""
    require(by, Right.SETTLE_REPORTS)
    waiting = Report.objects.filter(pk=report.pk, outcome=Outcome.OPEN)
    waiting.filter(claimable_by(by)).update(claimed_by=by, claimed_at=timezone.now())


@transaction.atomic
def settle(report: Report, *, by: User, outcome: str, answer: str) -> None:
    """Close a report, with what was done. Raises NotAllowed and EditRefused."""
    require(by, Right.SETTLE_REPORTS)
    locked = Report.objects.select_for_update(of=("self",)).select_related("article")
    report = locked.get(pk=report.pk)
    if report.outcome != Outcome.OPEN:
        raise EditRefused(gettext("Somebody has settled this report already."))
    if not answer.strip():
        raise EditRefused(gettext("Please say what was done, or why nothing."))
    report.outcome, report.answer, report.settled_by = outcome, answer[:500], by
    report.settled_at = timezone.now()
    report.save()
    # The log is for everybody, and so in the language of the encyclopedia.
    with for_everybody():
        became = str(report.get_outcome_display())
    title = report.article.title
    log.note(LogAct.REPORT, title, by=by, reason=answer, outcome=became)
