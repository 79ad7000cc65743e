"""History: what an article was, what changed, and taking changes back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import viewer_of
from accounts.shared import article_key, depends_on, shared
from articles.changes import EVERYTHING, PAGE_SIZES, history_of, rows_of
from articles.filters import Filters
from articles.models import Article, Revision, Tag
from articles.plots import plots_of
from articles.policy import may_edit
from articles.reading import (
    compare,
    folded_between,
    page_of,
    revision_after,
    revision_before,
    run_of,
)
from articles.views.canonical import canonical
from articles.views.depending import depends_on_page
from articles.views.parameters import number_in
from articles.views.viewers import revision_or_404
from markup import Title
from markup.diff import compare as compare_texts
from markup.marking import mark_changes

DIFFERENCE_VIEW = "difference"
"""The cookie that remembers how somebody likes to see differences."""
DIFFERENCE_VIEWS = ("side", "inline", "page")
"""Texts side by side, texts one below the other, and the page with its changes."""


@shared()
@require_safe
@canonical
def show_history(request: HttpRequest, title: Title) -> HttpResponse:
    """List an article's revisions, or lead to the comparison of two of them."""
    articles = Article.objects.published().select_related("current_revision")
    articles = articles.defer("current_revision__text")
    article = get_object_or_404(articles, title=title.text)
    depends_on(request, article_key(article.pk))
    old, new = number_in(request, "old"), number_in(request, "new")
    if old is not None and new is not None:
        return redirect("articles:diff", *sorted([old, new]))
    size = number_in(request, "size")
    if size not in PAGE_SIZES:
        size = PAGE_SIZES[1]
    viewer, filters = viewer_of(request), Filters.parse(request.GET)
    before = number_in(request, "before")
    revisions = history_of(article, viewer, before=before, size=size, filters=filters)
    is_beginning = before is None and filters == EVERYTHING
    context = {
        "title": title,
        "article": article,
        "revisions": revisions,
        "rows": rows_of(revisions.rows, is_complete=not filters.query),
        "plots": plots_of(article) if is_beginning else None,
        "filters": filters,
        "tags": Tag.choices,
        "size": size,
        "sizes": PAGE_SIZES,
        "more": f"{filters.query}size={size}&",
        "may_edit": may_edit(viewer, article),
        "today": timezone.localdate(),
    }
    return render(request, "articles/history.html", context)


@shared()
@require_safe
def show_revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Show an article as it was at one revision."""
    revision = revision_or_404(request, revision_id)
    page = page_of(revision)
    depends_on_page(request, page)
    context = {
        "page": page,
        "revision": revision,
        "title": Title.parse(revision.title),
        "before": revision_before(revision, viewer_of(request)),
        "after": revision_after(revision, viewer_of(request)),
        "is_current": revision.article.current_revision_id == revision.pk,
    }
    return render(request, "articles/revision.html", context)


@shared()
@require_safe
def show_difference(
    request: HttpRequest, new_id: int, old_id: int | None = None
) -> HttpResponse:
    """Compare two revisions of an article, or one with the one before it."""
    new, viewer = revision_or_404(request, new_id), viewer_of(request)
    if old_id is None:
        old = revision_before(new, viewer)
    else:
        old = revision_or_404(request, old_id)
    if old is not None and old.article_id != new.article_id:
        raise Http404
    if old is not None and old.number > new.number:
        return redirect("articles:diff", new.pk, old.pk)
    depends_on(request, article_key(new.article_id))
    view = _difference_view(request)
    context = {
        "title": new.article.parsed_title,
        "old": old,
        "new": new,
        "view": view,
        "may_edit": may_edit(viewer, new.article),
        **_around(old, new, viewer),
        **_compared(request, old, new, view),
    }
    response = render(request, "articles/diff.html", context)
    if "view" in request.GET:
        response.set_cookie(DIFFERENCE_VIEW, view, httponly=True, samesite="Lax")
    return response


def _around(
    old: Revision | None, new: Revision, viewer: User | None
) -> dict[str, object]:
    """Find what the difference is a part of, and what are its parts."""
    run = run_of(new)
    return {
        "folded": folded_between(old, new, viewer),
        "run": None if run.is_within(old, new) else run,
        "is_run_shown": old is not None and run.ends == (old.pk, new.pk),
        "earlier": revision_before(old, viewer) if old else None,
        "later": revision_after(new, viewer),
    }


def _compared(
    request: HttpRequest, old: Revision | None, new: Revision, view: str
) -> dict[str, object]:
    """Compare the pages as readers see them, or the texts above the newer page."""
    if new.is_text_hidden or (old is not None and old.is_text_hidden):
        return {"is_hidden": True}
    page = page_of(new)
    depends_on_page(request, page)
    after = page.rendering.html
    if view == "page":
        before = _html_before(request, old)
        return {"marked_html": mark_changes(before, after)}
    difference = compare(old, new) if old else compare_texts("", new.text)
    return {"difference": difference, "html": after}


def _html_before(request: HttpRequest, old: Revision | None) -> str:
    if old is None:
        return ""
    page = page_of(old)
    depends_on_page(request, page)
    return page.rendering.html


def _difference_view(request: HttpRequest) -> str:
    wanted = request.GET.get("view") or request.COOKIES.get(DIFFERENCE_VIEW, "")
    return wanted if wanted in DIFFERENCE_VIEWS else DIFFERENCE_VIEWS[0]
