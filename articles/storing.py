"""Storing: the rows that follow from an article's text, read and replaced."""

import json
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace

from accounts.compiled import Prepared
from articles import indexing
from articles.dates import store_dates
from articles.models import (
    Article,
    CategoryMembership,
    DatedFact,
    Link,
    Redirect,
    Rendering,
    Revision,
    SearchTitle,
    Transclusion,
)
from articles.sources import Details, store_uses
from markup import Namespace

RENDERED = (
    "revision_id", "version", "html", "contents", "categories", "lead", "title",
    "plain_text", "facts", "cited", "picture", "thumbnail", "word_count",
)  # fmt: skip

_STORED_ROWS = Prepared("""
    SELECT 'redirect', target, anchor FROM articles_redirect
    WHERE article_id = $1
    UNION ALL SELECT 'link', target, '' FROM articles_link
    WHERE article_id = $1
    UNION ALL SELECT 'member', category, sort_key FROM articles_categorymembership
    WHERE article_id = $1
    UNION ALL SELECT 'template', target, '' FROM articles_transclusion
    WHERE article_id = $1
    UNION ALL SELECT 'name', folded,
        recipe || CASE WHEN is_redirect THEN ' redirect' ELSE '' END
    FROM articles_searchtitle WHERE article_id = $1
    UNION ALL SELECT 'source', key, articles_sourceuse.details::text
    FROM articles_sourceuse JOIN articles_source ON source_id = articles_source.id
    WHERE article_id = $1
    UNION ALL SELECT 'date', concat_ws('-', year, month, day), label
    FROM articles_datedfact WHERE article_id = $1
    UNION ALL SELECT 'revision', revision_id::text, 'revision_id'
    FROM articles_rendering
    WHERE article_id = $1
""")

_OF_AN_ARTICLE = (
    Rendering, SearchTitle, Link, Redirect, CategoryMembership, Transclusion, DatedFact
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Derived:
    """All that is derived from one revision, as plain values that can be compared."""

    rendering: dict[str, object] = field(default_factory=dict)
    name: tuple[str, str] | None = None
    """By which it is found: folded, and how that was made."""
    redirect: tuple[str, str] | None = None
    links: frozenset[str] = frozenset()
    memberships: frozenset[tuple[str, str]] = frozenset()
    templates: frozenset[str] = frozenset()
    sources: Mapping[str, Details] = field(default_factory=dict)
    dates: frozenset[tuple[str, str]] = frozenset()
    """Days as year, month and day, each with what was on it."""


def stored(article: Article) -> Derived:
    """Return what the article's derived rows are."""
    renderings = Rendering.objects.filter(article=article)
    rendering = dict(renderings.values(*RENDERED).first() or {})
    return replace(stored_rows(article), rendering=rendering)


def stored_rows(article: Article) -> Derived:
    """Return what is stored besides the rendering. One query, for every save asks."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, target, more in _STORED_ROWS.ask(article.pk):
        found[kind].append((target, more))
    return Derived(
        name=found["name"][0] if found["name"] else None,
        redirect=found["redirect"][0] if found["redirect"] else None,
        links=frozenset(target for target, _ in found["link"]),
        memberships=frozenset(found["member"]),
        templates=frozenset(target for target, _ in found["template"]),
        sources={key: json.loads(details) for key, details in found["source"]},
        dates=frozenset(found["date"]),
        rendering={name: int(shown) for shown, name in found["revision"]},
    )


def store_rows(
    article: Article, revision: Revision, derived: Derived, before: Derived
) -> None:
    """Replace the rows that are others than before; the rendering always is."""
    _store_rendering(article, derived, is_new=not before.rendering)
    if derived.name != before.name:
        indexing.store_title(article, is_redirect=derived.redirect is not None)
    if derived.redirect != before.redirect:
        _store_redirect(article, derived)
    if derived.links != before.links:
        _store_links(article, derived.links, before.links)
    if derived.memberships != before.memberships:
        _store_memberships(article, revision, derived)
    if derived.dates != before.dates:
        store_dates(article, derived.dates)
    if derived.templates != before.templates:
        _store_transclusions(article, derived.templates, before.templates)
    if derived.sources != before.sources:
        store_uses(article, derived.sources, before.sources)


def remove_rows(article: Article, before: Derived) -> None:
    """Remove the rows of an article that has no text any more."""
    for model in _OF_AN_ARTICLE:
        model.objects.filter(article=article).delete()
    store_uses(article, {}, before.sources)
    indexing.announce_weight(before.links)


def _store_rendering(article: Article, derived: Derived, *, is_new: bool) -> None:
    # An insert that gives way to an update would make the words to be searched twice.
    row = {**derived.rendering, "words": indexing.words_of(derived.rendering)}
    if is_new:
        Rendering.objects.create(article=article, **row)
    else:
        Rendering.objects.filter(pk=article.pk).update(**row)


def _store_redirect(article: Article, derived: Derived) -> None:
    if derived.redirect is None:
        Redirect.objects.filter(article=article).delete()
        return
    target, anchor = derived.redirect
    Redirect.objects.update_or_create(
        article=article, defaults={"target": target, "anchor": anchor}
    )


def _store_links(article: Article, now: Set[str], before: Set[str]) -> None:
    if gone := before - now:
        Link.objects.filter(article=article, target__in=gone).delete()
        indexing.announce_weight(gone)
    Link.objects.bulk_create(
        Link(article=article, target=target) for target in sorted(now - before)
    )


def _store_transclusions(article: Article, now: Set[str], before: Set[str]) -> None:
    if gone := before - now:
        Transclusion.objects.filter(article=article, target__in=gone).delete()
    Transclusion.objects.bulk_create(
        Transclusion(article=article, target=target) for target in sorted(now - before)
    )


def _store_memberships(article: Article, revision: Revision, derived: Derived) -> None:
    CategoryMembership.objects.filter(article=article).delete()
    is_subcategory = article.namespace == Namespace.CATEGORY
    CategoryMembership.objects.bulk_create(
        CategoryMembership(
            article=article,
            category=category,
            sort_key=sort_key,
            is_subcategory=is_subcategory,
            latest=revision.pk,
        )
        for category, sort_key in sorted(derived.memberships)
    )
