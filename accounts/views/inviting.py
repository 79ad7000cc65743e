"""Inviting: who may join is decided by moderators, one by one."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms import DecisionForm, InviteForm
from accounts.joining import decide, invite, revoke
from accounts.limits import Limit, TooManyTries, count_try
from accounts.models import Application, Invitation
from accounts.requests import as_number, viewer_of
from accounts.rights import Right, require
from accounts.routes import address_of
from accounts.views.afterwards import too_many
from accounts.ways import Way, way

_INVITATIONS = Limit("invite", 30, 24 * 3600)
_MOST_SHOWN = 50


@never_cache
@require_http_methods(["GET", "POST"])
def decide_on_waiting(request: HttpRequest) -> HttpResponse:
    """List the accounts that wait, the oldest first; approve or refuse one."""
    viewer = require(viewer_of(request), Right.INVITE)
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        sent = form.cleaned_data
        application = get_object_or_404(Application, pk=sent["application"])
        is_approved = sent["action"] == "approve"
        try:
            decided = decide(
                application, by=viewer, answer=sent["answer"], is_approved=is_approved
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _told(decided))
            return redirect("accounts:waiting")
    found = list(Application.objects.waiting()[: _MOST_SHOWN + 1])
    context = {
        "form": form,
        "applications": [(one, _typed(form, one)) for one in found[:_MOST_SHOWN]],
        "has_more": len(found) > _MOST_SHOWN,
    }
    return render(request, "accounts/waiting.html", context, status=_status(form))


@never_cache
@require_http_methods(["GET", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """Make an invitation, which is shown once; list one's own; revoke one."""
    viewer = require(viewer_of(request), Right.INVITE)
    is_revoking = request.POST.get("action") == "revoke"
    if is_revoking:
        number = as_number(request.POST.get("invitation", ""))
        if number is not None and revoke(number, by=viewer):
            messages.success(request, gettext("The invitation was revoked."))
        return redirect("accounts:invitations")
    form = InviteForm(request.POST if request.method == "POST" else None)
    link = ""
    if form.is_valid():
        try:
            count_try(_INVITATIONS, str(viewer.pk))
            _made, token = invite(by=viewer, note=form.cleaned_data["note"])
            query = urlencode({"invitation": token})
            path = f"{address_of('accounts:join')}?{query}"
            link, form = request.build_absolute_uri(path), InviteForm()
        except ValidationError as error:
            form.add_error(None, error)
        except TooManyTries as limit:
            context = {**_invitations_of(request), "form": form}
            return too_many(request, "accounts/invitations.html", context, limit)
    context = {**_invitations_of(request), "form": form, "link": link}
    return render(request, "accounts/invitations.html", context, status=_status(form))


def _told(decided: Application) -> str:
    if decided.outcome == Application.Outcome.APPROVED:
        return gettext("The account was approved.")
    return gettext("The account was refused.")


def _typed(form: DecisionForm, application: Application) -> str:
    """Return the reason that was sent for this one, if it could not be used."""
    is_its_own = form.data.get("application") == str(application.pk)
    return str(form.data.get("answer", "")) if is_its_own else ""


def _invitations_of(request: HttpRequest) -> dict[str, object]:
    """Return what the page lists: two queries, however many there are."""
    own = Invitation.objects.filter(by=viewer_of(request))
    return {
        "open_ones": own.open().order_by("id"),
        "used_ones": own.exclude(used_by=None).select_related("used_by")[:_MOST_SHOWN],
        "is_by_invitation": way() is Way.INVITATION,
    }


def _status(form: DecisionForm | InviteForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
