"""Revisions: hidden, shown again, rolled back, patrolled; never changed."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy, gettext_noop, ngettext

from accounts.language import for_everybody
from accounts.requests import viewer_of
from accounts.rights import Right, may
from accounts.routes import address_of
from articles.guarding_forms import BecauseForm
from articles.hiding import Hiding, hide
from articles.lifecycle import roll_back
from articles.models import HiddenField, Hideable, Patrol, Revision
from articles.patrolling import mark_patrolled, risks_of
from articles.policy import EditRefused, ProposedEdit
from articles.reading import Run, find_base, run_of
from moderation.admin.acts import Act, Doing, Look
from moderation.admin.filters import HiddenFilter, PatrolFilter, WaitingPatrolFilter
from moderation.admin.forms import HideSomeForm
from moderation.admin.tables import Table


def _hide(revision: Revision, doing: Doing) -> None:
    _set_hidden(revision, doing, doing.form.cleaned_data["fields_hidden"])


def _suppress(revision: Revision, doing: Doing) -> None:
    fields = doing.form.cleaned_data["fields_hidden"]
    _set_hidden(revision, doing, fields, is_suppressed=True)


def _show(revision: Revision, doing: Doing) -> None:
    if not revision.hidden:
        raise EditRefused(gettext("Nothing of it is hidden."))
    _set_hidden(revision, doing, [])


def _set_hidden(
    revision: Revision, doing: Doing, fields: list[str], *, is_suppressed: bool = False
) -> None:
    reason = doing.form.cleaned_data["reason"]
    hiding = Hiding(fields=fields, reason=reason, is_suppressed=is_suppressed)
    hide(revision, hiding, by=doing.by)


def _roll_back(revision: Revision, doing: Doing) -> None:
    reason = doing.form.cleaned_data["reason"]
    edit = ProposedEdit(
        title=revision.article.parsed_title,
        author=doing.by,
        text="",
        base=find_base(revision.article, doing.seen, doing.by),
        summary=_summary(run_of(revision), reason),
        key=doing.key,
        address=doing.address,
    )
    roll_back(revision, edit)


def _summary(run: Run, reason: str) -> str:
    """Say it in the language of the encyclopedia: a summary is for everybody."""
    with for_everybody():
        words = gettext("Rolled back %(edits)s: %(reason)s")
        return (words % {"edits": run.in_words, "reason": reason})[:500]


def _patrol(revision: Revision, doing: Doing) -> None:
    if not revision.awaits_patrol:
        raise EditRefused(gettext("It does not wait for a patrol."))
    mark_patrolled(revision, by=doing.by)


def _patrol_waiting(patrol: Patrol, doing: Doing) -> None:
    patrol.revision.patrol = patrol
    _patrol(patrol.revision, doing)


def _look_at_hiding(revision: Revision) -> Look:
    hidden = ", ".join(str(Hideable(field).label) for field in revision.hidden)
    what = hidden or gettext("nothing")
    return Look(gettext("hidden now: %(what)s") % {"what": what})


def _look_at_run(revision: Revision) -> Look:
    run = run_of(revision)
    words = ngettext(
        "takes back %(number)s edit by %(name)s",
        "takes back %(number)s edits by %(name)s",
        run.count,
    ) % {"number": run.count, "name": revision.author}
    return Look(words, seen=revision.article.current_revision_id)


def _look_at_risks(revision: Revision) -> Look:
    return Look("; ".join(risks_of(revision)))


def _patrolling(do: Callable[[Any, Doing], None], look: Callable[[Any], Look]) -> Act:
    """Return the act of marking as patrolled, of revisions or of what waits."""
    return Act(
        name="patrol",
        label=gettext_noop("Mark as patrolled…"),
        right=Right.REVIEW,
        effect=gettext_noop(
            "These edits wait for nobody any more: you have looked at each."
        ),
        done=gettext_noop("Patrolled"),
        do=do,
        look=look,
    )


ACTS = (
    Act(
        name="hide",
        label=gettext_noop("Hide fields…"),
        right=Right.HIDE,
        effect=gettext_noop(
            "What is marked can be seen by moderators only, what is not marked is "
            "shown again. Everybody can read in the log that something was hidden."
        ),
        done=gettext_noop("Hidden"),
        do=_hide,
        form=HideSomeForm,
        look=_look_at_hiding,
        is_grave=True,
    ),
    Act(
        name="show",
        label=gettext_noop("Show again…"),
        right=Right.HIDE,
        effect=gettext_noop(
            "Everything that is hidden of these revisions can be seen again."
        ),
        done=gettext_noop("Shown again"),
        do=_show,
        form=BecauseForm,
        look=_look_at_hiding,
        is_grave=True,
    ),
    Act(
        name="suppress",
        label=gettext_noop("Suppress fields…"),
        right=Right.SUPPRESS,
        effect=gettext_noop(
            "What is marked can be seen by administrators only, what is not marked "
            "is shown again. It is noted in the private audit, not in the log."
        ),
        done=gettext_noop("Suppressed"),
        do=_suppress,
        form=HideSomeForm,
        look=_look_at_hiding,
        is_grave=True,
    ),
    Act(
        name="roll-back",
        label=gettext_noop("Roll back…"),
        right=Right.EDIT,
        effect=gettext_noop(
            "All edits that the author made in a row, among them this one, are "
            "taken back by an edit of yours. Later edits of others stay."
        ),
        done=gettext_noop("Rolled back"),
        do=_roll_back,
        form=BecauseForm,
        look=_look_at_run,
    ),
    _patrolling(_patrol, _look_at_risks),
)


@admin.register(Revision)
class RevisionAdmin(Table):
    """Revisions are never changed; here they are found, and acted on."""

    acts = ACTS
    address_label = gettext_lazy("Read")
    list_display = (
        "title", "number", "public_page", "author", "created_at", "state", "summary",
        "tagged",
    )  # fmt: skip
    list_filter = (
        PatrolFilter, HiddenFilter, "is_deleted", "origin", "minor", "created_at",
    )  # fmt: skip
    search_fields = ("title", "summary", "author__username")
    date_hierarchy = "created_at"
    fields = (
        "article", "number", "title", "author", "accepted_by", "created_at", "summary",
        "minor", "origin", "tagged", "state", "size", "sha1", "content_model",
        "copied_from", "public_page", "text",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        visible = Revision.objects.visible_to(viewer_of(request))
        related = visible.select_related("author", "article", "patrol")
        return related.defer("text").order_by("-id")

    def subject_of(self, row: Any) -> str:
        return str(row.article.title)

    @admin.display(description=gettext_lazy("Tags"))
    def tagged(self, revision: Revision) -> str:
        return ", ".join(revision.tag_labels)

    @admin.display(description=gettext_lazy("State"))
    def state(self, revision: Revision) -> str:
        hidden = [
            gettext("%(field)s hidden") % {"field": Hideable(field).label}
            for field in revision.hidden
        ]
        found = [gettext("deleted")] if revision.is_deleted else []
        found += [gettext("waits for a patrol")] if revision.awaits_patrol else []
        return ", ".join(found + hidden)


@admin.register(Patrol)
class PatrolAdmin(Table):
    """Edits of those who are not trusted yet: which wait, and who looked at which."""

    right = Right.REVIEW
    acts = (
        _patrolling(
            _patrol_waiting, look=lambda patrol: _look_at_risks(patrol.revision)
        ),
    )
    list_display = ("revision", "author", "saved", "done_at", "by", "public_page")
    list_filter = (WaitingPatrolFilter, "done_at")
    search_fields = ("revision__title", "revision__author__username")
    fields = ("revision", "author", "saved", "done_at", "by", "public_page")
    ordering = ("-revision_id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Patrol]:
        rows = super().get_queryset(request).filter(revision__is_deleted=False)
        related = rows.select_related("revision__author", "by")
        return related.defer("revision__text")

    def address_of(self, row: Any) -> str:
        return address_of("articles:diff-to-parent", row.revision_id)

    def subject_of(self, row: Any) -> str:
        return str(row.revision.title)

    @admin.display(description=gettext_lazy("Author"))
    def author(self, patrol: Patrol) -> str:
        return str(patrol.revision.author)

    @admin.display(description=gettext_lazy("Saved"), ordering="revision_id")
    def saved(self, patrol: Patrol) -> Any:
        return patrol.revision.created_at


@admin.register(HiddenField)
class HiddenFieldAdmin(Table):
    """What is hidden, but not what it says: to see that, one gives a reason."""

    right = Right.HIDE
    address_label = gettext_lazy("See or change")
    list_display = (
        "revision", "field", "is_suppressed", "reason", "by", "created_at",
        "public_page",
    )  # fmt: skip
    list_filter = ("field", "is_suppressed", "created_at")
    search_fields = ("revision__title", "reason", "by__username")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    fields = (
        "revision", "field", "is_suppressed", "reason", "by", "created_at",
        "public_page",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[HiddenField]:
        rows = super().get_queryset(request).select_related("revision", "by")
        if not may(viewer_of(request), Right.SUPPRESS):
            rows = rows.filter(is_suppressed=False)
        return rows.defer("value", "revision__text")

    def address_of(self, row: Any) -> str:
        return address_of("articles:hide", row.revision_id)

    def subject_of(self, row: Any) -> str:
        return str(row.revision.title)
