"""Logs: what people with rights did. Rows are added, never changed or deleted."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format


class LogAct(models.TextChoices):
    """What the public log tells."""

    PROTECT = "protect", "protected"
    UNPROTECT = "unprotect", "took the protection off"
    DELETE = "delete", "deleted"
    UNDELETE = "undelete", "undeleted"
    HIDE = "hide", "hid part of a revision of"
    UNHIDE = "unhide", "showed again part of a revision of"
    BLOCK = "block", "blocked"
    UNBLOCK = "unblock", "lifted the block of"
    APPEAL = "appeal", "answered the appeal of"
    ROLE = "role", "gave another role to"
    INVITE = "invite", "invited somebody"
    APPROVE = "approve", "decided about the account"
    CLOSE = "close", "closed the account"
    REOPEN = "reopen", "opened again the account"
    ACCEPT = "accept", "accepted an edit of"
    REJECT = "reject", "rejected an edit of"
    SEND_BACK = "send-back", "sent back an edit of"
    HOLD = "hold", "changed which edits are held of"
    REPORT = "report", "settled a report on"
    READ_ONLY = "read-only", "switched read-only mode"
    HOLD_ALL = "hold-all", "switched the holding of all edits"
    NOTICE = "notice", "changed the site notice"
    LISTS = "lists", "changed the list"


class LogQuerySet(models.QuerySet["LogEntry"]):
    """The questions asked about the public log."""

    def about(self, subject: str) -> Self:
        return self.filter(subject=subject)

    def for_listing(self) -> Self:
        """Fetch in one query what a line of the log shows."""
        return self.select_related("actor")


class Detailed(models.Model):
    """What is noted has details: values by their names, of which some may be empty."""

    details = models.JSONField(default=dict, help_text="Words by their names.")

    class Meta:
        abstract = True

    @property
    def details_in_words(self) -> list[tuple[str, str]]:
        """Return the details as people say them, without those that are empty."""
        return [
            (name.replace("_", " "), _in_words(name, value))
            for name, value in self.details.items()
            if value not in ("", None, [])
        ]


def _in_words(name: str, value: object) -> str:
    if name == "until":
        return date_format(datetime.fromisoformat(str(value)), "DATETIME_FORMAT")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


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
        help_text="None for what the site does by itself.",
    )
    subject = models.CharField(
        max_length=255,
        db_collation="C",
        blank=True,
        help_text="A title, the name of an account, a range of addresses.",
    )
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = LogQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "log entries"
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

    LOG_IN = "log-in", "logged in"
    LOG_IN_FAILED = "log-in-failed", "could not log in"
    CONFIRMED = "confirmed", "confirmed the password"
    PASSWORD = "password", "set another password"
    PASSWORD_LINK = "password-link", "gave a link to set the password of"
    LOOK_UP = "look-up", "looked up addresses of"
    SUPPRESS = "suppress", "suppressed part of a revision of"
    UNSUPPRESS = "unsuppress", "ended the suppression of a revision of"
    SEE_HIDDEN = "see-hidden", "looked at what is hidden of"
    SETTING = "setting", "changed the setting"
    ROLE = "role", "gave another role to"


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
        help_text="None if nobody was signed in.",
    )
    subject = models.CharField(max_length=255, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "audit entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=AuditAct.values), name="audit_act_is_known"
            )
        ]
        indexes = [models.Index(fields=["act", "-id"], name="audit_of_act")]

    def __str__(self) -> str:
        return f"{self.actor or 'somebody'} {self.get_act_display()} {self.subject}"
