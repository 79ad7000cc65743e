"""Derived data: from a revision to what is read, linked, listed and found.

Everything here can be rebuilt from revisions at any time, to the same bytes.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.db import connection, transaction

from accounts.language import for_everybody
from articles import indexing, queue, related
from articles.documents import document_of
from articles.models import (
    Article,
    CategoryMembership,
    Link,
    Redirect,
    Rendering,
    Revision,
    SearchTitle,
    Transclusion,
)
from articles.pictures import pictures_among
from articles.sources import Details, details_by_key, store_uses
from markup import VERSION, Document, Namespace, Picture, Title, to_html
from markup.folding import count_words

MOST_CITED = 100
"""Of the sources told to machines; all of them are in the page."""
MAX_SEARCHED_BYTES = 200_000
"""Of a page's plain text. PostgreSQL refuses more than 1 MB of distinct words."""

_RENDERED = (
    "revision_id", "version", "html", "contents", "categories", "lead", "title",
    "plain_text", "facts", "cited", "picture", "thumbnail", "word_count",
)  # fmt: skip

_STORED_ROWS = """
    SELECT 'redirect', target, anchor FROM articles_redirect
    WHERE article_id = %(article)s
    UNION ALL SELECT 'link', target, '' FROM articles_link
    WHERE article_id = %(article)s
    UNION ALL SELECT 'member', category, sort_key FROM articles_categorymembership
    WHERE article_id = %(article)s
    UNION ALL SELECT 'template', target, '' FROM articles_transclusion
    WHERE article_id = %(article)s
    UNION ALL SELECT 'name', folded,
        recipe || CASE WHEN is_redirect THEN ' redirect' ELSE '' END
    FROM articles_searchtitle WHERE article_id = %(article)s
    UNION ALL SELECT 'rendering', '', '' FROM articles_rendering
    WHERE article_id = %(article)s
    UNION ALL SELECT 'source', key, articles_sourceuse.details::text
    FROM articles_sourceuse JOIN articles_source ON source_id = articles_source.id
    WHERE article_id = %(article)s
"""

REFRESH = "refresh"
REFRESH_LINKING = "refresh-linking"
REFRESH_USING = "refresh-using"
REPAIR_REDIRECTS = "repair-redirects"
# A save that began before the new title was there may commit after the first look
# at what links to it. Each of its statements has to end sooner; few saves have more
# than one that takes long.
_UNTIL_ALL_HAVE_COMMITTED = timedelta(seconds=30)


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


def derive(article: Article, revision: Revision, document: Document) -> Derived:
    """Return what the article's derived rows have to be."""
    rendering = rendering_of(article, revision, document)
    redirect, name = document.redirect, article.parsed_title.name
    return Derived(
        rendering={name: getattr(rendering, name) for name in _RENDERED},
        name=indexing.key_of(
            article.parsed_title, is_redirect=bool(redirect and redirect.target)
        ),
        redirect=(redirect.target.text, redirect.anchor)
        if redirect and redirect.target
        else None,
        links=frozenset(title.text for title in document.links),
        memberships=frozenset(
            (one.category.text, one.sort_key or name) for one in document.categories
        ),
        templates=frozenset(title.text for title in document.templates),
        # A template cites for the pages that show it.
        sources={}
        if article.namespace == Namespace.TEMPLATE
        else details_by_key(document.citations),
    )


def stored(article: Article) -> Derived:
    """Return what the article's derived rows are."""
    renderings = Rendering.objects.filter(article=article)
    rendering = dict(renderings.values(*_RENDERED).first() or {})
    return replace(_stored_rows(article), rendering=rendering)


def refresh(article: Article, revision: Revision, document: Document) -> None:
    """Replace the article's derived rows by those of its revision.

    Call it in a transaction that holds the article's lock.
    """
    derived, before = derive(article, revision, document), _stored_rows(article)
    _store_rendering(article, derived, is_new=not before.rendering)
    if derived.name != before.name:
        indexing.store_title(article, is_redirect=derived.redirect is not None)
    if _in_common(derived) != _in_common(before):
        related.announce(article.pk)
    if derived.redirect != before.redirect:
        _store_redirect(article, derived)
    if derived.links != before.links:
        _store_links(article, derived.links, before.links)
    if derived.memberships != before.memberships:
        _store_memberships(article, derived)
    if derived.templates != before.templates:
        _store_transclusions(article, derived.templates, before.templates)
    if derived.sources != before.sources:
        store_uses(article, derived.sources, before.sources)


def forget(article: Article) -> None:
    """Remove the article's derived rows: it has no text any more.

    Call it in a transaction that holds the article's lock.
    """
    before = _stored_rows(article)
    for model in (
        Rendering, SearchTitle, Link, Redirect, CategoryMembership, Transclusion,
    ):  # fmt: skip
        model.objects.filter(article=article).delete()
    store_uses(article, {}, before.sources)
    indexing.announce_weight(before.links)
    related.announce(article.pk)


