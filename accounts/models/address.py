"""Addresses: where accounts edited from, kept apart and not for long."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy


class AccountAddress(models.Model):
    """Where an account edited or logged in from.

    Kept apart from the account, shown to few and only for a reason that is logged,
    and erased after 90 days.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="addresses"
    )
    address = models.GenericIPAddressField()
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name_plural = gettext_lazy("account addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "address"], name="address_kept_once_for_account"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} on {self.seen_at:%Y-%m-%d}"


class FailedLogIn(models.Model):
    """From where somebody tried to log in to an account, and could not.

    Shown and erased as the addresses of accounts are.
    """

    name = models.CharField(max_length=255, db_index=True)
    address = models.GenericIPAddressField()
    tried_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name_plural = gettext_lazy("failed log-ins")

    def __str__(self) -> str:
        return f"{self.name} on {self.tried_at:%Y-%m-%d}"


class Attempts(models.Model):
    """How often something limited was tried in the current stretch of time."""

    key = models.CharField(max_length=200, primary_key=True)
    count = models.PositiveIntegerField()
    began_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = gettext_lazy("attempts")

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
