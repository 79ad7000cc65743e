"""Requests: who sends one and where to, and the numbers that stand in it."""

from django.http import HttpRequest

from accounts.models import User

_MOST_DIGITS = 18
"""Of a number that comes from outside: every one of them is an id in the database."""


def viewer_of(request: HttpRequest) -> User | None:
    """Return the signed-in account, temporary or not, or None."""
    return request.user if request.user.is_authenticated else None


def as_number(sent: str) -> int | None:
    """Return the number that was sent; what is none, or no id, is left out."""
    return int(sent) if sent.isdecimal() and len(sent) <= _MOST_DIGITS else None


def site_of(request: HttpRequest) -> str:
    """Return the address of the site as whoever asks calls it, without a slash."""
    return f"{request.scheme}://{request.get_host()}"
