"""Switches: the same as on the page of operators, in the administration."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from accounts.requests import viewer_of
from accounts.rights import Right, require
from accounts.routes import address_of
from accounts.sessions import with_recent_password
from moderation.admin.tables import Table
from moderation.forms import SwitchForm
from moderation.models import Switch
from moderation.switches import turn
from moderation.views.answers import answer


@admin.register(Switch)
class SwitchAdmin(Table):
    """The switches of the whole site, with their state and a form for each."""

    right = Right.OPERATE
    is_private = True
    fields = ("kind", "is_on", "words", "by", "changed_at", "public_page")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show all switches; a POST turns one."""
        require(viewer_of(request), self.right)
        return with_recent_password(self._turn)(request)

    def address_of(self, row: Any) -> str:
        return address_of("moderation:operate")

    def _turn(self, request: HttpRequest) -> HttpResponse:
        by = require(viewer_of(request), self.right)
        form = SwitchForm(request.POST or None)

        def do() -> HttpResponse:
            sent = form.cleaned_data
            turn(sent["kind"], is_on=sent["is_on"], words=sent["words"], by=by)
            messages.success(request, gettext("The switch was turned."))
            return redirect("admin:moderation_switch_changelist")

        known = {one.kind: one for one in Switch.objects.select_related("by")}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Switches of the site"),
            "switches": [(kind, known.get(kind)) for kind in Switch.Kind],
        }
        return answer(request, "admin/switches.html", form, context, do)
