"""Vocabulary: made-up words, common and rare as words are, and the titles they make."""

import random
from functools import cache
from itertools import accumulate, product

_STARTS = (
    "b", "bl", "br", "c", "ch", "cl", "cr", "d", "dr", "f", "fl", "fr", "g", "gl", "gr",
    "h", "j", "k", "l", "m", "n", "p", "pl", "pr", "qu", "r", "s", "sc", "sh", "sl",
    "sp", "st", "t", "th", "tr", "v", "w",
)  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_ENDS = (
    "b", "ck", "d", "f", "g", "l", "ll", "m", "n", "nd", "nt", "p", "r", "rd", "rn",
    "s", "ss", "st", "t", "th", "x",
)  # fmt: skip
_TAILS = ("", "", "", "", "", "er", "ing", "ia", "is", "al")
WORDS = 20_000

_GIVEN = 500
_KINDS = 4
_PATTERNS = (
    "Battle of {}", "History of {}", "University of {}", "{} River", "Treaty of {}",
    "{} Island", "Mayors of {}", "{} railway station", "Museum of {}",
    "Lake {}", "{} Castle", "Economy of {}", "Siege of {}", "{} Abbey", "Mount {}",
    "Geography of {}", "{} Bridge", "Kingdom of {}", "{} district", "Politics of {}",
)  # fmt: skip
# A prime: multiplying by it shuffles numbers, and never makes two of them equal.
_STEP = 7_368_787


@cache
def words() -> tuple[str, ...]:
    """Return all words, the most common first."""
    syllables = ["".join(parts) for parts in product(_STARTS, _VOWELS, _ENDS)]
    chance = random.Random(1)  # noqa: S311 - only to make texts
    found: dict[str, None] = {}
    while len(found) < WORDS:
        parts = chance.choices(syllables, k=chance.choice((1, 1, 2)))
        found.setdefault("".join(parts) + chance.choice(_TAILS))
    return tuple(found)


@cache
def _weights() -> list[float]:
    """As in any language, a word is about as rare as its rank is high (Zipf)."""
    return list(accumulate(1 / (rank + 3) for rank in range(WORDS)))


def common_words(chance: random.Random, count: int) -> list[str]:
    """Return words as they come in texts: a few of them very often."""
    return chance.choices(words(), cum_weights=_weights(), k=count)


def rare_words(chance: random.Random, count: int) -> list[str]:
    """Return words as rare as most are of which a text has only one."""
    return [words()[int(WORDS * chance.random() ** 2)] for _ in range(count)]


def title_of(number: int) -> str:
    """Return the title of the article with this number; no two have the same."""
    index, kind = divmod(number, _KINDS)
    if kind < 2:
        return _person(2 * index + kind)
    if kind == 2:
        name, pattern = divmod(_shuffled(index, len(_PATTERNS) * WORDS), len(_PATTERNS))
        return _PATTERNS[pattern].format(words()[name].capitalize())
    first, second = divmod(_shuffled(index, WORDS * WORDS), WORDS)
    return f"{words()[first].capitalize()} {words()[second]}"


def is_person(number: int) -> bool:
    """Whether the article with this number tells of a person."""
    return number % _KINDS < 2


def _person(index: int) -> str:
    surname, given = divmod(_shuffled(index, _GIVEN * WORDS), _GIVEN)
    return f"{words()[-1 - given].capitalize()} {words()[surname].capitalize()}"


def _shuffled(number: int, numbers: int) -> int:
    return number * _STEP % numbers
