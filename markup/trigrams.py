"""Trigrams: of which three letters in a row words are made, so that misspelt ones meet.

A trigram is kept as one number, 21 bits a letter: PostgreSQL compares and indexes
numbers faster than texts, and no two trigrams have the same.
"""

from collections.abc import Sequence

from markup.folding import is_unspaced, letters_of, words_in

_BITS = 21
_SHORT = 9
"""Of a query with fewer trigrams, each place where a mistake may be is tried."""
_ENOUGH = 3
"""Letters of a word that may have a mistake."""


def trigrams_of(folded: str) -> list[int]:
    """Return the trigrams of the words in a folded text, in order, each once.

    A word begins with two spaces and ends with one, so that its first letters count
    more. Runs of a script without spaces begin anew at each letter.
    """
    return sorted({one for word in _all_words(folded) for one in _of(f"  {word} ")})


def beginnings_of(folded: str) -> list[int]:
    """Return the trigrams that a text has in which words begin as these do."""
    found = {one for word in words_in(folded) for one in _of(f"  {word}")}
    return sorted(found)


def almost(folded: str) -> list[list[int]]:
    """Return groups of trigrams: what has all of any group is spelt almost so.

    With one letter too many, too few, another or two exchanged, one of the groups is
    left whole. The last word may not be finished.
    """
    words = words_in(folded)
    trigrams = _unfinished(words)
    if len(trigrams) >= _SHORT:
        half = (len(trigrams) - 3) // 2
        # No such mistake is in more than four trigrams in a row.
        return [trigrams[:half], trigrams[half + 3 :]]
    groups = [
        trigrams[:start] + trigrams[start + 3 :] for start in range(len(trigrams) - 2)
    ]
    first = trigrams[:1]
    groups = [group for group in groups if group and group != first]
    return groups + [_unfinished(swapped) for swapped in _exchanged(words)]


def _all_words(folded: str) -> list[str]:
    words = words_in(folded)
    for run in filter(is_unspaced, list(words)):
        letters = letters_of(run)
        words += ["".join(letters[start:]) for start in range(1, len(letters))]
    return words


def _unfinished(words: Sequence[str]) -> list[int]:
    padded = [f"  {word} " for word in words[:-1]] + [
        f"  {word}" for word in words[-1:]
    ]
    return [one for word in padded for one in _of(word)]


def _exchanged(words: list[str]) -> list[list[str]]:
    """Return the words with two neighbouring letters exchanged, in every place."""
    found = []
    for number, word in enumerate(words):
        for at in range(len(word) - 1 if len(word) >= _ENOUGH else 0):
            if word[at] != word[at + 1]:
                swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
                found.append([*words[:number], swapped, *words[number + 1 :]])
    return found


def _of(padded: str) -> list[int]:
    codes = [ord(letter) for letter in padded]
    return [
        (codes[at] << 2 * _BITS) | (codes[at + 1] << _BITS) | codes[at + 2]
        for at in range(len(codes) - 2)
    ]
