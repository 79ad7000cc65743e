"""Jobs: work that must follow a save, done by a worker."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy


class Job(models.Model):
    """Work to be done at least once; a finished job is deleted.

    A worker holds a job by a lease: if it dies, the lease runs out and another
    takes the job. After five failures the job is parked for an operator to see.
    """

    kind = models.CharField(max_length=50)
    subject = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    is_later = models.BooleanField(
        default=False,
        help_text=gettext_lazy("Was asked for with a delay: waits beside the other."),
    )
    due_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    parked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # One waiting job is enough, however many saves ask for it. A job that
            # has begun may have passed the news by, so it doesn't count.
            models.UniqueConstraint(
                fields=["kind", "subject", "is_later"],
                condition=Q(attempts=0, parked_at=None),
                name="job_waits_once",
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(parked_at=None), name="job_due")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}".strip()
