"""What every template knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from accounts.ways import Way
from canonica.robots import is_to_be_found


def site(request: HttpRequest) -> dict[str, Any]:
    """Give every template what it may say of the encyclopedia, and of its address.

    A context processor.
    """
    return {
        "site_name": settings.CANONICA_NAME,
        "words": f"words/{get_language()}.json",
        "content": settings.CONTENT_LANGUAGE,
        "is_to_be_found": is_to_be_found(request),
        "is_sign_up_closed": settings.CANONICA_SIGN_UP == Way.CLOSED,
    }
