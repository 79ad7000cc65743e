"""Editing: the form, its preview, its changes, and what may come of sending it."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.allowances import Act, count_looking
from accounts.blocking import words_of
from accounts.limits import TooManyTries, client_address
from accounts.requests import as_number, viewer_of
from articles.documents import section_of
from articles.drafts import Place, find_draft
from articles.editing import GONE, EditConflict, tidy_text
from articles.forms import ConflictForm, EditForm, new_key
from articles.models import Article, Draft, Origin, ProtectedAct, Revision
from articles.policy import (
    MAX_TEXT_BYTES,
    EditRefused,
    block_met,
    may_edit,
    objection_to,
)
from articles.reading import find_base
from articles.views.canonical import canonical
from articles.views.conflict import answer_conflict, show_new_conflict
from articles.views.editor import (
    REFUSALS,
    Desk,
    Preview,
    context_of,
    note_quietly,
    show_editor,
    show_refusal,
)
from articles.views.publishing import publish
from articles.views.refusals import Refusal, answer_refusal
from markup import Title
from markup.diff import compare
from markup.sections import Section


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@canonical
def edit_article(request: HttpRequest, title: Title) -> HttpResponse:
    """Edit an article or one of its sections, or start an article."""
    articles = Article.objects.titled(title).select_related("current_revision__author")
    desk = Desk(request, title, articles.first())
    if request.method != "POST":
        return _open(desk)
    if "mine" in request.POST:
        return answer_conflict(desk, ConflictForm(request.POST))
    form = EditForm(request.POST)
    if not form.is_valid():
        return show_editor(desk, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    base = find_base(desk.article, form.cleaned_data["base"], desk.viewer)
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
    try:
        count_looking(request, Act.PREVIEW)
    except TooManyTries as limit:
        template = "articles/_preview_refused.html"
        return answer_refusal(request, template, {"limit": limit}, limit, status=429)
    base, anchor = _base_of(request), request.POST.get("section", "")
    context = {"preview": Preview.of_section(tidy_text(text), anchor, base)}
    return render(request, "articles/_preview.html", context)


def _base_of(request: HttpRequest) -> Revision | None:
    """Return the revision in which the text is a section, if the script says which."""
    sent = request.POST
    if not sent.get("section"):
        return None
    try:
        title = Title.parse(sent.get("title", ""))
    except ValueError:
        return None
    article = Article.objects.published().titled(title).first()
    return find_base(article, as_number(sent.get("base", "")), viewer_of(request))


def _open(desk: Desk) -> HttpResponse:
    """Show the form with the text as it is now, or with one's draft of it."""
    current, section = desk.current, None
    if not desk.may_edit:
        act = ProtectedAct.EDIT if current else ProtectedAct.CREATE
        context = {
            "title": desk.title,
            "revision": current,
            "objection": objection_to(act, desk.viewer, desk.article, desk.title),
            "is_protected": desk.article is not None and desk.article.level_of(act),
        }
        return render(desk.request, "articles/source.html", context)
    anchor = desk.request.GET.get("section", "")
    if anchor and current:
        section = section_of(current.text, anchor)
    initial = {
        **_initial(current, section, anchor),
        "editor": desk.viewer.username if desk.viewer else "",
    }
    draft = _draft(desk, anchor, str(initial["text"]))
    is_continued = draft is not None and desk.request.GET.get("draft") == "continue"
    if draft is not None and is_continued:
        initial |= _drafted(draft)
    is_lost = bool(anchor) and section is None and not is_continued
    address = client_address(desk.request)
    block = block_met(desk.viewer, address, desk.article, desk.title)
    return show_editor(
        desk,
        EditForm(initial=initial),
        section=section,
        is_section_lost=is_lost,
        draft=draft,
        is_continued=is_continued,
        block_met=block,
        block_words=words_of(block) if block else "",
    )


def _initial(
    current: Revision | None, section: Section | None, anchor: str
) -> dict[str, object]:
    text = current.text if current else ""
    return {
        "text": section.cut_from(text) if section else text,
        "summary": f"/* {section.heading} */ " if section else "",
        "origin": Origin.PERSON,
        "section": anchor if section else "",
        "base": current.pk if current else None,
        "key": new_key(),
    }


def _draft(desk: Desk, anchor: str, text: str) -> Draft | None:
    """Return the viewer's draft for what is edited, if it says anything else."""
    if desk.viewer is None or "\0" in anchor:
        return None
    place = Place(author=desk.viewer, title=desk.title, section=anchor)
    draft = find_draft(place)
    return draft if draft and draft.text != text else None


def _drafted(draft: Draft) -> dict[str, object]:
    """Return what the form begins with when a draft is continued."""
    return {
        "text": draft.text,
        "summary": draft.summary,
        "minor": draft.minor,
        "origin": draft.origin,
        "section": draft.section,
        "base": draft.base_id,
    }


def _preview(desk: Desk, form: EditForm, base: Revision | None) -> HttpResponse:
    try:
        count_looking(desk.request, Act.PREVIEW)
    except TooManyTries as limit:
        return _refuse(desk, form, limit)
    note_quietly(desk, form)
    text, anchor = tidy_text(form.cleaned_data["text"]), form.cleaned_data["section"]
    is_public = desk.article is not None and desk.article.is_published
    shown = Preview.of_section(text, anchor, base if is_public else None)
    return show_editor(desk, form, preview=shown)


def _changes(desk: Desk, form: EditForm, base: Revision | None) -> HttpResponse:
    """Show the text as sent against the one it began with."""
    try:
        count_looking(desk.request, Act.PREVIEW)
        text = form.whole_text(base)
    except (EditRefused, TooManyTries) as refusal:
        return _refuse(desk, form, refusal)
    note_quietly(desk, form)
    difference = compare(base.text if base else "", tidy_text(text))
    return show_editor(desk, form, difference=difference)


def _publish(desk: Desk, form: EditForm, base: Revision | None) -> HttpResponse:
    if form.former_editor(desk.viewer):
        return show_editor(desk, form, status=HTTPStatus.FORBIDDEN)
    if _is_gone(desk, form, base):
        form.show_instead(base="", section="", key=new_key())
        return _refuse(desk, form, EditRefused(gettext(GONE)))
    try:
        text = form.whole_text(base)
        return publish(desk, form, base=base, text=text)
    except EditConflict as conflict:
        return show_new_conflict(desk, form, conflict, began=base, mine=text)
    except REFUSALS as refusal:
        return _refuse(desk, form, refusal)


def _is_gone(desk: Desk, form: EditForm, base: Revision | None) -> bool:
    """Whether the text that the form began with was deleted, or can't be seen."""
    if form.cleaned_data["base"] is None or desk.current is not None:
        return False
    return base is None or not base.article.is_published


def _refuse(desk: Desk, form: EditForm, refusal: Refusal) -> HttpResponse:
    context = context_of(desk, form)
    return show_refusal(desk, form, "articles/edit.html", context, refusal)
