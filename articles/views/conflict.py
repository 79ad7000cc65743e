"""Conflicts: both texts, passage by passage, and what is decided about each.

Nothing is kept between two requests: the form carries the text that contradicts, the
revision it began with and the one it was merged with, and they are merged again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from accounts.allowances import Act, count_looking
from accounts.requests import viewer_of
from articles.editing import GONE, EditConflict, tidy_text
from articles.forms import ConflictForm, EditForm, new_key
from articles.models import Revision, Tag
from articles.presence import forget_presence
from articles.reading import find_base
from articles.views.editor import (
    REFUSALS,
    Desk,
    Preview,
    context_of,
    note_quietly,
    show_editor,
    show_refusal,
)
from articles.views.passages import MOST_PASSAGES, Passage, passages_of
from articles.views.publishing import publish
from markup.diff import compare
from markup.merge import Merge, merge

_TEMPLATE = "articles/conflict.html"
_KEPT = ("summary", "minor", "origin", "editor")
_UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@dataclass(frozen=True, slots=True)
class _Dispute:
    """A text, the revision it began with, and the one that contradicts it."""

    began: Revision | None
    mine: str
    against: Revision
    merge: Merge


_Act = Callable[[Desk, ConflictForm, _Dispute, str], HttpResponse]


def show_new_conflict(
    desk: Desk,
    form: EditForm,
    conflict: EditConflict,
    *,
    began: Revision | None,
    mine: str,
) -> HttpResponse:
    """Show both texts, and a form that begins with the newer one, where it is now."""
    forget_presence(conflict.current.article.parsed_title, form.cleaned_data["key"])
    dispute = _Dispute(began, mine, conflict.current, conflict.merge)
    return _begin(desk, form, dispute, section=form.began_in_section)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Something to be taken back that later edits contradict."""

    conflict: EditConflict
    began: Revision
    """The last revision with what is to go."""
    mine: str
    """The text without it."""
    summary: str
    tag: Tag


def show_contradiction(request: HttpRequest, found: Contradiction) -> HttpResponse:
    """Show a conflict of one who takes back; it is decided as every other."""
    article, viewer = found.conflict.current.article, viewer_of(request)
    sent = {
        "text": found.mine,
        "summary": found.summary,
        "minor": "on" if found.tag == Tag.ROLLBACK else "",
        "editor": viewer.username if viewer else "",
    }
    desk = Desk(request, article.parsed_title, article)
    dispute = _Dispute(
        found.began, found.mine, found.conflict.current, found.conflict.merge
    )
    return _begin(desk, EditForm(sent), dispute, act=found.tag)


def _begin(
    desk: Desk, form: EditForm, dispute: _Dispute, *, section: str = "", act: str = ""
) -> HttpResponse:
    """Show the conflict for the first time, on the page where the article is now."""
    article = dispute.against.article
    desk = replace(desk, title=article.parsed_title, article=article)
    again = ConflictForm(
        initial={
            **_fields_of(form, dispute),
            "text": dispute.merge.text_preferring_mine,
            "key": new_key(),
            "from_section": section,
            "act": act,
        }
    )
    context = {
        **_context(desk, form, again, dispute),
        "passages": _passages(dispute, again, act),
    }
    return render(desk.request, _TEMPLATE, context, status=HTTPStatus.CONFLICT)


def answer_conflict(desk: Desk, form: ConflictForm) -> HttpResponse:
    """Do what was decided, by the choices or by the text in the free field."""
    is_valid = form.is_valid()
    dispute = _find_dispute(desk, form)
    if dispute is None:
        return _show_plain(desk, form)
    if dispute.against.pk != form.cleaned_data.get("base"):
        words = gettext("The page has changed. Please look at the passages again.")
        form.add_error(None, words)
    elif is_valid:
        return _act(desk, form, dispute)
    return _show(desk, form, dispute, status=_UNPROCESSABLE)


def _show_plain(desk: Desk, form: ConflictForm) -> HttpResponse:
    """Show the editor, with nothing to contradict: sent again, the page begins."""
    sent = {name: form[name].value() for name in ("text", *_KEPT)}
    sent["text"] = sent["text"] or form["mine"].value()
    plain = EditForm({**sent, "key": new_key()})
    plain.add_error(None, gettext(GONE))
    return show_editor(desk, plain, status=_UNPROCESSABLE)


