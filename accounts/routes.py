"""Routes: the addresses of pages, without a search through all routes each time.

``reverse`` tries what it finds against the pattern again, which takes longer than all
else that a link on a page needs; and a page has dozens of them.
"""

from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

from django.urls import get_resolver, reverse

_UNQUOTED = "!$&'()*+,;=/~:@"
"""What a path may contain as it is (RFC 3986, 3.3), and Django leaves so."""


def address_of(name: str, *values: object) -> str:
    """Return the path of the route with this name, for values in its order.

    It is what ``reverse`` returns; but that the values suit the route is not looked at
    where it can be written at once. Raises NoReverseMatch if there is no such route.
    """
    form = _form_of(name, len(values))
    if form is None:
        return reverse(name, args=values)
    path, converters = form
    if not converters:
        return path
    try:
        each = zip(converters, values, strict=True)
        words = tuple(_quoted(str(write(value))) for write, value in each)
    except ValueError:
        words = ()
    # Django knows what is to be said of a value that is none.
    return path % words if all(words) and words else reverse(name, args=values)


@lru_cache(maxsize=10_000)
def _quoted(words: str) -> str:
    """One title stands in a dozen addresses of its page."""
    return quote(words, safe=_UNQUOTED)


@cache
def _form_of(name: str, count: int) -> tuple[str, list[Any]] | None:
    """Return the path with a ``%s`` for each value, and what writes the values.

    None if the route has several paths, or one that begins with two slashes could be
    made: then Django has to choose.
    """
    *namespaces, view = name.split(":")
    resolver, start = get_resolver(), "/"
    for namespace in namespaces:
        if namespace not in resolver.namespace_dict:
            return None
        further, resolver = resolver.namespace_dict[namespace]
        start += further
    routes = resolver.reverse_dict.getlist(view)
    if len(routes) != 1 or len(routes[0][0]) != 1:
        return None
    (possible,), _pattern, _defaults, converters = routes[0]
    path, parameters = possible
    if len(parameters) != count or path.startswith("%("):
        return None
    writers = [
        converters[each].to_url if each in converters else str for each in parameters
    ]
    return start + path % dict.fromkeys(parameters, "%s"), writers
