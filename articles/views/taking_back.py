"""Taking back: restore a revision, undo an edit, roll back an author's run of edits."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.limits import TooManyTries
from accounts.temporary import author_of, count_newcomer, keep_signed_in
from articles.editing import (
    EditConflict,
    revert_to,
    text_without,
    text_without_run,
    undo,
)
from articles.forms import SummaryForm, new_key
from articles.lifecycle import roll_back
from articles.models import Article, Revision
from articles.policy import EditHeld, EditRefused, ProposedEdit, may_edit
from articles.reading import compare, find_base, run_of
from articles.views.outcomes import tell_outcome
from articles.views.refusals import answer_refusal
from articles.views.viewers import revision_or_404, viewer_of
from markup.diff import compare as compare_texts

TakeBack = Callable[[Revision, ProposedEdit], Revision]


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def restore_revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Give an article an older text again; a GET shows what that would change."""
    revision = revision_or_404(request, revision_id)
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
    return render(request, "articles/restore.html", context, status=_status(form))


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def undo_revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Take back one edit; a GET shows what that would change."""
    revision = revision_or_404(request, revision_id)
    form = SummaryForm(request.POST or None, initial=_initial(revision.article))
    if form.is_valid():
        current = revision.article.current_revision
        return _take_back(request, undo, revision, form, current)
    context: dict[str, object] = {
        "suggested": f"Undid revision {revision.number} by {revision.author}"
    }
    return _show_removal(
        request, "articles/undo.html", revision, form, text_without, context
    )


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def roll_back_revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Take back an author's edits in a row; a GET shows what that would change."""
    revision = revision_or_404(request, revision_id)
    form = SummaryForm(request.POST or None, initial=_initial(revision.article))
    if form.is_valid():
        current = revision.article.current_revision
        return _take_back(request, roll_back, revision, form, current)
    run = run_of(revision)
    edits = "1 edit" if run.count == 1 else f"{run.count} edits"
    context = {"run": run, "suggested": f"Rolled back {edits} by {revision.author}"}
    return _show_removal(
        request, "articles/rollback.html", revision, form, text_without_run, context
    )


def _show_removal(
    request: HttpRequest,
    template: str,
    revision: Revision,
    form: SummaryForm,
    text_left: Callable[[Revision], str],
    context: dict[str, object],
) -> HttpResponse:
    """Show what the page would be without some edits, or why it can't be."""
    current, status = revision.article.current_revision, _status(form)
    difference, refusal = None, ""
    try:
        text = text_left(revision)
        difference = compare_texts(current.text if current else "", text)
    except (EditConflict, EditRefused) as reason:
        refusal, status = str(reason), _status_of(reason)
    context |= {
        "title": revision.article.parsed_title,
        "revision": revision,
        "form": form,
        "difference": difference,
        "refusal": refusal,
    }
    return render(request, template, context, status=status)


def _take_back(
    request: HttpRequest,
    act: TakeBack,
    revision: Revision,
    form: SummaryForm,
    base: Revision | None,
) -> HttpResponse:
    title = revision.article.parsed_title
    try:
        count_newcomer(request)
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


def _status(form: SummaryForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _status_of(refusal: Exception) -> HTTPStatus:
    if isinstance(refusal, EditConflict):
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY


def _initial(article: Article) -> dict[str, object]:
    return {"base": article.current_revision_id, "key": new_key()}
