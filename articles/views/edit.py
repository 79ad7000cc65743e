"""Editing: the form, its preview, its changes, and what may come of sending it."""

from dataclasses import dataclass
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.limits import TooManyTries
from accounts.temporary import author_of, keep_signed_in
from articles.editing import EditConflict, submit_edit, tidy_text
from articles.forms import EditForm, new_key
from articles.models import Article, Revision
from articles.policy import (
    LONG_TEXT_BYTES,
    MAX_TEXT_BYTES,
    EditHeld,
    EditRefused,
    may_edit,
)
from articles.reading import find_base, preview_of
from articles.views.canonical import canonical
from articles.views.outcomes import tell_outcome
from articles.views.refusals import Refusal, answer_refusal
from articles.views.viewers import viewer_of
from markup import Title
from markup.diff import compare
from markup.sections import Section, find_section


@dataclass(frozen=True, slots=True)
class _Desk:
    """What an editor works on: a title, and the article there, if there is one."""

    request: HttpRequest
    title: Title
    article: Article | None

    @property
    def current(self) -> Revision | None:
        return self.article.current_revision if self.article else None


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@canonical
def edit_article(request: HttpRequest, title: Title) -> HttpResponse:
    """Edit an article or one of its sections, or start an article."""
    articles = Article.objects.titled(title).select_related("current_revision__author")
    desk = _Desk(request, title, articles.first())
    if request.method != "POST":
        return _open(desk)
    form = EditForm(request.POST)
    if not form.is_valid():
        return _show(desk, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    base = find_base(desk.article, form.cleaned_data["base"])
    actions = {"preview": _preview, "changes": _changes}
    return actions.get(form.cleaned_data["action"], _publish)(desk, form, base)


@cache_control(private=True, no_cache=True)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Answer a text with the HTML its page would have: the editor's live preview."""
    text = request.POST.get("content", "")
    if not may_edit(viewer_of(request), None):
        return render(request, "articles/_preview_refused.html", status=403)
    if len(text.encode()) > MAX_TEXT_BYTES:
        return render(request, "articles/_preview_refused.html", status=413)
    return render(request, "articles/_preview.html", {"html": preview_of(text)})


def _open(desk: _Desk) -> HttpResponse:
    """Show the form with the text as it is now."""
    current, section = desk.current, None
    if not may_edit(viewer_of(desk.request), desk.article):
        context = {"title": desk.title, "article": desk.article, "revision": current}
        return render(desk.request, "articles/source.html", context)
    anchor = desk.request.GET.get("section", "")
    if anchor and current:
        section = find_section(current.text, anchor)
    form = EditForm(initial=_initial(current, section, anchor))
    is_lost = bool(anchor) and section is None
    return _show(desk, form, section=section, is_section_lost=is_lost)


def _initial(
    current: Revision | None, section: Section | None, anchor: str
) -> dict[str, object]:
    text = current.text if current else ""
    return {
        "text": section.cut_from(text) if section else text,
        "summary": f"/* {section.heading} */ " if section else "",
        "section": anchor if section else "",
        "base": current.pk if current else None,
        "key": new_key(),
    }


def _preview(desk: _Desk, form: EditForm, _base: Revision | None) -> HttpResponse:
    html = preview_of(tidy_text(form.cleaned_data["text"]))
    return _show(desk, form, preview=html)


def _changes(desk: _Desk, form: EditForm, base: Revision | None) -> HttpResponse:
    """Show the text as sent against the one it began with."""
    try:
        text = form.whole_text(base)
    except EditRefused as refusal:
        return _refuse(desk, form, refusal)
    return _show(desk, form, difference=compare(base.text if base else "", text))


def _publish(desk: _Desk, form: EditForm, base: Revision | None) -> HttpResponse:
    try:
        with transaction.atomic():
            author = author_of(desk.request)
            text = form.whole_text(base)
            edit = form.to_edit(title=desk.title, author=author, base=base, text=text)
            revision = submit_edit(edit)
    except EditConflict as conflict:
        return _conflict(desk, form, conflict)
    except (EditRefused, EditHeld, TooManyTries) as refusal:
        return _refuse(desk, form, refusal)
    keep_signed_in(desk.request, author)
    is_as_sent = revision.text == tidy_text(text)
    tell_outcome(
        desk.request, revision, author=author, before=base, is_as_sent=is_as_sent
    )
    anchor = form.cleaned_data["section"]
    address = revision.article.get_absolute_url()
    return redirect(f"{address}#{anchor}" if anchor else address)


def _conflict(desk: _Desk, form: EditForm, conflict: EditConflict) -> HttpResponse:
    """Both texts, passage by passage, and a form that begins with the newer one."""
    again = EditForm(
        initial={
            "text": conflict.merge.text_preferring_mine,
            "summary": form.cleaned_data["summary"],
            "minor": form.cleaned_data["minor"],
            "base": conflict.current.pk,
            "key": new_key(),
        }
    )
    context = {
        "title": desk.title,
        "form": again,
        "mine": form.cleaned_data["text"],
        "conflict": conflict,
    }
    return render(
        desk.request, "articles/conflict.html", context, status=HTTPStatus.CONFLICT
    )


def _refuse(desk: _Desk, form: EditForm, refusal: Refusal) -> HttpResponse:
    form.add_error(None, str(refusal))
    is_allowed = may_edit(viewer_of(desk.request), desk.article)
    return answer_refusal(
        desk.request,
        "articles/edit.html",
        _context(desk, form),
        refusal,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if is_allowed else HTTPStatus.FORBIDDEN,
    )


def _show(
    desk: _Desk, form: EditForm, *, status: int = HTTPStatus.OK, **shown: object
) -> HttpResponse:
    context = {**_context(desk, form), **shown}
    return render(desk.request, "articles/edit.html", context, status=status)


def _context(desk: _Desk, form: EditForm) -> dict[str, object]:
    text = form["text"].value() or ""
    return {
        "title": desk.title,
        "article": desk.article,
        "is_new": desk.current is None,
        "form": form,
        "is_long": len(text.encode()) > LONG_TEXT_BYTES,
    }
