"""Blocking: accounts and addresses that may not do something, for how long and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts import log
from accounts.compiled import compiled
from accounts.language import for_everybody
from accounts.models import (
    AccountAddress,
    Appeal,
    Block,
    BlockedAct,
    LogAct,
    User,
)
from accounts.models.network import parse_network
from accounts.rights import NotAllowed, Right, may, require, shut_out_by

AUTOMATIC_FOR = timedelta(days=1)
"""How long the addresses of a blocked account are blocked with it."""
_WIDEST = {4: 16, 6: 32}
"""The shortest prefixes that can be blocked: more would be half a country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a block forbids, where, until when and why."""

    reason: str
    expires_at: datetime | None = None
    acts: Sequence[str] = ()
    titles: Sequence[str] = ()
    categories: Sequence[str] = ()
    is_for_accounts_too: bool = False


class Blocked(Exception):
    """Somebody may not do what they tried; the message says why and until when."""

    def __init__(self, block: Block) -> None:
        super().__init__(words_of(block))
        self.block = block


@transaction.atomic
def block_account(account: User, terms: Terms, *, by: User) -> Block:
    """Block an account, and for a day the addresses that it came from lately.

    Raises NotAllowed, and ValidationError if it is a moderator's and who blocks it is
    no administrator.
    """
    require(by, Right.BLOCK)
    if may(account, Right.BLOCK) and not may(by, Right.SET_ROLES):
        raise ValidationError(gettext("A moderator is blocked by administrators only."))
    made = _make(terms, by=by, account=account)
    for network in _recent_networks(account):
        _make(
            Terms(
                reason=terms.reason,
                acts=terms.acts,
                titles=terms.titles,
                categories=terms.categories,
                expires_at=_sooner(terms.expires_at, made.created_at + AUTOMATIC_FOR),
            ),
            by=by,
            network=network,
            caused_by=made,
        )
    _note(made, by)
    return made


@transaction.atomic
def block_network(network: str, terms: Terms, *, by: User) -> Block:
    """Block whoever comes from a range of addresses.

    Raises NotAllowed, and ValidationError if it is no range, or too wide a one.
    """
    require(by, Right.BLOCK)
    parsed = parse_network(network)
    length, version = int(parsed.partition("/")[2]), 6 if ":" in parsed else 4
    if length < _WIDEST[version]:
        raise ValidationError(
            gettext("The widest range is a /%(number)s.") % {"number": _WIDEST[version]}
        )
    made = _make(terms, by=by, network=parsed)
    _note(made, by)
    return made


@transaction.atomic
def lift(block: Block, *, by: User, reason: str) -> None:
    """End a block before its time, with those that followed from it.

    Raises NotAllowed, also if it is one's own; administrators may lift that too.
    """
    require(by, Right.BLOCK)
    if not may_lift(by, block):
        raise NotAllowed(gettext("Somebody else has to lift a block of yourself."))
    now = timezone.now()
    both = Block.objects.filter(Q(pk=block.pk) | Q(caused_by=block), lifted_at=None)
    if both.update(lifted_at=now):
        with for_everybody():
            log.note(LogAct.UNBLOCK, block.target, by=by, reason=reason)


def may_lift(account: User | None, block: Block) -> bool:
    """Whether somebody's role lets them end the block: not their own, as moderators.

    Nor another's while they are blocked themselves.
    """
    if account is None or not may(account, Right.BLOCK):
        return False
    cause = block.caused_by or block
    is_own = cause.account_id == account.pk
    if is_own and not may(account, Right.SET_ROLES):
        return False
    return shut_out_by(account) is None


def blocks_on(account: User | None, address: str) -> list[Block]:
    """Return the blocks in force on whoever this is.

    One query, and one more if there may be any.
    A block of addresses is for those without an account, unless it says otherwise;
    trusted people are not asked to pay for their neighbours.
    """
    if not _may_be_blocked(account.pk if account else None, address or None):
        return []
    wanted = Q(pk__in=())
    if account is not None:
        wanted |= Q(account=account)
    if address:
        from_there = Q(network__contains_address=address)
        is_known = account is not None and not account.is_temporary
        if is_known:
            from_there &= Q(is_for_accounts_too=True)
        if not may(account, Right.TRUSTED_EDITS):
            wanted |= from_there
    return list(Block.objects.in_force().filter(wanted))


def check_not_blocked(
    account: User | None,
    address: str,
    act: BlockedAct,
    *,
    title: str = "",
    categories: Iterable[str] = (),
) -> None:
    """Raise Blocked if a block forbids whoever this is the act on such a page."""
    known = frozenset(categories)
    for block in blocks_on(account, address):
        if block.covers(act, title, known):
            raise Blocked(block)


def words_of(block: Block) -> str:
    """Return what somebody is told who is blocked."""
    told = {
        "acts": ", ".join(block.act_labels) or gettext("changing anything"),
        "reason": block.reason,
        "number": block.pk,
    }
    if block.expires_at is None:
        return _without_end(block) % told
    end = date_format(block.expires_at, "DATETIME_FORMAT")
    return _with_end(block) % {**told, "end": end}


def _without_end(block: Block) -> str:
    if block.account_id:
        return gettext(
            "There is a block on your account, from %(acts)s: “%(reason)s”. "
            "You can appeal: it is block #%(number)s."
        )
    return gettext(
        "There is a block on the address you come from, from %(acts)s: “%(reason)s”. "
        "You can appeal: it is block #%(number)s."
    )


def _with_end(block: Block) -> str:
    if block.account_id:
        return gettext(
            "There is a block on your account until %(end)s (UTC), from %(acts)s: "
            "“%(reason)s”. You can appeal: it is block #%(number)s."
        )
    return gettext(
        "There is a block on the address you come from until %(end)s (UTC), "
        "from %(acts)s: “%(reason)s”. You can appeal: it is block #%(number)s."
    )


@transaction.atomic
def appeal(block: Block, text: str, *, by: User | None, address: str) -> Appeal:
    """Keep what who is blocked says to it; one appeal at a time waits for an answer.

    Raises ValidationError, also if the block is another person's.
    """
    block = Block.objects.select_for_update().get(pk=block.pk)
    if block.appeals.filter(state=Appeal.State.OPEN).exists():
        raise ValidationError(
            gettext("An appeal against this block is waiting already.")
        )
    if not block.is_in_force:
        raise ValidationError(gettext("This block is over."))
    if block not in blocks_on(by, address):
        raise ValidationError(gettext("Only who is blocked may appeal."))
    return Appeal.objects.create(block=block, text=text)


@transaction.atomic
def answer_appeal(appealed: Appeal, *, by: User, answer: str, is_granted: bool) -> None:
    """Answer an appeal; granting it lifts the block. Raises what ``lift`` raises."""
    require(by, Right.BLOCK)
    locked = Appeal.objects.select_for_update().get(pk=appealed.pk)
    if locked.state != Appeal.State.OPEN:
        raise ValidationError(gettext("Somebody has answered this appeal already."))
    locked.state = Appeal.State.GRANTED if is_granted else Appeal.State.DECLINED
    locked.answer, locked.answered_by = answer, by
    locked.answered_at = timezone.now()
    locked.save()
    with for_everybody():
        outcome = str(locked.get_state_display())
        target = locked.block.target
    log.note(LogAct.APPEAL, target, by=by, reason=answer, outcome=outcome)
    if is_granted:
        lift(locked.block, by=by, reason=answer)


def find_account(name: str) -> User:
    """Return the account of this name, raising ValidationError if there is none."""
    try:
        return User.objects.get_by_natural_key(name)
    except User.DoesNotExist:
        raise ValidationError(gettext("There is no account of this name.")) from None


@compiled
def _may_be_blocked(
    account: int | None, address: str | None
) -> QuerySet[Block, tuple[int]]:
    """Find blocks of the account, and of the address whoever comes from there."""
    either = Q(account=account) | Q(network__contains_address=address)
    return Block.objects.in_force().filter(either).values_list("pk")


def _make(
    terms: Terms,
    *,
    by: User,
    account: User | None = None,
    network: str | None = None,
    caused_by: Block | None = None,
) -> Block:
    if not terms.reason.strip():
        raise ValidationError(gettext("A block needs a reason."))
    now = timezone.now()
    if terms.expires_at is not None and terms.expires_at <= now:
        raise ValidationError(gettext("A block has to end in the future."))
    return Block.objects.create(
        account=account,
        network=network,
        is_for_accounts_too=terms.is_for_accounts_too,
        acts=list(terms.acts),
        titles=list(terms.titles),
        categories=list(terms.categories),
        reason=terms.reason,
        by=by,
        created_at=now,
        expires_at=terms.expires_at,
        caused_by=caused_by,
    )


def _recent_networks(account: User) -> list[str]:
    since = timezone.now() - timedelta(days=7)
    seen = AccountAddress.objects.filter(account=account, seen_at__gt=since)
    addresses = seen.values_list("address", flat=True)
    return sorted({_home_of(address) for address in addresses})


def _home_of(address: str) -> str:
    """Return the address, or of IPv6 the /64 in which its next one would be."""
    return parse_network(f"{address}/64" if ":" in address else address)


def _sooner(one: datetime | None, other: datetime) -> datetime:
    return min(one, other) if one else other


def _note(block: Block, by: User) -> None:
    with for_everybody():
        target, acts = block.target, block.act_labels
    log.note(
        LogAct.BLOCK,
        target,
        by=by,
        reason=block.reason,
        block=block.pk,
        until=block.expires_at.isoformat() if block.expires_at else "",
        **{"from": acts} if acts else {},
        **{"pages": block.titles + block.categories}
        if block.titles or block.categories
        else {},
    )
