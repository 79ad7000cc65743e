"""Sources: the works that articles cite. Derived data, like all that names them."""

from django.db import models

from articles.models.article import Article


class Source(models.Model):
    """A work that articles cite. Those that name the same one share its row.

    What it is called is taken from the citing article with the lowest id; one that no
    article cites any more has no name.
    """

    key = models.CharField(
        max_length=310,
        unique=True,
        db_collation="C",
        help_text="A DOI, an ISBN, an address, or a digest: see markup.citations.",
    )
    name = models.CharField(max_length=1000, blank=True, help_text="Its title.")
    details = models.JSONField(default=dict, help_text="As a citation has them.")

    class Meta:
        # For /sources: by name, by key.
        indexes = [models.Index(fields=["name", "id"], name="source_by_name")]

    def __str__(self) -> str:
        return self.name


class SourceUse(models.Model):
    """That an article cites a source, and with which details."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="source_uses"
    )
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="uses")
    details = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "source"], name="source_counted_once_in_article"
            )
        ]
        indexes = [
            # For "cited by", and for the article that names the source.
            models.Index(fields=["source", "article"], name="use_of_source")
        ]

    def __str__(self) -> str:
        return f"{self.article} cites {self.source}"
