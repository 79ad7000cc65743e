"""People: accounts, where they came from, what they may not do, what they did."""

from accounts.models.address import AccountAddress, Attempts, FailedLogIn
from accounts.models.block import Appeal, Block, BlockedAct
from accounts.models.joining import Application, Invitation
from accounts.models.lists import ListEntry, ListKind
from accounts.models.log import AuditAct, AuditEntry, LogAct, LogEntry
from accounts.models.user import AccountManager, Awaited, User

__all__ = [
    "AccountAddress",
    "AccountManager",
    "Appeal",
    "Application",
    "Attempts",
    "AuditAct",
    "AuditEntry",
    "Awaited",
    "Block",
    "BlockedAct",
    "FailedLogIn",
    "Invitation",
    "ListEntry",
    "ListKind",
    "LogAct",
    "LogEntry",
    "User",
]
