"""The past: pages as they were read at some time, with links that stay there."""

from datetime import timedelta
from http import HTTPStatus
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from accounts.routes import address_of
from accounts.shared import Key, depends_on
from articles.mementos import around
from articles.moments import PARAMETER, Moment, NoSuchMoment, StillToCome
from articles.past import (
    NotThere,
    PastPage,
    Why,
    came_from,
    find_past_page,
    picture_then,
)
from articles.past_categories import pages_then, subcategories_then
from articles.pictures import shown_of
from articles.structured import description_of
from articles.views.mementos import tell_memento
from articles.views.parameters import text_in
from markup import Namespace, Title

_STATUS = {
    Why.NOT_YET: HTTPStatus.NOT_FOUND,
    Why.DELETED: HTTPStatus.GONE,
    Why.WITHHELD: HTTPStatus.GONE,
}


def read_past(request: HttpRequest, title: Title) -> HttpResponse:
    """Show a page as it was, or say why it can't be shown so.

    Whoever keeps the answer has to ask before showing it again: it may be hidden since.
    """
    depends_on(request, Key.CHANGES, Key.TITLES, Key.LINKS, Key.CATEGORIES)
    response = _read_past(request, title)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _read_past(request: HttpRequest, title: Title) -> HttpResponse:
    sent = request.GET.get(PARAMETER, "")
    if not sent.strip():
        return _which_day(request, title, HTTPStatus.OK)
    try:
        moment = Moment.parse(sent)
    except StillToCome as reason:
        return _which_day(request, title, HTTPStatus.NOT_FOUND, str(reason))
    except NoSuchMoment as reason:
        return _which_day(request, title, HTTPStatus.BAD_REQUEST, str(reason))
    if title.namespace is Namespace.CATEGORY:
        return _category(request, title, moment)
    follow = request.GET.get("redirect") != "no"
    try:
        page = find_past_page(title, moment, following_redirects=follow)
    except NotThere as reason:
        return _absent(request, title, moment, reason.why)
    if page.section:
        return redirect(_section_address(page))
    if came_by := text_in(request, "from"):
        page = _with_way(page, came_by)
    return _shown(request, page, _file(page))


def _shown(
    request: HttpRequest, page: PastPage, more: dict[str, object]
) -> HttpResponse:
    """Answer with a page, and with where it is among the others of its title."""
    moment = page.moment
    found = around(page.title, page.revision.created_at)
    named = {"title": page.title, "site": settings.CANONICA_NAME}
    lead = page.body.lead or gettext("%(title)s, in %(site)s.") % named
    context = {
        **_dated(moment, page.title),
        "address_today": page.revision.article.get_absolute_url(),
        "page": page,
        "body": page.body,
        "revision": page.revision,
        "around": found,
        "is_redirect_shown": page.redirects_to is not None,
        "description": description_of(lead),
        **more,
    }
    response = render(request, "articles/past.html", context)
    tell_memento(request, response, page, found)
    return response


def _category(request: HttpRequest, title: Title, moment: Moment) -> HttpResponse:
    """A category shows its members of then, whether or not it had a page."""
    members = pages_then(title, moment, after=text_in(request, "after"))
    children = subcategories_then(title, moment)
    more = {
        "children": children,
        "members": members,
        "is_category": True,
        "more": f"{moment.query[1:]}&",
    }
    try:
        page = find_past_page(title, moment, following_redirects=False)
    except NotThere as reason:
        if not (children or members.rows):
            return _absent(request, title, moment, reason.why)
        context = _dated(moment, title) | more
        return render(request, "articles/past.html", context)
    return _shown(request, page, more)


def _file(page: PastPage) -> dict[str, object]:
    """The picture that a file's page showed."""
    if page.title.namespace is not Namespace.FILE:
        return {}
    upload = picture_then(page.revision, page.moment)
    return {"is_file": True, "latest": shown_of(upload) if upload else None}


def _absent(
    request: HttpRequest, title: Title, moment: Moment, why: Why
) -> HttpResponse:
    """Say that there was no such page then, and when there was one."""
    found = around(title, moment.until - timedelta(microseconds=1))
    context = _dated(moment, title) | {"why": why.name, "around": found}
    return render(request, "articles/past_absent.html", context, status=_STATUS[why])


def _which_day(
    request: HttpRequest, title: Title, status: HTTPStatus, reason: str = ""
) -> HttpResponse:
    """Ask for a day, and say what is wrong with the one that was sent."""
    context = {"title": title, "reason": reason, "today": timezone.localdate()}
    return render(request, "articles/past_day.html", context, status=status)


def _dated(moment: Moment, title: Title) -> dict[str, object]:
    return {
        "title": title,
        "moment": moment,
        "today": timezone.localdate(),
        "address_today": address_of("articles:read", title),
    }


def _section_address(page: PastPage) -> str:
    """Where a browser finds the section: what follows # is nothing a page can do."""
    address = address_of("articles:read", page.title) + page.moment.query
    way = f"&from={quote(page.redirected_from.slug)}" if page.redirected_from else ""
    return f"{address}{way}#{page.section}"


def _with_way(page: PastPage, redirect: str) -> PastPage:
    try:
        return came_from(page, Title.parse(redirect))
    except ValueError:
        return page
