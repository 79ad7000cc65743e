"""Deriving: the rows that follow from generated pages, as a save makes them.

What a save derived from a mould is filled with a page's own words.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Model

from articles.indexing import key_of, recipe
from articles.models import (
    Article,
    Attribution,
    CategoryMembership,
    DatedFact,
    Link,
    MembershipPeriod,
    Redirect,
    RemovedPassage,
    Revision,
    TitlePeriod,
)
from articles.shares import measure_share
from articles.storing import RENDERED, Derived
from benchmarks.generated.copying import copy_rows
from benchmarks.generated.moulds import Mould, Pieces
from benchmarks.generated.slots import Fills, filled
from markup import Namespace
from markup.attribution import Stretch, digest_of
from markup.citations import Citation
from markup.folding import count_words, fold, searchable
from markup.trigrams import trigrams_of

STAGED_TITLES, STAGED_SOURCES = "benchmark_title", "benchmark_source"
_AS_JSON = {"contents", "categories", "facts", "cited"}
_SEARCHED = ("title", "lead", "plain_text")

# The words are made by PostgreSQL, from what stands beside each row meanwhile.
MAKE_STAGE = """
CREATE TEMP TABLE IF NOT EXISTS staged AS
    SELECT *, ''::text AS s_title, ''::text AS s_lead, ''::text AS s_plain_text
    FROM articles_rendering WITH NO DATA
"""
_TAKE_FROM_STAGE = """
INSERT INTO articles_rendering (article_id, thumbnail, words, {columns})
SELECT article_id, '', setweight(to_tsvector(%(config)s::regconfig, s_title), 'A')
    || setweight(to_tsvector(%(config)s::regconfig, s_lead), 'B')
    || setweight(to_tsvector(%(config)s::regconfig, s_plain_text), 'D'), {columns}
FROM staged
"""


class Made(NamedTuple):
    """A page's current revision, and what follows from all of them."""

    revision: Revision
    mould: Mould
    fills: Fills
    ids: Sequence[int]
    """Of its revisions, the oldest first."""

    @property
    def article(self) -> Article:
        return self.revision.article

    @property
    def derived(self) -> Derived:
        return self.mould.derived

    def with_own_words(self, text: str) -> str:
        return filled(text, self.fills)

    def stretches(self, pieces: Pieces) -> tuple[Stretch, ...]:
        """Return whose the pieces of a text are that was filled."""
        return tuple(
            Stretch(self.ids[number - 1], len(self.with_own_words(text)))
            for number, text in pieces
        )

    def memberships(self) -> list[tuple[str, str]]:
        own = self.with_own_words
        return sorted((own(name), own(by)) for name, by in self.derived.memberships)


def store(pages: Sequence[Made], begun_at: Callable[[int], object]) -> None:
    """Copy all rows that follow from pages, which were begun at those times."""
    _store_renderings(pages)
    for model, columns, rows_of in _TABLES:
        copy_rows(model, columns, (row for one in pages for row in rows_of(one)))
    times = {one.article.pk: begun_at(one.article.pk) for one in pages}
    copy_rows(
        TitlePeriod,
        ("article_id", "title", "began_at"),
        ((one.article.pk, one.article.title, times[one.article.pk]) for one in pages),
    )
    copy_rows(
        MembershipPeriod,
        ("article_id", "category", "sort_key", "brought_by", "began_at"),
        (
            (one.article.pk, category, sort_key, [], times[one.article.pk])
            for one in pages
            for category, sort_key in one.memberships()
        ),
    )


def _store_renderings(pages: Iterable[Made]) -> None:
    columns = [name for name in RENDERED if name != "thumbnail"]
    copy_rows(
        "staged",
        ("article_id", *columns, *(f"s_{name}" for name in _SEARCHED)),
        (_rendering(one, columns) for one in pages),
    )
    listed = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE_FROM_STAGE.format(columns=listed),
            {"config": settings.CONTENT_LANGUAGE.text_search},
        )
        cursor.execute("TRUNCATE staged")


def _rendering(one: Made, columns: Iterable[str]) -> list[object]:
    made = _own_rendering(one)
    values = (json.dumps(made[n]) if n in _AS_JSON else made[n] for n in columns)
    return [one.article.pk, *values, *(searchable(str(made[n])) for n in _SEARCHED)]


def _own_rendering(one: Made) -> dict[str, object]:
    made = {
        name: json.loads(one.with_own_words(json.dumps(value)))
        for name, value in one.derived.rendering.items()
    }
    made["revision_id"] = one.revision.pk
    made["word_count"] = count_words(made["plain_text"])
    return made


Rows = Iterator[Sequence[object]]


def _links(one: Made) -> Rows:
    for target in sorted(map(one.with_own_words, one.derived.links)):
        yield one.article.pk, target


def _memberships(one: Made) -> Rows:
    is_category = one.article.namespace == Namespace.CATEGORY
    for category, sort_key in one.memberships():
        yield one.article.pk, category, sort_key, is_category, one.revision.pk


def _redirect(one: Made) -> Rows:
    if one.derived.redirect:
        yield one.article.pk, *map(one.with_own_words, one.derived.redirect)


def _dates(one: Made) -> Rows:
    for date, label in sorted(one.derived.dates):
        yield one.article.pk, *date.split("-"), label


def _sources(one: Made) -> Rows:
    for details in one.derived.sources.values():
        own = {name: one.with_own_words(value) for name, value in details.items()}
        yield one.article.pk, Citation.parse(own).key, json.dumps(own)


def _title(one: Made) -> Rows:
    title, is_redirect = one.article.parsed_title, one.derived.redirect is not None
    folded, _ = key_of(title, is_redirect=is_redirect)
    trigrams = trigrams_of(fold(title.name))
    words = searchable(title.name)
    yield (
        one.article.pk, int(title.namespace), title.text, folded, trigrams, words,
        is_redirect, recipe(),
    )  # fmt: skip


def _attribution(one: Made) -> Rows:
    stretches = one.stretches(one.mould.pieces)
    share = measure_share(one.article, one.revision.text, stretches, set())
    yield (
        one.article.pk,
        one.revision.pk,
        [stretch.origin for stretch in stretches],
        [stretch.length for stretch in stretches],
        [one.ids[number - 1] for number in one.mould.returned],
        *asdict(share).values(),
    )


def _removed(one: Made) -> Rows:
    for line, pieces in one.mould.removed:
        stretches = one.stretches(pieces)
        origins = [stretch.origin for stretch in stretches]
        lengths = [stretch.length for stretch in stretches]
        digest = digest_of(one.with_own_words(line))
        yield one.article.pk, digest, origins, lengths


_TABLES: tuple[
    tuple[type[Model] | str, tuple[str, ...], Callable[[Made], Rows]], ...
] = (
    (Link, ("article_id", "target"), _links),
    (
        CategoryMembership,
        ("article_id", "category", "sort_key", "is_subcategory", "latest"),
        _memberships,
    ),
    (Redirect, ("article_id", "target", "anchor"), _redirect),
    (DatedFact, ("article_id", "year", "month", "day", "label"), _dates),
    (STAGED_SOURCES, ("article_id", "key", "details"), _sources),
    (
        STAGED_TITLES,
        (
            "article_id", "namespace", "title", "folded", "trigrams", "words",
            "is_redirect", "recipe",
        ),
        _title,
    ),
    (
        Attribution,
        (
            "article_id", "revision_id", "origins", "lengths", "returned", "length",
            "machine_length", "reviewed_length",
        ),
        _attribution,
    ),
    (RemovedPassage, ("article_id", "digest", "origins", "lengths"), _removed),
)  # fmt: skip
