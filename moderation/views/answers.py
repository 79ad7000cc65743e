"""Answers: a form that is shown, and done when it is complete."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.blocking import Blocked
from accounts.rights import NotAllowed
from articles.editing import EditConflict
from articles.policy import EditHeld, EditRefused

REFUSALS = (EditRefused, EditConflict, EditHeld, NotAllowed, Blocked)


def answer(
    request: HttpRequest,
    template: str,
    form: Form,
    context: Mapping[str, object],
    do: Callable[[], HttpResponse],
) -> HttpResponse:
    """Do it if the form is complete; or show the form, with why it was not done."""
    if form.is_valid():
        try:
            return do()
        except ValidationError as error:
            form.add_error(None, error)
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, {**context, "form": form}, status=status)
