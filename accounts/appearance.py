"""Appearance: how a reader chose to see pages, kept in a cookie."""

from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

COOKIE = "appearance"
_ONE_YEAR = 365 * 24 * 3600

THEMES = {
    "system": gettext_lazy("As the system"),
    "light": gettext_lazy("Light"),
    "dark": gettext_lazy("Dark"),
}
SIZES = {
    "small": gettext_lazy("Small"),
    "standard": gettext_lazy("Standard"),
    "large": gettext_lazy("Large"),
}
WIDTHS = {"measured": gettext_lazy("Measured"), "wide": gettext_lazy("Wide")}
AS_THE_SITE = ""
"""The language of whoever chose none: that of the encyclopedia."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """How a reader wants pages to look."""

    theme: str = "system"
    size: str = "standard"
    width: str = "measured"
    language: str = AS_THE_SITE
    """That of buttons and menus; one of those that Canonica speaks, or none chosen."""

    @classmethod
    def parse(cls, cookie: str) -> Self:
        """Return what the cookie says; what makes no sense is as by default."""
        theme, size, width, language, *_ = [*cookie.split("."), "", "", "", ""]
        return cls(
            theme=theme if theme in THEMES else cls().theme,
            size=size if size in SIZES else cls().size,
            width=width if width in WIDTHS else cls().width,
            language=language if language in dict(settings.LANGUAGES) else AS_THE_SITE,
        )

    def keep_in(self, response: HttpResponse) -> None:
        """Remember the choice in the visitor's browser, for a year."""
        response.set_cookie(
            COOKIE,
            f"{self.theme}.{self.size}.{self.width}.{self.language}",
            max_age=_ONE_YEAR,
            samesite="Lax",
            httponly=True,
        )


def appearance(request: HttpRequest) -> dict[str, Any]:
    """Give every template the reader's appearance. A context processor."""
    return {"appearance": Appearance.parse(request.COOKIES.get(COOKIE, ""))}
