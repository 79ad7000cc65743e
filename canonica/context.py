"""What every template knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, Any]:
    """Give every template the encyclopedia's name. A context processor."""
    return {"site_name": settings.CANONICA_NAME}
