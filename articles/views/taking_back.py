"""Taking back: restore a revision, undo an edit, roll back an author's run of edits."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.allowances import Act
from accounts.language import for_everybody
from accounts.limits import TooManyTries, client_address
from accounts.requests import viewer_of
from accounts.temporary import author_of, count_author, keep_signed_in
from articles.editing import (
    EditConflict,
    Removal,
    as_taken_back,
    check_seen,
    removal_of,
    removal_of_run,
    revert_to,
    undo,
)
from articles.forms import SummaryForm, new_key
from articles.lifecycle import RunGrew, roll_back
from articles.models import Revision, Tag
from articles.pictures import shown_of
from articles.policy import EditHeld, EditRefused, ProposedEdit, may_edit
from articles.reading import compare, find_base, run_of
from articles.views.conflict import Contradiction, show_contradiction
from articles.views.outcomes import tell_outcome
from articles.views.publishing import keep_waiting, sender_of, show_waiting
from articles.views.refusals import answer_refusal
from articles.views.viewers import revision_or_404
from markup.diff import Difference
from markup.diff import compare as compare_texts

_ROLLED_BACK = gettext_noop("Rolled back %(revisions)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class _TakingBack:
    """One way to take something back, of one revision."""

    request: HttpRequest
    revision: Revision
    tag: Tag
    do: Callable[[Revision, ProposedEdit], Revision]
    removal_of: Callable[[Revision], Removal]
    summary: str
    """What the form suggests to say of it."""

    @property
    def seen_as(self) -> tuple[str, str]:
        return as_taken_back(self.revision, self.tag)

    @property
    def template(self) -> str:
        return f"articles/{self.tag}.html"


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def restore_revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Give an article an older text again; a GET shows what that would change."""
    revision = revision_or_404(request, revision_id)
    return _answer(
        _TakingBack(
            request=request,
            revision=revision,
            tag=Tag.RESTORE,
            do=revert_to,
            removal_of=_removal_of_later,
            summary=_for_everybody(
                gettext_noop("Restored revision %(number)s"), number=revision.number
            ),
        )
    )


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def undo_revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Take back one edit; a GET shows what that would change."""
    revision = revision_or_404(request, revision_id)
    return _answer(
        _TakingBack(
            request=request,
            revision=revision,
            tag=Tag.UNDO,
            do=undo,
            removal_of=removal_of,
            summary=_for_everybody(
                gettext_noop("Undid revision %(number)s"), number=revision.number
            ),
        )
    )


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def roll_back_revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Take back an author's edits in a row; a GET shows what that would change."""
    revision = revision_or_404(request, revision_id)
    run = run_of(revision)
    with for_everybody():
        summary = gettext(_ROLLED_BACK) % {"revisions": run.in_words}
    return _answer(
        _TakingBack(
            request=request,
            revision=revision,
            tag=Tag.ROLLBACK,
            do=roll_back,
            removal_of=removal_of_run,
            summary=summary,
        ),
        run=run,
    )


def _for_everybody(message: str, **named: object) -> str:
    """Say what a history will say, in the language of the encyclopedia."""
    with for_everybody():
        return gettext(message) % named


def _beginning_of_rolling_back() -> str:
    """Return how its suggested summary begins, whichever revisions it names."""
    return _for_everybody(_ROLLED_BACK, revisions="\n").partition("\n")[0]


def _removal_of_later(revision: Revision) -> Removal:
    """Restoring takes back everything that came later."""
    current = revision.article.current_revision
    if current is None:
        raise EditRefused(gettext("The page has no text."))
    return Removal(current, revision, current)


