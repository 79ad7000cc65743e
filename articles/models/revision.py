"""Revisions: every saved state of every article, for ever."""

import hashlib
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from accounts.rights import Right, may
from accounts.routes import address_of
from articles.models.hidden import Hideable
from markup.summaries import SummaryPart, parts_of


class ContentModel(models.TextChoices):
    """The language a text is written in."""

    MARKDOWN = "markdown", "Markdown"
    WIKITEXT = "wikitext", "Wikitext"


class Origin(models.TextChoices):
    """Who or what wrote a text."""

    PERSON = "person", gettext_lazy("written by a person")
    ASSISTED = "assisted", gettext_lazy("written with the help of a machine")
    MACHINE = "machine", gettext_lazy("written by a machine")
    BOT = "bot", gettext_lazy("made by a bot")
    IMPORT = "import", gettext_lazy("imported")


class Tag(models.TextChoices):
    """What kind of edit a revision is, as rules saw it when it was saved."""

    BLANKING = "blanking", gettext_lazy("blanking")
    LARGE_REMOVAL = "large-removal", gettext_lazy("large removal")
    NEW_ACCOUNT = "new-account", gettext_lazy("new account")
    LINKS_ADDED = "links-added", gettext_lazy("external links added")
    MACHINE_ASSISTED = "machine-assisted", gettext_lazy("machine-assisted")
    REDIRECT = "redirect", gettext_lazy("redirect made")
    UNDO = "undo", pgettext_lazy("tag", "undo")
    ROLLBACK = "rollback", pgettext_lazy("tag", "rollback")
    RESTORE = "restore", pgettext_lazy("tag", "restored")
    RENAME = "rename", pgettext_lazy("tag", "renamed")
    MERGE = "merge", gettext_lazy("merged with another page")
    SPLIT = "split", pgettext_lazy("tag", "split")
    UPLOAD = "upload", gettext_lazy("picture uploaded")


class RevisionQuerySet(models.QuerySet["Revision"]):
    """The questions the encyclopedia asks about its history."""

    def visible_to(self, viewer: User | None) -> Self:
        """The revisions this viewer may see: deleted ones only who may delete.

        What is hidden of a revision that can be seen is not in its row.
        """
        return self if may(viewer, Right.DELETE) else self.filter(is_deleted=False)

    def of_others_than(self, revision: "Revision") -> Self:
        """The edits of a revision's article by others than its author.

        If its author is hidden, all others are: names that were removed look alike.
        """
        own = self.filter(article=revision.article_id)
        if revision.is_author_hidden:
            return own.exclude(pk=revision.pk)
        return own.exclude(author=revision.author_id)

    def for_listing(self) -> Self:
        """Fetch in one query what a line of a history shows."""
        return (
            self.select_related("article", "author", "accepted_by", "patrol")
            .annotate(parent_size=F("parent__size"))
            .defer("text")
        )

    def for_comparing(self) -> Self:
        """Fetch in one query what one side of a difference shows."""
        return self.select_related("article", "author", "accepted_by")

    def for_crediting(self) -> Self:
        """Fetch in one query what is told about a revision's words."""
        return self.select_related("article", "author").only(
            "article__title", "number", "author", "summary", "origin", "created_at"
        )

    def get_by_natural_key(self, article: str, number: int) -> "Revision":
        return self.get(article__title=article, number=number)


