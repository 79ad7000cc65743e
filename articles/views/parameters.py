"""Parameters: what stands behind the question mark of an address, read with care."""

from django.http import HttpRequest

_MOST_DIGITS = 18
_MOST_CHARACTERS = 700


def number_in(request: HttpRequest, name: str) -> int | None:
    """Return the number given under a name; what is none, or too large, is left out."""
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) <= _MOST_DIGITS else None


def text_in(request: HttpRequest, name: str) -> str:
    """Return the text given under a name, without what PostgreSQL can't take."""
    return request.GET.get(name, "").replace("\0", "")[:_MOST_CHARACTERS]
