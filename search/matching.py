"""Matching: a query as PostgreSQL understands it."""

from collections.abc import Iterable

from django.conf import settings
from psycopg2.sql import SQL, Composable, Literal

from markup.folding import is_unspaced, letters_of, sought
from markup.trigrams import almost, beginnings_of, trigrams_of
from search.queries import Query, Term

_SIMPLE = "simple"


def strictly(query: Query) -> Composable:
    """Return the query for the words of a page: what is wanted, and nothing else."""
    unwanted = [_not(_in_order(term)) for term in query.unwanted]
    return _all(_wanted(query) + unwanted)


def loosely(query: Query) -> Composable:
    """Return a query that an index answers alone, without a look into pages.

    What it finds has the words of all phrases, but perhaps not in their order; and it
    may have a phrase that is not wanted.
    """
    wanted = [_any(_in_any_order(term) for term in group) for group in _groups(query)]
    single = [term for term in query.unwanted if not is_in_order(term)]
    return _all(wanted + [_not(_in_any_order(term)) for term in single])


def in_title(query: Query) -> Composable:
    """Return the query that a title answers which has all that is wanted."""
    return _all(_wanted(query))


def in_title_unstemmed(query: Query) -> Composable:
    """Return the same query, with the words that are left out as too common."""
    return _all(_wanted(query, _SIMPLE))


def required_in_title(query: Query) -> Composable:
    """Return the query for what has to be in a title."""
    return _all(_in_order(term) for term in query.in_title)


def required_in_title_unstemmed(query: Query) -> Composable:
    """Return the same query, with the words that are left out as too common."""
    return _all(_in_order(term, _SIMPLE) for term in query.in_title)


def any_word_of(terms: Iterable[Term]) -> Composable:
    """Return the query for any word of any of the terms."""
    words = {word for term in terms for word in sought(term.text).split()}
    return _any(_in_any_order(Term(word)) for word in sorted(words))


def any_of(terms: Iterable[Term]) -> Composable:
    """Return the query for any of the terms."""
    return _any(_in_order(term) for term in terms)


def is_in_order(term: Term) -> bool:
    """Whether an index alone can't tell if a page has it: its words are in order."""
    return len(sought(term.text).split()) > 1


def spelt_almost(folded: str) -> Composable:
    """Return the condition of titles with words that are spelt almost so.

    Nothing is spelt almost like a word of few letters.
    """
    groups = [_has_trigrams(group) for group in almost(folded)]
    return SQL("({})").format(SQL(" OR ").join(groups)) if groups else SQL("false")


def has_beginnings(folded: str) -> Composable:
    """Return the condition of titles with words that, nearly always, begin so."""
    return _has_trigrams(beginnings_of(folded))


def trigrams(folded: str) -> Composable:
    """Return the trigrams of a text as an array."""
    return SQL("{}::bigint[]").format(Literal(trigrams_of(folded)))


def rules() -> str:
    """Return by which rules of PostgreSQL words are stemmed."""
    text_search: str = settings.CONTENT_LANGUAGE.text_search
    return text_search


def _has_trigrams(trigrams: list[int]) -> Composable:
    # As a value that is not known when it is planned: of common ones, a plan would read
    # the whole table, for there have to be enough soon.
    return SQL("trigrams @> (SELECT {}::bigint[])").format(Literal(trigrams))


def _groups(query: Query) -> list[tuple[Term, ...]]:
    return [*query.wanted, *((term,) for term in query.in_title)]


def _wanted(query: Query, by: str = "") -> list[Composable]:
    return [_any(_in_order(term, by) for term in group) for group in _groups(query)]


def _in_order(term: Term, by: str = "") -> Composable:
    words = sought(term.text)
    if (letter := words.strip()) and _is_one_letter(letter):
        # It begins a pair wherever it stands, but at the end.
        return _function("to_tsquery", f"'{letter}':*", by)
    return _function("phraseto_tsquery", words, by)


def _in_any_order(term: Term) -> Composable:
    if _is_one_letter(sought(term.text).strip()):
        return _in_order(term)
    return _function("plainto_tsquery", sought(term.text))


def _is_one_letter(word: str) -> bool:
    return is_unspaced(word) and len(letters_of(word)) == 1


def _function(name: str, words: str, by: str = "") -> Composable:
    return SQL("{}({}::regconfig, {})").format(
        SQL(name), Literal(by or rules()), Literal(words)
    )


def _not(query: Composable) -> Composable:
    return SQL("!!({})").format(query)


def _any(queries: Iterable[Composable]) -> Composable:
    return _joined(" || ", queries)


def _all(queries: Iterable[Composable]) -> Composable:
    return _joined(" && ", queries)


def _joined(sign: str, queries: Iterable[Composable]) -> Composable:
    parts = list(queries)
    if not parts:
        return SQL("''::tsquery")
    return SQL("({})").format(SQL(sign).join(parts))
