"""The site of the administration: it leads moderators to what waits for them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import gettext

from accounts.models import User
from accounts.requests import viewer_of
from accounts.rights import Right, may
from accounts.routes import address_of
from moderation.inbox import MOST_COUNTED, inbox_of

_LEFT_OUT = {"autocomplete", "view_on_site"}
"""Doors that no list needs: one leads to any row's address, also a private one."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Things of one kind that wait, and where one decides on them."""

    label: str
    count: str
    address: str
    in_list: str
    """Where the administration lists them."""


class Administration(AdminSite):
    """Django's administration, whose first page is a moderator's."""

    def get_urls(self) -> list[Any]:
        return [
            one
            for one in super().get_urls()
            if getattr(one, "name", None) not in _LEFT_OUT
        ]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show what waits, where one decides on it, and all lists."""
        viewer = viewer_of(request)
        more = {"waiting": waiting_for(viewer)} if viewer else {}
        return super().index(request, {**more, **(extra_context or {})})

    # The stubs tell of Django's own page as the only answer.
    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the one page on which people change their own, with its audit."""
        return redirect("accounts:change-password")


def waiting_for(viewer: User) -> list[Waiting]:
    """Return what awaits somebody with their rights; as many queries as the inbox."""
    inbox = inbox_of(viewer)
    found = [
        _waiting(gettext("Proposed edits"), inbox.proposals.count, _HELD),
        _waiting(gettext("Edits to patrol"), inbox.edits, _PATROLS),
        _waiting(gettext("New pages"), inbox.new_articles.count, _NEW),
    ]
    if may(viewer, Right.SETTLE_REPORTS):
        found.append(_waiting(gettext("Reports"), inbox.reports.count, _REPORTS))
    if may(viewer, Right.BLOCK):
        found.append(_waiting(gettext("Appeals"), inbox.appeals.count, _APPEALS))
    if may(viewer, Right.INVITE):
        found.append(_waiting(gettext("New accounts"), inbox.accounts, _ACCOUNTS))
    return found


_PATROLLED = ("articles_patrol", {"state": "waits"})
_HELD = ("moderation:review", "moderation_heldedit", {"state__exact": "waiting"})
_PATROLS = ("moderation:patrol", *_PATROLLED)
_NEW = ("moderation:inbox", *_PATROLLED)
_REPORTS = ("moderation:inbox", "moderation_report", {"outcome__exact": "open"})
_APPEALS = ("moderation:appeals", "accounts_appeal", {"state__exact": "open"})
_ACCOUNTS = ("accounts:waiting", "accounts_application", {"outcome__exact": ""})


def _waiting(label: str, count: int, where: tuple[str, str, dict[str, str]]) -> Waiting:
    page, table, filters = where
    return Waiting(
        label=label,
        count=_counted(count),
        address=address_of(page),
        in_list=f"{address_of(f'admin:{table}_changelist')}?{urlencode(filters)}",
    )


def _counted(count: int) -> str:
    if count < MOST_COUNTED:
        return str(count)
    return gettext("%(number)s or more") % {"number": MOST_COUNTED}
