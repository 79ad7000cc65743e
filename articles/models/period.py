"""Periods: from when until when a page had a title, and was in a category."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet

from articles.models.article import Article
from articles.models.revision import Revision


def latest_before(until: datetime) -> QuerySet[Revision]:
    """Return the last revision of an outer row's article before a moment."""
    earlier = Revision.objects.filter(article=OuterRef("article"), created_at__lt=until)
    return earlier.order_by("-created_at", "-number")


class TitlePeriodQuerySet(models.QuerySet["TitlePeriod"]):
    """The questions that are asked about titles and times."""

    def before(self, until: datetime) -> Self:
        """Those that were going on just before a moment."""
        lasted = Q(ended_at=None) | Q(ended_at__gte=until)
        return self.filter(lasted, began_at__lt=until)

    def with_shown(self, until: datetime) -> Self:
        """Say of each which revision was read just before a moment, as ``shown``."""
        return self.annotate(
            shown=models.Subquery(latest_before(until).values("pk")[:1])
        )


class TitlePeriod(models.Model):
    """That readers could open a page under a title, from one moment until another.

    It begins when a page is begun, undeleted or renamed, and ends when it is deleted
    or renamed again; one that goes on has no end.
    """

    article = models.ForeignKey(
        Article,
        on_delete=models.CASCADE,
        related_name="title_periods",
        db_index=False,
    )
    title = models.CharField(max_length=255, db_collation="C")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    shown: int | None
    """Only on rows fetched ``with_shown``."""

    objects = TitlePeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(ended_at=None),
                name="article_has_one_title_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="title_ends_after_it_began",
            ),
        ]
        indexes = [
            # For ?as_of=: which page had a title at some time.
            models.Index(fields=["title", "began_at"], name="title_at_a_time"),
            # For lists as they were: which title a page had at some time.
            models.Index(fields=["article", "began_at"], name="title_of_article_then"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, from {self.began_at} until {self.ended_at or 'now'}"


class MembershipPeriod(models.Model):
    """That a page was in a category, from one moment until another.

    What a hidden text or a deleted page said is in such rows too: whoever reads them
    has to ask whether the page's revision of that time may still be seen, and those of
    the templates that brought the category.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="membership_periods"
    )
    category = models.CharField(
        max_length=255, db_collation="C", help_text="The category's full title."
    )
    sort_key = models.CharField(max_length=600, db_collation="C")
    brought_by = ArrayField(
        models.BigIntegerField(),
        default=list,
        help_text="The revisions of templates without which it can't be known.",
    )
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "category"],
                condition=Q(ended_at=None),
                name="category_joined_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="membership_ends_after_it_began",
            ),
        ]
        indexes = [
            # For a category's page as it was: its members then, in order, by key.
            models.Index(
                fields=["category", "sort_key", "article"],
                include=["began_at", "ended_at"],
                name="member_of_category_then",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} ∈ {self.category}, from {self.began_at}"
