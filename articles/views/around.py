"""Around an article: how to cite it, what is known of it, a card of it."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import viewer_of
from accounts.shared import Key, shared
from articles.cards import find_card
from articles.citing import FILE_STYLES, FileStyle, Work, in_words
from articles.information import information_of
from articles.models import Revision
from articles.policy import may_edit
from articles.reading import Page, PageDeleted, PageMissing, find_page
from articles.views.absent import absent
from articles.views.canonical import canonical
from articles.views.depending import depends_on_page
from articles.views.downloads import attachment
from articles.views.parameters import number_in
from articles.views.viewers import revision_or_404
from markup import Title

_A_MINUTE = "public, max-age=60"


@require_safe
@canonical
def cite_article(request: HttpRequest, title: Title) -> HttpResponse:
    """Show how to cite a revision of an article, or send it as a file for programs."""
    try:
        page = find_page(title, following_redirects=False)
    except (PageDeleted, PageMissing) as reason:
        return absent(request, title, reason)
    revision = _revision_to_cite(request, page)
    work = Work(
        title=revision.title,
        site=settings.CANONICA_NAME,
        published=revision.created_at,
        address=request.build_absolute_uri(revision.get_absolute_url()),
        revision=revision.pk,
        accessed=timezone.now(),
    )
    style = FILE_STYLES.get(request.GET.get("format", ""))
    if style is not None:
        return _citation_file(work, style)
    context = {
        "title": title,
        "revision": revision,
        "is_current": revision.pk == page.revision.pk,
        "work": work,
        "citations": in_words(work),
        "files": {
            name: (one.label, one.cite(work)) for name, one in FILE_STYLES.items()
        },
        "may_edit": may_edit(viewer_of(request), page.article),
    }
    return render(request, "articles/cite.html", context)


@shared(Key.LINKS, Key.TITLES)
@require_safe
@canonical
def show_information(request: HttpRequest, title: Title) -> HttpResponse:
    """Show what is known of a page besides what it says."""
    try:
        page = find_page(title, following_redirects=False)
    except (PageDeleted, PageMissing) as reason:
        return absent(request, title, reason)
    depends_on_page(request, page)
    viewer = viewer_of(request)
    context = {
        "title": title,
        "information": information_of(page, viewer),
        "may_edit": may_edit(viewer, page.article),
    }
    return render(request, "articles/information.html", context)


@shared()
@require_safe
def show_card(request: HttpRequest, title: Title) -> HttpResponse:
    """Tell in JSON what an article is about, the same to everybody."""
    try:
        card = find_card(title)
    except PageDeleted:
        return _no_card(HTTPStatus.GONE)
    except PageMissing:
        return _no_card(HTTPStatus.NOT_FOUND)
    depends_on_page(request, card.page)
    told = {
        "title": card.title.text,
        "description": card.description,
        "extract": card.extract,
    }
    return JsonResponse(told, headers={"Cache-Control": _A_MINUTE})


def _no_card(status: HTTPStatus) -> HttpResponse:
    return JsonResponse({}, status=status)


def _revision_to_cite(request: HttpRequest, page: Page) -> Revision:
    """Return the revision that was asked for, if the viewer may read it."""
    if "revision" not in request.GET:
        return page.revision
    revision = revision_or_404(request, number_in(request, "revision") or 0)
    if revision.article_id != page.article.pk or revision.is_text_hidden:
        raise Http404
    return revision


def _citation_file(work: Work, style: FileStyle) -> HttpResponse:
    name = attachment(work.title, style.extension)
    return HttpResponse(
        style.cite(work),
        content_type=f"{style.content_type}; charset=utf-8",
        headers={"Content-Disposition": name},
    )
