"""The desk: drafts of what is being written, and who else is writing."""

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from accounts.allowances import Act, count_acts
from accounts.limits import TooManyTries
from accounts.models import User
from accounts.requests import viewer_of
from accounts.routes import address_of
from articles.documents import section_of
from articles.drafts import (
    Content,
    Place,
    TooManyDrafts,
    discard_draft,
    drafts_of,
    save_draft,
)
from articles.editing import tidy_text
from articles.forms import EditForm
from articles.models import Article, Origin, Revision
from articles.policy import MAX_TEXT_BYTES, may_edit
from articles.presence import LONGEST_KEY
from articles.reading import find_base
from articles.views.editor import note_editor
from markup import Title


@cache_control(private=True, no_cache=True)
@require_POST
def keep_draft(request: HttpRequest, title: Title) -> HttpResponse:
    """Save what an account has typed so far, or discard it."""
    viewer, form = viewer_of(request), EditForm(request.POST)
    if request.POST.get("action") == "discard":
        return _discard(viewer, title, request.POST.get("section", ""))
    if viewer is None or form.former_editor(viewer):
        reason = gettext("Log in to keep drafts on the server.")
        return _refuse(HTTPStatus.FORBIDDEN, reason)
    if not form.is_valid():
        reason = gettext("The form made no sense.")
        return _refuse(HTTPStatus.UNPROCESSABLE_ENTITY, reason)
    if len(tidy_text(form.cleaned_data["text"]).encode()) > MAX_TEXT_BYTES:
        most = number_format(MAX_TEXT_BYTES, force_grouping=True)
        reason = gettext("A draft has at most %(size)s bytes.") % {"size": most}
        return _refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, reason)
    try:
        count_acts(request, Act.DRAFT)
        return _keep(viewer, title, form)
    except TooManyTries as limit:
        return _too_many(limit)
    except TooManyDrafts as limit:
        return _refuse(HTTPStatus.CONFLICT, str(limit))


@require_safe
@login_required
def list_drafts(request: HttpRequest) -> HttpResponse:
    """Show one's own drafts, the newest first."""
    viewer = viewer_of(request)
    drafts = drafts_of(viewer) if viewer else []
    return render(request, "articles/drafts.html", {"drafts": drafts})


@cache_control(private=True, no_cache=True)
@require_POST
def note_editing(request: HttpRequest, title: Title) -> HttpResponse:
    """Note that a form is open, and tell who else has the page's editor open."""
    key = request.POST.get("key", "")
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        return _refuse(HTTPStatus.UNPROCESSABLE_ENTITY, gettext("The form has no key."))
    if not may_edit(viewer_of(request), Article.objects.titled(title).first()):
        return _refuse(HTTPStatus.FORBIDDEN, gettext("You may not edit this page."))
    try:
        others = note_editor(request, title, key)
    except TooManyTries as limit:
        return _too_many(limit)
    named = [
        {"name": other.name, "since": f"{other.since:%H:%M}"} for other in others.named
    ]
    return JsonResponse({"others": named, "more": others.more})


def _keep(viewer: User, title: Title, form: EditForm) -> JsonResponse:
    sent = form.cleaned_data
    articles = Article.objects.titled(title).select_related("current_revision")
    article = articles.first()
    base = find_base(article, sent["base"], viewer)
    place = Place(author=viewer, title=title, section=sent["section"])
    text = tidy_text(sent["text"])
    current = article.current_revision if article else None
    if _is_published(text, place.section, [base, current]):
        discard_draft(place)
        return JsonResponse({"saved_at": None})
    draft = save_draft(
        place,
        Content(
            text=text,
            base=base,
            summary=sent["summary"],
            minor=sent["minor"],
            origin=sent["origin"] or Origin.PERSON,
        ),
    )
    return JsonResponse({"saved_at": draft.saved_at.isoformat()})


def _is_published(text: str, anchor: str, revisions: Iterable[Revision | None]) -> bool:
    """Whether a draft says only what one of the revisions says already.

    Without any, the page is not there yet, and only an empty draft says nothing new.
    """
    found = {revision.pk: revision.text for revision in revisions if revision}
    return text in {
        tidy_text(_part_of(whole, anchor)) for whole in found.values() or [""]
    }


def _part_of(text: str, anchor: str) -> str:
    section = section_of(text, anchor) if anchor else None
    return section.cut_from(text) if section else text


def _discard(viewer: User | None, title: Title, section: str) -> HttpResponse:
    if viewer is not None and "\0" not in section:
        discard_draft(Place(author=viewer, title=title, section=section))
    address = address_of("articles:edit", title)
    query = f"?{urlencode({'section': section})}" if section else ""
    return redirect(address + query)


def _refuse(status: HTTPStatus, reason: str) -> JsonResponse:
    return JsonResponse({"reason": reason}, status=status)


def _too_many(limit: TooManyTries) -> JsonResponse:
    response = _refuse(HTTPStatus.TOO_MANY_REQUESTS, str(limit))
    response.headers["Retry-After"] = str(limit.seconds)
    return response
