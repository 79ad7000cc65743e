"""Derived data: what is computed from revisions, and may be rebuilt at any time."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from articles.models.article import Article
from markup import Title


class Rendering(models.Model):
    """An article's current revision, ready to be read and to be found.

    It names the revision and the version of the markup it was made from: a reader
    can tell when it is stale.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="rendering", primary_key=True
    )
    revision = models.ForeignKey(
        "articles.Revision", on_delete=models.CASCADE, related_name="+"
    )
    version = models.PositiveIntegerField(help_text="markup.VERSION when it was made.")
    html = models.TextField()
    contents = models.JSONField(
        default=list, help_text="The headings shown: [depth, anchor, text] each."
    )
    categories = models.JSONField(default=list, help_text="Names, as on the page.")
    lead = models.TextField(blank=True)
    title = models.CharField(max_length=255)
    plain_text = models.TextField(blank=True, help_text="What can be searched.")
    facts = models.JSONField(
        default=list, help_text="Of its infoboxes: [label, kind, value, unit] each."
    )
    cited = models.JSONField(default=list, help_text="Its sources, in words.")
    picture = models.CharField(
        max_length=300, blank=True, help_text="The address of its first one."
    )
    thumbnail = models.CharField(
        max_length=300, blank=True, db_default="", help_text="Its smallest size."
    )
    word_count = models.PositiveIntegerField(db_default=0)
    words = SearchVectorField(
        null=True, help_text="Made of title, lead and text by articles.indexing."
    )

    class Meta:
        indexes = [GinIndex(fields=["words"], name="rendering_words")]

    def __str__(self) -> str:
        return f"{self.title}, rendered"


class Link(models.Model):
    """That an article links to a title, whether or not a page is there."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="links")
    target = models.CharField(max_length=255, db_collation="C")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "target"], name="link_counted_once_in_article"
            )
        ]
        # For /links: what links to a title, by key.
        indexes = [models.Index(fields=["target", "article"], name="link_to_target")]

    def __str__(self) -> str:
        return f"{self.article} → {self.target}"


class Redirect(models.Model):
    """That an article is only another name for a title."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="redirect", primary_key=True
    )
    target = models.CharField(max_length=255, db_collation="C", db_index=True)
    anchor = models.CharField(max_length=110, blank=True)

    def __str__(self) -> str:
        return f"{self.article} ⇒ {self.target}"


class Transclusion(models.Model):
    """That an article shows what a template says, whether or not there is one."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="transclusions"
    )
    target = models.CharField(
        max_length=255, db_collation="C", help_text="The template's full title."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "target"], name="template_counted_once_in_article"
            )
        ]
        indexes = [
            # For "used by", and for those who have to be rendered again: by key.
            models.Index(fields=["target", "article"], name="transclusion_of_template")
        ]

    def __str__(self) -> str:
        return f"{self.article} ⊃ {self.target}"


class CategoryMembership(models.Model):
    """That an article belongs to a category."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="memberships"
    )
    category = models.CharField(
        max_length=255, db_collation="C", help_text="The category's full title."
    )
    sort_key = models.CharField(max_length=600, db_collation="C")
    is_subcategory = models.BooleanField(
        default=False, db_default=False, help_text="Whether it is one itself."
    )
    latest = models.BigIntegerField(
        default=0,
        db_default=0,
        help_text="The article's newest revision, as far as it is counted.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "category"], name="category_joined_once_by_article"
            )
        ]
        indexes = [
            # For a category's page: what is in it, in order, by key; categories apart.
            models.Index(
                fields=["category", "is_subcategory", "sort_key", "article"],
                name="member_of_category",
            ),
            # For a category's feed: whose members were edited last.
            models.Index(
                fields=["category", "-latest", "article"], name="member_edited_last"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} ∈ {self.category}"

    @property
    def title(self) -> Title:
        """The title of the article that belongs to it."""
        return self.article.parsed_title


class DatedFact(models.Model):
    """A day that an article's infobox names, and what was on it: "Born"."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="dates")
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "month", "day", "year", "label"],
                name="day_named_once_by_article",
            )
        ]
        indexes = [
            # For "on this day", by key.
            models.Index(fields=["month", "day", "year", "article"], name="dated_on")
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.month}-{self.day} {self.label} {self.article}"


class Relation(models.Model):
    """That a reader of an article may want another one, and why.

    Both link to the same pages, or are in the same categories: two such titles at most
    are kept, those that say most. A job makes the rows after a save.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="relations"
    )
    other = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="related_from"
    )
    position = models.PositiveSmallIntegerField(help_text="1 is the closest one's.")
    reasons = models.JSONField(
        help_text="What both have: [kind, title] each; its kind is link or category."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "position"], name="relation_has_a_place_of_its_own"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article} ~ {self.other}"


class Attribution(models.Model):
    """Whose each stretch of an article's current text is.

    The text is covered exactly, from its beginning, by stretches: each has the id of
    the revision that brought it, and a length in characters.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="attribution", primary_key=True
    )
    revision = models.ForeignKey(
        "articles.Revision", on_delete=models.CASCADE, related_name="+"
    )
    origins = ArrayField(models.BigIntegerField())
    lengths = ArrayField(models.IntegerField())
    returned = ArrayField(
        models.BigIntegerField(),
        null=True,
        help_text="The revisions some of whose words were out of the text for a while.",
    )
    length = models.PositiveIntegerField(help_text="Characters in lines with words.")
    machine_length = models.PositiveIntegerField(
        help_text="Those of them that machines wrote."
    )
    reviewed_length = models.PositiveIntegerField(
        help_text="What a person has reviewed of that."
    )

    def __str__(self) -> str:
        return f"{self.article}, attributed"


class RemovedPassage(models.Model):
    """A passage that was once taken out of an article, and whose its stretches were.

    If the same words come back, they are their first author's again.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="removed_passages"
    )
    digest = models.BigIntegerField(help_text="Of the passage's text.")
    origins = ArrayField(models.BigIntegerField())
    lengths = ArrayField(models.IntegerField())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "digest"], name="passage_remembered_once_by_article"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article}: a removed passage"
