"""The administration of accounts."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.html import format_html

from accounts.models import User


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """Accounts, with what they wrote."""

    list_display = ("username", "is_temporary", "is_staff", "is_active", "public_page")
    list_filter = ("is_temporary", "is_staff", "is_superuser", "is_active", "groups")
    search_fields = ("username", "email")
    readonly_fields = ("is_temporary", "last_login", "date_joined", "public_page")
    fieldsets = (
        (None, {"fields": ("username", "password", "is_temporary", "public_page")}),
        ("Contact", {"fields": ("email",)}),
        (
            "Rights",
            {
                "fields": (
                    "is_active",
                    "is_staff",
                    "is_superuser",
                    "groups",
                )
            },
        ),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )

    @admin.display(description="Public page")
    def public_page(self, account: User) -> str:
        return format_html('<a href="{}">Contributions</a>', account.get_absolute_url())