class Revision(models.Model):
    """One saved state of an article's source text.

    Rows are added by ``articles.editing`` and never changed or deleted, so a
    revision may be cited, compared and cached for ever. A trigger of the database
    sees to it. Only what is hidden goes out of its row, and into a ``HiddenField``.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="revisions"
    )
    number = models.PositiveIntegerField(
        help_text=gettext_lazy("Counts from 1 in each article.")
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="children"
    )
    title = models.CharField(
        max_length=255, help_text=gettext_lazy("The article's title at that time.")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="revisions"
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy(
            "The reviewer who published what the author had proposed."
        ),
    )
    text = models.TextField(blank=True)
    content_model = models.CharField(
        max_length=20, choices=ContentModel, default=ContentModel.MARKDOWN
    )
    summary = models.CharField(max_length=500, blank=True)
    minor = models.BooleanField(default=False)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.PERSON)
    size = models.PositiveIntegerField(
        help_text=gettext_lazy("Bytes of the text in UTF-8.")
    )
    sha1 = models.CharField(
        max_length=40, help_text=gettext_lazy("Of the text in UTF-8.")
    )
    tags = ArrayField(
        models.CharField(max_length=30),
        default=list,
        blank=True,
        help_text="What kind of edit it is, as rules saw it when it was saved.",
    )
    copied_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        help_text=gettext_lazy(
            "The revision of another page from which text came into this one."
        ),
    )
    is_deleted = models.BooleanField(
        default=False, help_text="Whether it went with its page, or by itself."
    )
    hidden = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        help_text="Its fields that are hidden: they are empty here.",
    )
    created_at = models.DateTimeField(default=timezone.now)
    key = models.CharField(  # noqa: DJ001 - most rows have none, and none are equal
        max_length=64,
        null=True,
        unique=True,
        help_text="Digest of the request that made it: the same one makes no other.",
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="revision_number_unique_in_article"
            ),
            models.UniqueConstraint(
                fields=["parent"], name="revision_follows_each_parent_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1, parent=None)
                | Q(number__gt=1, parent__isnull=False),
                name="revision_has_parent_unless_first",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=Origin.values), name="revision_origin_is_known"
            ),
        ]
        indexes = [
            # For /contributions: the latest edits of one author.
            models.Index(fields=["author", "-id"], name="revision_of_author"),
            # For the feed of new pages: the edits that began one.
            models.Index(
                fields=["-id"], condition=Q(number=1), name="revision_beginning_page"
            ),
            # For /recent: edits of one kind.
            GinIndex(fields=["tags"], name="revision_tags"),
            # For ?as_of=: what a page said at some time.
            models.Index(
                fields=["article", "created_at"], name="revision_of_article_then"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} #{self.number}"

    def get_absolute_url(self) -> str:
        """A permanent link: it survives the article being renamed."""
        return address_of("articles:revision", self.pk)

    def natural_key(self) -> tuple[str, int]:
        return (self.article.title, self.number)

    @property
    def size_change(self) -> int:
        """Bytes more than the parent; only on rows fetched ``for_listing``."""
        parent_size: int | None = getattr(self, "parent_size", 0)
        return self.size - (parent_size or 0)

    @property
    def signed_change(self) -> str:
        """The same in characters, with its sign."""
        return signed(self.size_change)

    @property
    def summary_parts(self) -> tuple[SummaryPart, ...]:
        """Its summary, with the section and the pages that it names."""
        return parts_of(self.summary)

    @property
    def tag_labels(self) -> list[str]:
        """Its tags in words."""
        return [str(Tag(tag).label) for tag in self.tags if tag in Tag.values]

    def true_text(self) -> str:
        """Return the text as it was written: for computing with it, never to show."""
        if not self.is_text_hidden:
            return self.text
        return self.hidden_fields.get(field=Hideable.TEXT).value

    @property
    def is_text_hidden(self) -> bool:
        return Hideable.TEXT in self.hidden

    @property
    def is_author_hidden(self) -> bool:
        return Hideable.AUTHOR in self.hidden

    @property
    def is_summary_hidden(self) -> bool:
        return Hideable.SUMMARY in self.hidden

    @property
    def awaits_patrol(self) -> bool:
        """Whether somebody trusted has still to look at it."""
        patrol = getattr(self, "patrol", None)
        return patrol is not None and patrol.done_at is None

    @property
    def is_first(self) -> bool:
        return self.number == 1


def signed(number: int) -> str:
    """Return the number with its sign, and a minus as wide as a plus."""
    sign = "\u00b1" if not number else "+" if number > 0 else "\u2212"
    return sign + number_format(abs(number), force_grouping=True)


def sha1_of(text: str) -> str:
    """Return the hex digest by which two texts are known to be the same."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
