"""Browsing: the front page, days, lists of pages and changes, links."""

import datetime
import random
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import viewer_of
from accounts.shared import Key, article_key, depends_on, shared
from articles import front, listing
from articles.changes import by_day_and_page, latest_changes
from articles.filters import Filters
from articles.models import Origin, Tag
from articles.plots import activity_of
from articles.views.canonical import canonical
from articles.views.parameters import number_in, text_in
from markup import Namespace, Title

_LISTED = (
    Namespace.MAIN,
    Namespace.CATEGORY,
    Namespace.FILE,
    Namespace.PROJECT,
    Namespace.HELP,
    Namespace.USER,
    Namespace.TEMPLATE,
)
_LEAP_YEAR = 2000
_MOST_EVENTS = 100


@shared(Key.CHANGES, Key.TITLES, Key.CATEGORIES, Key.COUNTED, Key.FEATURED)
@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """Show what the encyclopedia has to offer today."""
    today, featured = front.today(), front.featured()
    if featured is not None:
        depends_on(request, article_key(featured.article_id))
    context = {
        "featured": featured,
        "lately": front.lately(),
        "counts": front.counts(),
        "today": today,
        "events": front.on_day(today.month, today.day),
    }
    return render(request, "articles/front.html", context)


@shared(Key.CHANGES, Key.TITLES)
@require_safe
def on_day(request: HttpRequest, month: int, day: int) -> HttpResponse:
    """List what was on a day of any year."""
    try:
        date = datetime.date(_LEAP_YEAR, month, day)
    except (ValueError, OverflowError):
        raise Http404 from None
    after = text_in(request, "after")
    one_day = datetime.timedelta(days=1)
    context = {
        "date": date,
        "day_before": date - one_day,
        "day_after": date + one_day,
        "events": front.on_day(month, day, after=after, size=_MOST_EVENTS),
    }
    return render(request, "articles/day.html", context)


@shared(Key.TITLES)
@require_safe
def all_pages(request: HttpRequest) -> HttpResponse:
    """List the pages of a namespace in the order of their titles."""
    number = request.GET.get("namespace", "0")
    known = {str(int(space)): space for space in _LISTED}
    namespace = known.get(number, Namespace.MAIN)
    prefix, before = text_in(request, "prefix"), text_in(request, "before")
    pages = listing.all_pages(
        namespace,
        prefix=prefix,
        start=text_in(request, "from"),
        after=text_in(request, "after"),
        before=before,
    )
    if before and not pages.rows:
        pages = listing.all_pages(namespace, prefix=prefix)
    chosen = {"namespace": int(namespace)} | ({"prefix": prefix} if prefix else {})
    context = {
        "pages": pages,
        "namespace": namespace,
        "namespaces": _LISTED,
        "letters": listing.letters_of_pages(namespace),
        "prefix": prefix,
        "more": f"{urlencode(chosen)}&",
    }
    return render(request, "articles/all.html", context)


@shared(Key.LINKS, Key.TITLES)
@require_safe
@canonical
def links_to(request: HttpRequest, title: Title) -> HttpResponse:
    """List the pages that link to a title, whether or not it has a page."""
    after = text_in(request, "after")
    context = {
        "title": title,
        "pages": listing.pages_linking_to(title, after=after),
        "redirects": listing.pages_redirecting_to(title),
    }
    if title.namespace is Namespace.TEMPLATE:
        used_after = text_in(request, "used_after")
        context["users"] = listing.pages_transcluding(title, after=used_after)
    return render(request, "articles/links.html", context)


@shared(Key.CHANGES, Key.TITLES)
@require_safe
def recent_changes(request: HttpRequest) -> HttpResponse:
    """List the latest revisions of all pages."""
    filters = Filters.parse(request.GET)
    changes = latest_changes(
        viewer_of(request), before=number_in(request, "before"), filters=filters
    )
    context = {
        "changes": changes,
        "days": by_day_and_page(changes.rows),
        "filters": filters,
        "namespaces": _LISTED,
        "tags": Tag.choices,
        "origins": Origin.choices,
    }
    return render(request, "articles/recent.html", context)


@shared(Key.CHANGES, Key.TITLES)
@require_safe
def contributions(request: HttpRequest, name: str) -> HttpResponse:
    """List the revisions of one author, and draw how active they were."""
    try:
        author = User.objects.get_by_natural_key(name)
    except User.DoesNotExist:
        return render(request, "articles/nobody.html", {"name": name}, status=404)
    viewer, filters = viewer_of(request), Filters.parse(request.GET)
    changes = latest_changes(
        viewer, before=number_in(request, "before"), filters=filters, author=author
    )
    context = {
        "author": author,
        "changes": changes,
        "days": by_day_and_page(changes.rows),
        "activity": activity_of(author, viewer),
        "filters": filters,
        "namespaces": _LISTED,
        "tags": Tag.choices,
    }
    return render(request, "articles/contributions.html", context)


@require_safe
def random_page(request: HttpRequest) -> HttpResponse:
    """Lead to some article."""
    article = listing.some_page(random.random())  # noqa: S311 - a surprise, no secret
    response = redirect(article or "articles:front")
    response.headers["Cache-Control"] = "no-store"
    return response
