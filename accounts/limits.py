"""Limits: how often one address or account may try something."""

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext

_COUNT_ONE = """
    INSERT INTO accounts_attempts AS tries (key, count, began_at)
    VALUES (%(key)s, 1, %(now)s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN tries.began_at <= %(oldest)s THEN 1 ELSE tries.count + 1 END,
        began_at = CASE WHEN tries.began_at <= %(oldest)s THEN %(now)s
                   ELSE tries.began_at END
    RETURNING count, began_at
"""

# Rows are locked in the order of their keys, so that nobody waits in a circle. Where
# one is full already none is locked: a flood that is refused holds up nobody.
_COUNT_TOGETHER = """
    WITH asked AS (
        SELECT * FROM unnest(%(keys)s::text[], %(most)s::bigint[], %(seconds)s::int[])
        AS asked (key, most, seconds)
    )
    INSERT INTO accounts_attempts AS tries (key, count, began_at)
    SELECT asked.key, 1, clock_timestamp() FROM asked WHERE NOT EXISTS (
        SELECT FROM accounts_attempts AS made JOIN asked AS full_one USING (key)
        WHERE made.count >= full_one.most
        AND made.began_at > clock_timestamp() - make_interval(secs => full_one.seconds)
    )
    ORDER BY asked.key COLLATE "C"
    ON CONFLICT (key) DO UPDATE SET (count, began_at) = (
        SELECT
            CASE WHEN is_over THEN 1 ELSE tries.count + 1 END,
            CASE WHEN is_over THEN EXCLUDED.began_at ELSE tries.began_at END
        FROM (
            SELECT tries.began_at
                <= EXCLUDED.began_at - make_interval(secs => asked.seconds) AS is_over
            FROM asked WHERE asked.key = tries.key
        ) AS window_of_time
    )
    RETURNING key, count, EXTRACT(EPOCH FROM clock_timestamp() - began_at)
"""
_LOOK_AT_ALL = """
    SELECT key, count + 1, EXTRACT(EPOCH FROM clock_timestamp() - began_at)
    FROM accounts_attempts WHERE key = ANY(%(keys)s)
"""

_FORGET = """
    DELETE FROM accounts_attempts WHERE key IN (
        SELECT key FROM accounts_attempts WHERE began_at < %(before)s
        FOR UPDATE SKIP LOCKED
    )
"""
_REMEMBERED_FOR = timedelta(days=1)
"""No window is longer. Keys name networks, which are not kept without need."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``count`` tries in each ``seconds``."""

    action: str
    count: int
    seconds: int


class TooManyTries(Exception):
    """A limit is reached; ``seconds`` says how long it lasts."""

    def __init__(self, seconds: int) -> None:
        super().__init__(_asked_to_wait(seconds))
        self.seconds = seconds


def count_try(limit: Limit, who: str) -> None:
    """Count one try, raising TooManyTries if it is one too many.

    One statement does both, so that a burst in parallel passes no limit.
    """
    now, length = timezone.now(), timedelta(seconds=limit.seconds)
    key = f"{limit.action} {who}"
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ONE, {"key": key, "now": now, "oldest": now - length})
        count, began_at = cursor.fetchone()
    if count > limit.count:
        raise TooManyTries(max(1, int((began_at + length - now).total_seconds())))


def count_together(tries: Iterable[tuple[Limit, str]]) -> None:
    """Count one try under each limit or, if it is one too many under any, under none.

    Raises TooManyTries with the longest of the waits. It is a short transaction of its
    own, before what is counted begins: else others would wait for the end of that.
    """
    asked = {f"{limit.action} {who}": limit for limit, who in tries}
    if not asked:
        return
    sent: dict[str, Any] = {
        "keys": list(asked),
        "most": [limit.count for limit in asked.values()],
        "seconds": [limit.seconds for limit in asked.values()],
    }
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_COUNT_TOGETHER, sent)
        rows = cursor.fetchall()
        if is_full := not rows:
            cursor.execute(_LOOK_AT_ALL, sent)
            rows = cursor.fetchall()
        waits = [
            asked[key].seconds - int(age)
            for key, count, age in rows
            if count > asked[key].count
        ]
        if is_full or waits:
            # Which takes back what was counted under the others.
            raise TooManyTries(max([1, *waits]))


def count_in_memory(limit: Limit, who: str, times: int = 1) -> None:
    """Count tries in this process alone, raising TooManyTries if it is too many.

    For what is asked with a GET, which writes nothing, and for what must cost little.
    """
    counts, key = caches["limits"], f"{limit.action} {who}".replace(" ", "_")
    if counts.add(key, times, timeout=limit.seconds):
        count = times
    else:
        try:
            count = counts.incr(key, times)
        except ValueError:  # its time ended just now
            count = times
    if count > limit.count:
        raise TooManyTries(limit.seconds)


def forget_old_tries() -> int:
    """Forget what was counted more than a day ago, and return how much it was.

    It waits for no row: else it could wait in a circle with those who count.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, {"before": timezone.now() - _REMEMBERED_FOR})
        return int(cursor.rowcount)


def client_address(request: HttpRequest) -> str:
    """Return the address the request came from, as the nearest trusted hop saw it.

    Without trusted proxies that is the other end of the connection; a forwarded
    address that anybody can write is never believed.
    """
    return address_in(request.META)


def address_in(environ: Mapping[str, Any]) -> str:
    """Return the same of a request that Django has not seen yet."""
    peer = str(environ.get("REMOTE_ADDR") or "")
    if proxies := settings.CANONICA_TRUSTED_PROXIES:
        hops = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
        forwarded = hops[-proxies].strip() if len(hops) >= proxies else ""
        peer = forwarded or peer
    try:
        return str(_parsed(peer))
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - an address for those who have none


def network_of(address: str) -> str:
    """Return the network that counts as one visitor: a /24, or a /64 of IPv6."""
    parsed = _parsed(address)
    length = 24 if parsed.version == 4 else 64
    return str(ipaddress.ip_network(f"{parsed}/{length}", strict=False))


def site_of(address: str) -> str | None:
    """Return the /48 of IPv6 that one customer of a provider has many /64s of.

    IPv4 has nothing like it: a wider range belongs to many who know nothing of
    each other.
    """
    parsed = _parsed(address)
    if parsed.version == 4:
        return None
    return str(ipaddress.ip_network(f"{parsed}/48", strict=False))


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """A server that listens on IPv6 sees IPv4 addresses within it; they are IPv4."""
    parsed = ipaddress.ip_address(address)
    return getattr(parsed, "ipv4_mapped", None) or parsed


def _asked_to_wait(seconds: int) -> str:
    minutes = -(-seconds // 60)
    if seconds < 60:
        said = ngettext(
            "Too many tries. Please wait %(number)s second.",
            "Too many tries. Please wait %(number)s seconds.",
            seconds,
        )
        return said % {"number": seconds}
    said = ngettext(
        "Too many tries. Please wait %(number)s minute.",
        "Too many tries. Please wait %(number)s minutes.",
        minutes,
    )
    return said % {"number": minutes}
