"""People: accounts, the addresses they came from, and how often they tried."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Value
from django.urls import reverse
from django.utils import timezone

from accounts.names import (
    MAX_LENGTH,
    folded,
    tidy_name,
    validate_name,
)


class AccountManager(UserManager["User"]):
    """Finds accounts by name, whatever the case of its letters."""

    def get_by_natural_key(self, username: str | None) -> "User":
        wanted = Value(tidy_name(username or "").replace("\0", ""))
        return self.alias(folded=folded("username")).get(folded=folded(wanted))


class User(AbstractUser):
    """An account: every edit has one.

    A person who edits without signing in gets a temporary account, whose name
    begins with ~ and which nobody can log in to.
    """

    username = models.CharField(
        "name",
        max_length=MAX_LENGTH,
        unique=True,
        validators=[validate_name],
        help_text="Shown beside your edits. It may have spaces.",
        error_messages={"unique": "There is an account with this name already."},
    )
    is_temporary = models.BooleanField(
        default=False, help_text="Made for somebody who edited without signing in."
    )

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                folded("username"),
                name="account_name_unique_in_any_case",
                violation_error_message="There is an account with this name already.",
            ),
            models.CheckConstraint(
                condition=models.Q(is_temporary=False)
                | models.Q(is_staff=False, is_superuser=False),
                name="temporary_account_has_no_rights",
            ),
        ]

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """Return the name as it is kept. Django calls this wherever one comes in."""
        return tidy_name(username)

    def get_absolute_url(self) -> str:
        return reverse("articles:contributions", args=[self.username])


class AccountAddress(models.Model):
    """Where a temporary account edited from.

    Kept apart from the account, shown nowhere, and erased after 90 days.
    """

    account = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="addresses"
    )
    address = models.GenericIPAddressField()
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name_plural = "account addresses"

    def __str__(self) -> str:
        return f"{self.account} on {self.seen_at:%Y-%m-%d}"


class Attempts(models.Model):
    """How often something limited was tried in the current stretch of time."""

    key = models.CharField(max_length=200, primary_key=True)
    count = models.PositiveIntegerField()
    began_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "attempts"

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
