"""Claims: who says that they are looking at something that waits."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User

CLAIMED_FOR = timedelta(minutes=15)
"""How long somebody who said so is said to be looking at something."""


class Claimable(models.Model):
    """What somebody can say to be looking at, so that nobody else has to."""

    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def looking(self) -> User | None:
        """Who is looking at it, as far as anybody has said so lately."""
        if self.claimed_at is None or timezone.now() - self.claimed_at >= CLAIMED_FOR:
            return None
        return self.claimed_by


def claimable_by(account: User) -> Q:
    """Return of which things somebody may say to be looking at them."""
    over = Q(claimed_at__lte=timezone.now() - CLAIMED_FOR)
    return Q(claimed_by=None) | Q(claimed_by=account) | over
