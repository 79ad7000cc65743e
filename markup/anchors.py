"""Anchors: the stable, prefixed names by which sections are linked."""

import re
from collections import Counter

PREFIX = "h-"
"""Begins every anchor, so that no heading can take the name of something else."""

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading with these words: "h-stalin-s-era"."""
    words = _BETWEEN_WORDS.sub("-", heading.casefold()).strip("-")
    return PREFIX + (words[:100] or "section")


class Anchors:
    """Hands out the anchors of one document, each only once."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()
        self._taken: set[str] = set()

    def next_for(self, heading: str) -> str:
        """Return an anchor for the next heading: the second "History" gets "-2"."""
        plain = anchor = anchor_of(heading)
        while anchor in self._taken:
            self._given[plain] += 1
            anchor = f"{plain}-{self._given[plain] + 1}"
        self._taken.add(anchor)
        return anchor
