"""Titles, ready to be found by their beginnings, by their words and misspelt."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left

from articles.models.article import Article


def _heaviest_by_beginning(letters: int, name: str) -> models.Index:
    """Return the index of articles that begin with so many letters, by weight."""
    return models.Index(
        Left("folded", letters),
        F("weight").desc(),
        "folded",
        name=f"search_title_by_{name}",
        condition=Q(namespace=0),
    )


class SearchTitle(models.Model):
    """A title that a page which readers see has, folded and divided to be found.

    Derived from the title alone, but for the weight: a page that nobody sees has none.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="search_title", primary_key=True
    )
    namespace = models.PositiveSmallIntegerField()
    folded = models.CharField(
        max_length=255, db_collation="C", help_text="The full title, folded."
    )
    trigrams = ArrayField(
        models.BigIntegerField(), help_text="Of the name, without its namespace."
    )
    words = SearchVectorField(help_text="Of the name, stemmed and as they are.")
    weight = models.PositiveSmallIntegerField(
        default=0, help_text="How often the number of links to it can be halved."
    )
    is_redirect = models.BooleanField(default=False)
    recipe = models.CharField(
        max_length=40, help_text="How this and the words of its rendering were made."
    )

    class Meta:
        indexes = [
            models.Index(fields=["folded"], name="search_title_folded"),
            # Without these, a suggestion for a single letter would sort thousands.
            *map(_heaviest_by_beginning, (1, 2, 3), ("letter", "two", "three")),
            GinIndex(fields=["trigrams"], name="search_title_trigrams"),
            GinIndex(fields=["words"], name="search_title_words"),
        ]

    def __str__(self) -> str:
        return f"{self.article}, to be found"
