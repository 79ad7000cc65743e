"""Blocks: who may not do something for a while, and what they say to that."""

from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from accounts.models.network import NetworkField
from accounts.routes import address_of


class BlockedAct(models.TextChoices):
    """What somebody can be blocked from. Reading is not among it."""

    EDIT = "edit", gettext_lazy("editing pages")
    CREATE = "create", gettext_lazy("beginning pages")
    MOVE = "move", gettext_lazy("renaming, merging and splitting pages")
    REPORT = "report", gettext_lazy("sending reports")
    JOIN = "join", gettext_lazy("making accounts")


class BlockQuerySet(models.QuerySet["Block"]):
    """The questions asked about blocks."""

    def in_force(self) -> Self:
        """Blocks that were not lifted and have not run out."""
        unending = Q(expires_at=None) | Q(expires_at__gt=Now())
        return self.filter(unending, lifted_at=None)

    def whole(self) -> Self:
        """Blocks from every act on every page."""
        return self.filter(acts=[], titles=[], categories=[])

    def for_listing(self) -> Self:
        """Fetch in one query what a line in a list of blocks shows."""
        return self.select_related("account", "by", "caused_by__account")


class Block(models.Model):
    """That an account, or whoever comes from some addresses, may not do something.

    Without acts it is from all of them, without titles and categories everywhere. A
    block is lifted, never deleted; but one that followed an account's address goes when
    that address is erased.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="blocks",
    )
    network = NetworkField(null=True, blank=True)
    is_for_accounts_too = models.BooleanField(
        default=False,
        help_text=gettext_lazy(
            "Whether a blocked network is blocked for those who are signed in."
        ),
    )
    acts = ArrayField(
        models.CharField(max_length=20, choices=BlockedAct), default=list, blank=True
    )
    titles = ArrayField(models.CharField(max_length=255), default=list, blank=True)
    categories = ArrayField(models.CharField(max_length=255), default=list, blank=True)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    caused_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="automatic",
        help_text=gettext_lazy(
            "The block of an account whose address this one follows."
        ),
    )

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(account=None, network__isnull=False)
                | Q(account__isnull=False, network=None),
                name="block_is_of_an_account_or_a_network",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("created_at")),
                name="block_expires_after_it_begins",
            ),
        ]
        indexes = [
            GistIndex(OpClass("network", "inet_ops"), name="block_of_network"),
        ]

    def __str__(self) -> str:
        said = gettext("block #%(number)s of %(target)s")
        return said % {"number": self.pk, "target": self.target}

    def get_absolute_url(self) -> str:
        return address_of("moderation:block-detail", self.pk)

    @property
    def target(self) -> str:
        """Who is blocked, as everybody may read it: no address behind an account."""
        if self.account is not None:
            return self.account.username
        return gettext("an address") if self.caused_by_id else str(self.network)

    @property
    def is_in_force(self) -> bool:
        is_over = self.expires_at is not None and self.expires_at <= timezone.now()
        return self.lifted_at is None and not is_over

    @property
    def is_partial(self) -> bool:
        return bool(self.acts or self.titles or self.categories)

    @property
    def act_labels(self) -> list[str]:
        return [str(BlockedAct(act).label) for act in self.acts]

    def covers(
        self, act: BlockedAct, title: str = "", categories: Collection[str] = ()
    ) -> bool:
        """Whether it forbids the act, on a page of this title and these categories."""
        if self.acts and act not in self.acts:
            return False
        if not (self.titles or self.categories):
            return True
        return title in self.titles or not set(self.categories).isdisjoint(categories)


class Appeal(models.Model):
    """What somebody who is blocked says to that, and what a moderator answers."""

    class State(models.TextChoices):
        OPEN = "open", gettext_lazy("waiting")
        GRANTED = "granted", gettext_lazy("granted")
        DECLINED = "declined", gettext_lazy("declined")

    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="appeals")
    text = models.TextField(max_length=2000)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["block"],
                condition=Q(state="open"),
                name="one_appeal_waits_for_each_block",
            )
        ]

    def __str__(self) -> str:
        return gettext("appeal against %(block)s") % {"block": self.block}

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
