"""Who is looking: the account of a request, if there is one."""

from django.http import HttpRequest

from accounts.models import User


def viewer_of(request: HttpRequest) -> User | None:
    """Return the signed-in account, temporary or not, or None."""
    return request.user if request.user.is_authenticated else None
