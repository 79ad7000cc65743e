"""Members: for whoever is signed in, a page is kept for all who have the same rights.

Of a page that is the same for all strangers, two members see the same too, if they have
the same role, language and cookies; but for what the header says of their account. So
the page is kept without that, and the header is made for each.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import chain
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from accounts.requests import viewer_of
from accounts.shared import HEADER, is_shared
from canonica.shelf.copies import HIT
from canonica.shelf.following import Following
from canonica.shelf.store import LASTS, Address, Store

SHELF = "canonica.shelf"
"""Under which name a request carries the shelf that it passed."""

_BEGINNING = b'<nav class="account"'
_END = b"</nav>"
_TOKEN = b"csrfmiddlewaretoken"
_OWN = frozenset({settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME})
"""Cookies that say who somebody is. All others may say what they want to see."""
_SAID_ONCE = "messages"
_LONGEST_ADDRESS = 2000
_OVERHEAD = 3000
"""Bytes that a page takes besides its own: headers, keys, places in tables."""

GetResponse = Callable[[HttpRequest], HttpResponse]


@dataclass(slots=True)
class MembersPage:
    """A page, without what it says of an account."""

    keys: frozenset[str]
    until: float
    """When, by the monotonic clock, it is to be made anew."""
    before: bytes
    after: bytes
    headers: dict[str, str]
    match: Any
    """The route that its address leads to."""
    is_used: bool = field(default=False)

    @property
    def size(self) -> int:
        return len(self.before) + len(self.after) + _OVERHEAD

    def response_to(self, request: HttpRequest) -> HttpResponse:
        """Return it as this member sees it."""
        self.is_used = True
        request.resolver_match = self.match
        account = render_to_string("_account.html", request=request).strip()
        content = b"".join([self.before, account.encode(), self.after])
        return HttpResponse(content, headers=self.headers | {"Cache-Status": HIT})


@dataclass(frozen=True, slots=True)
class Shelf:
    """The pages that a process keeps for members, and who knows what changes."""

    store: Store[MembersPage]
    following: Following

    def newest(self, address: Address) -> MembersPage | None:
        """Return the page, if nothing that was committed before now makes it wrong."""
        if self.store.find(address) is None or not self.following.is_up_to_date():
            return None
        page = self.store.find(address)  # which may have been thrown out meanwhile
        return page if page and time.monotonic() < page.until else None


def keep_for_members(get_response: GetResponse) -> GetResponse:
    """Answer members from the shelf with what is kept, and keep what is made for them.

    Other than strangers, they are answered as if there were no shelf: what anybody
    published before they asked is on the page. A middleware, and the innermost.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        shelf: Shelf | None = request.META.get(SHELF)
        address = _address_of(request) if shelf else None
        if shelf is None or address is None:
            return get_response(request)
        if page := shelf.newest(address):
            return page.response_to(request)
        shelf.following.start()
        began, at = shelf.store.begin(), time.monotonic()
        response = get_response(request)
        if page := _page_of(request, response, until=at + LASTS):
            shelf.store.put(address, page, began)
        return response

    return middleware


def _address_of(request: HttpRequest) -> Address | None:
    """Return under what a page is kept: where it is, and what else it depends on.

    None for what is not a member's, and where something is to be said this once.
    """
    if request.method != "GET" or "HTTP_ACCEPT_DATETIME" in request.META:
        return None
    viewer, cookies = viewer_of(request), request.COOKIES
    if viewer is None or _SAID_ONCE in cookies or "_messages" in request.session:
        return None
    chosen = sorted(pair for pair in cookies.items() if pair[0] not in _OWN)
    place = (str(request.scheme), request.get_host(), request.get_full_path())
    own = (str(viewer.role), str(viewer.is_temporary), str(get_language()))
    address: Address = (*place, *own, *chain.from_iterable(chosen))
    return address if sum(map(len, address)) < _LONGEST_ADDRESS else None


def without_account(content: bytes) -> tuple[bytes, bytes, bytes]:
    """Return what stands before the links of an account, they, and what follows them.

    If there are none, nothing follows.
    """
    before, beginning, rest = content.partition(_BEGINNING)
    account, end, after = rest.partition(_END)
    return before, beginning + account + end, after


def _page_of(
    request: HttpRequest, response: HttpResponse, *, until: float
) -> MembersPage | None:
    """Return what may be kept of an answer, if it is a page for more than one."""
    match = request.resolver_match
    if response.status_code != HTTPStatus.OK or response.cookies or match is None:
        return None
    if not is_shared(match.func) or HEADER not in response.headers:
        return None
    before, _account, after = without_account(response.content)
    if not after or _TOKEN in before or _TOKEN in after:
        return None
    keys: Iterable[str] = response.headers[HEADER].split()
    headers = dict(response.headers.items())
    return MembersPage(frozenset(keys), until, before, after, headers, match)
