"""Languages: which one the articles are written in, and from which side it is read."""

import re
from dataclasses import dataclass
from typing import Self

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import get_language_info

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_FROM_THE_RIGHT = frozenset(
    {
        "ar", "arc", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "khw", "ks",
        "lrc", "mzn", "nqo", "pnb", "ps", "sd", "skr", "syr", "ug", "ur", "yi",
    }
)  # fmt: skip

_TEXT_SEARCH = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish",
    "nl": "dutch", "en": "english", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "no": "norwegian",
    "nb": "norwegian", "nn": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

SPOKEN = {"en": "English", "ru": "Русский"}
"""The languages that Canonica itself speaks, each by its own name."""


@dataclass(frozen=True, slots=True)
class ContentLanguage:
    """The language of the articles; that of buttons and menus may be another."""

    code: str = "en"
    """As HTML names it: ``en``, ``pt-BR``."""

    @classmethod
    def parse(cls, code: str) -> Self:
        """Return the language, raising ImproperlyConfigured for what can be none."""
        if not _TAG.fullmatch(code):
            raise ImproperlyConfigured(
                f"CANONICA_LANGUAGE has to be such as en or pt-BR, not {code!r}."
            )
        return cls(code)

    @property
    def name(self) -> str:
        """What it is called in the language that is spoken now, or its code."""
        try:
            return str(get_language_info(self.code.lower())["name_translated"])
        except KeyError:
            return self.code

    @property
    def direction(self) -> str:
        """``rtl`` if its words run from right to left, else ``ltr``."""
        is_from_the_right = self.code.partition("-")[0].lower() in _FROM_THE_RIGHT
        return "rtl" if is_from_the_right else "ltr"

    @property
    def text_search(self) -> str:
        """By which rules PostgreSQL finds its words: ``simple`` if it has none."""
        return _TEXT_SEARCH.get(self.code.partition("-")[0].lower(), "simple")

    @property
    def spoken(self) -> str:
        """The language in which Canonica speaks of such articles: this, or English."""
        primary = self.code.partition("-")[0].lower()
        return primary if primary in SPOKEN else "en"

    @property
    def locale(self) -> str:
        """As the Open Graph protocol names it: ``pt_BR``."""
        return self.code.replace("-", "_")
