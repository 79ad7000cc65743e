"""Slots: places in a text where each page that is cast in a mould has its own words.

A slot looks like the title that will stand there: ``Zqlaa zq``, or ``Zqlaa_zq`` in an
address; one for a word alone is ``zqwaa``.
"""

import re
import string
from collections.abc import Mapping
from functools import partial
from itertools import product

TITLE, LINK, MISSING, CATEGORY, SOURCE, AUTHOR, WORD = "tlmcsaw"

_LETTERS = ["".join(pair) for pair in product(string.ascii_lowercase, repeat=2)]
_SLOT = re.compile(r"[Zz]q([a-z]{3})(?:([ _])zq\b)?")

Fills = Mapping[str, str]
"""By the three letters of each slot, what stands there."""


def key(kind: str, number: int = 0) -> str:
    """Return the three letters of a slot."""
    return kind + _LETTERS[number]


def slot(kind: str, number: int = 0) -> str:
    """Return a slot as a mould's text has it."""
    letters = key(kind, number)
    return f"zq{letters}" if kind == WORD else f"Zq{letters} zq"


def filled(text: str, fills: Fills) -> str:
    """Return a text with all slots filled."""
    return _SLOT.sub(partial(_fill, fills), text)


def _fill(fills: Fills, found: re.Match[str]) -> str:
    words = fills[found[1]]
    return words.replace(" ", "_") if found[2] == "_" else words
