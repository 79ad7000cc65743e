"""Asking: what the gate and Django tell each other of a request, in its ``environ``."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse

from canonica.errors import Refusal, too_much_asked

ASKED_BY = "canonica.asked_by"
"""The ``environ`` of whoever asks, if another was made for the shelf."""
ASKER = "canonica.asker"
"""The Asker, to be filled in by Django."""
DESK = "canonica.desk"
"""What gives a form a desk, or none, as a context; see ``take_a_desk``."""
REFUSED = "canonica.refused"
"""The Refusal, if Django shall only say so."""

GetResponse = Callable[[HttpRequest], HttpResponse]


@dataclass(slots=True)
class Asker:
    """Who asks, as far as Django finds out when it answers."""

    account: int | None = None
    """The account that is signed in. A temporary one is anybody's for the asking."""


def answer_refused(get_response: GetResponse) -> GetResponse:
    """Answer what the gate refused, before anything is looked up for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        refusal = request.META.get(REFUSED)
        if refusal is not None:
            return too_much_asked(request, refusal)
        return get_response(request)

    return middleware


def take_a_desk(get_response: GetResponse) -> GetResponse:
    """Let a form wait for a desk, after the bursts of a flood are refused.

    If floods waited, too, none would be left for others.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        desk_for_it = request.META.pop(DESK, None)
        if desk_for_it is None:
            return get_response(request)
        with desk_for_it() as desk:
            if desk is None:
                return too_much_asked(request, Refusal.BUSY)
            return get_response(request)

    return middleware


def tell_who_asked(get_response: GetResponse) -> GetResponse:
    """Tell the gate which account asked; of who has no session, nobody is asked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        asker: Asker | None = request.META.get(ASKER)
        if asker is not None and settings.SESSION_COOKIE_NAME in request.COOKIES:
            with suppress(Error):
                asker.account = _account_of(request)
        return response

    return middleware


def _account_of(request: HttpRequest) -> int | None:
    account = request.user
    is_lasting = account.is_authenticated and not account.is_temporary
    return account.pk if is_lasting else None
