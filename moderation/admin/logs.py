"""Logs: the public one, and the private audit; read, and nothing else."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from accounts.models import AuditEntry, LogEntry
from accounts.rights import Right
from accounts.routes import address_of
from moderation.admin.tables import Table


class _Entries(Table):
    """What both logs have in common."""

    list_display = (
        "created_at", "actor", "act", "subject", "reason", "more", "public_page",
    )  # fmt: skip
    list_filter = ("act", "created_at")
    search_fields = ("subject", "reason", "actor__username")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    fields = (
        "created_at", "actor", "act", "subject", "reason", "more", "public_page",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("actor")

    def subject_of(self, row: Any) -> str:
        return str(row.subject)

    @admin.display(description=gettext_lazy("Details"))
    def more(self, entry: LogEntry | AuditEntry) -> str:
        return "; ".join(f"{name}: {words}" for name, words in entry.details_in_words)


@admin.register(LogEntry)
class LogEntryAdmin(_Entries):
    """The public log of what moderators did."""

    address_label = gettext_lazy("All about it")

    def address_of(self, row: Any) -> str:
        return f"{address_of('moderation:log')}?{urlencode({'subject': row.subject})}"


@admin.register(AuditEntry)
class AuditEntryAdmin(_Entries):
    """The private audit, for administrators who gave their password lately."""

    right = Right.SEE_AUDIT
    is_private = True
    address_label = gettext_lazy("The audit")

    def address_of(self, row: Any) -> str:
        return f"{address_of('moderation:audit')}?{urlencode({'act': row.act})}"
