"""The door for sites that show a link to an article as more than a link (oEmbed)."""

from http import HTTPStatus
from urllib.parse import unquote, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_safe

from accounts.requests import site_of
from articles.embedding import Room, embed_of
from articles.models import Article
from articles.reading import PageDeleted, PageMissing, find_page
from articles.structured import legal_in_xml
from articles.views.parameters import number_in, text_in
from markup import Title

_XML = "text/xml; charset=utf-8"
# It is the same for everybody, and for scripts of other sites.
_FOR_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@require_safe
def embed(request: HttpRequest) -> HttpResponse:
    """Tell of the page at one of our addresses; no other address is looked at."""
    wanted = request.GET.get("format", "json")
    if wanted not in {"json", "xml"}:
        status = HTTPStatus.NOT_IMPLEMENTED
        return HttpResponse("json, xml\n", status=status, content_type="text/plain")
    title = _title_at(request, text_in(request, "url"))
    try:
        page = find_page(title)
    except (PageDeleted, PageMissing):
        raise Http404 from None
    room = Room(number_in(request, "maxwidth"), number_in(request, "maxheight"))
    told = embed_of(page, site_of(request), room)
    if wanted == "json":
        return JsonResponse(told, headers=_FOR_ALL)
    fields = [(name, legal_in_xml(str(value))) for name, value in told.items()]
    answer = render_to_string("articles/embedded.xml", {"fields": fields})
    return HttpResponse(answer, content_type=_XML, headers=_FOR_ALL)


def _title_at(request: HttpRequest, address: str) -> Title:
    """Return the title of the page at an address of ours, or raise Http404."""
    try:
        parts = urlsplit(address)
        is_ours = parts.scheme in {"http", "https"}
        is_ours = is_ours and parts.netloc.lower() == request.get_host().lower()
        match = resolve(unquote(parts.path)) if is_ours else None
    except (ValueError, Resolver404):
        raise Http404 from None
    if match and match.view_name == "articles:read":
        title: Title = match.kwargs["title"]
        return title
    if match and match.view_name == "articles:by-id":
        articles = Article.objects.published()
        return get_object_or_404(articles, pk=match.kwargs["article_id"]).parsed_title
    raise Http404
