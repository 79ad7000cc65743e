"""Reading: articles, missing articles, source texts."""

from http import HTTPStatus
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.requests import viewer_of
from accounts.routes import address_of
from accounts.shared import Key, article_key, depends_on, shared
from articles.credits import credits_of, mark_authors
from articles.listing import pages_linking_to, uploads_of
from articles.models import Article
from articles.moments import PARAMETER
from articles.policy import may_upload
from articles.reading import (
    Page,
    PageDeleted,
    PageMissing,
    came_from,
    find_page,
)
from articles.views.absent import absent
from articles.views.canonical import canonical
from articles.views.categories import show_category
from articles.views.described import context_of
from articles.views.downloads import attachment
from articles.views.mementos import WANTED, lead_to_memento, tell_timegate
from articles.views.parameters import number_in, text_in
from articles.views.past import read_past
from articles.views.viewers import revision_or_404
from markup import Namespace, Title

_MOST_USES = 50


@shared()
@require_safe
@canonical
def read_article(request: HttpRequest, title: Title) -> HttpResponse:
    """Show an article, or an invitation to write it.

    What is asked for as it was at some time is shown so.
    """
    if PARAMETER in request.GET:
        return read_past(request, title)
    if WANTED in request.headers:
        return lead_to_memento(request, title)
    response = _read_now(request, title)
    if response.status_code == HTTPStatus.OK:
        tell_timegate(request, response, title)
    return response


def _read_now(request: HttpRequest, title: Title) -> HttpResponse:
    if title.namespace is Namespace.CATEGORY:
        return show_category(request, title)
    follow = request.GET.get("redirect") != "no"
    try:
        page = find_page(title, following_redirects=follow)
    except (PageDeleted, PageMissing) as reason:
        return absent(request, title, reason)
    if page.section:
        return redirect(_section_address(page))
    if came_by := text_in(request, "from"):
        page = _with_way(page, came_by)
        depends_on(request, Key.TITLES)
    shown = context_of(request, page)
    if request.GET.get("authors") == "show":
        shown |= _authorship(request, page)
    if page.title.namespace is Namespace.FILE:
        return render(request, "articles/file.html", shown | _file(request, page))
    return render(request, "articles/show.html", shown)


@require_safe
def bad_title(request: HttpRequest, address: str) -> HttpResponse:
    """Say why there can be no page at this address."""
    try:
        Title.parse(address)
    except ValueError as error:
        query = address.replace("_", " ") if address.isprintable() else ""
        context = {"reason": str(error), "query": query}
        return render(request, "articles/bad_title.html", context, status=404)
    raise Http404


@shared()
@require_safe
@canonical
def raw_text(request: HttpRequest, title: Title) -> HttpResponse:
    """Give an article's source text as it is, or as it was at one revision."""
    articles = Article.objects.published().select_related("current_revision")
    article = get_object_or_404(articles, title=title.text)
    depends_on(request, article_key(article.pk))
    revision = article.current_revision
    if "revision" in request.GET:
        revision = revision_or_404(request, number_in(request, "revision") or 0)
        if revision.article_id != article.pk:
            raise Http404
    text = revision.text if revision else ""
    headers = {}
    if "download" in request.GET:
        name = revision.title if revision else article.title
        headers["Content-Disposition"] = attachment(name, "md")
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


@require_safe
def article_by_id(request: HttpRequest, article_id: int) -> HttpResponse:
    """Lead from the short address, which survives a rename, to the article."""
    return redirect(get_object_or_404(Article.objects.published(), pk=article_id))


def _section_address(page: Page) -> str:
    """Where a browser finds the section: what follows # is nothing a page can do."""
    address = address_of("articles:read", page.title)
    way = f"?from={quote(page.redirected_from.slug)}" if page.redirected_from else ""
    return f"{address}{way}#{page.section}"


def _with_way(page: Page, redirect: str) -> Page:
    try:
        return came_from(page, Title.parse(redirect))
    except ValueError:
        return page


def _file(request: HttpRequest, page: Page) -> dict[str, object]:
    """The pictures that the page has and had, and where the newest is shown."""
    depends_on(request, Key.LINKS, Key.TITLES)
    uploads = uploads_of(page.article, before=number_in(request, "before"))
    latest = uploads.rows[0] if uploads.rows and not uploads.before else None
    return {
        "uploads": uploads,
        "latest": latest,
        "used_in": pages_linking_to(page.title, size=_MOST_USES),
        "may_upload": may_upload(viewer_of(request)),
    }


def _authorship(request: HttpRequest, page: Page) -> dict[str, object]:
    """The page with each of its words marked by who wrote it, perhaps elsewhere."""
    depends_on(request, Key.CHANGES)
    given = credits_of(page.article, viewer_of(request))
    return {"credits": given, "marked_html": mark_authors(page.rendering.html, given)}
