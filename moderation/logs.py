"""Logs: pages of the public log and of the private audit, found by key."""

from accounts.models import AuditAct, AuditEntry, LogAct, LogEntry, User
from articles.slices import Slice, slice_of

PAGE = 50


def log_page(
    *, before: int | None = None, act: str = "", subject: str = "", actor: str = ""
) -> Slice[LogEntry]:
    """Return lines of the public log, newest first; filters that fit nothing give none.

    One query, and one more with an actor.
    """
    entries = LogEntry.objects.for_listing().order_by("-pk")
    if act in LogAct.values:
        entries = entries.filter(act=act)
    if subject:
        entries = entries.about(subject.replace("\0", ""))
    if actor:
        try:
            entries = entries.filter(actor=User.objects.get_by_natural_key(actor))
        except User.DoesNotExist:
            entries = entries.none()
    if before is not None:
        entries = entries.filter(pk__lt=before)
    rows = entries[: PAGE + 1]
    return slice_of(rows, PAGE, lambda row: str(row.pk), is_first=before is None)


def audit_page(*, before: int | None = None, act: str = "") -> Slice[AuditEntry]:
    """Return lines of the private audit, newest first. One query.

    Whoever calls it has asked whether the reader may see them.
    """
    entries = AuditEntry.objects.select_related("actor").order_by("-pk")
    if act in AuditAct.values:
        entries = entries.filter(act=act)
    if before is not None:
        entries = entries.filter(pk__lt=before)
    rows = entries[: PAGE + 1]
    return slice_of(rows, PAGE, lambda row: str(row.pk), is_first=before is None)
