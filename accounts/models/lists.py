"""Lists: what is not wanted in names, e-mail addresses, links and titles."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

MAX_PATTERN = 200


class ListKind(models.TextChoices):
    """What a list is of."""

    NAME = "name", gettext_lazy("Words not allowed in account names")
    EMAIL_DOMAIN = (
        "email-domain",
        gettext_lazy("E-mail domains nobody can sign up with"),
    )
    LINK = "link", gettext_lazy("Sites that pages cannot link to")
    TITLE = "title", gettext_lazy("Words not allowed in titles")


class ListEntryQuerySet(models.QuerySet["ListEntry"]):
    """The questions asked about lists."""

    def of(self, kind: str) -> Self:
        """Entries of one list, in the order of the alphabet."""
        return self.filter(kind=kind).order_by("pattern")

    def for_listing(self) -> Self:
        """Fetch in one query what a line of a list shows."""
        return self.select_related("by")


class ListEntry(models.Model):
    """One pattern of one list. ``accounts.lists`` adds, removes and compares them.

    A pattern is a plain word, or one with stars for "anything"; never an expression
    that is compiled.
    """

    kind = models.CharField(gettext_lazy("list"), max_length=20, choices=ListKind)
    pattern = models.CharField(max_length=MAX_PATTERN, db_collation="C")
    note = models.CharField(
        max_length=500, blank=True, help_text=gettext_lazy("Why it stands there.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = ListEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = gettext_lazy("list entries")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "pattern"], name="pattern_once_in_a_list"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ListKind.values), name="list_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(pattern=""), name="pattern_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.pattern}"
