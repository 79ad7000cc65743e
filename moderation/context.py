"""What every template knows of moderation."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.rights import Right, may
from moderation.switches import site_notice


def moderation(request: HttpRequest) -> dict[str, Any]:
    """Give every template the notice, and the rights of whoever is signed in.

    A context processor. Both are looked up when a template asks, which error pages
    do not: they need no database.
    """
    return {
        "site_notice": site_notice,
        "rights": SimpleLazyObject(lambda: _rights_of(request)),
    }


def _rights_of(request: HttpRequest) -> dict[str, bool]:
    """Return which rights the account has, by their names in small letters."""
    account = request.user if request.user.is_authenticated else None
    return {right.name.lower(): may(account, right) for right in Right}
