"""The doors of accounts: join, log in, log out, preferences."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.appearance import COOKIE, Appearance
from accounts.forms import LOOKS_TAKEN, AppearanceForm, JoinForm
from accounts.limits import Limit, TooManyTries, client_address, count_try, network_of
from accounts.models import User
from accounts.names import MAX_LENGTH, tidy_name

_LOGINS_OF_AN_ACCOUNT = Limit("log in to", 10, 300)
_LOGINS_FROM_A_NETWORK = Limit("log in from", 100, 300)


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Sign up, and be signed in."""
    form = JoinForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            _count_sign_up(request)
        except TooManyTries as limit:
            return _refused(request, "accounts/join.html", form, limit)
        if form.is_valid() and (account := _made(form)):
            login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
            messages.success(request, f"Welcome, {account}. You have an account now.")
            return redirect(next_address(request))
    return render(request, "accounts/join.html", _context(request, form), status=status)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a name and a password."""
    form = AuthenticationForm(request, request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            _count_log_in(request)
        except TooManyTries as limit:
            return _refused(request, "accounts/login.html", form, limit)
        if form.is_valid():
            login(request, form.get_user())
            return redirect(next_address(request))
    return render(
        request, "accounts/login.html", _context(request, form), status=status
    )


@never_cache
@require_http_methods(["GET", "POST"])
def log_out(request: HttpRequest) -> HttpResponse:
    """Sign out; a GET only asks."""
    if request.method == "POST":
        logout(request)
        messages.success(request, "You are logged out.")
        return redirect(next_address(request))
    return render(request, "accounts/logout.html", {"next": next_address(request)})


@never_cache
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Choose theme, text size and width for this browser."""
    chosen = Appearance.parse(request.COOKIES.get(COOKIE, ""))
    initial = {"theme": chosen.theme, "size": chosen.size, "width": chosen.width}
    sent = request.POST if request.method == "POST" else None
    form = AppearanceForm(sent, initial=initial)
    if form.is_valid():
        response = redirect(next_address(request))
        form.to_appearance().keep_in(response)
        messages.success(request, "Saved.")
        return response
    status = 422 if form.errors else 200
    return render(
        request, "accounts/preferences.html", _context(request, form), status=status
    )


def _made(form: JoinForm) -> User | None:
    """Make the account, unless somebody was given the same name just now."""
    try:
        with transaction.atomic():
            account: User = form.save()
            return account
    except IntegrityError:
        form.add_error("username", LOOKS_TAKEN)
        return None


def next_address(request: HttpRequest) -> str:
    """Return where to go afterwards: an address of this site, never another's."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = (
        wanted.startswith("/")
        and wanted.isprintable()
        and "\\" not in wanted
        and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    )
    return wanted if is_ours else "/"


def _context(request: HttpRequest, form: object) -> dict[str, object]:
    return {"form": form, "next": next_address(request)}


def _count_sign_up(request: HttpRequest) -> None:
    most = settings.CANONICA_SIGNUPS_PER_HOUR
    count_try(Limit("sign up", most, 3600), network_of(client_address(request)))


def _count_log_in(request: HttpRequest) -> None:
    network = network_of(client_address(request))
    name = tidy_name(request.POST.get("username", "")).replace("\0", "").casefold()
    count_try(_LOGINS_FROM_A_NETWORK, network)
    count_try(_LOGINS_OF_AN_ACCOUNT, f"{name[:MAX_LENGTH]} from {network}")


def _refused(
    request: HttpRequest, template: str, form: object, limit: TooManyTries
) -> HttpResponse:
    context = {**_context(request, form), "refusal": str(limit)}
    response = render(request, template, context, status=429)
    response.headers["Retry-After"] = str(limit.seconds)
    return response
