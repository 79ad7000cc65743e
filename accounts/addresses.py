"""Addresses: where people came from, seen by few, for a reason, and not for long."""

import ipaddress
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts import log
from accounts.models import AccountAddress, AuditAct, User
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


@transaction.atomic
def addresses_of(account: User, *, by: User, reason: str) -> list[tuple[str, datetime]]:
    """Return where an account came from, the latest first; the look-up is logged.

    Raises NotAllowed, and ValueError without a reason.
    """
    _note_look_up(account.username, by, reason)
    seen = AccountAddress.objects.filter(account=account).order_by("-seen_at")
    return list(seen.values_list("address", "seen_at")[:_MOST])


@transaction.atomic
def accounts_from(network: str, *, by: User, reason: str) -> list[AccountAddress]:
    """Return which accounts came from a range, the latest first; that is logged.

    Raises NotAllowed, and ValueError without a reason or if there is no such range.
    """
    parsed = ipaddress.ip_network(network.strip(), strict=False)
    _note_look_up(str(parsed), by, reason)
    seen = AccountAddress.objects.filter(
        address__gte=str(parsed[0]), address__lte=str(parsed[-1])
    )
    return list(seen.select_related("account").order_by("-seen_at")[:_MOST])


def erase_old_addresses() -> int:
    """Erase the addresses older than 90 days, and return how many there were."""
    old = AccountAddress.objects.filter(seen_at__lt=timezone.now() - KEPT_FOR)
    count, _ = old.delete()
    return count


def _note_look_up(subject: str, by: User, reason: str) -> None:
    require(by, Right.SEE_ADDRESSES)
    if not reason.strip():
        raise ValueError("Looking at addresses needs a reason.")
    log.audit(AuditAct.LOOK_UP, subject, by=by, reason=reason)
