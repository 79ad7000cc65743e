"""Join two sides' changes inside one sentence, where that is surely harmless.

A conflict costs somebody a minute, while a sentence that nobody wrote misleads
readers for years. So whatever is in doubt is refused.
"""

import re
from dataclasses import dataclass
from typing import Self

from markup.spans import weigh
from markup.words import split_words

_FEWEST_WORDS_BETWEEN = 3
_LARGEST_SHARE = 1 / 3
_LINK = re.compile(r"\[\[[^\]\n]*\]\]")
# Formulas, code and tables, and sentences that a line feed cuts off.
_NO_PROSE = re.compile(r"[$`|\n]|\A(?:\t| {4})")
# A change of these makes another sentence or says something else altogether.
_STOPS = re.compile(r"[.?!:;\u2026]")
_NEGATION = re.compile(
    r"""
    no|not|never|none|nor|neither|nobody|nothing|nowhere|without|cannot|except|unless
    |hardly|barely|false|t  # what split_words leaves of "didn't"
    |nicht|nie|niemals|ohne|kein\w*  # German
    |ne|n|pas|non|jamais|sans|aucune?|ni  # French
    |nunca|sin|ning[u\u00fa]n\w*|n\u00e3o|sem|nenhum\w*  # Spanish, Portuguese
    |mai|senza|nessun\w*|niet|geen|nooit|zonder|ikke|inte|ingen|nie|bez
    |\u043d\u0435|\u043d\u0435\u0442|\u043d\u0438|\u0431\u0435\u0437  # Russian
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(
    r"""
    .*\d.*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred
    |thousand|million|billion|half|third|quarter|first|second|last
    |january|february|march|april|may|june|july|august|september|october|november
    |december
    """,
    re.VERBOSE,
)
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_MARKS = '*_~"'


def join_words(base: str, mine: str, theirs: str) -> str | None:
    """Return the sentence with both sides' changes, or None if in any doubt.

    Both changes must be small and stand well apart, leave what stands between
    them alone, and not be about the same words or both about numbers.
    """
    if not all(map(_is_prose, (base, mine, theirs))):
        return None
    words = split_words(base)
    first, second = _Change.of(words, mine), _Change.of(words, theirs)
    if second.start < first.start:
        first, second = second, first
    if _is_near(words, first, second) or _contradict(first, second):
        return None
    size = weigh(base)
    if any(_is_too_large(each, size) or _is_grave(each) for each in (first, second)):
        return None
    return "".join(
        [
            *words[: first.start],
            *first.added,
            *words[first.end : second.start],
            *second.added,
            *words[second.end :],
        ]
    )


def _is_prose(text: str) -> bool:
    return not _NO_PROSE.search(_LINK.sub("", text))


@dataclass(frozen=True, slots=True)
class _Change:
    """All that a side changed in a sentence, as one replacement of words.

    What stayed between two words that a side changed counts as its own, so that
    nobody's change lands inside a phrase that somebody else has just reworked.
    """

    start: int
    end: int
    removed: list[str]
    added: list[str]

    @classmethod
    def of(cls, words: list[str], changed: str) -> Self:
        new = split_words(changed)
        start = _count_common(words, new)
        rest, new_rest = words[start:], new[start:]
        after = _count_common(rest[::-1], new_rest[::-1])
        end, new_end = len(words) - after, len(new) - after
        return cls(start, end, words[start:end], new[start:new_end])

    @property
    def vocabulary(self) -> set[str]:
        """The words that came or went, without white space and signs."""
        return {
            word.casefold()
            for word in [*self.removed, *self.added]
            if any(map(str.isalnum, word))
        }


def _count_common(old: list[str], new: list[str]) -> int:
    """Return how many words are the same from the beginning."""
    for position, (before, after) in enumerate(zip(old, new, strict=False)):
        if before != after:
            return position
    return min(len(old), len(new))


def _is_near(words: list[str], first: _Change, second: _Change) -> bool:
    """Tell whether too little stands between the changes, or one link around both.

    Only whole words of two letters count. That keeps apart the parts of an
    address, and leaves out the scripts that are written without spaces.
    """
    if second.start <= first.end:
        return True
    between = "".join(words[first.end : second.start])
    whole = re.findall(r"(?<=\s)\S+(?=\s)", between)
    if sum(map(_is_word, whole)) < _FEWEST_WORDS_BETWEEN:
        return True
    before = words[: first.start]
    return before.count("[") > before.count("]") and "]" not in between


def _is_word(text: str) -> bool:
    return sum(map(str.isalnum, text)) > 1


def _contradict(first: _Change, second: _Change) -> bool:
    """Tell whether both changes are about the same word, or both about numbers."""
    if not first.vocabulary.isdisjoint(second.vocabulary):
        return True
    return all(
        any(map(_NUMBER.fullmatch, change.vocabulary)) for change in (first, second)
    )


def _is_too_large(change: _Change, size: int) -> bool:
    largest = max(weigh("".join(change.removed)), weigh("".join(change.added)))
    return largest > size * _LARGEST_SHARE


def _is_grave(change: _Change) -> bool:
    """Tell whether the change may turn the meaning of all the sentence."""
    if any(map(_NEGATION.fullmatch, change.vocabulary)):
        return True
    return any(
        _STOPS.search("".join(words)) or not _is_balanced(words)
        for words in (change.removed, change.added)
    )


def _is_balanced(words: list[str]) -> bool:
    """Tell whether brackets and marks of emphasis come in pairs."""
    if any(words.count(mark) % 2 for mark in _MARKS):
        return False
    return all(
        words.count(opening) == words.count(closing)
        for opening, closing in _BRACKETS.items()
    )
