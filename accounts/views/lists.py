"""Lists: what is not wanted in names, e-mail addresses, links and titles."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.forms import ListForm
from accounts.lists import add, remove
from accounts.models import ListEntry, ListKind
from accounts.rights import Right, require
from accounts.sessions import with_recent_password
from accounts.views.afterwards import viewer_of

_MOST_DIGITS = 18


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_recent_password
def keep_lists(request: HttpRequest) -> HttpResponse:
    """Show all lists; put a pattern on one, or take one off."""
    viewer = require(viewer_of(request), Right.KEEP_LISTS)
    if request.POST.get("action") == "remove":
        entry = get_object_or_404(ListEntry, pk=_number(request.POST.get("entry", "")))
        remove(entry, by=viewer)
        messages.success(request, f"“{entry.pattern}” was taken off the list.")
        return redirect("lists")
    form = ListForm(request.POST or None)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            kind = ListKind(sent["kind"])
            added = add(kind, sent["pattern"], by=viewer, note=sent["note"])
        except ValidationError as error:
            form.add_error("pattern", error)
        else:
            messages.success(request, f"“{added.pattern}” was put on the list.")
            return redirect("lists")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "lists": _all_lists()}
    return render(request, "accounts/lists.html", context, status=status)


def _all_lists() -> list[tuple[ListKind, list[ListEntry]]]:
    """Return each list with its patterns. One query."""
    entries = list(ListEntry.objects.for_listing().order_by("kind", "pattern"))
    return [(kind, [one for one in entries if one.kind == kind]) for kind in ListKind]


def _number(sent: str) -> int:
    is_number = sent.isascii() and sent.isdecimal() and len(sent) <= _MOST_DIGITS
    return int(sent) if is_number else 0
