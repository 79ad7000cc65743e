"""The doors of accounts: log in, log out, preferences."""

from contextlib import suppress
from dataclasses import asdict

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.appearance import COOKIE, Appearance
from accounts.forms import AppearanceForm, LogInForm
from accounts.joining import begin_anew
from accounts.limits import Limit, TooManyTries, client_address, count_try, network_of
from accounts.models import Awaited, User
from accounts.names import MAX_LENGTH, tidy_name
from accounts.views.afterwards import next_address, too_many, with_next
from accounts.views.joining import send_link

_LOGINS_OF_AN_ACCOUNT = Limit("log in to", 10, 300)
_LETTERS_TO_AN_ACCOUNT = Limit("letter again to", 1, 600)
_LOGINS_FROM_A_NETWORK = Limit("log in from", 100, 300)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a name and a password."""
    form = LogInForm(request, request.POST or None)
    context = with_next(request, form)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            _count_log_in(request)
        except TooManyTries as limit:
            return too_many(request, "accounts/login.html", context, limit)
        if form.is_valid():
            login(request, form.get_user())
            return redirect(next_address(request))
        if form.waiting and form.waiting.awaits == Awaited.CONFIRMATION:
            _send_again(request, form.waiting)
    return render(request, "accounts/login.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def log_out(request: HttpRequest) -> HttpResponse:
    """Sign out; a GET only asks."""
    if request.method == "POST":
        logout(request)
        messages.success(request, gettext("You are logged out."))
        return redirect(next_address(request))
    return render(request, "accounts/logout.html", {"next": next_address(request)})


@never_cache
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Choose theme, text size, width and language for this browser.

    An address with a language in it speaks it already, so that whoever can't read the
    page they come from can read this one.
    """
    chosen = Appearance.parse(request.COOKIES.get(COOKIE, ""))
    wanted = request.GET.get("language", chosen.language)
    if wanted in dict(settings.LANGUAGES):
        translation.activate(wanted)
    initial = asdict(chosen) | {"language": wanted}
    sent = request.POST if request.method == "POST" else None
    form = AppearanceForm(sent, initial=initial)
    if form.is_valid():
        response = redirect(next_address(request))
        form.to_appearance().keep_in(response)
        translation.activate(form.cleaned_data["language"] or settings.LANGUAGE_CODE)
        messages.success(request, gettext("Saved."))
        return response
    status = 422 if form.errors else 200
    context = with_next(request, form)
    return render(request, "accounts/preferences.html", context, status=status)


def _send_again(request: HttpRequest, account: User) -> None:
    """Send the letter once more to somebody who knows the password, now and then."""
    with suppress(TooManyTries):
        count_try(_LETTERS_TO_AN_ACCOUNT, str(account.pk))
        begin_anew(account)
        send_link(request, account)


def _count_log_in(request: HttpRequest) -> None:
    network = network_of(client_address(request))
    name = tidy_name(request.POST.get("username", "")).replace("\0", "").casefold()
    count_try(_LOGINS_FROM_A_NETWORK, network)
    count_try(_LOGINS_OF_AN_ACCOUNT, f"{name[:MAX_LENGTH]} from {network}")
