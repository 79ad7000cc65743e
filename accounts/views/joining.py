"""Joining: getting an account, in the way that the site wants it."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.addresses import note_address
from accounts.allowances import Act, count_acts
from accounts.blocking import Blocked, check_not_blocked
from accounts.forms import JOIN_FORMS, LOOKS_TAKEN, JoinForm
from accounts.joining import (
    JoinRefused,
    confirm,
    is_confirmable,
    is_invited,
    make_account,
)
from accounts.letters import TOKENS, send_confirmation
from accounts.limits import Limit, TooManyTries, client_address, count_try, network_of
from accounts.models import Awaited, BlockedAct, User
from accounts.pace import COST_OF_HURRY, Pace
from accounts.requests import as_number, viewer_of
from accounts.routes import address_of
from accounts.views.afterwards import next_address, too_many, with_next
from accounts.ways import Way, way

_CONFIRMATIONS = Limit("confirm an address from", 60, 3600)
_WAITS_FOR = {
    Awaited.CONFIRMATION: gettext_noop(
        "Almost there. A link was sent to %(address)s. Open it within 3 days, press "
        "the button there, and log in."
    ),
    Awaited.APPROVAL: gettext_noop(
        "Almost there. Your account waits until a moderator approves it. Log in later "
        "to see what became of it."
    ),
}


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Sign up; and be signed in, if the account has to wait for nothing."""
    wanted = way()
    token = request.GET.get("invitation", "")
    is_shut = wanted is Way.INVITATION and not is_invited(token)
    if wanted is Way.CLOSED or is_shut:
        shut = {"way": wanted, "token": token, "next": next_address(request)}
        return render(request, "accounts/no_joining.html", shut, status=403)
    form = JOIN_FORMS[wanted](request.POST or None)
    context = {**with_next(request, form), "way": wanted}
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        try:
            _count_sign_up(request, form.pace)
            _refuse_blocked(request)
            if form.is_valid() and (account := _made(request, form, token)):
                return _welcome(request, account)
        except TooManyTries as limit:
            return too_many(request, "accounts/join.html", context, limit)
        except (Blocked, JoinRefused) as refusal:
            context["refusal"] = str(refusal)
            status = HTTPStatus.FORBIDDEN
    return render(request, "accounts/join.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm_address(request: HttpRequest) -> HttpResponse:
    """Confirm the e-mail address of an account by a button; the link only shows it."""
    account_id = as_number(request.GET.get("account", "")) or 0
    token = request.GET.get("token", "")
    if request.method == "POST":
        try:
            count_try(_CONFIRMATIONS, network_of(client_address(request)))
        except TooManyTries as limit:
            return too_many(request, "accounts/confirm_address.html", {}, limit)
        if account := confirm(account_id, token):
            said = gettext("%(name)s, your account is ready. Log in.")
            messages.success(request, said % {"name": account})
            return redirect("accounts:log-in")
    account = User.objects.filter(pk=account_id).first()
    if account is not None and not is_confirmable(account, token):
        account = None
    status = HTTPStatus.OK if account else HTTPStatus.GONE
    context = {"account": account}
    return render(request, "accounts/confirm_address.html", context, status=status)


def send_link(request: HttpRequest, account: User) -> None:
    """Send the link that confirms the address of an account that waits for that."""
    query = urlencode({"account": str(account.pk), "token": TOKENS.make_token(account)})
    link = f"{address_of('accounts:confirm-address')}?{query}"
    send_confirmation(account, request.build_absolute_uri(link))


def _made(request: HttpRequest, form: JoinForm, token: str) -> User | None:
    """Make the account, unless somebody was given the same name just now."""
    try:
        with transaction.atomic():
            account: User = form.save(commit=False)
            make_account(account, words=form.cleaned_data.get("words", ""), token=token)
            note_address(account, client_address(request))
            return account
    except IntegrityError:
        form.add_error("username", LOOKS_TAKEN)
        return None


def _welcome(request: HttpRequest, account: User) -> HttpResponse:
    """Sign somebody in, or tell what their account waits for."""
    if account.is_active:
        login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
        said = gettext("Welcome, %(name)s. You have an account now.")
        messages.success(request, said % {"name": account})
        return redirect(next_address(request))
    if account.awaits == Awaited.CONFIRMATION:
        send_link(request, account)
    said = gettext(_WAITS_FOR[Awaited(account.awaits)])
    messages.success(request, said % {"address": account.email})
    query = urlencode({"next": next_address(request)})
    return redirect(f"{address_of('accounts:log-in')}?{query}")


def _refuse_blocked(request: HttpRequest) -> None:
    address = client_address(request)
    check_not_blocked(viewer_of(request), address, BlockedAct.JOIN)


def _count_sign_up(request: HttpRequest, pace: Pace) -> None:
    limit = Limit("sign up", settings.CANONICA_SIGNUPS_PER_HOUR, 3600)
    for _ in range(1 if pace is Pace.HUMAN else COST_OF_HURRY):
        count_try(limit, network_of(client_address(request)))
        count_acts(request, Act.JOIN)
