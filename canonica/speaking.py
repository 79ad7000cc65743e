"""Speaking: each page in the language that its reader chose for buttons and menus."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from accounts.appearance import COOKIE, Appearance

GetResponse = Callable[[HttpRequest], HttpResponse]


def speak_to_the_reader(get_response: GetResponse) -> GetResponse:
    """Answer in the language that the reader chose, or else in the encyclopedia's.

    What the browser prefers is not asked: one address is one page for all strangers,
    who therefore can be answered with what was made for another.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = Appearance.parse(request.COOKIES.get(COOKIE, "")).language
        with translation.override(chosen or settings.LANGUAGE_CODE):
            response = get_response(request)
        # How a page looks, and speaks, is in a cookie of its reader.
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response

    return middleware
