"""One address for each page: other spellings of a title lead to it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from accounts.routes import address_of
from markup import Title

View = Callable[..., HttpResponse]


def canonical(view: View) -> View:
    """Answer 301 if the address spells the title in another way than ours.

    A form that is sent to such an address is taken as it is: nothing gets lost.
    """

    @wraps(view)
    def wrapper(
        request: HttpRequest, title: Title, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        name = request.resolver_match.view_name if request.resolver_match else ""
        address = address_of(name, title)
        if request.method in {"GET", "HEAD"} and request.path != unquote(address):
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(
                f"{address}?{query}" if query else address
            )
        return view(request, title, *args, **kwargs)

    return wrapper
