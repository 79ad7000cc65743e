"""Protections: which titles not everybody may change, and for how long."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.rights import Role


class ProtectedAct(models.TextChoices):
    """What a title can be protected from."""

    EDIT = "edit", pgettext_lazy("may do", "edit")
    CREATE = "create", pgettext_lazy("may do", "create")
    RENAME = "rename", pgettext_lazy("may do", "rename")


class Level(models.TextChoices):
    """From which role on somebody may do it all the same."""

    EDITOR = Role.EDITOR.value, gettext_lazy("people with an account")
    TRUSTED = Role.TRUSTED.value, gettext_lazy("trusted editors")
    REVIEWER = Role.REVIEWER.value, gettext_lazy("reviewers")
    MODERATOR = Role.MODERATOR.value, gettext_lazy("moderators")
    ADMINISTRATOR = Role.ADMINISTRATOR.value, gettext_lazy("administrators")


class ProtectionQuerySet(models.QuerySet["Protection"]):
    """The questions asked about protections."""

    def in_force(self) -> Self:
        """Protections that have not run out."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=Now()))

    def for_listing(self) -> Self:
        """Fetch in one query what a list of protected titles shows."""
        return self.select_related("article", "by")


class Protection(models.Model):
    """That only some may edit, create or rename a page.

    One that cascades holds for the pages below it too, whose titles begin with its
    title and a slash. A row that has run out means nothing; who protected what is in
    the log.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="protections"
    )
    act = models.CharField(max_length=20, choices=ProtectedAct)
    level = models.CharField(max_length=20, choices=Level)
    cascades = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = ProtectionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "act"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "act"], name="page_protected_once_from_each_act"
            ),
            models.CheckConstraint(
                condition=Q(act__in=ProtectedAct.values, level__in=Level.values),
                name="protection_is_known",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(page)s: only %(who)s may %(act)s it") % {
            "page": self.article,
            "who": self.get_level_display(),
            "act": self.get_act_display(),
        }
