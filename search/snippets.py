"""Snippets: the passages of a page around what was looked for."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from psycopg2.sql import SQL, Literal

from markup.folding import fold, is_unspaced, words_in
from markup.words import ACCENTS
from search import matching
from search.queries import Query

_BEFORE, _LENGTH, _MOST_FRAGMENTS = 60, 240, 2
_COMMON_BEGINNING = 3
"""So many letters of a word are left by whatever PostgreSQL stems it to, mostly."""
_MOST_WORDS = 2000
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{ACCENTS}])*")
_SPACE = re.compile(r"\s+")

_MATCHING = SQL(
    """
    SELECT word FROM unnest({words}::text[]) AS word
    WHERE to_tsvector({rules}::regconfig, word) @@ {query}
    """
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a snippet, and whether it is what was looked for."""

    text: str
    is_match: bool


Snippet = tuple[Part, ...]
Span = tuple[int, int]


def snippets_of(texts: Sequence[str], query: Query) -> list[Snippet]:
    """Return what is shown of each text: what was looked for, and some words around.

    One query for all of them: which of their words are forms of those sought.
    """
    sought = _words_sought(query)
    runs = [word for word in sought if is_unspaced(word)]
    beginnings = {word[:_COMMON_BEGINNING] for word in sought if word not in runs}
    texts = [_SPACE.sub(" ", text).strip() for text in texts]
    found = [_words_beginning(text, beginnings) for text in texts]
    forms = {
        fold(text[a:b])
        for text, spans in zip(texts, found, strict=True)
        for a, b in spans
    }
    alike = _matching(sorted(forms)[:_MOST_WORDS], query) if forms else frozenset()
    return [
        _snippet(text, _merged(_spans_of(text, spans, alike) + _runs_in(text, runs)))
        for text, spans in zip(texts, found, strict=True)
    ]


def _words_sought(query: Query) -> list[str]:
    return [word for term in query.terms for word in words_in(fold(term.text))]


def _words_beginning(text: str, beginnings: Collection[str]) -> list[Span]:
    """Return where words stand that begin as those sought."""
    if not beginnings:
        return []
    longest = tuple(sorted(beginnings))
    return [
        word.span()
        for word in _WORD.finditer(text)
        if fold(word.group()[: _COMMON_BEGINNING + 1]).startswith(longest)
    ]


def _matching(words: list[str], query: Query) -> frozenset[str]:
    """Return which of the words are forms of those sought."""
    statement = _MATCHING.format(
        words=Literal(words),
        rules=Literal(matching.rules()),
        query=matching.any_word_of(query.terms),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return frozenset(word for (word,) in cursor.fetchall())


def _spans_of(text: str, spans: Iterable[Span], alike: Collection[str]) -> list[Span]:
    return [(a, b) for a, b in spans if fold(text[a:b]) in alike]


def _runs_in(text: str, runs: Collection[str]) -> list[Span]:
    """Return where the runs of a script without spaces stand."""
    if not runs:
        return []
    each = re.compile("|".join(map(re.escape, sorted(runs, key=len, reverse=True))))
    return [found.span() for found in each.finditer(text)]


def _merged(spans: list[Span]) -> list[Span]:
    """Return the spans in order, none of which is over another."""
    merged: list[Span] = []
    for span in sorted(spans):
        if not merged or span[0] >= merged[-1][1]:
            merged.append(span)
    return merged


def _snippet(text: str, spans: list[Span]) -> Snippet:
    parts: list[Part] = []
    for start, end in _fragments(text, spans):
        if start > 0:
            parts.append(Part("… " if not parts else " … ", is_match=False))
        parts += _parts(text, start, end, spans)
        if end < len(text):
            parts.append(Part(" …", is_match=False))
    return tuple(_joined(parts))


def _fragments(text: str, spans: list[Span]) -> list[Span]:
    """Return the passages with most of the words sought, in the text's order."""
    if not spans:
        return [_around(text, 0)]
    chosen: list[Span] = []
    for start, _end in sorted(spans, key=lambda span: _density(text, spans, span)):
        fragment = _around(text, start)
        if all(fragment[1] <= a or b <= fragment[0] for a, b in chosen):
            chosen.append(fragment)
        if len(chosen) == _MOST_FRAGMENTS or len(text) <= _LENGTH:
            break
    return sorted(chosen)


def _density(text: str, spans: list[Span], span: Span) -> tuple[int, int]:
    """Say how good a place is to begin: many different words, then early."""
    near = {
        fold(text[a:b]) for a, b in spans if span[0] <= a < span[0] + _LENGTH - _BEFORE
    }
    return -len(near), span[0]


def _around(text: str, place: int) -> Span:
    """Return a passage around a place; it begins and ends between words."""
    start = max(0, place - _BEFORE)
    if len(text) - start < _LENGTH:
        start = max(0, min(start, len(text) - _LENGTH))
    end = min(len(text), start + _LENGTH)
    if start > 0:
        space = text.find(" ", start, place)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", max(start, place) + 1, end)
        end = space if space > 0 else end
    return start, end


def _parts(text: str, start: int, end: int, spans: Iterable[Span]) -> list[Part]:
    parts, at = [], start
    for first, last in spans:
        if start <= first and last <= end:
            parts += [
                Part(text[at:first], is_match=False),
                Part(text[first:last], is_match=True),
            ]
            at = last
    return [*parts, Part(text[at:end], is_match=False)]


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Join neighbours that are not marked, and leave out what is empty."""
    joined: list[Part] = []
    for part in parts:
        if joined and not part.is_match and not joined[-1].is_match:
            joined[-1] = Part(joined[-1].text + part.text, is_match=False)
        elif part.text:
            joined.append(part)
    return joined
