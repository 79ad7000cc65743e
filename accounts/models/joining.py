"""Joining: invitations, and applications that wait for a moderator."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """The questions asked about invitations."""

    def open(self) -> Self:
        """Invitations that somebody can still use."""
        return self.filter(used_by=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """That one person, who knows the link, may make an account.

    Of the link only a hash is kept: whoever reads the database can't use it.
    """

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    note = models.CharField(
        max_length=200,
        blank=True,
        help_text=gettext_lazy("Whom it is for; seen by who made it."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_by = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitation",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_by=None) | Q(revoked_at=None),
                name="invitation_is_used_or_revoked",
            )
        ]

    def __str__(self) -> str:
        said = gettext("invitation #%(number)s of %(name)s")
        return said % {"number": self.pk, "name": self.by}


class ApplicationQuerySet(models.QuerySet["Application"]):
    """The questions asked about applications."""

    def waiting(self) -> Self:
        """Applications that nobody decided, the oldest first."""
        return self.filter(outcome="").select_related("account").order_by("id")


class Application(models.Model):
    """That somebody asked for an account, and what a moderator decided."""

    class Outcome(models.TextChoices):
        WAITING = "", gettext_lazy("waiting")
        APPROVED = "approved", gettext_lazy("approved")
        REFUSED = "refused", gettext_lazy("refused")

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="application"
    )
    words = models.TextField(
        max_length=1000,
        blank=True,
        help_text=gettext_lazy("What the person told the moderators."),
    )
    created_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(
        max_length=20, choices=Outcome, default=Outcome.WAITING, blank=True
    )
    answer = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_by=None, decided_at=None)
                | Q(
                    outcome__in=["approved", "refused"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="application_is_decided_by_somebody",
            )
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(outcome=""), name="application_waits"
            )
        ]

    def __str__(self) -> str:
        return gettext("application of %(name)s") % {"name": self.account}
