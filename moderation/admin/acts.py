"""Acts: what is done to chosen rows of a list, once it was shown and confirmed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.forms import Form, Textarea, TextInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from accounts.limits import client_address
from accounts.models import User
from accounts.requests import as_number, site_of, viewer_of
from accounts.rights import Right, require
from articles.forms import new_key
from articles.lifecycle import RunGrew
from moderation.views.answers import REFUSALS

MOST = 50
"""So many rows at once: whoever confirms shall have been able to look at each."""

_CONFIRMED = "confirmed"
_KEY = "key"
_LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody is shown of a row before an act."""

    words: str = ""
    seen: int | None = None
    """The id of the revision that is current now, if the act depends on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Who does an act, and what they sent with it."""

    by: User
    form: Any
    seen: int | None
    """The revision that was current when they looked."""
    key: str
    """The same for a page that is sent twice."""
    address: str
    site: str
    """The address of the site, without a slash at its end."""


def _nothing_to_say(_row: Any) -> Look:
    return Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that may be done to rows of a list by those who have the right."""

    name: str
    label: str
    """What the list offers."""
    right: Right
    effect: str
    """What will be done, in a sentence or two."""
    done: str
    """What was done, in a word before the names of the rows."""
    do: Callable[[Any, Doing], str | None]
    """The function of the public page; it may return words about the outcome."""
    form: type[Form] = Form
    initial: Mapping[str, object] = field(default_factory=dict)
    look: Callable[[Any], Look] = _nothing_to_say
    is_grave: bool = False
    """Whether it asks for a password that was given lately."""
    is_secret: bool = False
    """Whether its outcome is shown at once, and kept nowhere."""


@dataclass(frozen=True, slots=True)
class Row:
    """A chosen row, as the page of an act shows it."""

    row: Any
    address: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an act on one row."""

    name: str
    words: str = ""
    refusal: str = ""


def perform(
    act: Act, request: HttpRequest, rows: Sequence[Row], context: Mapping[str, object]
) -> HttpResponse:
    """Show what an act would do to the rows; once that is confirmed, do it.

    Each row is done or refused by itself, and told of. Raises NotAllowed.
    """
    by = require(viewer_of(request), act.right)
    is_confirmed = _CONFIRMED in request.POST
    form = act.form(request.POST if is_confirmed else None, initial={**act.initial})
    _widen(form)
    key = request.POST.get(_KEY, "")[:_LONGEST_KEY] or new_key()
    if is_confirmed and form.is_valid():
        outcomes = [_done(act, one.row, request, form, by) for one in rows]
        if not act.is_secret:
            _tell(act, request, outcomes)
            return redirect(request.get_full_path())
        context = {**context, "outcomes": outcomes}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(
        request,
        "admin/act.html",
        {
            **context,
            "title": gettext(act.label).rstrip("…"),
            "effect": gettext(act.effect),
            "act": act,
            "form": form,
            "key": key,
            "rows": [(one, act.look(one.row)) for one in rows],
            "checkbox_name": ACTION_CHECKBOX_NAME,
        },
        status=status,
    )


def _widen(form: Form) -> None:
    """Let fields for words be as wide as those of the administration."""
    for one in form.fields.values():
        if isinstance(one.widget, TextInput | Textarea):
            one.widget.attrs.setdefault("class", "vTextField")


def _done(act: Act, row: Any, request: HttpRequest, form: Form, by: User) -> Outcome:
    doing = Doing(
        by=by,
        form=form,
        seen=as_number(request.POST.get(f"seen-{row.pk}", "")),
        key=request.POST.get(_KEY, "")[:_LONGEST_KEY],
        address=client_address(request),
        site=site_of(request),
    )
    name = str(row)
    try:
        return Outcome(name, words=act.do(row, doing) or "")
    except ValidationError as error:
        return Outcome(name, refusal=" ".join(error.messages))
    except (*REFUSALS, RunGrew) as refusal:
        return Outcome(name, refusal=str(refusal))


def _tell(act: Act, request: HttpRequest, outcomes: Sequence[Outcome]) -> None:
    """Say on the next page what was done, and of each row that was refused, why."""
    done = [one.name for one in outcomes if not one.refusal]
    if done:
        words = gettext("%(done)s: %(names)s.")
        names = {"done": gettext(act.done), "names": ", ".join(done)}
        messages.success(request, words % names)
    for one in outcomes:
        if one.refusal:
            words = gettext("Not done to %(name)s: %(refusal)s")
            messages.error(request, words % {"name": one.name, "refusal": one.refusal})
