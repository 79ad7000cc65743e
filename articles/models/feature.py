"""Features: the articles that were chosen for the front page."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models.article import Article


class FeatureQuerySet(models.QuerySet["Feature"]):
    """The questions the front page asks."""

    def shown(self) -> Self:
        """Those whose articles readers can open, the newest choice first."""
        published = self.filter(
            article__current_revision__isnull=False, article__deleted_at=None
        )
        return published.order_by("-pk")


class Feature(models.Model):
    """That somebody chose an article for the front page.

    The newest choice stands there, the ones before are named below it. Chosen again,
    an article has a new row; the log tells who chose what, and why.
    """

    article = models.OneToOneField(
        Article, on_delete=models.PROTECT, related_name="feature"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    chosen_at = models.DateTimeField(default=timezone.now)

    objects = FeatureQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.article}, on the front page"
