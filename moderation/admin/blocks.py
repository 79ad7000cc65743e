"""Blocks and appeals: listed, lifted and answered."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from accounts.blocking import answer_appeal, lift
from accounts.models import Appeal, Block
from accounts.rights import Right
from accounts.routes import address_of
from articles.guarding_forms import BecauseForm
from moderation.admin.acts import Act, Doing, Look
from moderation.admin.filters import BlockStateFilter, TargetFilter
from moderation.admin.tables import Table
from moderation.forms import AnswerForm


def _lift(block: Block, doing: Doing) -> None:
    if not block.is_in_force:
        raise ValidationError(gettext("This block is over."))
    lift(block, by=doing.by, reason=doing.form.cleaned_data["reason"])


def _answer(appealed: Appeal, doing: Doing) -> None:
    sent = doing.form.cleaned_data
    granted = sent["is_granted"]
    answer_appeal(appealed, by=doing.by, answer=sent["reason"], is_granted=granted)


@admin.register(Block)
class BlockAdmin(Table):
    """Blocks. The addresses that an account came from are told to nobody."""

    acts = (
        Act(
            name="lift",
            label=gettext_noop("Lift…"),
            right=Right.BLOCK,
            effect=gettext_noop(
                "These blocks end now, with those that followed from them."
            ),
            done=gettext_noop("Lifted"),
            do=_lift,
            form=BecauseForm,
            look=lambda block: Look(block.reason),
        ),
    )
    list_display = (
        "who", "from_what", "expires_at", "in_force", "by", "created_at", "reason",
        "public_page",
    )  # fmt: skip
    list_filter = (BlockStateFilter, TargetFilter, "created_at", "expires_at")
    search_fields = ("account__username", "reason", "by__username")
    date_hierarchy = "created_at"
    fields = (
        "who", "from_what", "titles", "categories", "is_for_accounts_too", "reason",
        "by", "created_at", "expires_at", "lifted_at", "in_force", "caused_by",
        "public_page",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Block]:
        rows = super().get_queryset(request)
        return rows.select_related("account", "by", "caused_by__account")

    def subject_of(self, row: Any) -> str:
        return str(row.target)

    @admin.display(description=gettext_lazy("Who"))
    def who(self, block: Block) -> str:
        return block.target

    @admin.display(description=gettext_lazy("From what"))
    def from_what(self, block: Block) -> str:
        acts = ", ".join(block.act_labels) or gettext("everything")
        if block.titles or block.categories:
            return gettext("%(acts)s, on some pages") % {"acts": acts}
        return acts

    @admin.display(description=gettext_lazy("In force"), boolean=True)
    def in_force(self, block: Block) -> bool:
        return block.is_in_force


@admin.register(Appeal)
class AppealAdmin(Table):
    """What people who are blocked say to that."""

    right = Right.BLOCK
    acts = (
        Act(
            name="answer",
            label=gettext_noop("Answer…"),
            right=Right.BLOCK,
            effect=gettext_noop(
                "Those who appealed are told so; if it is granted, the block ends."
            ),
            done=gettext_noop("Answered"),
            do=_answer,
            form=AnswerForm,
            look=lambda appealed: Look(appealed.text),
        ),
    )
    list_display = (
        "block", "state", "text", "created_at", "answered_by", "public_page",
    )  # fmt: skip
    list_filter = ("state", "created_at")
    search_fields = ("block__account__username", "text", "answer")
    date_hierarchy = "created_at"
    fields = (
        "block", "state", "text", "created_at", "answer", "answered_by", "answered_at",
        "public_page",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appeal]:
        rows = super().get_queryset(request)
        return rows.select_related("block__account", "answered_by")

    def address_of(self, row: Any) -> str:
        return address_of("moderation:appeal", row.pk)

    def subject_of(self, row: Any) -> str:
        return str(row.block.target)
