"""Switches: what an operator turns on for the whole site, and tells everybody."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy


class Switch(models.Model):
    """Something about the whole site that is on, off, or says something.

    One row for each kind; without a row it is off.
    """

    class Kind(models.TextChoices):
        READ_ONLY = "read-only", gettext_lazy("Read-only: nothing can be changed")
        HOLD_ALL = "hold-all", gettext_lazy("All edits wait for a reviewer")
        NOTICE = "notice", gettext_lazy("A notice on every page")

    kind = models.CharField(max_length=20, choices=Kind, primary_key=True)
    is_on = models.BooleanField(default=False)
    words = models.CharField(
        max_length=500,
        blank=True,
        help_text=gettext_lazy("The reason, or the notice, for all."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "switches"

    def __str__(self) -> str:
        return f"{self.kind}: {'on' if self.is_on else 'off'}"
