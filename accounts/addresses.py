"""Addresses: where people came from, seen by few, for a reason, and not for long."""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from accounts import log
from accounts.models import (
    AccountAddress,
    Appeal,
    AuditAct,
    Block,
    FailedLogIn,
    User,
)
from accounts.rights import Right, require

KEPT_FOR = timedelta(days=90)
"""How long the address that an account came from is kept."""
_MOST = 100


def note_address(account: User, address: str) -> None:
    """Remember that the account came from there just now. One statement."""
    AccountAddress.objects.bulk_create(
        [AccountAddress(account=account, address=address, seen_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["account", "address"],
        update_fields=["seen_at"],
    )


def note_failed_log_in(name: str, address: str) -> None:
    """Remember that somebody from there could not log in to an account."""
    FailedLogIn.objects.create(name=name[:255], address=address)


@dataclass(frozen=True, slots=True)
class Sightings:
    """Who came from where, and who could not log in from where; the latest first."""

    came: list[AccountAddress]
    failed: list[FailedLogIn]


@transaction.atomic
def addresses_of(account: User, *, by: User, reason: str) -> Sightings:
    """Return where an account came from; the look-up is logged.

    Raises NotAllowed, and ValueError without a reason.
    """
    _note_look_up(account.username, by, reason)
    return _sightings(Q(account=account), Q(name=account.username))


@transaction.atomic
def accounts_from(network: str, *, by: User, reason: str) -> Sightings:
    """Return which accounts came from a range; that is logged.

    Raises NotAllowed, and ValueError without a reason or if there is no such range.
    """
    parsed = ipaddress.ip_network(network.strip(), strict=False)
    _note_look_up(str(parsed), by, reason)
    there = Q(address__gte=str(parsed[0]), address__lte=str(parsed[-1]))
    return _sightings(there, there)


def erase_old_addresses() -> int:
    """Erase the addresses older than 90 days, and return how many there were.

    With them go the blocks that followed them, which have long been over.
    """
    before = timezone.now() - KEPT_FOR
    old = (
        AccountAddress.objects.filter(seen_at__lt=before),
        FailedLogIn.objects.filter(tried_at__lt=before),
        Appeal.objects.filter(
            block__caused_by__isnull=False, block__created_at__lt=before
        ),
        Block.objects.filter(caused_by__isnull=False, created_at__lt=before),
    )
    with transaction.atomic():
        return sum(rows.delete()[0] for rows in old)


def _sightings(came: Q, failed: Q) -> Sightings:
    seen = AccountAddress.objects.filter(came).select_related("account")
    tried = FailedLogIn.objects.filter(failed)
    return Sightings(
        list(seen.order_by("-seen_at")[:_MOST]),
        list(tried.order_by("-tried_at")[:_MOST]),
    )


def _note_look_up(subject: str, by: User, reason: str) -> None:
    require(by, Right.SEE_ADDRESSES)
    if not reason.strip():
        raise ValueError(gettext("Looking at addresses needs a reason."))
    log.audit(AuditAct.LOOK_UP, subject, by=by, reason=reason)
