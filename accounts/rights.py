"""Rights: who may do what. One matrix says it, and one function reads it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.utils.translation import gettext, gettext_lazy

if TYPE_CHECKING:
    from accounts.models import Block, User


class Role(TextChoices):
    """What an account is to the community, from the least rights to the most."""

    READER = "reader", gettext_lazy("Reader")
    EDITOR = "editor", gettext_lazy("Editor")
    TRUSTED = "trusted", gettext_lazy("Trusted editor")
    BOT = "bot", gettext_lazy("Bot")
    REVIEWER = "reviewer", gettext_lazy("Reviewer")
    MODERATOR = "moderator", gettext_lazy("Moderator")
    ADMINISTRATOR = "administrator", gettext_lazy("Administrator")


class Right(TextChoices):
    """Something that may be done, in the words of the page that lists it."""

    READ = "read", gettext_lazy("Read pages, their histories and the public log")
    PROPOSE = "propose", gettext_lazy("Propose edits; they wait for a reviewer")
    REPORT = "report", gettext_lazy("Report pages and edits to the moderators")
    EDIT = "edit", gettext_lazy("Publish edits at once")
    MOVE = "move", gettext_lazy("Rename, merge and split pages")
    UPLOAD = "upload", gettext_lazy("Upload pictures")
    CHECK_MACHINES = (
        "check-machines",
        gettext_lazy("Mark what a machine wrote as checked"),
    )
    TRUSTED_EDITS = (
        "trusted-edits",
        gettext_lazy("Publish edits that count as patrolled"),
    )
    REVIEW = "review", gettext_lazy("Accept and reject proposed edits; patrol edits")
    PROTECT = "protect", gettext_lazy("Protect titles")
    FEATURE = "feature", gettext_lazy("Choose the article on the front page")
    DELETE = "delete", gettext_lazy("Delete and undelete pages, and see deleted ones")
    HIDE = (
        "hide",
        gettext_lazy("Hide texts, authors and summaries, and see hidden ones"),
    )
    BLOCK = "block", gettext_lazy("Block accounts and addresses, and answer appeals")
    SETTLE_REPORTS = "settle-reports", gettext_lazy("Settle reports")
    INVITE = "invite", gettext_lazy("Invite people, and approve new accounts")
    # Like blocks, lists are a moderator's daily tool against spam and abuse: waiting
    # for an administrator would leave them useless in the hour they are needed.
    KEEP_LISTS = (
        "keep-lists",
        gettext_lazy("Keep the lists of what is not wanted in names and links"),
    )
    ADMINISTRATION = "administration", gettext_lazy("Enter the administration")
    SUPPRESS = (
        "suppress",
        gettext_lazy("Suppress, so that moderators do not see it either"),
    )
    SET_ROLES = "set-roles", gettext_lazy("Give and take roles")
    SEE_ADDRESSES = "see-addresses", gettext_lazy("Look up addresses, with a reason")
    SEE_AUDIT = "see-audit", gettext_lazy("Read the private audit")
    KEEP_ACCOUNTS = (
        "keep-accounts",
        gettext_lazy("Close accounts, and help people to a new password"),
    )
    OPERATE = (
        "operate",
        gettext_lazy("Switch the site to read-only, hold all edits, put up notices"),
    )


# The columns are the roles in their order: reader, editor, trusted, bot, reviewer,
# moderator, administrator. For readers, EDIT is what the operator chose for people
# without an account; articles.policy asks that.
_MATRIX = {
    #                     R E T B V M A
    Right.READ:           "x x x x x x x",
    Right.PROPOSE:        "x x x x x x x",
    Right.REPORT:         "x x x . x x x",
    Right.EDIT:           ". x x x x x x",
    Right.MOVE:           ". x x x x x x",
    Right.UPLOAD:         ". x x x x x x",
    Right.CHECK_MACHINES: ". x x . x x x",
    Right.TRUSTED_EDITS:  ". . x x x x x",
    Right.REVIEW:         ". . . . x x x",
    Right.PROTECT:        ". . . . . x x",
    Right.FEATURE:        ". . . . . x x",
    Right.DELETE:         ". . . . . x x",
    Right.HIDE:           ". . . . . x x",
    Right.BLOCK:          ". . . . . x x",
    Right.SETTLE_REPORTS: ". . . . . x x",
    Right.INVITE:         ". . . . . x x",
    Right.KEEP_LISTS:     ". . . . . x x",
    Right.ADMINISTRATION: ". . . . . x x",
    Right.SUPPRESS:       ". . . . . . x",
    Right.SET_ROLES:      ". . . . . . x",
    Right.SEE_ADDRESSES:  ". . . . . . x",
    Right.SEE_AUDIT:      ". . . . . . x",
    Right.KEEP_ACCOUNTS:  ". . . . . . x",
    Right.OPERATE:        ". . . . . . x",
}  # fmt: skip

MATRIX = {
    right: frozenset(
        role for role, sign in zip(Role, signs.split(), strict=True) if sign == "x"
    )
    for right, signs in _MATRIX.items()
}
"""For each right, the roles that have it."""


class NotAllowed(PermissionDenied):
    """Somebody tried what their role does not give them the right to.

    ``because_of`` is the block that keeps them from using their role, if one does.
    """

    def __init__(self, message: str, because_of: Block | None = None) -> None:
        super().__init__(message)
        self.because_of = because_of


def role_of(account: User | None) -> Role:
    """Return somebody's role; without an account, or a disabled one, a reader's."""
    if account is None or not account.is_active:
        return Role.READER
    return Role(account.role)


def may(account: User | None, right: Right) -> bool:
    """Whether somebody's role gives them the right. All questions end here."""
    return _gives(role_of(account), right)


def rights_of(account: User | None) -> dict[str, bool]:
    """Return of each right whether somebody's role gives it, by names in small letters.

    Whoever asks must not change it.
    """
    return _rights_of_role(role_of(account))


@cache
def _rights_of_role(role: Role) -> dict[str, bool]:
    return {right.name.lower(): _gives(role, right) for right in Right}


def _gives(role: Role, right: Right) -> bool:
    return role in MATRIX[right]


def shut_out_by(account: User) -> Block | None:
    """Return the block that keeps an account from using its role, if there is one.

    A block from everything does, but not administrators: who gives roles takes theirs,
    and blocks between two would be a race. One query.
    """
    return None if may(account, Right.SET_ROLES) else account.whole_block


def require(account: User | None, right: Right) -> User:
    """Return the account if it may do it now; raise NotAllowed otherwise."""
    if account is None or not may(account, right):
        needed = min(MATRIX[right], key=list(Role).index)
        raise NotAllowed(
            gettext("This needs the rights of a %(role)s: %(right)s.")
            % {
                "role": str(needed.label).lower(),
                "right": f"{right.label[0].lower()}{right.label[1:]}",
            }
        )
    if block := shut_out_by(account):
        raise NotAllowed(
            gettext(
                "Your account is blocked from changing anything: “%(reason)s”. "
                "You can appeal: it is block #%(number)s."
            )
            % {"reason": block.reason, "number": block.pk},
            because_of=block,
        )
    return account
