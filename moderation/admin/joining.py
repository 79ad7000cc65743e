"""How people got in: lists of what is not wanted, applications and invitations."""

from typing import Any

from django.contrib import admin

from accounts.models import Application, Invitation, ListEntry
from accounts.rights import Right
from accounts.routes import address_of
from moderation.admin.tables import Table


@admin.register(ListEntry)
class ListEntryAdmin(Table):
    """Lists are kept at /lists."""

    right = Right.KEEP_LISTS
    list_display = ("pattern", "kind", "note", "by", "created_at", "public_page")
    list_filter = ("kind",)
    search_fields = ("pattern", "note")
    list_select_related = ("by",)

    def address_of(self, row: Any) -> str:
        return f"{address_of('lists')}?kind={row.kind}"


@admin.register(Application)
class ApplicationAdmin(Table):
    """Applications are decided at /accounts/waiting."""

    right = Right.INVITE
    list_display = (
        "account", "outcome", "decided_by", "created_at", "decided_at", "public_page",
    )  # fmt: skip
    list_filter = ("outcome", "created_at")
    list_select_related = ("account", "decided_by")

    def address_of(self, row: Any) -> str:
        return address_of("accounts:waiting")


@admin.register(Invitation)
class InvitationAdmin(Table):
    """Invitations are made at /accounts/invitations; notes are their makers' own."""

    right = Right.INVITE
    list_display = (
        "__str__", "used_by", "created_at", "expires_at", "revoked_at", "public_page",
    )  # fmt: skip
    list_filter = ("created_at",)
    list_select_related = ("by", "used_by")
    fields = ("by", "used_by", "created_at", "expires_at", "revoked_at", "public_page")

    def address_of(self, row: Any) -> str:
        return address_of("accounts:invitations")
