"""Reports: what readers and editors want the moderators to look at."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from moderation.models.claims import Claimable


class Cause(models.TextChoices):
    """What somebody reports a page or an edit for."""

    WRONG = "wrong", gettext_lazy("Something is wrong or misleading")
    VANDALISM = "vandalism", gettext_lazy("Vandalism")
    SPAM = "spam", gettext_lazy("Advertising or spam")
    PRIVATE = "private", gettext_lazy("Private information about a person")
    RIGHTS = "rights", gettext_lazy("Copied without permission")
    OTHER = "other", gettext_lazy("Something else")


class Outcome(models.TextChoices):
    """What became of a report."""

    OPEN = "open", pgettext_lazy("a report", "waiting")
    SETTLED = "settled", pgettext_lazy("a report", "settled")
    DISMISSED = "dismissed", pgettext_lazy("a report", "nothing to be done")


class ReportQuerySet(models.QuerySet["Report"]):
    """The questions asked about reports."""

    def waiting(self) -> Self:
        return self.filter(outcome=Outcome.OPEN).order_by("id")

    def for_listing(self) -> Self:
        """Fetch in one query what a line of the list shows."""
        return self.select_related(
            "article", "revision", "reporter", "claimed_by", "settled_by"
        ).defer("revision__text")


class Report(Claimable):
    """That somebody asks the moderators to look at a page, or at one edit of it."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="reports"
    )
    revision = models.ForeignKey(
        "articles.Revision",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text=gettext_lazy(
            "The edit that is reported; none for the page as a whole."
        ),
    )
    cause = models.CharField(max_length=20, choices=Cause)
    text = models.TextField(max_length=2000, blank=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text=gettext_lazy("None for a reader without an account."),
    )
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.OPEN)
    answer = models.CharField(max_length=500, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values, cause__in=Cause.values),
                name="report_is_of_a_known_kind",
            )
        ]
        indexes = [
            models.Index(F("id"), condition=Q(outcome="open"), name="report_waiting")
        ]

    def __str__(self) -> str:
        words = gettext("report on %(title)s: %(cause)s")
        return words % {"title": self.article, "cause": self.get_cause_display()}
