"""Queries: what somebody typed, taken apart into what is wanted and what is not."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from markup import Namespace, Title

MAX_QUERY = 200

QUOTES = re.compile(r'["“”„«»「」『』]')
_CONTROLS = dict.fromkeys(range(32), " ")
_EXCLUDED = re.compile(r"(?:^|\s)-")
_FIELD = re.compile(r"\b(?:intitle|incategory):", re.IGNORECASE)
_ROW_OF_MINUSES = re.compile(r"-(?:[\s-]|$)+")
_PIECE = re.compile(
    r"(?P<minus>(?<!\S)-)?(?:(?<![^\s-])(?P<field>intitle|incategory):\s*)?"
    r'(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))',
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words that stand together."""

    text: str
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all of what is wanted, and nothing of what is not."""

    text: str
    """As it was typed, but tidy."""
    wanted: tuple[tuple[Term, ...], ...] = ()
    """Of each of these, one of its terms."""
    unwanted: tuple[Term, ...] = ()
    in_title: tuple[Term, ...] = ()
    not_in_title: tuple[Term, ...] = ()
    in_categories: tuple[Title, ...] = ()
    not_in_categories: tuple[Title, ...] = ()

    @classmethod
    def parse(cls, raw: str) -> "Query":
        """Take apart what was typed. Whatever it is, it is a query."""
        text = tidy_query(raw)
        reading = _Reading()
        for piece in _PIECE.finditer(QUOTES.sub('"', text)):
            reading.take(piece)
        return reading.query(text)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All that is to be found in a page, in the order in which it was typed."""
        return tuple(term for group in self.wanted for term in group) + self.in_title

    @property
    def asks_for_something(self) -> bool:
        """Whether it says what to find, and not only what not."""
        return bool(self.wanted or self.in_title or self.in_categories)

    def of_titles_only(self) -> "Query":
        """Return the query that looks for all words in titles."""
        every = tuple(term for group in self.wanted for term in group)
        return replace(self, wanted=(), in_title=every + self.in_title)

    def in_category(self, name: str) -> "Query":
        """Return the query in one category more, if that can be one's name."""
        category = _category(name)
        if category is None:
            return self
        return replace(self, in_categories=(*self.in_categories, category))


@dataclass(slots=True)
class _Reading:
    """What has been understood so far of a query."""

    wanted: list[tuple[Term, ...]] = field(default_factory=list)
    unwanted: list[Term] = field(default_factory=list)
    in_title: list[Term] = field(default_factory=list)
    not_in_title: list[Term] = field(default_factory=list)
    in_categories: list[Title] = field(default_factory=list)
    not_in_categories: list[Title] = field(default_factory=list)
    is_alternative: bool = False

    def take(self, piece: re.Match[str]) -> None:
        phrase, word = piece["phrase"], piece["word"]
        term = Term(word if phrase is None else phrase.strip(), phrase is not None)
        if not any(sign.isalnum() for sign in term.text):
            return
        if piece["field"]:
            self._take_field(piece["field"].lower(), term, bool(piece["minus"]))
        elif piece["minus"]:
            self.unwanted.append(term)
        elif term == Term(term.text) and term.text.lower() == "or":
            self.is_alternative = bool(self.wanted)
        elif self.is_alternative:
            self.wanted[-1] += (term,)
            self.is_alternative = False
        else:
            self.wanted.append((term,))

    def _take_field(self, name: str, term: Term, is_unwanted: bool) -> None:
        if name == "intitle":
            (self.not_in_title if is_unwanted else self.in_title).append(term)
        elif category := _category(term.text):
            chosen = self.not_in_categories if is_unwanted else self.in_categories
            chosen.append(category)

    def query(self, text: str) -> Query:
        return Query(
            text,
            tuple(self.wanted),
            tuple(self.unwanted),
            tuple(self.in_title),
            tuple(self.not_in_title),
            tuple(self.in_categories),
            tuple(self.not_in_categories),
        )


def tidy_query(raw: str) -> str:
    """Return the query on one line, without control characters, and not too long."""
    words = unicodedata.normalize("NFC", raw.translate(_CONTROLS)).split()
    # A minus excludes a word; a row of them means nothing.
    return _ROW_OF_MINUSES.sub(" ", " ".join(words))[:MAX_QUERY].strip()


def is_plain(query: str) -> bool:
    """Whether a query has only words, with nothing quoted, excluded or limited."""
    has_signs = QUOTES.search(query) or _EXCLUDED.search(query) or _FIELD.search(query)
    return not has_signs and any(sign.isalnum() for sign in query)


def words_typed(query: Query) -> Iterator[str]:
    """Yield the single words that are to be found."""
    for term in query.terms:
        yield from term.text.split()


def _category(name: str) -> Title | None:
    try:
        title = Title.parse(name, default=Namespace.CATEGORY)
    except ValueError:
        return None
    return title if title.namespace is Namespace.CATEGORY else None
