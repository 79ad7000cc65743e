"""Blocks: made, listed, looked at, appealed against and lifted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.allowances import Act, count_acts
from accounts.blocking import (
    answer_appeal,
    appeal,
    block_account,
    block_network,
    blocks_on,
    find_account,
    lift,
    may_lift,
)
from accounts.limits import client_address
from accounts.models import Appeal, Block
from accounts.requests import viewer_of
from accounts.rights import Right, may, require
from accounts.sessions import with_recent_password
from articles.guarding_forms import BecauseForm
from articles.slices import slice_of
from articles.views.parameters import number_in
from moderation.forms import AccountBlockForm, AnswerForm, AppealForm, NetworkBlockForm
from moderation.views.answers import answer

_PAGE = 50


@require_safe
def list_blocks(request: HttpRequest) -> HttpResponse:
    """List the blocks that are in force."""
    before = number_in(request, "before")
    blocks = Block.objects.in_force().filter(caused_by=None).for_listing()
    if before is not None:
        blocks = blocks.filter(pk__lt=before)
    rows = slice_of(
        blocks.order_by("-pk")[: _PAGE + 1],
        _PAGE,
        lambda row: str(row.pk),
        is_first=before is None,
    )
    context = {"blocks": rows, "may_block": may(viewer_of(request), Right.BLOCK)}
    return render(request, "moderation/blocks.html", context)


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_recent_password
def block_somebody(request: HttpRequest, name: str = "") -> HttpResponse:
    """Block an account."""
    viewer = require(viewer_of(request), Right.BLOCK)
    form = AccountBlockForm(request.POST or None, initial={"name": name, "days": "3"})

    def do() -> HttpResponse:
        account = find_account(form.cleaned_data["name"])
        made = block_account(account, form.to_terms(), by=viewer)
        messages.success(request, _is_blocked(str(account)))
        return redirect(made)

    context = {"heading": gettext("Block an account")}
    return answer(request, "moderation/block.html", form, context, do)


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_recent_password
def block_addresses(request: HttpRequest) -> HttpResponse:
    """Block an address or a range."""
    viewer = require(viewer_of(request), Right.BLOCK)
    form = NetworkBlockForm(request.POST or None, initial={"days": "1"})

    def do() -> HttpResponse:
        network = form.cleaned_data["network"]
        made = block_network(network, form.to_terms(), by=viewer)
        messages.success(request, _is_blocked(made.target))
        return redirect(made)

    context = {"heading": gettext("Block an address or a range")}
    return answer(request, "moderation/block.html", form, context, do)


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def show_block(request: HttpRequest, block_id: int) -> HttpResponse:
    """Show a block; who is blocked may appeal, and a moderator may lift it."""
    block = get_object_or_404(Block.objects.for_listing(), pk=block_id)
    viewer = viewer_of(request)
    is_liftable = may_lift(viewer, block)
    may_appeal = block in blocks_on(viewer, client_address(request))
    is_concerned = may_appeal or (viewer is not None and block.account == viewer)
    # What somebody says to the moderators is published to nobody else.
    appeals = _appeals_against(block) if is_liftable or is_concerned else []
    context = {
        "found": block,
        "places": _places_of(block),
        "appeals": appeals,
        "may_lift": is_liftable and block.is_in_force,
        "may_appeal": may_appeal and not any(one.is_open for one in appeals),
        "lift_form": BecauseForm(),
        "appeal_form": AppealForm(),
    }
    if request.POST.get("action") == "lift":
        return _lift(request, block, context)
    context["appeal_form"] = form = AppealForm(request.POST or None)

    def do() -> HttpResponse:
        count_acts(request, Act.APPEAL)
        text = form.cleaned_data["text"]
        appeal(block, text, by=viewer, address=client_address(request))
        messages.success(request, gettext("Your appeal waits for a moderator."))
        return redirect(block)

    return answer(request, "moderation/block_detail.html", form, context, do)


def _lift(
    request: HttpRequest, block: Block, context: dict[str, object]
) -> HttpResponse:
    viewer = require(viewer_of(request), Right.BLOCK)
    form = BecauseForm(request.POST)

    def do() -> HttpResponse:
        lift(block, by=viewer, reason=form.cleaned_data["reason"])
        messages.success(request, gettext("The block was lifted."))
        return redirect(block)

    shown = {**context, "lift_form": form}
    return answer(request, "moderation/block_detail.html", form, shown, do)


def _is_blocked(name: str) -> str:
    return gettext("%(name)s is blocked.") % {"name": name}


def _places_of(block: Block) -> str:
    """Return in words what pages and categories it is for; nothing if for all."""
    quoted = gettext("“%(words)s”")
    return " ".join(
        quoted % {"words": one} for one in [*block.titles, *block.categories]
    )


def _appeals_against(block: Block) -> list[Appeal]:
    return list(block.appeals.select_related("answered_by"))


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_one_appeal(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """Answer an appeal, and lift the block if it is granted."""
    viewer = require(viewer_of(request), Right.BLOCK)
    found = get_object_or_404(
        Appeal.objects.select_related("block__account", "block__by"), pk=appeal_id
    )
    form = AnswerForm(request.POST or None)

    def do() -> HttpResponse:
        sent = form.cleaned_data
        is_granted = sent["is_granted"]
        answer_appeal(found, by=viewer, answer=sent["reason"], is_granted=is_granted)
        messages.success(request, gettext("The appeal was answered."))
        return redirect(found.block)

    context = {"appeal": found, "found": found.block}
    return answer(request, "moderation/appeal.html", form, context, do)
