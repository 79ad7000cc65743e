"""Divide a text into words, white space and signs, in any script."""

import re
import unicodedata

# Scripts written without spaces: each of their letters counts as a word.
UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
# Characters beyond U+FFFF are left out of all sets: they make matching slow.
ACCENTS = "".join(
    mark
    for mark in map(chr, range(0x300, 0x10000))
    if unicodedata.category(mark).startswith("M")
)
_LETTERS = rf"[^\W_{UNSPACED}]"
_WORD = re.compile(
    rf"{_LETTERS}+(?:[{ACCENTS}]+{_LETTERS}*)*"
    rf"|\s+|[^\s][{ACCENTS}]*"
)
# The same for most texts of the West, and three times as fast.
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+|\s+|\S")


def split_words(text: str) -> list[str]:
    """Return the words, the runs of white space and the other signs, one by one.

    Joining them gives the text again.
    """
    if not text.isascii():
        return _WORD.findall(text)
    if "  " in text or not text.isprintable():
        return _ASCII_WORD.findall(text)
    return _split_at_spaces(text)


def _split_at_spaces(text: str) -> list[str]:
    """Split a text whose only white space is single spaces, several times as fast."""
    words: list[str] = []
    for part in text.split(" "):
        if part.isalnum():
            words.append(part)
        else:
            words += _ASCII_WORD.findall(part)
        words.append(" ")
    words.pop()
    return words
