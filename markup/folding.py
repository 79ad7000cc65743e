"""Folding: the form in which words are compared when somebody looks for them.

Letters lose their case and their accents, and scripts without spaces are divided into
pairs of letters: what is kept to be found, and what is looked for, is folded alike.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from markup.words import ACCENTS, UNSPACED

# What is one letter with an accent to some, and has no decomposition in Unicode.
_LETTERS = {
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "ħ": "h", "\u0131": "i", "ŧ": "t", "ŋ": "n", "ĸ": "k", "ƒ": "f", "\u03c2": "\u03c3",
    "\u2019": "'", "\u02bc": "'", "\u02bb": "'", "`": "'", "\u00b4": "'",
    # Stress in a Russian lead is no part of the word; a breve makes another one.
    "\u0300": "", "\u0301": "",
}  # fmt: skip
_SHORT = 8
"""So long are runs of letters whose folding is remembered."""
_SPECIAL = re.compile(f"[{''.join(_LETTERS)}]")
# Vowel signs of Hebrew and Arabic, most often left out; and what nobody sees.
_UNSEEN = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06ed"
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_ACCENTED = re.compile("([a-z\u00df-\u02af\u0370-\u03ff])[\u0300-\u036f]+")
_IO = re.compile("\u0435[\u0300\u0301\u0308]+")

# Letters of most texts, which need no more than small letters; the rest is looked at.
_UNUSUAL = re.compile("[^\x00-\x7f\u0410-\u044f\u00ab\u00bb\u2013\u2014\u201c-\u201e]+")
# Marks that NFC leaves beside their letters, but for the stress of Russian.
_LOOSE_MARK = re.compile("[\u0302-\u036f]")
# Of UNSPACED, what is a letter; and Korean, whose words have their endings attached.
_UNSPACED_LETTER = "".join(
    letter
    for letter in map(chr, range(0xE00, 0xFB00))
    if re.match(f"[{UNSPACED}\u3005-\u3007\uac00-\ud7a3]", letter) and letter.isalnum()
)
_LETTER = f"[{_UNSPACED_LETTER}\U00020000-\U0003ffff]"
_RUN = re.compile(f"{_LETTER}(?:{_LETTER}|[{ACCENTS}])*")
_RUN_OR_REST = re.compile(f"({_RUN.pattern})")
_EACH = re.compile(f"{_LETTER}[{ACCENTS}]*")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{ACCENTS}])*")


def fold(text: str) -> str:
    """Return the text in small letters, without accents. Folding again changes nothing.

    Only what people leave out is taken away: й is no и with an accent, が is not か.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    text = unicodedata.normalize("NFC", text)
    if _LOOSE_MARK.search(text):
        return _folded_anew(text)
    return _UNUSUAL.sub(_folded_run, text).lower().replace("`", "'")


def searchable(text: str) -> str:
    """Return the text folded, as PostgreSQL shall divide it into words.

    Chinese, Japanese, Korean, Thai and the like come in pairs of letters, each pair a
    word: a run of pairs is found wherever it stands.
    """
    folded = fold(text)
    return folded if folded.isascii() else _RUN.sub(_in_pairs, folded)


def sought(text: str) -> str:
    """Return what is looked for, folded and divided as what is kept.

    Of a run in pairs the last letter alone, which only ends a run, is left out.
    """
    folded = fold(text)
    return folded if folded.isascii() else _RUN.sub(_in_pairs_alone, folded)


def count_words(text: str) -> int:
    """Return how many words a text has; without spaces, how many letters."""
    if text.isascii() or not _RUN.search(text):
        return len(text.split())
    return len(_EACH.sub(" x ", text).split())


def is_unspaced(word: str) -> bool:
    """Whether a folded word is of a script that ``searchable`` divides into pairs."""
    return _RUN.fullmatch(word) is not None


def words_in(folded: str) -> list[str]:
    """Return the words of a folded text; a run without spaces is a word of its own."""
    words: list[str] = _WORD.findall(folded)
    if folded.isascii():
        return words
    return [part for word in words for part in _RUN_OR_REST.split(word) if part]


def letters_of(word: str) -> list[str]:
    """Return the letters of a folded word without spaces, each with its marks."""
    return _EACH.findall(word)


def _folded_run(letters: re.Match[str]) -> str:
    run = letters.group()
    return _folded_anew(run) if len(run) > _SHORT else _folded(run)


def _folded_anew(text: str) -> str:
    # Twice, for decomposing brings capitals to light, and small letters others.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text).casefold()
    text = _UNSEEN.sub("", unicodedata.normalize("NFKD", text))
    text = _IO.sub("\u0435", _ACCENTED.sub(r"\1", text))
    text = _SPECIAL.sub(lambda letter: _LETTERS[letter.group()], text)
    return unicodedata.normalize("NFC", text).lower()


_folded = lru_cache(maxsize=2048)(_folded_anew)


def _in_pairs(run: re.Match[str]) -> str:
    letters = letters_of(run.group())
    # The last one alone, so that each letter begins a word.
    return f" {' '.join([*_pairs(letters), letters[-1]])} "


def _in_pairs_alone(run: re.Match[str]) -> str:
    letters = letters_of(run.group())
    return f" {' '.join(_pairs(letters) or letters)} "


def _pairs(letters: list[str]) -> list[str]:
    return [one + other for one, other in pairwise(letters)]
