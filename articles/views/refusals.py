"""Refusals: the answer to an edit that was not made, with the fitting status."""

from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.limits import TooManyTries
from articles.editing import EditConflict
from articles.policy import EditHeld, EditRefused

Refusal = EditConflict | EditRefused | EditHeld | TooManyTries


def answer_refusal(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    refusal: Refusal,
    *,
    status: int,
) -> HttpResponse:
    """Render the template: 202 if the edit waits, 429 if it came too soon.

    A refusal for any other reason has the status given.
    """
    if isinstance(refusal, EditHeld):
        status = HTTPStatus.ACCEPTED
    if isinstance(refusal, TooManyTries):
        status = HTTPStatus.TOO_MANY_REQUESTS
    response = render(request, template, {**context}, status=status)
    if isinstance(refusal, TooManyTries):
        response.headers["Retry-After"] = str(refusal.seconds)
    return response
