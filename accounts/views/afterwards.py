"""Afterwards: where one goes from a door of accounts, and what is said on the way."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.limits import TooManyTries


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


def with_next(request: HttpRequest, form: object) -> dict[str, object]:
    """Return what the template of a form needs."""
    return {"form": form, "next": next_address(request)}


def too_many(
    request: HttpRequest, template: str, context: dict[str, object], limit: TooManyTries
) -> HttpResponse:
    """Answer 429 with the form, and say how long the limit lasts."""
    told = {**context, "refusal": str(limit)}
    response = render(request, template, told, status=429)
    response.headers["Retry-After"] = str(limit.seconds)
    return response
