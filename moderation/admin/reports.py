"""Reports: what people asked the moderators to look at, settled with an answer."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, gettext_noop

from accounts.rights import Right
from accounts.routes import address_of
from moderation.admin.acts import Act, Doing, Look
from moderation.admin.tables import Table
from moderation.forms import SettleForm
from moderation.models import Report
from moderation.reports import settle


def _settle(report: Report, doing: Doing) -> None:
    sent = doing.form.cleaned_data
    settle(report, by=doing.by, outcome=sent["outcome"], answer=sent["answer"])


@admin.register(Report)
class ReportAdmin(Table):
    """Reports, with who sent them, if they had an account."""

    right = Right.SETTLE_REPORTS
    acts = (
        Act(
            name="settle",
            label=gettext_noop("Settle…"),
            right=Right.SETTLE_REPORTS,
            effect=gettext_noop(
                "These reports are closed. What was done, or why nothing, stands in "
                "the log."
            ),
            done=gettext_noop("Settled"),
            do=_settle,
            form=SettleForm,
            look=lambda report: Look(report.text),
        ),
    )
    address_label = gettext_lazy("Settle")
    list_display = (
        "article", "public_page", "cause", "text", "outcome", "reporter", "created_at",
        "claimed_by",
    )  # fmt: skip
    list_filter = ("outcome", "cause", "created_at")
    search_fields = ("article__title", "text", "reporter__username", "answer")
    date_hierarchy = "created_at"
    fields = (
        "article", "revision", "cause", "text", "reporter", "created_at", "outcome",
        "claimed_by", "claimed_at", "answer", "settled_by", "settled_at", "public_page",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return Report.objects.for_listing().order_by("-id")

    def address_of(self, row: Any) -> str:
        return address_of("moderation:settle-report", row.pk)

    def subject_of(self, row: Any) -> str:
        return str(row.article.title)
