"""Confusables: names that look alike are taken for the same person's.

Follows Unicode Technical Standard 39: what looks alike has one skeleton, and one
name is written in one script.
"""

import unicodedata
from functools import cache

from confusable_homoglyphs.categories import unique_aliases
from confusable_homoglyphs.confusables import confusables_data

# Letters and figures that stand beside each other on every keyboard.
_ALIKE = str.maketrans("01i|", "olll")
_WRITTEN_TOGETHER = {"HAN", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"}
_NO_SCRIPT = {"COMMON", "INHERITED"}
_LAST_OF_LATIN_EXTENDED_A = "\u017f"
_LATER_LETTERS = "Əə"
"""Latin letters of living languages that stand after Latin Extended-A."""
_SYMBOLS = {"Sc", "Sk", "So"}


def skeleton(name: str) -> str:
    """Return what all names that look like this one have in common."""
    shapes = unicodedata.normalize("NFKC", name).replace("_", " ")
    return "".join(map(_shape, shapes)).translate(_ALIKE)


def odd_letter(name: str) -> str:
    """Return a sign that no language writes names with, or nothing.

    The letters of phonetic and medieval writing look like others and are hardly on
    any keyboard; signs such as ₦ are drawn to look like letters.
    """
    return next((sign for sign in name if _is_odd(sign)), "")


def mixes_scripts(name: str) -> bool:
    """Whether a name has letters of scripts that are not written together."""
    tidy = unicodedata.normalize("NFKC", name)
    scripts = set(map(str.upper, unique_aliases(tidy))) - _NO_SCRIPT
    return len(scripts) > 1 and not scripts <= {*_WRITTEN_TOGETHER, "LATIN"}


@cache
def _shape(sign: str) -> str:
    """The ASCII letters that a sign looks like; or else the first of its equals."""
    if sign.isascii():
        return sign.casefold()
    alike = [_plain(entry["c"]) for entry in confusables_data.get(sign, ())]
    ascii_alike = [shape for shape in alike if shape.isascii() and shape.isalnum()]
    if ascii_alike:
        return min(ascii_alike, key=lambda shape: (len(shape), shape))
    plain = _plain(sign)
    return "".join(_shape(part) for part in plain) if plain != sign else sign


def _plain(text: str) -> str:
    """Small letters without their accents."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(
        sign
        for sign in unicodedata.normalize("NFKD", folded)
        if not unicodedata.combining(sign)
    )


def _is_odd(sign: str) -> bool:
    if unicodedata.category(sign) in _SYMBOLS and not sign.isascii():
        return True
    is_latin = sign.isalpha() and unicodedata.name(sign, "").startswith("LATIN")
    if not is_latin or sign <= _LAST_OF_LATIN_EXTENDED_A or sign in _LATER_LETTERS:
        return False
    return not any(part.isascii() for part in unicodedata.normalize("NFKD", sign))
