"""Hidden fields: what a moderator took out of sight, kept apart from the revision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy


class Hideable(models.TextChoices):
    """The fields of a revision that can be hidden."""

    TEXT = "text", gettext_lazy("text")
    AUTHOR = "author", gettext_lazy("author")
    SUMMARY = "summary", gettext_lazy("summary")


class HiddenField(models.Model):
    """What one field of a revision held before it was hidden.

    The revision itself does not have it any more, so that no reader of revisions can
    forget to leave it out. A trigger of the database lets a field go only into such a
    row, and come back only from it. Suppressed, moderators do not see it either.
    """

    revision = models.ForeignKey(
        "articles.Revision", on_delete=models.PROTECT, related_name="hidden_fields"
    )
    field = models.CharField(max_length=20, choices=Hideable)
    value = models.TextField(blank=True, help_text="Of an author, the account's id.")
    is_suppressed = models.BooleanField(default=False)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "field"], name="field_hidden_once_in_revision"
            ),
            models.CheckConstraint(
                condition=Q(field__in=Hideable.values), name="hidden_field_is_known"
            ),
        ]

    def __str__(self) -> str:
        return gettext("the %(field)s of %(revision)s, hidden") % {
            "field": self.get_field_display(),
            "revision": self.revision,
        }
