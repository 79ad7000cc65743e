"""Reviews: that a person has checked a passage that a machine wrote."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class PassageReview(models.Model):
    """That somebody marked a passage as reviewed, or took that mark back.

    A passage is a paragraph, known by its words: once they are edited, nobody has
    reviewed them. Of several rows about one passage the last one counts; none is
    ever changed.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="passage_reviews"
    )
    revision = models.ForeignKey(
        "articles.Revision",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The current revision when it was reviewed.",
    )
    digest = models.BigIntegerField(help_text="Of the passage's text.")
    is_reviewed = models.BooleanField(default=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            # For an article's page: the last word about each of its passages.
            models.Index(fields=["article", "digest", "-id"], name="review_of_passage")
        ]

    def __str__(self) -> str:
        what = "reviewed" if self.is_reviewed else "not reviewed"
        return f"{self.article}: a passage {what} by {self.reviewer}"
