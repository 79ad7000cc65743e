"""Lists: what is not wanted in names, e-mail addresses, links and titles."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.forms import ListForm
from accounts.lists import add, remove
from accounts.models import ListEntry, ListKind
from accounts.requests import as_number, viewer_of
from accounts.rights import Right, require
from accounts.routes import address_of
from accounts.sessions import with_recent_password

PAGE = 100


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_recent_password
def keep_lists(request: HttpRequest) -> HttpResponse:
    """Show a list; put a pattern on it, or take one off."""
    viewer = require(viewer_of(request), Right.KEEP_LISTS)
    if request.POST.get("action") == "remove":
        entry = get_object_or_404(
            ListEntry, pk=as_number(request.POST.get("entry", ""))
        )
        remove(entry, by=viewer)
        said = gettext("“%(pattern)s” was taken off the list.")
        messages.success(request, said % {"pattern": entry.pattern})
        return redirect(_address_of(entry.kind))
    kind = _kind_in(request)
    form = ListForm(request.POST or None, initial={"kind": kind})
    if form.is_valid():
        sent = form.cleaned_data
        try:
            added = add(
                ListKind(sent["kind"]), sent["pattern"], by=viewer, note=sent["note"]
            )
        except ValidationError as error:
            form.add_error("pattern", error)
        else:
            said = gettext("“%(pattern)s” was put on the list.")
            messages.success(request, said % {"pattern": added.pattern})
            return redirect(_address_of(added.kind))
    context = {"form": form, "kind": kind, "kinds": list(ListKind)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context |= _part_of(kind, request.GET.get("after", "").replace("\0", ""))
    return render(request, "accounts/lists.html", context, status=status)


def _part_of(kind: ListKind, after: str) -> dict[str, object]:
    """Return what follows a pattern in a list, in the order of its letters. One query.

    The next part is found by its key: the lists are long.
    """
    following = ListEntry.objects.of(kind).for_listing().filter(pattern__gt=after)
    found = list(following[: PAGE + 1])
    entries = found[:PAGE]
    next_after = entries[-1].pattern if len(found) > PAGE else ""
    return {"entries": entries, "before": after, "after": next_after}


def _address_of(kind: str) -> str:
    return f"{address_of('lists')}?{urlencode({'kind': kind})}"


def _kind_in(request: HttpRequest) -> ListKind:
    """Return the list that was asked for, by the form that was sent or the address."""
    asked = request.POST.get("kind") or request.GET.get("kind")
    return ListKind(asked) if asked in ListKind.values else ListKind.NAME
