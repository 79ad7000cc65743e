"""The administration of accounts."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.html import format_html

from accounts.models import Application, Invitation, ListEntry, User
from accounts.rights import Right, may


def _may(request: HttpRequest, right: Right) -> bool:
    return request.user.is_authenticated and may(request.user, right)


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """Accounts, with what they wrote."""

    list_display = ("username", "role", "is_active", "date_joined", "public_page")
    list_filter = ("role", "is_active", "awaits")
    search_fields = ("username", "email")
    filter_horizontal = ()
    readonly_fields = (
        "is_temporary", "role", "awaits", "last_login", "date_joined", "public_page"
    )  # fmt: skip
    fieldsets = (
        (None, {"fields": ("username", "password", "is_temporary", "public_page")}),
        ("Contact", {"fields": ("email",)}),
        ("Rights", {"fields": ("role", "is_active", "awaits")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )

    def get_readonly_fields(
        self, request: HttpRequest, account: User | None = None
    ) -> list[str]:
        """An account that waits is let in by what it waits for, and not here."""
        fields = list(super().get_readonly_fields(request, account))
        return [*fields, "is_active"] if account and account.awaits else fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _may(request, Right.SET_ROLES)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may(request, Right.SET_ROLES)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="Public page")
    def public_page(self, account: User) -> str:
        return format_html('<a href="{}">Contributions</a>', account.get_absolute_url())


class _ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """What has pages of its own for changing it; here it is found."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ListEntry)
class ListEntryAdmin(_ReadOnly):
    """Lists are kept at /lists."""

    list_display = ("pattern", "kind", "note", "by", "created_at")
    list_filter = ("kind",)
    search_fields = ("pattern", "note")
    list_select_related = ("by",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may(request, Right.KEEP_LISTS)


@admin.register(Application)
class ApplicationAdmin(_ReadOnly):
    """Applications are decided at /accounts/waiting."""

    list_display = ("account", "outcome", "decided_by", "created_at", "decided_at")
    list_filter = ("outcome",)
    list_select_related = ("account", "decided_by")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may(request, Right.INVITE)


@admin.register(Invitation)
class InvitationAdmin(_ReadOnly):
    """Invitations are made at /accounts/invitations; notes are their makers' own."""

    list_display = ("__str__", "used_by", "created_at", "expires_at", "revoked_at")
    list_select_related = ("by", "used_by")
    exclude = ("note",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may(request, Right.INVITE)
