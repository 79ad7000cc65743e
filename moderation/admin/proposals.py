"""Proposals: held edits that are accepted, rejected or sent back; and hold rules."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy, gettext_noop, ngettext, pgettext_lazy

from accounts.language import for_everybody
from accounts.rights import Right
from accounts.routes import address_of
from articles.models import Revision
from moderation.admin.acts import Act, Doing, Look
from moderation.admin.forms import ThanksForm, WordsForm
from moderation.admin.tables import Table
from moderation.models import HeldEdit, HoldRule
from moderation.proposals import accept, reject, send_back, standing_of


def _accept(held: HeldEdit, doing: Doing) -> None:
    seen = Revision.objects.filter(pk=doing.seen or 0).first()
    accept(held, by=doing.by, seen=seen, answer=doing.form.cleaned_data["answer"])


def _reject(held: HeldEdit, doing: Doing) -> None:
    reject(held, by=doing.by, answer=doing.form.cleaned_data["answer"])


def _send_back(held: HeldEdit, doing: Doing) -> None:
    send_back(held, by=doing.by, answer=doing.form.cleaned_data["answer"])


def _look_at_change(held: HeldEdit) -> Look:
    """Say how much it changes of the page as it is now, which has to stay so."""
    standing = standing_of(held)
    count = len(standing.proposal.changes)
    words = ngettext("%(number)s change", "%(number)s changes", count)
    if not standing.proposal.is_clean:
        words = ngettext(
            "%(number)s change, and others changed the same passages",
            "%(number)s changes, and others changed the same passages",
            count,
        )
    words %= {"number": count}
    if held.summary:
        words += f": {held.summary}"
    return Look(words, seen=standing.current.pk if standing.current else None)


ACTS = (
    Act(
        name="accept",
        label=gettext_noop("Accept…"),
        right=Right.REVIEW,
        effect=gettext_noop(
            "All changes of these proposals are published as their authors' edits. "
            "Open each first to see it against the page as it is now."
        ),
        done=gettext_noop("Accepted"),
        do=_accept,
        form=ThanksForm,
        look=_look_at_change,
    ),
    Act(
        name="reject",
        label=gettext_noop("Reject…"),
        right=Right.REVIEW,
        effect=gettext_noop("These proposals are turned down; their authors read why."),
        done=gettext_noop("Rejected"),
        do=_reject,
        form=WordsForm,
        look=_look_at_change,
    ),
    Act(
        name="send-back",
        label=gettext_noop("Send back…"),
        right=Right.REVIEW,
        effect=gettext_noop(
            "Their authors are asked to amend these proposals, and read why."
        ),
        done=gettext_noop("Sent back"),
        do=_send_back,
        form=WordsForm,
        look=_look_at_change,
    ),
)


@admin.register(HeldEdit)
class HeldEditAdmin(Table):
    """Proposals. The private link of an author is in no list, and on no page."""

    right = Right.REVIEW
    acts = ACTS
    address_label = pgettext_lazy("verb", "Review")
    list_display = (
        "page", "public_page", "shown_author", "state", "size_change", "shown_summary",
        "created_at", "claimed_by", "reason",
    )  # fmt: skip
    list_filter = ("state", "origin", "created_at")
    # Of an author or a summary that was hidden since, a search must tell nothing.
    search_fields = ("title",)
    date_hierarchy = "created_at"
    fields = (
        "page", "shown_author", "state", "reason", "shown_summary", "minor", "origin",
        "size_change", "created_at", "changed_at", "claimed_by", "claimed_at",
        "decided_by", "decided_at", "answer", "revision", "public_page",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[HeldEdit]:
        rows = HeldEdit.objects.for_listing().order_by("-id")
        return rows.select_related("revision__author").defer("text", "revision__text")

    def address_of(self, row: Any) -> str:
        return address_of("moderation:review-proposal", row.pk)

    def subject_of(self, row: Any) -> str:
        return str(row.parsed_title)

    @admin.display(description=gettext_lazy("Page"), ordering="title")
    def page(self, held: HeldEdit) -> str:
        return str(held.parsed_title)

    @admin.display(description=gettext_lazy("Author"))
    def shown_author(self, held: HeldEdit) -> str:
        return str(held.shown_author)

    @admin.display(description=gettext_lazy("Summary"))
    def shown_summary(self, held: HeldEdit) -> str:
        return held.shown_summary


@admin.register(HoldRule)
class HoldRuleAdmin(Table):
    """Whose edits of which pages wait; changed on the page of what is held."""

    address_label = pgettext_lazy("verb", "Change")
    list_display = (
        "place", "level", "expires_at", "by", "created_at", "reason", "public_page",
    )  # fmt: skip
    list_filter = ("level", "namespace", "expires_at")
    search_fields = ("title", "reason", "by__username")
    date_hierarchy = "created_at"
    fields = (
        "place", "level", "reason", "by", "created_at", "expires_at", "public_page",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[HoldRule]:
        return super().get_queryset(request).select_related("by")

    def address_of(self, row: Any) -> str:
        return f"{address_of('moderation:holding')}?{urlencode({'title': row.title})}"

    def subject_of(self, row: Any) -> str:
        # The log has it in the language of the encyclopedia.
        with for_everybody():
            return str(row.place)
