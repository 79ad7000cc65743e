"""Sources: the works that articles cite, and which articles cite them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.shared import Key, shared
from articles.models import Source
from articles.sources import citation_of, cited_sources, uses_of
from articles.views.parameters import text_in


@shared(Key.SOURCES, Key.TITLES)
@require_safe
def all_sources(request: HttpRequest) -> HttpResponse:
    """List the works that articles cite, in the order of their names."""
    sources = cited_sources(after=text_in(request, "after"))
    cited = [(source, citation_of(source.details)) for source in sources.rows]
    context = {"sources": sources, "cited": cited}
    return render(request, "articles/sources.html", context)


@shared(Key.SOURCES, Key.TITLES)
@require_safe
def show_source(request: HttpRequest, source_id: int) -> HttpResponse:
    """Show a work, and the articles that cite it with what they quote of it."""
    source = get_object_or_404(Source.objects.exclude(name=""), pk=source_id)
    uses = uses_of(source, after=text_in(request, "after"))
    context = {
        "source": source,
        "citation": citation_of(source.details),
        "uses": uses,
        "quoting": [(use.article, citation_of(use.details)) for use in uses.rows],
    }
    return render(request, "articles/source_detail.html", context)
