"""Mementos: programs ask for a page as it was in the way of RFC 7089."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseRedirect,
)
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_http_date
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.routes import address_of
from articles.mementos import Around, mementos_of, negotiate
from articles.moments import Moment, NoSuchMoment
from articles.past import PastPage
from articles.views.canonical import canonical
from articles.views.parameters import text_in
from markup import Title

WANTED = "Accept-Datetime"
_LONGEST = 300
"""Of an address that is told several times: proxies throw away a response with more
than 4 kB of headers."""
LINK_FORMAT = "application/link-format"


def tell_timegate(request: HttpRequest, response: HttpResponse, title: Title) -> None:
    """Say in a page of now how its past can be asked for."""
    links = [_original(request, title), _timemap(request, title)]
    response.headers["Link"] = ", ".join(links)
    patch_vary_headers(response, [WANTED])


def tell_memento(
    request: HttpRequest, response: HttpResponse, page: PastPage, found: Around
) -> None:
    """Say in a page of the past since when it was so, and which others there are."""
    at, title = page.revision.created_at, page.title
    others = {"first": found.first, "prev": found.prev, "next": found.next}
    rels: dict[datetime, list[str]] = {at: []}
    for rel, moment in {**others, "last": found.last}.items():
        if moment is not None:
            rels.setdefault(moment, []).append(rel)
    mementos = [
        _memento(request, title, moment, [*names, "memento"])
        for moment, names in sorted(rels.items())
        if len(title.path) <= _LONGEST
    ]
    links = [_original(request, title), _timemap(request, title), *mementos]
    response.headers["Link"] = ", ".join(links)
    response.headers["Memento-Datetime"] = _date(at)


def lead_to_memento(request: HttpRequest, title: Title) -> HttpResponse:
    """Lead whoever prefers a time to the page as it was then: a TimeGate. One query."""
    try:
        wanted = parse_http_date(request.headers[WANTED])
        moment = Moment.at(datetime.fromtimestamp(wanted, UTC))
    except (ValueError, OverflowError, OSError):
        words = gettext("%(name)s has to be a date as HTTP has it.")
        response: HttpResponse = HttpResponseBadRequest(
            words % {"name": WANTED}, content_type="text/plain; charset=utf-8"
        )
    else:
        response = _led(request, title, moment)
    tell_timegate(request, response, title)
    return response


@require_safe
@canonical
def list_mementos(request: HttpRequest, title: Title) -> HttpResponse:
    """List the mementos of a title for programs: a TimeMap, or a part of one."""
    listed = mementos_of(title, after=_after(request))
    if not listed.rows:
        raise Http404
    here = request.build_absolute_uri()
    first, last = _date(listed.rows[0]), _date(listed.rows[-1])
    about = f'type="{LINK_FORMAT}"; from="{first}"; until="{last}"'
    links = [_original(request, title), f'<{here}>; rel="self"; {about}']
    if listed.after:
        following = f"{_address(request, 'timemap', title)}?after={listed.after}"
        links.append(f'<{following}>; rel="timemap next"; type="{LINK_FORMAT}"')
    links += _mementos(
        request,
        title,
        listed.rows,
        is_first=not listed.before,
        is_last=not listed.after,
    )
    return HttpResponse(",\n".join(links) + "\n", content_type=LINK_FORMAT)


def _led(request: HttpRequest, title: Title, moment: Moment) -> HttpResponse:
    chosen = negotiate(title, moment)
    if chosen is None:
        raise Http404
    address = address_of("articles:read", title)
    return HttpResponseRedirect(f"{address}{chosen.query}")


def _after(request: HttpRequest) -> datetime | None:
    """Return the time behind which the part begins; what is none is left out."""
    try:
        return Moment.parse(text_in(request, "after")).begins_at
    except NoSuchMoment:
        return None


def _mementos(
    request: HttpRequest,
    title: Title,
    rows: Iterable[datetime],
    *,
    is_first: bool,
    is_last: bool,
) -> list[str]:
    moments = list(rows)
    rels: list[list[str]] = [["memento"] for _ in moments]
    if is_last:
        rels[-1].insert(0, "last")
    if is_first:
        rels[0].insert(0, "first")
    return [
        _memento(request, title, moment, names)
        for moment, names in zip(moments, rels, strict=True)
    ]


def _original(request: HttpRequest, title: Title) -> str:
    """A page of now is its own TimeGate (RFC 7089, pattern 1.1)."""
    return f'<{_address(request, "read", title)}>; rel="original timegate"'


def _timemap(request: HttpRequest, title: Title) -> str:
    address = _address(request, "timemap", title)
    return f'<{address}>; rel="timemap"; type="{LINK_FORMAT}"'


def _memento(
    request: HttpRequest, title: Title, moment: datetime, rels: Iterable[str]
) -> str:
    address = f"{_address(request, 'read', title)}{Moment.at(moment).query}"
    return f'<{address}>; rel="{" ".join(rels)}"; datetime="{_date(moment)}"'


def _address(request: HttpRequest, route: str, title: Title) -> str:
    return request.build_absolute_uri(address_of(f"articles:{route}", title))


def _date(moment: datetime) -> str:
    return http_date(moment.timestamp())
