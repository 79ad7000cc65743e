"""Parameters: what stands behind the question mark of an address, read with care."""

from django.http import HttpRequest

from accounts.requests import as_number

_MOST_CHARACTERS = 700


def number_in(request: HttpRequest, name: str) -> int | None:
    """Return the number given under a name; what is none, or too large, is left out."""
    return as_number(request.GET.get(name, ""))


def text_in(request: HttpRequest, name: str) -> str:
    """Return the text given under a name, without what PostgreSQL can't take."""
    return request.GET.get(name, "").replace("\0", "")[:_MOST_CHARACTERS]
