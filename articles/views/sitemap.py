"""The doors of the sitemap."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.requests import site_of
from accounts.shared import Key, shared
from articles import sitemap

_XML = "application/xml; charset=utf-8"
_ONE_HOUR = 3600


@shared(Key.CHANGES, Key.TITLES, Key.COUNTED)
@require_safe
@cache_control(max_age=_ONE_HOUR)
def show_index(request: HttpRequest) -> HttpResponse:
    """List the parts of the sitemap."""
    context = {"parts": sitemap.parts(), "site": site_of(request)}
    return render(request, "articles/sitemap_index.xml", context, content_type=_XML)


@shared(Key.CHANGES, Key.TITLES)
@require_safe
@cache_control(max_age=_ONE_HOUR)
def show_part(request: HttpRequest, number: int) -> HttpResponse:
    """List the pages of one part."""
    entries = sitemap.entries(number) if number < sitemap.MOST_PARTS else []
    if not entries:
        raise Http404
    context = {"entries": entries, "site": site_of(request)}
    return render(request, "articles/sitemap.xml", context, content_type=_XML)
