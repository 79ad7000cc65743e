"""What every template knows of moderation."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.requests import viewer_of
from accounts.rights import rights_of
from moderation.switches import site_notice


def moderation(request: HttpRequest) -> dict[str, Any]:
    """Give every template the notice, and the rights of whoever is signed in.

    A context processor. Both are looked up when a template asks, which error pages
    do not: they need no database.
    """
    return {
        "site_notice": site_notice,
        "rights": SimpleLazyObject(lambda: rights_of(viewer_of(request))),
    }
