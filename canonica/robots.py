"""Robots: which pages search engines may show, and what they do not even fetch."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.routes import address_of
from accounts.shared import shared
from canonica.crowds.kinds import DOORS, Kind, kind_of

TO_BE_FOUND = frozenset(
    {
        "articles:front",
        "articles:read",
        "articles:all",
        "articles:categories",
        "articles:sources",
        "articles:source",
        "moderation:rights",
        "keyboard",
    }
)
"""The routes whose pages search engines may show. All others, they are told not to."""

NOT_FETCHED = (
    "/accounts/", "/addresses", "/admin/", "/appeal", "/audit", "/block/", "/credit/",
    "/delete/", "/diff/", "/draft", "/edit/", "/editing/", "/hide/", "/holding",
    "/info/", "/lists", "/merge/", "/moderation", "/operate", "/patrol", "/preview",
    "/protect/", "/random", "/rename/", "/report/", "/restore/", "/review", "/role/",
    "/rollback/", "/search", "/settle/", "/split/", "/suggest", "/timemap/",
    "/undelete/", "/undo/",
)  # fmt: skip
"""What is nothing for programs: forms, and pages that cost much and have no end.

Old revisions and the beginnings of histories are not among them, of which there is one
for each edit or article: whoever fetches one is told not to show it, while an address
that is never fetched may be shown because others link to it. They are told not to go
on from there, too; and whoever does in spite of it has a budget (``canonica.crowds``).
"""

PARTS_NOT_FETCHED = tuple(
    f"/{door}*?"
    for door, kind in DOORS.items()
    if kind is Kind.COSTLY and not f"/{door}/".startswith(NOT_FETCHED)
)
"""Parts and filters of pages that cost much: of these there is no end."""

_VIEWS_NOT_FETCHED = ("Disallow: /*?*authors=", "Disallow: /*?*as_of=")
"""Other views of pages: each costs a rendering, and there is one for each moment."""

GetResponse = Callable[[HttpRequest], HttpResponse]


def tell_robots(get_response: GetResponse) -> GetResponse:
    """Tell search engines with each response whether they may show the page.

    A page is to be found at its own address alone: with a query it is a part of it, or
    another view, and names that address. A file, which is no route's, may be shown.
    From a page that costs much they are to follow no link: most lead to its like.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code >= 400 or not _may_be_shown(request):
            is_costly = kind_of(request.META) is Kind.COSTLY
            told = "noindex, nofollow" if is_costly else "noindex"
            response.headers["X-Robots-Tag"] = told
        return response

    return middleware


def is_to_be_found(request: HttpRequest) -> bool:
    """Whether the route is one whose pages search engines may show."""
    match = request.resolver_match
    return match is not None and match.view_name in TO_BE_FOUND


def _may_be_shown(request: HttpRequest) -> bool:
    if request.resolver_match is None:
        return True
    return is_to_be_found(request) and not request.META.get("QUERY_STRING")


@shared()
@require_safe
@cache_control(max_age=24 * 3600)
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Tell programs that go from link to link what is for them, and what is not."""
    paths = (*NOT_FETCHED, *PARTS_NOT_FETCHED)
    rules = ["User-agent: *", *(f"Disallow: {path}" for path in paths)]
    sitemap = request.build_absolute_uri(address_of("articles:sitemap"))
    return HttpResponse(
        "\n".join([*rules, *_VIEWS_NOT_FETCHED, "", f"Sitemap: {sitemap}", ""]),
        content_type="text/plain; charset=utf-8",
    )
