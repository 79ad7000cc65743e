"""Filters of the administration's lists that are more than a field."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from accounts.models import Block
from articles.models import Hideable


class ChoiceFilter(admin.SimpleListFilter):
    """One of a few questions, each with a name."""

    choices_offered: Mapping[str, str | Promise] = {}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, str(words)) for value, words in self.choices_offered.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows that fit; all of them, if nothing sensible was chosen."""
        chosen = self.value()
        if chosen is None or chosen not in self.choices_offered:
            return queryset
        return self.rows(queryset, chosen)

    def rows(self, queryset: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        raise NotImplementedError


class ProtectedFilter(admin.EmptyFieldListFilter):
    """Articles by whether they have a protection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = pgettext("a list", "protections")


class PatrolFilter(ChoiceFilter):
    """Revisions by whether somebody has still to look at them."""

    title = pgettext_lazy("a filter", "patrol")
    parameter_name = "patrol"
    choices_offered = {
        "waits": pgettext_lazy("a filter", "Waits"),
        "done": pgettext_lazy("a filter", "Done"),
    }

    def rows(self, queryset: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        is_waiting = chosen == "waits"
        return queryset.filter(patrol__isnull=False, patrol__done_at__isnull=is_waiting)


class WaitingPatrolFilter(ChoiceFilter):
    """Patrols by whether they are done."""

    title = pgettext_lazy("a filter", "state")
    parameter_name = "state"
    choices_offered = {
        "waits": pgettext_lazy("a filter", "Waits"),
        "done": pgettext_lazy("a filter", "Done"),
    }

    def rows(self, queryset: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        return queryset.filter(done_at__isnull=chosen == "waits")


class HiddenFilter(ChoiceFilter):
    """Revisions by what is hidden of them."""

    title = pgettext_lazy("a filter", "hidden")
    parameter_name = "hidden"
    choices_offered = {
        "any": pgettext_lazy("a filter", "Something"),
        **dict(Hideable.choices),
    }

    def rows(self, queryset: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        if chosen == "any":
            return queryset.exclude(hidden=[])
        return queryset.filter(hidden__contains=[chosen])


class BlockedFilter(ChoiceFilter):
    """Accounts by whether a block is in force on them."""

    title = pgettext_lazy("a filter", "block")
    parameter_name = "blocked"
    choices_offered = {
        "yes": pgettext_lazy("a filter", "Blocked"),
        "no": pgettext_lazy("a filter", "Not blocked"),
    }

    def rows(self, queryset: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        return queryset.filter(is_blocked=chosen == "yes")


class BlockStateFilter(ChoiceFilter):
    """Blocks by whether they are in force, and why not."""

    title = pgettext_lazy("a filter", "state")
    parameter_name = "state"
    choices_offered = {
        "on": pgettext_lazy("a filter", "In force"),
        "lifted": pgettext_lazy("a filter", "Lifted"),
        "over": pgettext_lazy("a filter", "Run out"),
    }

    def rows(self, queryset: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        if chosen == "on":
            return queryset.filter(pk__in=Block.objects.in_force())
        if chosen == "lifted":
            return queryset.filter(lifted_at__isnull=False)
        return queryset.filter(lifted_at=None, expires_at__lte=timezone.now())


class TargetFilter(ChoiceFilter):
    """Blocks by what they are of, and whether they followed from another."""

    title = pgettext_lazy("a filter", "kind")
    parameter_name = "kind"
    choices_offered = {
        "account": pgettext_lazy("a filter", "Of an account"),
        "network": pgettext_lazy("a filter", "Of addresses"),
        "automatic": pgettext_lazy("a filter", "Follows from another"),
    }

    def rows(self, queryset: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        if chosen == "automatic":
            return queryset.filter(caused_by__isnull=False)
        is_network = chosen == "network"
        return queryset.filter(caused_by=None, account__isnull=is_network)


class ParkedFilter(ChoiceFilter):
    """Jobs by whether they were given up after too many failures."""

    title = pgettext_lazy("a filter", "state")
    parameter_name = "state"
    choices_offered = {
        "waits": pgettext_lazy("a filter", "Waits"),
        "parked": pgettext_lazy("a filter", "Parked"),
    }

    def rows(self, queryset: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        return queryset.filter(parked_at__isnull=chosen == "waits")
