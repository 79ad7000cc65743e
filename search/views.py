"""The doors of search: a page of results, and suggestions while typing."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.allowances import Act, count_reading
from accounts.limits import TooManyTries
from accounts.requests import site_of, viewer_of
from accounts.shared import shared
from articles.views.refusals import answer_refusal
from markup import Title
from search.finding import MOST_CANDIDATES, exact_title, find, is_plain, suggest


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found; with ``go``, lead straight to a page of that title."""
    query, viewer = request.GET.get("q", ""), viewer_of(request)
    try:
        count_reading(request, Act.SEARCH, viewer)
    except TooManyTries as limit:
        context = {"query": query, "refusal": limit}
        return answer_refusal(
            request, "search/results.html", context, limit, status=429
        )
    if "go" in request.GET and (article := exact_title(query)):
        return redirect(article)
    start = request.GET.get("start", "")
    position = int(start) if start.isdecimal() and len(start) < 6 else 0
    found = find(query, start=min(position, MOST_CANDIDATES))
    context = {"found": found, "query": found.query, "new_title": _new(found.query)}
    return render(request, "search/results.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer as OpenSearch has it: the query, titles, descriptions, addresses."""
    query = request.GET.get("q", "")
    try:
        count_reading(request, Act.SUGGEST)
    except TooManyTries as limit:
        answer = [query, [], [], []]
        headers = {"Retry-After": str(limit.seconds)}
        return JsonResponse(answer, safe=False, status=429, headers=headers)
    found = suggest(query)
    answer = [
        query,
        [suggestion.title.text for suggestion in found],
        [_description(suggestion.lead) for suggestion in found],
        [reverse("articles:read", args=[suggestion.title]) for suggestion in found],
    ]
    return JsonResponse(answer, safe=False)


@shared()
@require_safe
@cache_control(max_age=24 * 3600)
def description(request: HttpRequest) -> HttpResponse:
    """Tell browsers how to search here from where one types addresses (OpenSearch)."""
    context = {"site": site_of(request)}
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "search/description.xml", context, content_type=kind)


def _new(query: str) -> Title | None:
    """The title that a page about the query would have, if it can be one's name."""
    if not is_plain(query):
        return None
    try:
        return Title.parse(query)
    except ValueError:
        return None


def _description(lead: str) -> str:
    return lead if len(lead) <= 100 else lead[:100].rsplit(" ", 1)[0] + " …"
