"""The desk: what lies on it while somebody edits, and is no part of the history."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models.revision import Origin


class Draft(models.Model):
    """An account's unpublished text for one page, or for one section of it.

    It is replaced as its author types, and goes when they publish or discard it.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    title = models.CharField(max_length=255, db_collation="C")
    section = models.CharField(
        max_length=200, blank=True, help_text="The section's anchor; empty for a page."
    )
    base = models.ForeignKey(
        "articles.Revision",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The revision the author began with.",
    )
    text = models.TextField(blank=True)
    summary = models.CharField(max_length=500, blank=True)
    minor = models.BooleanField(default=False)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.PERSON)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "title", "section"],
                name="draft_kept_once_for_each_section",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, a draft of {self.author}"


class Presence(models.Model):
    """That somebody has a page's editor open. Rows older than minutes mean nothing."""

    title = models.CharField(max_length=255, db_collation="C")
    key = models.CharField(
        max_length=64, help_text="Of the form that is open; each opening has its own."
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        help_text="None for somebody who is not signed in.",
    )
    began_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title", "key"], name="presence_counted_once_for_each_form"
            )
        ]
        indexes = [models.Index(fields=["seen_at"], name="presence_by_age")]

    def __str__(self) -> str:
        return f"{self.account or 'somebody'} at {self.title}"