def _answer(act: _TakingBack, **shown: object) -> HttpResponse:
    viewer, article = viewer_of(act.request), act.revision.article
    initial = {
        "base": article.current_revision_id,
        "key": new_key(),
        "editor": viewer.username if viewer else "",
    }
    form = SummaryForm(act.request.POST or None, initial=initial)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return _show(act, form, status, **shown)
    if form.former_editor(viewer):
        return _show(act, form, HTTPStatus.FORBIDDEN, **shown)
    try:
        return _take_back(act, form)
    except EditConflict as conflict:
        return _show_conflict(act, form, conflict)
    except RunGrew as reason:
        typed = form.cleaned_data["summary"]
        is_suggested = typed.startswith(_beginning_of_rolling_back())
        kept = {} if is_suggested else {"summary": typed}
        again = SummaryForm(initial=initial | kept)
        return _show(act, again, HTTPStatus.CONFLICT, grew=str(reason), **shown)


def _take_back(act: _TakingBack, form: SummaryForm) -> HttpResponse:
    """Do it. Raises EditConflict and RunGrew."""
    request, article = act.request, act.revision.article
    title, current = article.parsed_title, article.current_revision
    base = find_base(article, form.cleaned_data["base"], viewer_of(request))
    try:
        count_author(request, Act.TAKE_BACK)
        with transaction.atomic():
            edit = form.to_edit(title=title, author=author_of(request), base=base)
            edit = replace(edit, address=client_address(request))
            if act.tag == Tag.RESTORE:
                edit = replace(edit, base=base or current)
            try:
                saved = act.do(act.revision, edit)
            except EditHeld as held:
                waiting = keep_waiting(request, edit, held)
                keep_signed_in(request, waiting.author)
                return show_waiting(request, title, str(held), waiting)
            author = sender_of(request, edit, saved, seen_as=act.seen_as)
    except (EditRefused, TooManyTries) as refusal:
        context = {
            "title": title,
            "refusal": refusal,
            "revision": act.revision,
            "form": form,
            "suggested": act.summary,
            "may_publish": True,
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if not may_edit(viewer_of(request), article):
            status = HTTPStatus.FORBIDDEN
        return answer_refusal(
            request, "articles/refused.html", context, refusal, status=status
        )
    keep_signed_in(request, author)
    tell_outcome(request, saved, author=author, before=base or current)
    return redirect(saved.article)


def _show(
    act: _TakingBack, form: SummaryForm, status: HTTPStatus, **shown: object
) -> HttpResponse:
    """Show what the page would be, or the passages that contradict, or why not."""
    difference, picture, refusal = None, None, ""
    try:
        removal = act.removal_of(act.revision)
        difference = _difference(act, removal)
        picture = removal.picture_before()
    except EditConflict as conflict:
        return _show_conflict(act, form, conflict)
    except EditRefused as reason:
        refusal, status = str(reason), HTTPStatus.UNPROCESSABLE_ENTITY
    viewer = viewer_of(act.request)
    context = {
        "title": act.revision.article.parsed_title,
        "revision": act.revision,
        "form": form,
        "suggested": act.summary,
        "difference": difference,
        "picture": shown_of(picture) if picture else None,
        "refusal": refusal,
        "former_editor": form.former_editor(viewer),
        "may_publish": may_edit(viewer, act.revision.article),
        **shown,
    }
    return render(act.request, act.template, context, status=status)


def _difference(act: _TakingBack, removal: Removal) -> Difference:
    if act.tag == Tag.RESTORE:
        check_seen(act.revision)
        return compare(removal.current, act.revision)
    return compare_texts(removal.current.text, removal.text_left())


def _show_conflict(
    act: _TakingBack, form: SummaryForm, conflict: EditConflict
) -> HttpResponse:
    """Let whoever takes back decide, passage by passage, as in every conflict."""
    removal = act.removal_of(act.revision)
    began = removal.last
    if act.tag == Tag.RESTORE:
        sent = form.cleaned_data.get("base") if form.is_valid() else None
        viewer = viewer_of(act.request)
        began = find_base(act.revision.article, sent, viewer) or began
    return show_contradiction(
        act.request,
        Contradiction(
            conflict=conflict,
            began=began,
            mine=removal.before.text,
            summary=form["summary"].value() or act.summary,
            tag=act.tag,
        ),
    )
