"""Held edits: what somebody proposed, and the rules by which edits are held."""

import secrets
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.models import User
from accounts.rights import Role
from accounts.routes import address_of
from articles.models import Level, Origin
from markup import Namespace, Title
from moderation.models.claims import Claimable

MOST_DIGEST = 64


def new_token() -> str:
    """Return a secret by which a proposal is found, by whoever was told it."""
    return secrets.token_urlsafe(24)


class State(models.TextChoices):
    """Where a proposal stands."""

    WAITING = "waiting", pgettext_lazy("a proposal", "waiting for review")
    SENT_BACK = "sent-back", pgettext_lazy("a proposal", "sent back to its author")
    ACCEPTED = "accepted", pgettext_lazy("a proposal", "accepted")
    REJECTED = "rejected", pgettext_lazy("a proposal", "rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("a proposal", "withdrawn by its author")


OPEN = (State.WAITING, State.SENT_BACK)
"""The states in which a proposal can still become an edit."""


class HeldEditQuerySet(models.QuerySet["HeldEdit"]):
    """The questions asked about proposals."""

    def waiting(self) -> Self:
        """Proposals that a reviewer has to decide on, in the order they came."""
        return self.filter(state=State.WAITING).order_by("id")

    def for_listing(self) -> Self:
        """Fetch in one query what a line of the queue shows."""
        return self.select_related("author", "claimed_by", "article").defer("text")

    def for_review(self) -> Self:
        """Fetch in one query all that is needed to look at proposals."""
        return self.select_related(
            "author",
            "claimed_by",
            "decided_by",
            "base",
            "article__current_revision",
            "revision__author",
        )


class HeldEdit(Claimable):
    """An edit that waits for somebody's review. It is not a revision.

    It keeps the text as it was proposed, and the revision it began with, so that it
    can be merged with whatever the article has become. An accepted one keeps no text:
    the revision has it.
    """

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        related_name="held_edits",
        null=True,
        help_text=gettext_lazy("None while there is no such page."),
    )
    title = models.CharField(
        max_length=255, help_text=gettext_lazy("When it was proposed.")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="held_edits"
    )
    base = models.ForeignKey(
        "articles.Revision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    text = models.TextField(blank=True)
    summary = models.CharField(max_length=500, blank=True)
    minor = models.BooleanField(default=False)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.PERSON)
    tags = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    size_change = models.IntegerField(
        default=0, help_text=gettext_lazy("Bytes more than its base.")
    )
    reason = models.CharField(
        max_length=200, help_text=gettext_lazy("Why it was held.")
    )
    token = models.CharField(max_length=50, unique=True, default=new_token)
    key = models.CharField(  # noqa: DJ001 - most rows have one, and none are equal
        max_length=MOST_DIGEST,
        null=True,
        unique=True,
        help_text=gettext_lazy("Digest of the request: the same one is kept once."),
    )
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    answer = models.CharField(
        max_length=500,
        blank=True,
        help_text=gettext_lazy("What a reviewer said to its author."),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    revision = models.OneToOneField(
        "articles.Revision",
        on_delete=models.PROTECT,
        null=True,
        related_name="proposal",
        help_text=gettext_lazy("What became of it, if it was accepted."),
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = HeldEditQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="held_edit_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.ACCEPTED, decided_by__isnull=False)
                | ~Q(state=State.ACCEPTED),
                name="held_edit_is_accepted_by_somebody",
            ),
        ]
        indexes = [
            # For /review: what waits, in order.
            models.Index(
                F("id"), condition=Q(state="waiting"), name="held_edit_waiting"
            ),
            models.Index(fields=["author", "-id"], name="held_edit_of_author"),
        ]

    def __str__(self) -> str:
        words = gettext("%(title)s, proposed by %(name)s")
        return words % {"title": self.title, "name": self.shown_author}

    def get_absolute_url(self) -> str:
        """Where its author sees what becomes of it: whoever has this may see it."""
        return address_of("moderation:proposal", self.token)

    @property
    def parsed_title(self) -> Title:
        """The title of its page, which may have been renamed since."""
        return Title.parse(self.article.title if self.article else self.title)

    @property
    def shown_author(self) -> User:
        """Whose it is, as far as it can be seen: an edit's author may be hidden."""
        return self.revision.author if self.revision else self.author

    @property
    def shown_summary(self) -> str:
        """What was said of it, as far as it can be seen."""
        return self.revision.summary if self.revision else self.summary

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class HoldRuleQuerySet(models.QuerySet["HoldRule"]):
    """The questions asked about rules by which edits are held."""

    def in_force(self) -> Self:
        """Rules that have not run out."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=Now()))

    def about(self, title: str, namespace: int) -> Self:
        """Rules for a page, for its namespace, and for the whole site."""
        place = Q(title=title) | Q(title="", namespace=namespace)
        return self.filter(place | Q(title="", namespace=None))


class HoldRule(models.Model):
    """That edits of some pages are held, of everybody below a role.

    A rule for a title, for a namespace, or with neither for the whole site.
    """

    namespace = models.PositiveSmallIntegerField(
        choices=[
            (int(space), space.prefix or gettext_lazy("Articles"))
            for space in Namespace
        ],
        null=True,
        blank=True,
    )
    title = models.CharField(max_length=255, blank=True)
    level = models.CharField(
        max_length=20,
        choices=Level,
        default=Role.TRUSTED,
        help_text=gettext_lazy("From this role on, edits are published at once."),
    )
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = HoldRuleQuerySet.as_manager()

    class Meta:
        ordering = ["title", "namespace"]
        constraints = [
            models.UniqueConstraint(
                fields=["namespace", "title"],
                nulls_distinct=False,
                name="edits_held_by_one_rule_for_each_place",
            )
        ]

    def __str__(self) -> str:
        words = gettext("edits of %(place)s are held below %(who)s")
        return words % {"place": self.place, "who": self.get_level_display()}

    @property
    def place(self) -> str:
        """What the rule is for, in words."""
        if self.title:
            return self.title
        if self.namespace is None:
            return gettext("all pages")
        return str(self.get_namespace_display())
