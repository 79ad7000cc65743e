"""What every template knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.ways import Way


def site(_request: HttpRequest) -> dict[str, Any]:
    """Give every template the encyclopedia's name, and whether nobody can sign up.

    A context processor.
    """
    return {
        "site_name": settings.CANONICA_NAME,
        "is_sign_up_closed": settings.CANONICA_SIGN_UP == Way.CLOSED,
    }
