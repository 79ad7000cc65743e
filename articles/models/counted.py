"""Counted: how many there are of what, and what still has to be counted.

A save leaves behind what it changed; the worker counts it, and nobody else writes
these rows. Everything here may be rebuilt at any time.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.models.article import Article


class Uncounted(models.Model):
    """What a save, or a deletion, changed of an article and is not counted yet.

    It is a row of its own, so that no two saves wait for each other because they
    name the same title. Whoever counts it deletes it.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    changes = models.JSONField(
        default=list, help_text="Of titles it names: [kind, title, 1 or -1] each."
    )

    class Meta:
        verbose_name_plural = "uncounted"

    def __str__(self) -> str:
        return f"{self.article}, not counted yet"


class Standing(models.Model):
    """What is counted of an article: its lot among all, and its newest revision.

    Those that readers can open, and no redirects, have lots from 1 on without a gap:
    each is drawn as often as any other. Without constraints in the database: they
    would lock an article against its editors.
    """

    article = models.OneToOneField(
        Article,
        on_delete=models.CASCADE,
        related_name="standing",
        primary_key=True,
        db_constraint=False,
    )
    lot = models.PositiveIntegerField(null=True, unique=True)
    revision = models.ForeignKey(
        "articles.Revision",
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    revisions = models.PositiveIntegerField(help_text="So many are counted.")

    class Meta:
        indexes = [
            # For the front page: the articles that were begun last, and edited last.
            models.Index(
                F("article").desc(),
                condition=Q(lot__isnull=False),
                name="standing_of_new",
            ),
            models.Index(
                F("revision").desc(),
                condition=Q(lot__isnull=False, revisions__gt=1),
                name="standing_of_edited",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: lot {self.lot}"


class CategorySize(models.Model):
    """How many pages, and how many categories, belong to a category in use."""

    category = models.CharField(
        max_length=255,
        db_collation="C",
        primary_key=True,
        help_text="The category's full title.",
    )
    pages = models.IntegerField(default=0)
    subcategories = models.IntegerField(default=0)

    class Meta:
        indexes = [
            # For the front page: the largest first.
            models.Index(F("pages").desc(), F("category"), name="category_by_size")
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.pages}"


class LinkedTitle(models.Model):
    """How many pages link to the title of an article, and whether it is missing."""

    title = models.CharField(max_length=255, db_collation="C", primary_key=True)
    links = models.IntegerField(default=0)
    is_missing = models.BooleanField(default=True)

    class Meta:
        indexes = [
            # For the front page: what is wanted most.
            models.Index(
                F("links").desc(),
                F("title"),
                condition=Q(is_missing=True),
                name="title_wanted",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.links}"


class SitemapPart(models.Model):
    """That a part of the sitemap names pages, and when one of them was changed."""

    number = models.PositiveIntegerField(primary_key=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"part {self.number}"


class CountedAuthor(models.Model):
    """That an account has been counted among the authors."""

    author = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        primary_key=True,
        db_constraint=False,
    )

    def __str__(self) -> str:
        return f"author {self.author_id}"


class Total(models.Model):
    """How many there are of all, by what they are called."""

    name = models.CharField(max_length=20, primary_key=True)
    count = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.count}"
