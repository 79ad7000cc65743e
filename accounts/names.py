"""Account names: which ones there may be, and which are the same."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db.models import Expression, Value
from django.db.models.functions import Lower, Replace
from django.utils.translation import gettext

from accounts.confusables import mixes_scripts, odd_letter
from markup import Namespace, Title

MAX_LENGTH = 60
TEMPORARY_SIGN = "~"
"""Begins the names of temporary accounts, and of no other."""

_FORMAT_CONTROL = "Cf"


def tidy_name(raw: str) -> str:
    """Return the name as it is kept: compatible letters made one, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", raw).split())


def validate_name(raw: str) -> None:
    """Raise ValidationError unless a person may choose this name."""
    name = tidy_name(raw)
    if not name.strip("_ "):
        raise ValidationError(gettext("A name needs at least one character."))
    if len(name) > MAX_LENGTH:
        raise ValidationError(
            gettext("A name has at most %(number)s characters.")
            % {"number": MAX_LENGTH}
        )
    if any(unicodedata.category(character) == _FORMAT_CONTROL for character in name):
        raise ValidationError(gettext("A name can't contain invisible marks."))
    if name.startswith(TEMPORARY_SIGN):
        raise ValidationError(
            gettext("Names that begin with ~ are for temporary accounts.")
        )
    if any(sign in name for sign in "/@:"):
        raise ValidationError(
            gettext("A name can't contain a slash, a colon or an at sign.")
        )
    try:
        Title.parse(f"{Namespace.USER.prefix}:{name}")
    except ValueError as error:
        message = str(error).replace(gettext("A title"), gettext("A name"))
        raise ValidationError(message) from error
    _refuse_disguises(name)


def _refuse_disguises(name: str) -> None:
    if odd := odd_letter(name):
        raise ValidationError(
            gettext("A name can't contain the sign %(sign)s.") % {"sign": odd}
        )
    if mixes_scripts(name):
        raise ValidationError(gettext("A name is written in one script."))


def folded(name: Expression | str) -> Lower:
    """What all spellings of a tidied name that count as the same have in common.

    The database says what a small letter is, of columns and of values: languages
    disagree on a few letters.
    """
    return Lower(Replace(name, Value("_"), Value(" ")))
