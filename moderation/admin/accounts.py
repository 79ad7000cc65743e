"""Accounts: blocked, given roles, closed, helped to a password, looked up."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy, gettext_noop, pgettext

from accounts.addresses import addresses_of
from accounts.blocking import block_account, lift
from accounts.closing import close, reopen
from accounts.models import Block, User
from accounts.passwords import give_link
from accounts.rights import Right, Role
from accounts.roles import give_role
from accounts.routes import address_of
from articles.guarding_forms import BecauseForm
from moderation.admin.acts import Act, Doing, Look
from moderation.admin.filters import BlockedFilter
from moderation.admin.forms import BlockSomeForm
from moderation.admin.tables import Table
from moderation.forms import RoleForm


def _block(account: User, doing: Doing) -> None:
    block_account(account, doing.form.to_terms(), by=doing.by)


def _lift(account: User, doing: Doing) -> None:
    blocks = list(_blocks_on(account))
    if not blocks:
        raise ValidationError(gettext("No block is in force on it."))
    for block in blocks:
        lift(block, by=doing.by, reason=doing.form.cleaned_data["reason"])


def _give_role(account: User, doing: Doing) -> None:
    sent = doing.form.cleaned_data
    give_role(account, Role(sent["role"]), by=doing.by, reason=sent["reason"])


def _close(account: User, doing: Doing) -> None:
    close(account, by=doing.by, reason=doing.form.cleaned_data["reason"])


def _reopen(account: User, doing: Doing) -> None:
    reopen(account, by=doing.by, reason=doing.form.cleaned_data["reason"])


def _give_link(account: User, doing: Doing) -> str:
    reason = doing.form.cleaned_data["reason"]
    return doing.site + give_link(account, by=doing.by, reason=reason)


def _look_up(account: User, doing: Doing) -> str:
    reason = doing.form.cleaned_data["reason"]
    seen = addresses_of(account, by=doing.by, reason=reason)
    place = gettext("%(address)s on %(when)s")
    came = [
        place % {"address": one.address, "when": _minute(one.seen_at)}
        for one in seen.came
    ]
    failure = gettext("could not log in from %(address)s on %(when)s")
    failed = [
        failure % {"address": one.address, "when": _minute(one.tried_at)}
        for one in seen.failed
    ]
    known = gettext("e-mail address %(email)s") % {"email": account.email}
    mail = [known] if account.email else []
    return "; ".join([*mail, *came, *failed]) or gettext("no address is known")


def _minute(when: datetime) -> str:
    return date_format(when, "DATETIME_FORMAT")


def _blocks_on(account: User) -> QuerySet[Block]:
    return Block.objects.in_force().filter(account=account).for_listing()


def _look_at_blocks(account: User) -> Look:
    found = "; ".join(f"#{one.pk}: {one.reason}" for one in _blocks_on(account))
    role = Role(account.role).label
    if not found:
        return Look(gettext("%(role)s; not blocked") % {"role": role})
    words = gettext("%(role)s; blocked now: %(blocks)s")
    return Look(words % {"role": role, "blocks": found})


def _look_at_role(account: User) -> Look:
    return Look(gettext("now: %(what)s") % {"what": Role(account.role).label})


ACTS = (
    Act(
        name="block",
        label=gettext_noop("Block…"),
        right=Right.BLOCK,
        effect=gettext_noop(
            "These accounts may not do what is marked, until the end chosen, and "
            "for a day neither may the addresses that they came from in the last week. "
            "Everybody can read the reason; they can appeal."
        ),
        done=gettext_noop("Blocked"),
        do=_block,
        form=BlockSomeForm,
        initial={"days": "3"},
        look=_look_at_blocks,
        is_grave=True,
    ),
    Act(
        name="lift-block",
        label=gettext_noop("Lift block…"),
        right=Right.BLOCK,
        effect=gettext_noop(
            "All blocks of these accounts end now, with those that followed."
        ),
        done=gettext_noop("No longer blocked"),
        do=_lift,
        form=BecauseForm,
        look=_look_at_blocks,
    ),
    Act(
        name="give-role",
        label=gettext_noop("Give a role…"),
        right=Right.SET_ROLES,
        effect=gettext_noop(
            "These accounts get the rights of the role chosen, and lose those of "
            "the one they have."
        ),
        done=gettext_noop("Given another role"),
        do=_give_role,
        form=RoleForm,
        initial={"role": Role.EDITOR},
        look=_look_at_role,
        is_grave=True,
    ),
    Act(
        name="close",
        label=gettext_noop("Close…"),
        right=Right.KEEP_ACCOUNTS,
        effect=gettext_noop(
            "Nobody can log in to these accounts any more; where somebody is, they "
            "are logged out. What was written stays, and so do blocks."
        ),
        done=gettext_noop("Closed"),
        do=_close,
        form=BecauseForm,
        is_grave=True,
    ),
    Act(
        name="reopen",
        label=gettext_noop("Open again…"),
        right=Right.KEEP_ACCOUNTS,
        effect=gettext_noop("People can log in to these accounts again."),
        done=gettext_noop("Open again"),
        do=_reopen,
        form=BecauseForm,
        is_grave=True,
    ),
    Act(
        name="give-link",
        label=gettext_noop("Link to set a password…"),
        right=Right.KEEP_ACCOUNTS,
        effect=gettext_noop(
            "You are shown a link for each of these accounts. Whoever has it can "
            "set a new password, once, within three days: give it to nobody but its "
            "owner. That you made it, and why, stands in the private audit."
        ),
        done=gettext_noop("Linked"),
        do=_give_link,
        form=BecauseForm,
        is_grave=True,
        is_secret=True,
    ),
    Act(
        name="look-up",
        label=gettext_noop("Look up addresses…"),
        right=Right.SEE_ADDRESSES,
        effect=gettext_noop(
            "You are shown the e-mail addresses of these accounts, and where they "
            "came from in the last 90 days. "
            "That you looked, and why, stands in the private audit."
        ),
        done=gettext_noop("Looked up"),
        do=_look_up,
        form=BecauseForm,
        is_grave=True,
        is_secret=True,
    ),
)


@admin.register(User)
class AccountAdmin(Table):
    """Accounts, with what they wrote."""

    acts = ACTS
    address_label = gettext_lazy("Contributions")
    list_display = (
        "username", "role", "is_active", "blocked", "date_joined", "public_page",
        "log",
    )  # fmt: skip
    list_filter = (
        "role", BlockedFilter, "is_temporary", "is_active", "awaits", "date_joined",
    )  # fmt: skip
    # E-mail addresses are looked up, with a reason.
    search_fields = ("username",)
    ordering = ("-id",)
    fields = (
        "username", "role", "is_trust_withheld", "is_temporary", "is_active", "awaits",
        "blocked", "date_joined", "public_page", "log",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        blocks = Block.objects.in_force().filter(account=OuterRef("pk"))
        accounts: QuerySet[User] = super().get_queryset(request)
        return accounts.annotate(is_blocked=Exists(blocks))

    def subject_of(self, row: Any) -> str:
        return str(row.username)

    @admin.display(description=gettext_lazy("Blocked"), ordering="is_blocked")
    def blocked(self, account: Any) -> str:
        # A green tick beside somebody who is blocked would be read as its opposite.
        return pgettext("a field", "blocked") if account.is_blocked else gettext("no")

    @admin.display(description=gettext_lazy("Log"))
    def log(self, account: User) -> str:
        return format_html(
            '<a href="{0}?{1}">{3}</a> · <a href="{0}?{2}">{4}</a>',
            address_of("moderation:log"),
            urlencode({"actor": account.username}),
            urlencode({"subject": account.username}),
            gettext("Their acts"),
            gettext("Log"),
        )
