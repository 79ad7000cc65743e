"""Operating: roles, addresses, what is held, and the switches of the site."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.addresses import accounts_from, addresses_of
from accounts.blocking import find_account
from accounts.models.network import parse_network
from accounts.requests import viewer_of
from accounts.rights import Right, Role, require
from accounts.roles import give_role
from accounts.sessions import with_recent_password
from articles.views.viewers import account_or_404
from moderation.forms import HoldForm, LookUpForm, RoleForm, SwitchForm
from moderation.models import HoldRule, Switch
from moderation.rules import set_rule
from moderation.switches import turn
from moderation.views.answers import answer


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_recent_password
def change_role(request: HttpRequest, name: str) -> HttpResponse:
    """Give an account another role."""
    viewer = require(viewer_of(request), Right.SET_ROLES)
    account = account_or_404(name)
    form = RoleForm(request.POST or None, initial={"role": account.role})

    def do() -> HttpResponse:
        sent = form.cleaned_data
        give_role(account, Role(sent["role"]), by=viewer, reason=sent["reason"])
        words = gettext("The role of %(name)s was changed.") % {"name": account}
        messages.success(request, words)
        return redirect(account)

    return answer(request, "moderation/role.html", form, {"account": account}, do)


@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_recent_password
def look_up_addresses(request: HttpRequest) -> HttpResponse:
    """Show where an account came from, or who came from a range; it is written down."""
    viewer = require(viewer_of(request), Right.SEE_ADDRESSES)
    form = LookUpForm(request.POST or None, initial={"who": request.GET.get("who", "")})

    def do() -> HttpResponse:
        who, reason = form.cleaned_data["who"], form.cleaned_data["reason"]
        context: dict[str, object] = {"form": form, "who": who}
        try:
            network = parse_network(who)
        except ValidationError:
            account = find_account(who)
            context["account"] = account
            context["seen"] = addresses_of(account, by=viewer, reason=reason)
        else:
            context["seen"] = accounts_from(network, by=viewer, reason=reason)
        return render(request, "moderation/addresses.html", context)

    return answer(request, "moderation/addresses.html", form, {}, do)


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def change_holding(request: HttpRequest) -> HttpResponse:
    """Say which edits wait for a reviewer."""
    viewer = require(viewer_of(request), Right.PROTECT)
    initial = {"title": request.GET.get("title", ""), "level": Role.TRUSTED}
    form = HoldForm(request.POST or None, initial=initial)

    def do() -> HttpResponse:
        sent = form.cleaned_data
        set_rule(
            title=sent["title"],
            namespace=int(sent["namespace"]) if sent["namespace"] else None,
            level=sent["level"],
            reason=sent["reason"],
            expires_at=form.expires_at(),
            by=viewer,
        )
        messages.success(request, gettext("Which edits are held was changed."))
        return redirect("moderation:holding")

    context = {"rules": HoldRule.objects.select_related("by")}
    return answer(request, "moderation/holding.html", form, context, do)


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_recent_password
def operate(request: HttpRequest) -> HttpResponse:
    """Switch read-only mode, the holding of all edits, and the notice."""
    viewer = require(viewer_of(request), Right.OPERATE)
    form = SwitchForm(request.POST or None)

    def do() -> HttpResponse:
        sent = form.cleaned_data
        turn(sent["kind"], is_on=sent["is_on"], words=sent["words"], by=viewer)
        messages.success(request, gettext("The switch was turned."))
        return redirect("moderation:operate")

    known = {one.kind: one for one in Switch.objects.select_related("by")}
    switches = [(kind, known.get(kind)) for kind in Switch.Kind]
    return answer(request, "moderation/operate.html", form, {"switches": switches}, do)
