"""Allowances: how often each kind of account may do what. One table says it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum
from functools import cache

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from accounts.limits import (
    Limit,
    client_address,
    count_in_memory,
    count_together,
    network_of,
    site_of,
)
from accounts.models import User
from accounts.rights import Right, may

NEW_FOR = timedelta(days=4)
"""So long an account is called new."""


class Act(StrEnum):
    """What is counted."""

    EDIT = "edit"
    PROPOSE = "propose"
    CREATE = "create"
    MOVE = "move"
    UPLOAD = "upload"
    TAKE_BACK = "take-back"
    CHECK = "check"
    REPORT = "report"
    APPEAL = "appeal"
    JOIN = "join"
    DRAFT = "draft"
    PREVIEW = "preview"
    SEARCH = "search"
    SUGGEST = "suggest"
    NEWCOMER = "newcomer"


class Kind(StrEnum):
    """Who is counted alike; each kind apart, so that none shuts out another."""

    VISITOR = "visitor"
    NEW = "new"
    EDITOR = "editor"
    TRUSTED = "trusted"


class Scope(StrEnum):
    """Together with whom somebody is counted."""

    ACCOUNT = "account"
    NETWORK = "network"
    """A /24, or a /64 of IPv6."""
    WIDER = "wider"
    """A /48 of IPv6."""
    ALL = "all"
    """Everybody of this kind on the whole site."""


# So many a minute (m) and an hour (h); where an operator says how many, "set". An act
# is refused if any limit in its column is reached: the strictest wins.
_TABLE = """
    act        scope    visitor     new         editor       trusted
    edit       account  6/m,60/h    10/m,120/h  30/m,600/h   120/m
    edit       network  20/m,200/h  20/m,300/h  120/m,3000/h -
    edit       wider    30/m        30/m        -            -
    edit       all      set/m       set/m       -            -
    propose    account  6/m,60/h    10/m,120/h  30/m,600/h   120/m
    propose    network  20/m,200/h  20/m,300/h  120/m,3000/h -
    propose    wider    30/m        30/m        -            -
    propose    all      set/m       set/m       -            -
    create     account  3/m,20/h    5/m,40/h    10/m,200/h   60/m
    create     network  6/m,40/h    10/m,80/h   40/m,800/h   -
    create     wider    10/m        15/m        -            -
    create     all      20/m        20/m        -            -
    move       account  1/m,5/h     2/m,10/h    6/m,60/h     60/m
    move       network  2/m,10/h    4/m,20/h    30/m,300/h   -
    move       all      10/m        10/m        -            -
    upload     account  -           5/m,20/h    10/m,120/h   60/m
    upload     network  -           10/m,40/h   40/m,600/h   -
    upload     all      -           20/m        -            -
    take-back  account  4/m,30/h    6/m,60/h    20/m,300/h   120/m
    take-back  network  10/m,60/h   12/m,120/h  60/m,1200/h  -
    take-back  wider    15/m        15/m        -            -
    take-back  all      30/m        30/m        -            -
    check      account  -           60/m        60/m         120/m
    report     account  10/h        10/h        30/h         120/h
    report     network  10/h        20/h        100/h        -
    report     wider    20/h        40/h        -            -
    report     all      20/m        20/m        -            -
    appeal     account  5/h         5/h         10/h         10/h
    appeal     network  10/h        10/h        20/h         -
    appeal     all      20/m        20/m        -            -
    join       wider    60/h        60/h        60/h         60/h
    join       all      20/m        20/m        20/m         20/m
    draft      account  60/m        60/m        60/m         60/m
    draft      network  300/m       300/m       -            -
    preview    account  60/m        60/m        120/m        240/m
    preview    network  240/m       240/m       1000/m       -
    preview    all      1200/m      1200/m      -            -
    search     network  120/m       240/m       600/m        1200/m
    suggest    network  1200/m      -           -            -
    newcomer   network  set/h       -           -            -
    newcomer   wider    20/m        -           -            -
    newcomer   all      set/m       -           -            -
"""

_SECONDS = {"m": 60, "h": 3600}
_SET = {
    (Act.EDIT, Scope.ALL): "CANONICA_NEWCOMER_EDITS_PER_MINUTE",
    (Act.PROPOSE, Scope.ALL): "CANONICA_NEWCOMER_EDITS_PER_MINUTE",
    (Act.NEWCOMER, Scope.NETWORK): "CANONICA_TEMPORARY_ACCOUNTS_PER_HOUR",
    (Act.NEWCOMER, Scope.ALL): "CANONICA_TEMPORARY_ACCOUNTS_PER_MINUTE",
}


def count_acts(request: HttpRequest, *acts: Act) -> None:
    """Count what somebody is about to do, whatever becomes of it.

    Raises TooManyTries if it is too much for the account, its network or all of its
    kind; then nothing is counted. Call it before the transaction of what is done.
    """
    account, address = _account_of(request), client_address(request)
    count_together(
        (limit, who)
        for act in acts
        for scope, limit in limits_of(act, kind_of(account))
        if (who := _counted_as(scope, account, address)) is not None
    )


def count_looking(request: HttpRequest, act: Act) -> None:
    """Count what changes nothing, unless the database can't be written to.

    Raises TooManyTries.
    """
    with suppress(DatabaseError):
        count_acts(request, act)


def count_reading(request: HttpRequest, act: Act, account: User | None = None) -> None:
    """Count what is asked with a GET, in this process alone. Raises TooManyTries."""
    for _scope, limit in limits_of(act, kind_of(account)):
        count_in_memory(limit, network_of(client_address(request)))


def kind_of(account: User | None) -> Kind:
    """Return as what somebody is counted."""
    if account is None or not may(account, Right.EDIT):
        return Kind.VISITOR
    if may(account, Right.TRUSTED_EDITS):
        return Kind.TRUSTED
    is_new = timezone.now() - account.date_joined < NEW_FOR
    return Kind.NEW if is_new else Kind.EDITOR


def limits_of(act: Act, kind: Kind) -> list[tuple[Scope, Limit]]:
    """Return the limits of an act, as the operator has them; none if they are off."""
    factor = settings.CANONICA_LIMITS
    if not factor:
        return []
    found = []
    for scope, most, seconds in _cells()[act, kind]:
        if most is None:
            count: int = getattr(settings, _SET[act, scope])
        else:
            count = most * factor
        found.append((scope, Limit(f"{act} {kind} {scope} {seconds}", count, seconds)))
    return found


def _account_of(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def _counted_as(scope: Scope, account: User | None, address: str) -> str | None:
    match scope:
        case Scope.ACCOUNT:
            return str(account.pk) if account else None
        case Scope.NETWORK:
            return network_of(address)
        case Scope.WIDER:
            return site_of(address)
        case Scope.ALL:
            return "together"


@cache
def _cells() -> dict[tuple[Act, Kind], list[tuple[Scope, int | None, int]]]:
    """Return the table, read: for each cell its scope, number and seconds."""
    rows: Iterator[list[str]] = map(str.split, _TABLE.strip().splitlines())
    kinds = [Kind(word) for word in next(rows)[2:]]
    found: dict[tuple[Act, Kind], list[tuple[Scope, int | None, int]]] = {
        (act, kind): [] for act in Act for kind in kinds
    }
    for act, scope, *cells in rows:
        for kind, cell in zip(kinds, cells, strict=True):
            for rate in cell.split(",") if cell != "-" else []:
                most, _, unit = rate.partition("/")
                number = None if most == "set" else int(most)
                found[Act(act), kind].append((Scope(scope), number, _SECONDS[unit]))
    return found
