"""Pages that are not there: an invitation to write one, or what became of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import LogEntry
from accounts.requests import viewer_of
from articles.policy import may_edit, may_upload
from articles.reading import PageDeleted, PageMissing, pages_titled_like
from markup import Namespace, Title

_LOG_LINES = 5


def absent(
    request: HttpRequest, title: Title, reason: PageDeleted | PageMissing
) -> HttpResponse:
    """Say that a page was deleted, with 410, or that there is none, with 404."""
    is_deleted = isinstance(reason, PageDeleted)
    return (_deleted if is_deleted else _missing)(request, title)


def _deleted(request: HttpRequest, title: Title) -> HttpResponse:
    context = {
        "title": title,
        "lines": list(LogEntry.objects.about(title.text).for_listing()[:_LOG_LINES]),
        "may_edit": may_edit(viewer_of(request), None),
    }
    return render(request, "articles/deleted.html", context, status=410)


def _missing(request: HttpRequest, title: Title) -> HttpResponse:
    context = {
        "title": title,
        "near": pages_titled_like(title),
        "may_upload": title.namespace is Namespace.FILE
        and may_upload(viewer_of(request)),
        "may_edit": may_edit(viewer_of(request), None),
    }
    return render(request, "articles/missing.html", context, status=404)
