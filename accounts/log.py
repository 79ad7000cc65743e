"""The two logs: what everybody may read of acts, and what only administrators may."""

from accounts.models import AuditAct, AuditEntry, LogAct, LogEntry, User


def note(
    act: LogAct, subject: str, *, by: User | None, reason: str = "", **details: object
) -> LogEntry:
    """Add a line to the public log, in the transaction of the act itself."""
    return LogEntry.objects.create(
        act=act, actor=by, subject=subject[:255], reason=reason[:500], details=details
    )


def audit(
    act: AuditAct, subject: str, *, by: User | None, reason: str = "", **details: object
) -> AuditEntry:
    """Add a line to the private audit, in the transaction of the act itself."""
    return AuditEntry.objects.create(
        act=act, actor=by, subject=subject[:255], reason=reason[:500], details=details
    )
