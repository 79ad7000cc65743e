"""History: what an article was, what changed, and taking changes back."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import TooManyTries
from accounts.temporary import author_of, keep_signed_in
from articles.editing import EditConflict, revert_to, text_without, undo
from articles.forms import SummaryForm, new_key
from articles.listing import PAGE_SIZES, history_of
from articles.models import Article, Revision
from articles.policy import EditHeld, EditRefused, ProposedEdit, may_edit
from articles.reading import (
    between,
    compare,
    find_base,
    find_revision,
    page_of,
    revision_after,
    revision_before,
)
from articles.views.canonical import canonical
from articles.views.outcomes import tell_outcome
from articles.views.parameters import number_in
from articles.views.refusals import answer_refusal
from articles.views.viewers import viewer_of
from markup import Title
from markup.diff import compare as compare_texts

DIFFERENCE_VIEW = "difference"
"""The cookie that remembers whether differences are shown side by side or inline."""


@require_safe
@canonical
def show_history(request: HttpRequest, title: Title) -> HttpResponse:
    """List an article's revisions, or lead to the comparison of two of them."""
    article = get_object_or_404(Article.objects.published(), title=title.text)
    old, new = number_in(request, "old"), number_in(request, "new")
    if old is not None and new is not None:
        return redirect("articles:diff", *sorted([old, new]))
    size = number_in(request, "size")
    if size not in PAGE_SIZES:
        size = PAGE_SIZES[1]
    revisions = history_of(
        article,
        viewer_of(request),
        before=number_in(request, "before"),
        size=size,
    )
    context = {
        "title": title,
        "article": article,
        "revisions": revisions,
        "size": size,
        "sizes": PAGE_SIZES,
        "more": f"size={size}&",
        "may_edit": may_edit(viewer_of(request), article),
    }
    return render(request, "articles/history.html", context)


@require_safe
def show_revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Show an article as it was at one revision."""
    revision = _revision(request, revision_id)
    context = {
        "page": page_of(revision),
        "revision": revision,
        "title": Title.parse(revision.title),
        "before": revision_before(revision),
        "after": revision_after(revision),
        "is_current": revision.article.current_revision_id == revision.pk,
    }
    return render(request, "articles/revision.html", context)


@require_safe
def show_difference(
    request: HttpRequest, new_id: int, old_id: int | None = None
) -> HttpResponse:
    """Compare two revisions of an article, or one with the one before it."""
    new = _revision(request, new_id)
    old = revision_before(new) if old_id is None else _revision(request, old_id)
    if old is not None and old.article_id != new.article_id:
        raise Http404
    if old is not None and old.number > new.number:
        return redirect("articles:diff", new.pk, old.pk)
    if old is None:
        difference, omitted = compare_texts("", new.text), None
    else:
        difference, omitted = compare(old, new), between(old, new)
    view = _difference_view(request)
    context = {
        "title": new.article.parsed_title,
        "old": old,
        "new": new,
        "difference": difference,
        "omitted": omitted,
        "view": view,
        "page": page_of(new),
        "earlier": revision_before(old) if old else None,
        "later": revision_after(new),
        "may_edit": may_edit(viewer_of(request), new.article),
    }
    response = render(request, "articles/diff.html", context)
    if "view" in request.GET:
        response.set_cookie(DIFFERENCE_VIEW, view, httponly=True, samesite="Lax")
    return response


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def restore_revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Give an article an older text again; a GET shows what that would change."""
    revision = _revision(request, revision_id)
    article, current = revision.article, revision.article.current_revision
    form = SummaryForm(request.POST or None, initial=_initial(article))
    if form.is_valid():
        base = find_base(article, form.cleaned_data["base"]) or current
        return _take_back(request, revert_to, revision, form, base)
    context = {
        "title": article.parsed_title,
        "revision": revision,
        "form": form,
        "difference": compare(current, revision) if current else None,
        "suggested": f"Restored revision {revision.number} by {revision.author}",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "articles/restore.html", context, status=status)


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def undo_revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Take back one edit; a GET shows what that would change."""
    revision = _revision(request, revision_id)
    current = revision.article.current_revision
    form = SummaryForm(request.POST or None, initial=_initial(revision.article))
    if form.is_valid():
        return _take_back(request, undo, revision, form, current)
    difference, refusal = None, None
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    try:
        text = text_without(revision)
        difference = compare_texts(current.text if current else "", text)
    except (EditConflict, EditRefused) as reason:
        refusal, status = str(reason), _status_of(reason)
    context = {
        "title": revision.article.parsed_title,
        "revision": revision,
        "form": form,
        "difference": difference,
        "refusal": refusal,
        "suggested": f"Undid revision {revision.number} by {revision.author}",
    }
    return render(request, "articles/undo.html", context, status=status)


TakeBack = Callable[[Revision, ProposedEdit], Revision]


def _take_back(
    request: HttpRequest,
    act: TakeBack,
    revision: Revision,
    form: SummaryForm,
    base: Revision | None,
) -> HttpResponse:
    title = revision.article.parsed_title
    try:
        with transaction.atomic():
            author = author_of(request)
            edit = form.to_edit(title=title, author=author, base=base)
            saved = act(revision, edit)
    except (EditConflict, EditRefused, EditHeld, TooManyTries) as refusal:
        context = {"title": title, "refusal": refusal, "revision": revision}
        template, status = "articles/refused.html", _status_of(refusal)
        if not may_edit(viewer_of(request), revision.article):
            status = HTTPStatus.FORBIDDEN
        return answer_refusal(request, template, context, refusal, status=status)
    keep_signed_in(request, author)
    tell_outcome(request, saved, author=author, before=base)
    return redirect(saved.article)


def _status_of(refusal: Exception) -> HTTPStatus:
    if isinstance(refusal, EditConflict):
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY


def _initial(article: Article) -> dict[str, object]:
    return {"base": article.current_revision_id, "key": new_key()}


def _revision(request: HttpRequest, revision_id: int) -> Revision:
    revision = find_revision(revision_id, viewer_of(request))
    if revision is None:
        raise Http404
    return revision


def _difference_view(request: HttpRequest) -> str:
    wanted = request.GET.get("view") or request.COOKIES.get(DIFFERENCE_VIEW)
    return "inline" if wanted == "inline" else "side"