def _in_common(derived: Derived) -> tuple[object, ...]:
    """Return that of an article by which others may be related to it."""
    return derived.links, derived.memberships, derived.redirect


def refresh_locked(article_id: int) -> None:
    """Refresh one article from its current revision, if it has one."""
    with transaction.atomic():
        locked = Article.objects.select_for_update()
        article = locked.filter(pk=article_id).first()
        if article and article.is_published and article.current_revision:
            revision = article.current_revision
            refresh(article, revision, document_of(revision.text))


def announce(title: Title) -> None:
    """Ask for the pages linking to a title, new or gone, to be rendered again."""
    queue.enqueue(REFRESH_LINKING, title.text)
    queue.enqueue(REFRESH_LINKING, title.text, after=_UNTIL_ALL_HAVE_COMMITTED)
    announce_text(title)


def announce_picture(file: Title) -> None:
    """Ask for the pages that show a file's picture, by any of its names."""
    names = Redirect.objects.filter(target=file.text).values_list(
        "article__title", flat=True
    )
    for name in [file.text, *names]:
        announce(Title.parse(name))


def announce_text(title: Title) -> None:
    """Ask for the pages transcluding a template, whose text is new, to be rendered."""
    if title.namespace is Namespace.TEMPLATE:
        queue.enqueue(REFRESH_USING, title.text)
        queue.enqueue(REFRESH_USING, title.text, after=_UNTIL_ALL_HAVE_COMMITTED)


def rendering_of(
    article: Article,
    revision: Revision,
    document: Document,
    *,
    is_editable: bool = True,
) -> Rendering:
    """Return the article's rendering, not saved; its sections link to the editor.

    It is for everybody, in the language of the encyclopedia.
    """
    with for_everybody():
        return _rendering_of(article, revision, document, is_editable=is_editable)


def _rendering_of(
    article: Article, revision: Revision, document: Document, *, is_editable: bool
) -> Rendering:
    title = article.parsed_title
    pictures = pictures_among(document.pictures)
    first = _first_picture(document, pictures)
    searched = document.plain_text.encode()[:MAX_SEARCHED_BYTES]
    return Rendering(
        article=article,
        revision=revision,
        version=VERSION,
        html=_html_with(document, pictures, title if is_editable else None),
        contents=[
            [heading.depth, heading.anchor, heading.text]
            for heading in document.headings
            if not heading.is_empty
        ],
        categories=[found.category.name for found in document.categories],
        lead=document.lead[:2000],
        title=title.name,
        plain_text=searched.decode(errors="ignore"),
        facts=[[one.label, one.kind, one.value, one.unit] for one in document.facts],
        cited=_cited(document),
        picture=first.srcset[-1][0] if first else "",
        thumbnail=first.srcset[0][0] if first else "",
        word_count=count_words(document.plain_text),
    )


def _cited(document: Document) -> list[str]:
    """Return the sources in words; where nothing is cited as one, the notes."""
    words = [one.words for one in document.citations] or document.references
    return list(dict.fromkeys(words))[:MOST_CITED]


def html_of(document: Document, *, editable: Title | None = None) -> str:
    """Return the document's HTML, with what it links to and shows as it is now.

    One query, and one more if it shows pictures.
    """
    with for_everybody():
        return _html_with(document, pictures_among(document.pictures), editable)


def _html_with(
    document: Document, pictures: Mapping[str, Picture], editable: Title | None
) -> str:
    existing = existing_among(document.links)
    return to_html(document, existing=existing, pictures=pictures, editable=editable)


def _first_picture(
    document: Document, pictures: Mapping[str, Picture]
) -> Picture | None:
    shown = (pictures.get(title.text) for title in document.pictures)
    return next(filter(None, shown), None)


def existing_among(titles: Iterable[Title]) -> frozenset[str]:
    """Return which of the titles have a page. One query."""
    wanted = [title.text for title in titles]
    if not wanted:
        return frozenset()
    pages = Article.objects.published().filter(title__in=wanted)
    return frozenset(pages.values_list("title", flat=True))


def _stored_rows(article: Article) -> Derived:
    """Return what is stored besides the rendering. One query, for every save asks."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_STORED_ROWS, {"article": article.pk})
        for kind, target, more in cursor.fetchall():
            found[kind].append((target, more))
    return Derived(
        # Of what it is, derived() asks; here it counts whether there is one.
        rendering={"is_kept": True} if found["rendering"] else {},
        name=found["name"][0] if found["name"] else None,
        redirect=found["redirect"][0] if found["redirect"] else None,
        links=frozenset(target for target, _ in found["link"]),
        memberships=frozenset(found["member"]),
        templates=frozenset(target for target, _ in found["template"]),
        sources={key: json.loads(details) for key, details in found["source"]},
    )


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


def _store_memberships(article: Article, derived: Derived) -> None:
    CategoryMembership.objects.filter(article=article).delete()
    CategoryMembership.objects.bulk_create(
        CategoryMembership(article=article, category=category, sort_key=sort_key)
        for category, sort_key in sorted(derived.memberships)
    )
