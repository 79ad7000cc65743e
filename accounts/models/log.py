"""Logs: what people with rights did. Rows are added, never changed or deleted."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy


class LogAct(models.TextChoices):
    """What the public log tells."""

    PROTECT = "protect", pgettext_lazy("log", "protected")
    UNPROTECT = "unprotect", pgettext_lazy("log", "took the protection off")
    DELETE = "delete", pgettext_lazy("log", "deleted")
    UNDELETE = "undelete", pgettext_lazy("log", "undeleted")
    HIDE = "hide", pgettext_lazy("log", "hid part of a revision of")
    UNHIDE = "unhide", pgettext_lazy("log", "showed again part of a revision of")
    FEATURE = "feature", pgettext_lazy("log", "put on the front page")
    UNFEATURE = "unfeature", pgettext_lazy("log", "took off the front page")
    BLOCK = "block", pgettext_lazy("log", "blocked")
    UNBLOCK = "unblock", pgettext_lazy("log", "lifted the block of")
    APPEAL = "appeal", pgettext_lazy("log", "answered the appeal of")
    ROLE = "role", pgettext_lazy("log", "gave another role to")
    INVITE = "invite", pgettext_lazy("log", "invited somebody")
    APPROVE = "approve", pgettext_lazy("log", "decided about the account")
    CLOSE = "close", pgettext_lazy("log", "closed the account")
    REOPEN = "reopen", pgettext_lazy("log", "opened again the account")
    ACCEPT = "accept", pgettext_lazy("log", "accepted an edit of")
    REJECT = "reject", pgettext_lazy("log", "rejected an edit of")
    SEND_BACK = "send-back", pgettext_lazy("log", "sent back an edit of")
    HOLD = "hold", pgettext_lazy("log", "changed which edits are held of")
    REPORT = "report", pgettext_lazy("log", "settled a report on")
    READ_ONLY = "read-only", pgettext_lazy("log", "switched read-only mode")
    HOLD_ALL = "hold-all", pgettext_lazy("log", "switched the holding of all edits")
    NOTICE = "notice", pgettext_lazy("log", "changed the site notice")
    LISTS = "lists", pgettext_lazy("log", "changed the list")


_NAMES = {
    "block": pgettext_lazy("log", "block"),
    "cascading": pgettext_lazy("log", "cascading"),
    "create": pgettext_lazy("log", "create"),
    "edit": pgettext_lazy("log", "edit"),
    "from": pgettext_lazy("log", "from"),
    "hidden": pgettext_lazy("log", "hidden"),
    "invitation": pgettext_lazy("log", "invitation"),
    "move": pgettext_lazy("log", "move"),
    "outcome": pgettext_lazy("log", "outcome"),
    "pages": pgettext_lazy("log", "pages"),
    "pattern": pgettext_lazy("log", "pattern"),
    "proposal": pgettext_lazy("log", "proposal"),
    "proposed by": pgettext_lazy("log", "proposed by"),
    "published_at_once": pgettext_lazy("log", "published at once"),
    "rename": pgettext_lazy("log", "rename"),
    "revision": pgettext_lazy("log", "revision"),
    "revisions": pgettext_lazy("log", "revisions"),
    "role": pgettext_lazy("log", "role"),
    "switched": pgettext_lazy("log", "switched"),
    "until": pgettext_lazy("log", "until"),
}
"""What details are called, by the names under which they are kept."""

_SAID_BY_CANONICA = frozenset(
    {
        "create", "edit", "from", "hidden", "move", "outcome", "published_at_once",
        "rename", "role",
    }
)  # fmt: skip
"""Details in words of ours, kept in the language of the site.

Where that is English, the language of the sources, each reader has them in their own.
"""


class LogQuerySet(models.QuerySet["LogEntry"]):
    """The questions asked about the public log."""

    def about(self, subject: str) -> Self:
        return self.filter(subject=subject)

    def for_listing(self) -> Self:
        """Fetch in one query what a line of the log shows."""
        return self.select_related("actor")


class Detailed(models.Model):
    """What is noted has details: values by their names, of which some may be empty."""

    details = models.JSONField(
        default=dict, help_text=gettext_lazy("Words by their names.")
    )

    class Meta:
        abstract = True

    @property
    def details_in_words(self) -> list[tuple[str, str]]:
        """Return the details as people say them, without those that are empty."""
        return [
            (str(_NAMES.get(name, name.replace("_", " "))), _in_words(name, value))
            for name, value in self.details.items()
            if value not in ("", None, [])
        ]


def _in_words(name: str, value: object) -> str:
    if name == "until":
        return date_format(datetime.fromisoformat(str(value)), "DATETIME_FORMAT")
    words = [str(one) for one in (value if isinstance(value, list) else [value])]
    if name in _SAID_BY_CANONICA:
        words = [gettext(word) for word in words if word]
    return ", ".join(words)


class LogEntry(Detailed):
    """One act of somebody with rights, for everybody to read.

    A trigger of the database keeps rows as they were written.
    """

    act = models.CharField(max_length=20, choices=LogAct)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="log_entries",
        help_text=gettext_lazy("None for what the site does by itself."),
    )
    subject = models.CharField(
        max_length=255,
        db_collation="C",
        blank=True,
        help_text=gettext_lazy(
            "A title, the name of an account, a range of addresses."
        ),
    )
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = LogQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = gettext_lazy("log entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=LogAct.values), name="log_act_is_known"
            )
        ]
        indexes = [
            models.Index(fields=["subject", "-id"], name="log_about_subject"),
            models.Index(fields=["actor", "-id"], name="log_of_actor"),
            models.Index(fields=["act", "-id"], name="log_of_act"),
        ]

    def __str__(self) -> str:
        return f"{self.actor or 'Canonica'} {self.get_act_display()} {self.subject}"


class AuditAct(models.TextChoices):
    """What the private audit tells."""

    LOG_IN = "log-in", pgettext_lazy("log", "logged in")
    LOG_IN_FAILED = "log-in-failed", pgettext_lazy("log", "could not log in")
    CONFIRMED = "confirmed", pgettext_lazy("log", "confirmed the password")
    PASSWORD = "password", pgettext_lazy("log", "set another password")
    PASSWORD_LINK = (
        "password-link",
        pgettext_lazy("log", "gave a link to set the password of"),
    )
    LOOK_UP = "look-up", pgettext_lazy("log", "looked up addresses of")
    SUPPRESS = "suppress", pgettext_lazy("log", "suppressed part of a revision of")
    UNSUPPRESS = (
        "unsuppress",
        pgettext_lazy("log", "ended the suppression of a revision of"),
    )
    SEE_HIDDEN = "see-hidden", pgettext_lazy("log", "looked at what is hidden of")
    SETTING = "setting", pgettext_lazy("log", "changed the setting")
    ROLE = "role", pgettext_lazy("log", "gave another role to")


class AuditEntry(Detailed):
    """One thing that only administrators may read about.

    A trigger of the database keeps rows as they were written.
    """

    act = models.CharField(max_length=20, choices=AuditAct)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text=gettext_lazy("None if nobody was signed in."),
    )
    subject = models.CharField(max_length=255, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = gettext_lazy("audit entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=AuditAct.values), name="audit_act_is_known"
            )
        ]
        indexes = [models.Index(fields=["act", "-id"], name="audit_of_act")]

    def __str__(self) -> str:
        actor = self.actor or gettext("somebody")
        return f"{actor} {self.get_act_display()} {self.subject}"
