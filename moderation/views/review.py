"""Reviewing: the queue of proposals, one of them, and its author's own page."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.allowances import Act, count_acts
from accounts.limits import client_address
from accounts.models import User
from accounts.requests import viewer_of
from accounts.rights import Right, require
from articles.models import Article, Revision
from articles.reading import find_base, preview_of
from articles.views.parameters import number_in
from moderation.forms import AmendForm, DecisionForm
from moderation.models import HeldEdit, State
from moderation.proposals import (
    Standing,
    accept,
    amend,
    claim,
    queue,
    reject,
    send_back,
    standing_of,
    withdraw,
)
from moderation.views.answers import REFUSALS, answer

_MOST_CHANGES = 200


@cache_control(private=True, no_cache=True)
@require_safe
def review_queue(request: HttpRequest) -> HttpResponse:
    """List the proposals that wait, the oldest first."""
    viewer = require(viewer_of(request), Right.REVIEW)
    context = {
        "proposals": queue(viewer, after=number_in(request, "after")),
        "waiting": HeldEdit.objects.waiting().count(),
        "viewer": viewer,
    }
    return render(request, "moderation/review.html", context)


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def review_proposal(request: HttpRequest, held_id: int) -> HttpResponse:
    """Show a proposal against the page as it is now; a POST claims or decides it."""
    viewer = require(viewer_of(request), Right.REVIEW)
    held = get_object_or_404(HeldEdit.objects.for_review(), pk=held_id)
    if request.method == "POST" and request.POST.get("action") == "claim":
        claim(held, by=viewer)
        return redirect("moderation:review-proposal", held.pk)
    standing = standing_of(held)
    form = DecisionForm(request.POST or None)
    changes = () if standing.is_unshowable else standing.proposal.changes
    is_shown = held.is_open and not standing.is_unshowable
    context = {
        "held": held,
        "title": held.parsed_title,
        "standing": standing,
        "seen": _seen(standing),
        "changes": changes[:_MOST_CHANGES],
        "html": preview_of(standing.proposal.text) if is_shown else "",
        "viewer": viewer,
    }
    return answer(
        request,
        "moderation/review_proposal.html",
        form,
        context,
        lambda: _decide(request, held, form, viewer),
    )


@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def show_proposal(request: HttpRequest, token: str) -> HttpResponse:
    """Show a proposal to its author, who has its private link and may amend it."""
    held = get_object_or_404(HeldEdit.objects.for_review(), token=token)
    initial: dict[str, object] = {"text": held.text, "summary": held.summary}
    if request.method == "POST" and request.POST.get("action") == "withdraw":
        return _withdraw(request, held)
    standing = standing_of(held)
    initial["seen"] = _seen(standing)
    if standing.is_unshowable:
        initial["text"] = standing.current_text
    elif held.is_open and not standing.is_done_already:
        # So that amending it begins with what the page says now.
        initial["text"] = standing.proposal.text
    form = AmendForm(request.POST or None, initial=initial)
    context = {
        "held": held,
        "title": held.parsed_title,
        "standing": standing,
        "is_waiting": held.state == State.WAITING,
        "place": _place_in_queue(held),
    }

    def do() -> HttpResponse:
        sent = form.cleaned_data
        count_acts(request, Act.PROPOSE)
        address = client_address(request)
        amend(
            held,
            text=sent["text"],
            summary=sent["summary"],
            seen=find_base(_page_of(standing), sent["seen"], viewer_of(request)),
            address=address,
        )
        messages.success(
            request, gettext("Your proposal was changed, and waits again.")
        )
        return redirect(held)

    return answer(request, "moderation/proposal.html", form, context, do)


def _decide(
    request: HttpRequest, held: HeldEdit, form: DecisionForm, viewer: User
) -> HttpResponse:
    sent = form.cleaned_data
    words = {"by": viewer, "answer": sent["answer"]}
    match sent["action"]:
        case "reject":
            reject(held, **words)
            outcome = gettext("The proposal was rejected.")
        case "send-back":
            send_back(held, **words)
            outcome = gettext("The proposal was sent back to its author.")
        case action:
            seen = Revision.objects.filter(pk=sent["seen"]).first()
            taking = _taken(request) if action == "accept-part" else None
            accept(held, seen=seen, taking=taking, **words)
            outcome = gettext("The proposal was accepted and published.")
    messages.success(request, outcome)
    following = HeldEdit.objects.waiting().filter(pk__gt=held.pk).first()
    if following is not None:
        return redirect("moderation:review-proposal", following.pk)
    return redirect("moderation:review")


def _taken(request: HttpRequest) -> set[int]:
    sent = request.POST.getlist("take")
    return {int(one) for one in sent if one.isdecimal() and len(one) < 6}


def _withdraw(request: HttpRequest, held: HeldEdit) -> HttpResponse:
    try:
        withdraw(held)
    except REFUSALS as refusal:
        context = {"held": held, "title": held.parsed_title, "refusal": str(refusal)}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "moderation/proposal.html", context, status=status)
    messages.success(request, gettext("Your proposal was withdrawn."))
    return redirect(held)


def _page_of(standing: Standing) -> Article | None:
    return standing.current.article if standing.current else None


def _seen(standing: Standing) -> int | None:
    return standing.current.pk if standing.current else None


def _place_in_queue(held: HeldEdit) -> int:
    """Return how many proposals are looked at before this one, counted up to 100."""
    if held.state != State.WAITING:
        return 0
    return HeldEdit.objects.waiting().filter(pk__lt=held.pk)[:100].count()
