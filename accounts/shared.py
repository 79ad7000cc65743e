"""Shared: pages that are the same for all strangers, and what they depend on.

A view of such a page is marked, and states of what it tells. Whoever keeps its answer,
we or a proxy that knows ``Surrogate-Key``, throws it away when any of that changes:
triggers of the database announce these same keys, whoever writes.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

HEADER = "Surrogate-Key"
"""In which a response names all that it depends on, divided by spaces."""

_STATED = "_depends_on"
_IS_SHARED = "is_shared"

View = Callable[..., HttpResponse]


class Key(StrEnum):
    """What many pages depend on. Each announces that something of its kind changed."""

    SITE = "site"
    """What stands on every page: notices, and the names of accounts."""
    TITLES = "titles"
    """Which pages there are, what they are called, and which of them are redirects."""
    CHANGES = "changes"
    """Which edits there are, and what of them is seen; also pictures and patrols."""
    LINKS = "links"
    CATEGORIES = "categories"
    SOURCES = "sources"
    LOG = "log"
    COUNTED = "counted"
    """What the worker has counted anew: how much there is, and what is wanted."""
    FEATURED = "featured"
    """Which articles were chosen for the front page."""
    HIDDEN = "hidden"
    """That something is not to be seen any more. No page depends on it."""


def article_key(article_id: int) -> str:
    """Return what everything that is kept of an article is announced by."""
    return f"article-{article_id}"


def title_key(article_id: int) -> str:
    """Return what is announced if an article has another title, comes or goes."""
    return f"title-{article_id}"


def shared(*keys: Key) -> Callable[[View], View]:
    """Mark a view whose answer is the same for all who have no cookie.

    Put it above all other decorators. It may look at the address, the query and the
    host, and at no other header. Everything it tells depends on these keys and on
    those that it states with ``depends_on``.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            depends_on(request, Key.SITE, *keys)
            response = view(request, *args, **kwargs)
            response.headers[HEADER] = " ".join(sorted(getattr(request, _STATED)))
            return response

        setattr(marked, _IS_SHARED, True)
        return marked

    return mark


def depends_on(request: HttpRequest, *keys: str) -> None:
    """State that the answer to a request will tell something of this."""
    stated: set[str] = getattr(request, _STATED, set())
    setattr(request, _STATED, stated | {*keys})


def is_shared(view: Callable[..., Any]) -> bool:
    """Whether the answers of a view are the same for all strangers."""
    return getattr(view, _IS_SHARED, False)