def _act(desk: Desk, form: ConflictForm, dispute: _Dispute) -> HttpResponse:
    action, text = form.cleaned_data["action"], form.cleaned_data["text"]
    if action in {"resolve", "resolve-preview"}:
        try:
            text = dispute.merge.decided(form.decisions(dispute.merge))
        except ValueError as reason:
            form.add_error(None, str(reason))
            return _show(desk, form, dispute, status=_UNPROCESSABLE)
    acts: dict[str, _Act] = {
        "preview": _preview,
        "resolve-preview": _preview,
        "changes": _changes,
    }
    try:
        return acts.get(action, _publish)(desk, form, dispute, tidy_text(text))
    except REFUSALS as refusal:
        context = _context(desk, form, _again(form, dispute), dispute)
        return show_refusal(desk, form, _TEMPLATE, context, refusal)


def _preview(
    desk: Desk, form: ConflictForm, dispute: _Dispute, text: str
) -> HttpResponse:
    count_looking(desk.request, Act.PREVIEW)
    note_quietly(desk, form)
    return _show(desk, form, dispute, preview=Preview.of(text))


def _changes(
    desk: Desk, form: ConflictForm, dispute: _Dispute, text: str
) -> HttpResponse:
    """Show the text against the one that is published."""
    count_looking(desk.request, Act.PREVIEW)
    note_quietly(desk, form)
    return _show(desk, form, dispute, difference=compare(dispute.against.text, text))


def _publish(
    desk: Desk, form: ConflictForm, dispute: _Dispute, text: str
) -> HttpResponse:
    if form.former_editor(desk.viewer):
        return _show(desk, form, dispute, status=HTTPStatus.FORBIDDEN)
    base = dispute.against
    try:
        return publish(desk, form, base=base, text=text)
    except EditConflict as conflict:
        return show_new_conflict(desk, form, conflict, began=base, mine=text)


def _find_dispute(desk: Desk, form: ConflictForm) -> _Dispute | None:
    """Return the three texts that the form is about, merged again.

    If it names no revision of the page, it is about the current one. There is none
    with a page that nobody sees.
    """
    if desk.current is None:
        return None
    sent = form.cleaned_data
    against = find_base(desk.article, sent.get("base"), desk.viewer) or desk.current
    began = find_base(desk.article, sent.get("began"), desk.viewer)
    mine = (form["mine"].value() or "").replace("\r\n", "\n")
    merged = merge(began.text if began else "", tidy_text(mine), against.text)
    return _Dispute(began, mine, against, merged)


def _show(
    desk: Desk,
    form: ConflictForm,
    dispute: _Dispute,
    *,
    status: int = HTTPStatus.OK,
    **shown: object,
) -> HttpResponse:
    """Show the conflict again, with all that was typed and chosen."""
    context = {**_context(desk, form, _again(form, dispute), dispute), **shown}
    return render(desk.request, _TEMPLATE, context, status=status)


def _again(form: ConflictForm, dispute: _Dispute) -> ConflictForm:
    """Return a form with what was sent; what was left out is as in the beginning."""
    text = form["text"].value()
    initial = {
        **_fields_of(form, dispute),
        "text": dispute.merge.text_preferring_mine if text is None else text,
        "key": form["key"].value() or new_key(),
        "from_section": form["from_section"].value(),
        "act": form["act"].value(),
    }
    return ConflictForm(initial=initial)


def _fields_of(form: EditForm, dispute: _Dispute) -> dict[str, object]:
    return {
        **{name: form[name].value() for name in _KEPT},
        "mine": dispute.mine,
        "began": dispute.began.pk if dispute.began else None,
        "base": dispute.against.pk,
    }


def _context(
    desk: Desk, sent: EditForm, again: ConflictForm, dispute: _Dispute
) -> dict[str, object]:
    return {
        **context_of(desk, sent),
        "sent": sent,
        "form": again,
        "against": dispute.against,
        "passages": _passages(dispute, sent, again["act"].value()),
        "is_too_much": len(dispute.merge.conflicts) > MOST_PASSAGES,
    }


def _passages(dispute: _Dispute, form: EditForm, act: str | None) -> list[Passage]:
    if len(dispute.merge.conflicts) > MOST_PASSAGES:
        return []
    return passages_of(dispute.merge, form, is_taken_back=bool(act))
