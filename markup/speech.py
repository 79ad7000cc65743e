"""Speech: what markup itself says to people, in the language of whoever uses it."""

from gettext import NullTranslations
from typing import Protocol


class Translations(Protocol):
    """Whatever translates as the standard library's gettext does."""

    def gettext(self, message: str) -> str: ...

    def pgettext(self, context: str, message: str) -> str: ...

    def ngettext(self, singular: str, plural: str, number: int) -> str: ...


_spoken: Translations = NullTranslations()


def speak_with(translations: Translations) -> None:
    """Have all that is said from now on translated so."""
    global _spoken
    _spoken = translations


def gettext_noop(message: str) -> str:
    """Return the message as it is: ``gettext`` is asked for it where it is said."""
    return message


def gettext(message: str) -> str:
    """Return the message in the language that is spoken now."""
    return _spoken.gettext(message)


def pgettext(context: str, message: str) -> str:
    """Return the message as it is said in this context, in the language spoken now."""
    return _spoken.pgettext(context, message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the message that fits the number, in the language that is spoken now."""
    return _spoken.ngettext(singular, plural, number)
