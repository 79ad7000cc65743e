"""Passwords: change one's own, ask for a link when it is forgotten, and follow it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.letters import send_password_link
from accounts.limits import Limit, TooManyTries, client_address, count_try, network_of
from accounts.models import User
from accounts.password_forms import (
    ChangePasswordForm,
    ForgottenForm,
    NewPasswordForm,
)
from accounts.passwords import (
    account_of_link,
    has_password_of_its_own,
    link_to_set,
    set_password,
)
from accounts.requests import viewer_of
from accounts.views.afterwards import too_many

_CHANGES = Limit("change the password of", 10, 300)
_LINKS_FOLLOWED = Limit("set a password from", 60, 3600)
_LINKS_ASKED_FOR = Limit("ask for a link from", 20, 3600)
_NEW = ("new_password1", "new_password2")


@never_cache
@sensitive_post_parameters("old_password", *_NEW)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Change one's own password; one's other browsers are logged out."""
    account = viewer_of(request)
    if account is None or account.is_temporary:
        return redirect_to_login(request.get_full_path())
    form = ChangePasswordForm(account, request.POST or None)
    context = {"form": form, "heading": gettext("Change your password")}
    if asked := _ask(request, account, context, (_CHANGES, str(account.pk))):
        return asked
    update_session_auth_hash(request, account)
    messages.success(request, gettext("Your password was changed."))
    return redirect("accounts:preferences")


@never_cache
@sensitive_post_parameters(*_NEW)
@require_http_methods(["GET", "HEAD", "POST"])
def set_by_link(request: HttpRequest) -> HttpResponse:
    """Set a new password without the old one, which whoever has the link may do."""
    sent = request.GET
    account = account_of_link(sent.get("account", ""), sent.get("token", ""))
    if account is None:
        return render(request, "accounts/no_password.html", status=HTTPStatus.GONE)
    form = NewPasswordForm(account, request.POST or None)
    context = {
        "form": form,
        "account": account,
        "heading": gettext("Set a new password"),
    }
    network = network_of(client_address(request))
    if asked := _ask(request, account, context, (_LINKS_FOLLOWED, network)):
        return asked
    said = gettext("%(name)s, your password was set. Log in.")
    messages.success(request, said % {"name": account})
    return redirect("accounts:log-in")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Send a link to the address of an account; the answer tells nothing of it."""
    form = ForgottenForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST":
        try:
            count_try(_LINKS_ASKED_FOR, network_of(client_address(request)))
        except TooManyTries as limit:
            return too_many(request, "accounts/forgotten.html", context, limit)
        if form.is_valid():
            _send_link(request, form.cleaned_data["username"])
            messages.success(
                request,
                gettext(
                    "If there is such an account, and it has an e-mail address, a link "
                    "to set a new password was sent there."
                ),
            )
            return redirect("accounts:forgotten")
    return render(request, "accounts/forgotten.html", context, status=_status(form))


def _ask(
    request: HttpRequest,
    account: User,
    context: dict[str, Any],
    tries: tuple[Limit, str],
) -> HttpResponse | None:
    """Set the password that was sent, or return the page that asks for one."""
    form = context["form"]
    if request.method == "POST":
        try:
            count_try(*tries)
        except TooManyTries as limit:
            return too_many(request, "accounts/password.html", context, limit)
        if form.is_valid():
            set_password(account, form.new_password, address=client_address(request))
            return None
    return render(request, "accounts/password.html", context, status=_status(form))


def _send_link(request: HttpRequest, name: str) -> None:
    try:
        account = User.objects.get_by_natural_key(name)
    except User.DoesNotExist:
        return
    if account.email and has_password_of_its_own(account):
        send_password_link(account, request.build_absolute_uri(link_to_set(account)))


def _status(form: ChangePasswordForm | NewPasswordForm | ForgottenForm) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
