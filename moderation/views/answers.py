"""Answers: a form that is shown, and done when it is complete."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.blocking import Blocked
from accounts.limits import TooManyTries
from accounts.rights import NotAllowed
from articles.editing import EditConflict
from articles.policy import EditHeld, EditRefused
from articles.views.refusals import answer_refusal

REFUSALS = (EditRefused, EditConflict, EditHeld, NotAllowed, Blocked)


def answer(
    request: HttpRequest,
    template: str,
    form: Form,
    context: Mapping[str, object],
    do: Callable[[], HttpResponse],
) -> HttpResponse:
    """Do it if the form is complete; or show the form, with why it was not done."""
    shown = {**context, "form": form}
    if form.is_valid():
        try:
            return do()
        except ValidationError as error:
            form.add_error(None, error)
        except TooManyTries as limit:
            form.add_error(None, str(limit))
            return answer_refusal(request, template, shown, limit, status=429)
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
            if isinstance(refusal, NotAllowed | Blocked):
                return render(request, template, shown, status=HTTPStatus.FORBIDDEN)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, shown, status=status)
