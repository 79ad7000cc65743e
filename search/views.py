"""The doors of search: a page of results, and suggestions while typing."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.allowances import Act, count_reading
from accounts.limits import TooManyTries
from accounts.requests import site_of, viewer_of
from accounts.routes import address_of
from accounts.shared import shared
from articles.views.refusals import answer_refusal
from markup import Title
from search.finding import exact_title, find
from search.queries import Query, is_plain, tidy_query
from search.ranking import Key, Sort
from search.suggesting import suggest


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found; with ``go``, lead straight to a page of that title."""
    query, viewer = request.GET.get("q", ""), viewer_of(request)
    try:
        count_reading(request, Act.SEARCH, viewer)
    except TooManyTries as limit:
        context = {"query": query, "filters": Filters.of(request), "refusal": limit}
        return answer_refusal(
            request, "search/results.html", context, limit, status=429
        )
    if "go" in request.GET and (article := exact_title(query)):
        return redirect(article)
    wanted = Filters.of(request)
    found = find(
        wanted.query, after=wanted.after, before=wanted.before, sort=wanted.sort
    )
    context = {
        "found": found,
        "filters": wanted,
        "query": wanted.typed,
        "new_title": _new(wanted),
    }
    return render(request, "search/results.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer as OpenSearch has it: the query, titles, descriptions, addresses.

    With ``thumbnails``, the addresses of small pictures follow.
    """
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
        [address_of("articles:read", suggestion.title) for suggestion in found],
    ]
    if "thumbnails" in request.GET:
        answer.append([suggestion.thumbnail for suggestion in found])
    return JsonResponse(answer, safe=False)


@shared()
@require_safe
@cache_control(max_age=24 * 3600)
def description(request: HttpRequest) -> HttpResponse:
    """Tell browsers how to search here from where one types addresses (OpenSearch)."""
    context = {"site": site_of(request)}
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "search/description.xml", context, content_type=kind)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for, and in which part and order of what is found."""

    typed: str
    """The query alone."""
    in_titles: bool
    category: str
    sort: Sort
    after: Key | None
    before: Key | None

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Return what an address asks for; what it can't mean is left out."""
        sent = request.GET
        return cls(
            typed=tidy_query(sent.get("q", "")),
            in_titles=bool(sent.get("titles")),
            category=tidy_query(sent.get("category", "")),
            sort=Sort.EDIT if sent.get("sort") == Sort.EDIT else Sort.MATCH,
            after=Key.parse(sent.get("after", "")),
            before=Key.parse(sent.get("before", "")),
        )

    @property
    def query(self) -> Query:
        query = Query.parse(self.typed)
        if self.in_titles:
            query = query.of_titles_only()
        return query.in_category(self.category) if self.category else query

    @property
    def are_any(self) -> bool:
        """Whether something is left out, or in another order."""
        return self.in_titles or bool(self.category) or self.sort is Sort.EDIT

    @property
    def address(self) -> str:
        """All of it as the part of an address behind its question mark."""
        chosen = {
            "q": self.typed,
            "titles": "1" if self.in_titles else "",
            "category": self.category,
            "sort": self.sort if self.sort is Sort.EDIT else "",
        }
        return urlencode({name: value for name, value in chosen.items() if value})


def _new(wanted: Filters) -> Title | None:
    """The title that a page about the query would have, if it can be one's name."""
    if wanted.are_any or not is_plain(wanted.typed):
        return None
    try:
        return Title.parse(wanted.typed)
    except ValueError:
        return None


def _description(lead: str) -> str:
    return lead if len(lead) <= 100 else lead[:100].rsplit(" ", 1)[0] + " …"
