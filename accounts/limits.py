"""Limits: how often one address or account may try something."""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

_COUNT_ONE = """
    INSERT INTO accounts_attempts AS tries (key, count, began_at)
    VALUES (%(key)s, 1, %(now)s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN tries.began_at <= %(oldest)s THEN 1 ELSE tries.count + 1 END,
        began_at = CASE WHEN tries.began_at <= %(oldest)s THEN %(now)s
                   ELSE tries.began_at END
    RETURNING count, began_at
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``count`` tries in each ``seconds``."""

    action: str
    count: int
    seconds: int


class TooManyTries(Exception):
    """A limit is reached; ``seconds`` says how long it lasts."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many tries. Please wait {_in_words(seconds)}.")
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


def client_address(request: HttpRequest) -> str:
    """Return the address the request came from, as the nearest trusted hop saw it.

    Without trusted proxies that is the other end of the connection; a forwarded
    address that anybody can write is never believed.
    """
    peer = str(request.META.get("REMOTE_ADDR") or "")
    if proxies := settings.CANONICA_TRUSTED_PROXIES:
        hops = request.headers.get("X-Forwarded-For", "").split(",")
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


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """A server that listens on IPv6 sees IPv4 addresses within it; they are IPv4."""
    parsed = ipaddress.ip_address(address)
    return getattr(parsed, "ipv4_mapped", None) or parsed


def _in_words(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} seconds"
    minutes = -(-seconds // 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
