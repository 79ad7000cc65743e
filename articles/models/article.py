"""Articles: titles, and which revision of each is read."""

from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy

from accounts.compiled import compiled
from accounts.routes import address_of
from articles.models.protection import Protection
from articles.models.revision import Revision
from markup import Namespace, Title

_TO_BE_FOUND = (
    Namespace.MAIN,
    Namespace.CATEGORY,
    Namespace.FILE,
    Namespace.HELP,
    Namespace.PROJECT,
)


class Folded(models.Func):
    """A title in small letters.

    Its column is compared byte by byte; letters have cases only in the database's own
    collation, which an index can't be told by Django's ``Lower(Collate(...))``.
    """

    function = "LOWER"
    template = '%(function)s(%(expressions)s COLLATE "default")'
    output_field = models.TextField()


@compiled
def _levels(article: int) -> QuerySet[Protection, tuple[str, str]]:
    """Find from which roles on it may be done, by acts."""
    protections = Protection.objects.in_force().filter(article=article)
    return protections.order_by().values_list("act", "level")


class ArticleQuerySet(models.QuerySet["Article"]):
    """The questions the encyclopedia asks about its articles."""

    def published(self) -> Self:
        """Articles a reader can open: they have text and are not deleted."""
        return self.filter(current_revision__isnull=False, deleted_at__isnull=True)

    def to_be_found(self) -> Self:
        """Pages that search engines may show: no redirects, and nothing for editors."""
        return self.published().filter(namespace__in=_TO_BE_FOUND, redirect=None)

    def titled(self, title: Title) -> Self:
        return self.filter(title=title.text)

    def in_namespace(self, namespace: Namespace) -> Self:
        return self.filter(namespace=namespace)

    def beginning_with(self, text: str) -> Self:
        """Pages whose titles begin so, whatever the case of letters, in order."""
        folded = self.annotate(folded=Folded("title"))
        return folded.filter(folded__startswith=text.lower()).order_by("folded")

    def linking_to(self, title: Title) -> Self:
        """What links here, whether or not the target exists."""
        return self.filter(links__target=title.text)

    def transcluding(self, template: Title) -> Self:
        """Pages that show what the template says, also by way of another template."""
        return self.filter(transclusions__target=template.text)

    def for_reading(self) -> Self:
        """Fetch in one query everything a page view shows."""
        protections = Protection.objects.in_force().filter(article=OuterRef("pk"))
        seen = Revision.objects.visible_to(None).filter(article=OuterRef("pk"))
        return (
            self.annotate(
                levels=ArraySubquery(
                    protections.values(one=JSONObject(act="act", level="level"))
                ),
                begun_at=seen.order_by("number").values("created_at")[:1],
            )
            .select_related(
                "rendering", "redirect", "attribution", "current_revision__author"
            )
            .defer(
                "rendering__plain_text",
                "rendering__words",
                "attribution__origins",
                "attribution__lengths",
                "current_revision__text",
            )
        )

    def for_listing(self) -> Self:
        """Fetch in one query what a line in a list shows."""
        return self.select_related("rendering").only(
            "title", "namespace", "rendering__lead"
        )

    def lock(self, title: Title) -> "Article":
        """Return the title's row, made if absent, locked to the transaction's end.

        The revision is not joined: a writer who had to wait reads the row anew, but
        what is joined to it as it was when the statement began.
        """
        locked = None
        while locked is None:
            # Whoever had the title while we waited may have been renamed.
            self.get_or_create(
                title=title.text, defaults={"namespace": int(title.namespace)}
            )
            locked = self.select_for_update().filter(title=title.text).first()
        return locked

    def get_by_natural_key(self, title: str) -> "Article":
        return self.get(title=title)


class Article(models.Model):
    """A page of the encyclopedia: a title, and a pointer to the text shown there.

    Its identity is its id: titles change. It has no text of its own. One without a
    current revision is a title that was protected before there was a page.
    """

    title = models.CharField(
        max_length=255,
        unique=True,
        db_collation="C",
        help_text=gettext_lazy(
            "The full title, with its namespace: Category:Cold War."
        ),
    )
    namespace = models.PositiveSmallIntegerField(
        choices=[
            (int(space), space.prefix or gettext_lazy("Article")) for space in Namespace
        ],
        default=Namespace.MAIN,
    )
    current_revision = models.OneToOneField(
        "articles.Revision",
        on_delete=models.PROTECT,
        null=True,
        related_name="currently_shown_in",
    )
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="article_has_a_title"),
        ]
        indexes = [
            # For /all: the titles of one namespace, in order.
            models.Index(
                fields=["namespace", "title"],
                condition=Q(current_revision__isnull=False, deleted_at=None),
                name="article_in_namespace",
            ),
            # For suggestions: how titles begin, whatever the case of their letters.
            models.Index(
                OpClass(Folded("title"), name="text_pattern_ops"),
                name="article_title_beginning",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("articles:read", self.parsed_title)

    def natural_key(self) -> tuple[str]:
        return (self.title,)

    @property
    def parsed_title(self) -> Title:
        return Title.parse(self.title)

    def level_of(self, act: str) -> str:
        """Return from which role on somebody may do it, or nothing if everybody may.

        One query for all acts, and none if the article was fetched ``for_reading``.
        """
        if not hasattr(self, "levels"):
            found = _levels(self.pk)
            self.levels = [{"act": act, "level": level} for act, level in found]
        return next((one["level"] for one in self.levels if one["act"] == act), "")

    @property
    def is_published(self) -> bool:
        return self.current_revision_id is not None and self.deleted_at is None
