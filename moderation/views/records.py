"""Records: the inbox, the public log, the rights of each role, the private audit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.models import Appeal, AuditAct, LogAct
from accounts.requests import viewer_of
from accounts.rights import MATRIX, Right, Role, require
from accounts.sessions import with_recent_password
from accounts.shared import Key, shared
from articles.views.parameters import number_in, text_in
from moderation.inbox import inbox_of
from moderation.logs import audit_page, log_page

_MOST_APPEALS = 50


@cache_control(private=True, no_cache=True)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show all that awaits a decision, with counts, ages, and who is on it."""
    viewer = require(viewer_of(request), Right.REVIEW)
    return render(request, "moderation/inbox.html", {"inbox": inbox_of(viewer)})


@shared(Key.LOG)
@require_safe
def show_log(request: HttpRequest) -> HttpResponse:
    """Show the public log of all that moderators did."""
    filters = {
        name: text_in(request, name).strip() for name in ("act", "subject", "actor")
    }
    entries = log_page(before=number_in(request, "before"), **filters)
    context = {"entries": entries, "filters": filters, "acts": LogAct.choices}
    return render(request, "moderation/log.html", context)


@shared()
@require_safe
def show_rights(request: HttpRequest) -> HttpResponse:
    """Show what each role may do."""
    rows = [(right.label, [role in MATRIX[right] for role in Role]) for right in Right]
    context = {"roles": [role.label for role in Role], "rows": rows}
    return render(request, "moderation/rights.html", context)


@cache_control(private=True, no_store=True)
@with_recent_password
@require_safe
def show_audit(request: HttpRequest) -> HttpResponse:
    """Show the private audit to administrators."""
    require(viewer_of(request), Right.SEE_AUDIT)
    act = text_in(request, "act").strip()
    context = {
        "entries": audit_page(before=number_in(request, "before"), act=act),
        "act": act,
        "acts": AuditAct.choices,
    }
    return render(request, "moderation/audit.html", context)


@cache_control(private=True, no_cache=True)
@require_safe
def list_appeals(request: HttpRequest) -> HttpResponse:
    """List the appeals that wait for an answer."""
    require(viewer_of(request), Right.BLOCK)
    waiting = Appeal.objects.filter(state=Appeal.State.OPEN).order_by("id")
    rows = waiting.select_related("block__account")[:_MOST_APPEALS]
    return render(request, "moderation/appeals.html", {"appeals": rows})
