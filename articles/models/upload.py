"""Uploads: the pictures of ``File:`` pages."""

from collections.abc import Iterable
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy

from articles.models.derived import Redirect
from articles.models.hidden import Hideable
from articles.models.revision import Revision
from markup import Title


class PictureFormat(models.TextChoices):
    """How a picture is kept, whatever it was sent as."""

    JPEG = "jpg", "JPEG"
    PNG = "png", "PNG"

    @property
    def content_type(self) -> str:
        return f"image/{self.label.lower()}"


class Licence(models.TextChoices):
    """On what terms a picture may be used by everybody."""

    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_ZERO = "cc0-1.0", "CC0 1.0"
    PUBLIC_DOMAIN = "public-domain", gettext_lazy("Public domain")


# Whoever deletes a page deletes its revisions.
_PUBLIC = Q(revision__is_deleted=False) & ~Q(revision__hidden__contains=[Hideable.TEXT])


class UploadQuerySet(models.QuerySet["Upload"]):
    """The questions that are asked about pictures."""

    def public(self) -> Self:
        """Those that everybody may see.

        A picture is as its revision: deleted with it, and hidden with its text.
        """
        return self.filter(_PUBLIC)

    def with_publicity(self) -> Self:
        """Say of each whether everybody may see it, as ``is_public``."""
        return self.annotate(
            is_public=ExpressionWrapper(_PUBLIC, models.BooleanField())
        )

    def for_listing(self) -> Self:
        """Fetch in one query what a line in the list of a page's pictures shows."""
        return self.select_related("revision__author").defer("revision__text")

    def shown_at(self, revision: Revision) -> "Upload | None":
        """Return the one that the page showed when the revision was its newest."""
        until = self.filter(
            revision__article=revision.article_id, revision__number__lte=revision.number
        )
        return until.select_related("revision").order_by("-revision__number").first()

    def of_titles(self, titles: Iterable[Title]) -> Self:
        """The newest of each page that has one of the titles, or had it once.

        Chain it behind what leaves some out. Each says as ``aliases`` which of the
        titles lead to its page.
        """
        texts = [title.text for title in titles]
        redirects = Redirect.objects.filter(
            article__title__in=texts, article__deleted_at=None
        )
        aliases = redirects.filter(target=OuterRef("revision__article__title"))
        named = Q(revision__article__title__in=texts)
        led_to = Q(revision__article__title__in=redirects.values("target"))
        newest = self.filter(named | led_to).annotate(
            aliases=ArraySubquery(aliases.values("article__title"))
        )
        article = "revision__article_id"
        return newest.order_by(article, "-pk").distinct(article)


class Upload(models.Model):
    """A picture that came to a ``File:`` page with one of its revisions.

    The revision says who sent it, when, and what the page then said of it. What is
    stored is never what was sent, but its pixels, written anew. A row is never changed
    or deleted; a trigger of the database sees to it.
    """

    revision = models.OneToOneField(
        "articles.Revision",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="upload",
    )
    digest = models.CharField(
        max_length=64, help_text="SHA-256 of the stored picture, in its full size."
    )
    format = models.CharField(max_length=10, choices=PictureFormat)
    width = models.PositiveIntegerField(help_text="In pixels.")
    height = models.PositiveIntegerField(help_text="In pixels.")
    size = models.PositiveIntegerField(help_text="Bytes of the stored picture.")
    sent_as = models.CharField(
        max_length=255, blank=True, help_text="The file's name where it came from."
    )
    alt = models.CharField(
        max_length=500,
        blank=True,
        help_text="What it shows, for who can't see it; empty if it only adorns.",
    )
    credit = models.CharField(max_length=300, help_text="Who made it.")
    licence = models.CharField(max_length=20, choices=Licence)
    source = models.CharField(
        max_length=500, blank=True, help_text="Where it was published before."
    )

    is_public: bool
    """Only on rows fetched ``with_publicity``."""
    aliases: list[str]
    """Only on rows fetched ``of_titles``."""

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex="^[0-9a-f]{64}$"),
                name="upload_digest_is_hexadecimal",
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0), name="upload_has_pixels"
            ),
            models.CheckConstraint(
                condition=Q(format__in=PictureFormat.values),
                name="upload_format_is_known",
            ),
            models.CheckConstraint(
                condition=Q(licence__in=Licence.values), name="upload_licence_is_known"
            ),
            models.CheckConstraint(condition=~Q(credit=""), name="upload_has_a_credit"),
        ]
        indexes = [
            # For /media: whose pictures these bytes are.
            models.Index(fields=["digest"], name="upload_by_digest"),
        ]

    def __str__(self) -> str:
        return f"the picture of {self.revision}"

    def again(self, revision: Revision) -> Self:
        """Return the same picture for another revision of its page, not saved."""
        kept = [field.name for field in self._meta.fields if not field.primary_key]
        told = {name: getattr(self, name) for name in kept}
        return type(self)(revision=revision, **told)
