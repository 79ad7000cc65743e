"""Patrols: edits that somebody trusted looks at after they were published."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext


class Patrol(models.Model):
    """That a revision is to be looked at, and by whom and when it was.

    There is one for each revision whose author was not trusted when it was saved.
    """

    revision = models.OneToOneField(
        "articles.Revision",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="patrol",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(by=None, done_at=None)
                | Q(by__isnull=False, done_at__isnull=False),
                name="patrol_is_done_by_somebody",
            )
        ]
        indexes = [
            # For /patrol: what waits, oldest first.
            models.Index(
                fields=["revision"], condition=Q(done_at=None), name="patrol_waiting"
            )
        ]

    def __str__(self) -> str:
        return gettext("patrol of %(revision)s") % {"revision": self.revision}
