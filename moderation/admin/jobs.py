"""Jobs: what the worker has to do, and what it could not."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_noop

from accounts.rights import Right
from accounts.routes import address_of
from articles.guarding_forms import BecauseForm
from articles.models import Job
from articles.queue import give_up, try_again
from moderation.admin.acts import Act, Doing, Look
from moderation.admin.filters import ParkedFilter
from moderation.admin.tables import Table


def _try_again(job: Job, doing: Doing) -> None:
    try_again(job, by=doing.by, reason=doing.form.cleaned_data["reason"])


def _give_up(job: Job, doing: Doing) -> None:
    give_up(job, by=doing.by, reason=doing.form.cleaned_data["reason"])


def _look_at_error(job: Job) -> Look:
    return Look(job.last_error)


@admin.register(Job)
class JobAdmin(Table):
    """Jobs that wait, or were parked after five failures."""

    acts = (
        Act(
            name="try-again",
            label=gettext_noop("Try again…"),
            right=Right.OPERATE,
            effect=gettext_noop("The worker tries these parked jobs anew, at once."),
            done=gettext_noop("Tried again"),
            do=_try_again,
            form=BecauseForm,
            look=_look_at_error,
        ),
        Act(
            name="give-up",
            label=gettext_noop("Give up…"),
            right=Right.OPERATE,
            effect=gettext_noop("These parked jobs are never done."),
            done=gettext_noop("Given up"),
            do=_give_up,
            form=BecauseForm,
            look=_look_at_error,
        ),
    )
    list_display = ("kind", "subject", "attempts", "due_at", "parked_at", "last_error")
    list_filter = (ParkedFilter, "kind", "parked_at")
    search_fields = ("kind", "subject", "last_error")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    fields = (
        "kind", "subject", "is_later", "created_at", "due_at", "leased_until",
        "attempts", "parked_at", "last_error",
    )  # fmt: skip

    def address_of(self, row: Any) -> str:
        return address_of("admin:articles_job_change", row.pk)
