"""Derived data: from a revision to what is read, linked, listed and found.

Everything here can be rebuilt from revisions at any time, to the same bytes.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.db import connection, transaction

from articles import queue, related
from articles.models import (
    Article,
    CategoryMembership,
    Link,
    Redirect,
    Rendering,
    Revision,
)
from markup import VERSION, Document, Title, parse, to_html

MAX_SEARCHED_BYTES = 200_000
"""Of a page's plain text. PostgreSQL refuses more than 1 MB of distinct words."""

_RENDERED = (
    "revision_id", "version", "html", "contents", "categories", "lead", "title",
    "plain_text",
)  # fmt: skip

_STORED_ROWS = """
    SELECT 'redirect', target, anchor FROM articles_redirect
    WHERE article_id = %(article)s
    UNION ALL SELECT 'link', target, '' FROM articles_link
    WHERE article_id = %(article)s
    UNION ALL SELECT 'member', category, sort_key FROM articles_categorymembership
    WHERE article_id = %(article)s
"""

REFRESH = "refresh"
REFRESH_LINKING = "refresh-linking"
REPAIR_REDIRECTS = "repair-redirects"
# A save that began before the new title was there may commit after the first look
# at what links to it. Each of its statements has to end sooner; few saves have more
# than one that takes long.
_UNTIL_ALL_HAVE_COMMITTED = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Derived:
    """All that is derived from one revision, as plain values that can be compared."""

    rendering: dict[str, object] = field(default_factory=dict)
    redirect: tuple[str, str] | None = None
    links: frozenset[str] = frozenset()
    memberships: frozenset[tuple[str, str]] = frozenset()


def derive(article: Article, revision: Revision, document: Document) -> Derived:
    """Return what the article's derived rows have to be."""
    rendering = rendering_of(article, revision, document)
    redirect, name = document.redirect, article.parsed_title.name
    return Derived(
        rendering={name: getattr(rendering, name) for name in _RENDERED},
        redirect=(redirect.target.text, redirect.anchor)
        if redirect and redirect.target
        else None,
        links=frozenset(title.text for title in document.links),
        memberships=frozenset(
            (one.category.text, one.sort_key or name) for one in document.categories
        ),
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
    _store_rendering(article, derived)
    if replace(derived, rendering={}) != before:
        related.announce(article.pk)
    if derived.redirect != before.redirect:
        _store_redirect(article, derived)
    if derived.links != before.links:
        _store_links(article, derived.links, before.links)
    if derived.memberships != before.memberships:
        _store_memberships(article, derived)


def refresh_locked(article_id: int) -> None:
    """Refresh one article from its current revision, if it has one."""
    with transaction.atomic():
        locked = Article.objects.select_for_update()
        article = locked.filter(pk=article_id).first()
        if article and article.is_published and article.current_revision:
            revision = article.current_revision
            refresh(article, revision, parse(revision.text))


def announce(title: Title) -> None:
    """Ask for the pages linking to a title, new or gone, to be rendered again."""
    queue.enqueue(REFRESH_LINKING, title.text)
    queue.enqueue(REFRESH_LINKING, title.text, after=_UNTIL_ALL_HAVE_COMMITTED)


def rendering_of(
    article: Article,
    revision: Revision,
    document: Document,
    *,
    is_editable: bool = True,
) -> Rendering:
    """Return the article's rendering, not saved; its sections link to the editor."""
    title = article.parsed_title
    existing = existing_among(document.links)
    searched = document.plain_text.encode()[:MAX_SEARCHED_BYTES]
    return Rendering(
        article=article,
        revision=revision,
        version=VERSION,
        html=to_html(
            document, existing=existing, editable=title if is_editable else None
        ),
        contents=[
            [heading.depth, heading.anchor, heading.text]
            for heading in document.headings
            if not heading.is_empty
        ],
        categories=[found.category.name for found in document.categories],
        lead=document.lead[:2000],
        title=title.name,
        plain_text=searched.decode(errors="ignore"),
    )


def existing_among(titles: Iterable[Title]) -> frozenset[str]:
    """Return which of the titles have a page. One query."""
    wanted = [title.text for title in titles]
    if not wanted:
        return frozenset()
    pages = Article.objects.published().filter(title__in=wanted)
    return frozenset(pages.values_list("title", flat=True))


def _stored_rows(article: Article) -> Derived:
    """Return what is stored besides the rendering. One query, for every save asks."""
    found: dict[str, list[tuple[str, str]]] = {"redirect": [], "link": [], "member": []}
    with connection.cursor() as cursor:
        cursor.execute(_STORED_ROWS, {"article": article.pk})
        for kind, target, more in cursor.fetchall():
            found[kind].append((target, more))
    return Derived(
        redirect=found["redirect"][0] if found["redirect"] else None,
        links=frozenset(target for target, _ in found["link"]),
        memberships=frozenset(found["member"]),
    )


def _store_rendering(article: Article, derived: Derived) -> None:
    # An insert that gives way to an update would make the words to be searched twice.
    if not Rendering.objects.filter(pk=article.pk).update(**derived.rendering):
        Rendering.objects.create(article=article, **derived.rendering)


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
    Link.objects.bulk_create(
        Link(article=article, target=target) for target in sorted(now - before)
    )


def _store_memberships(article: Article, derived: Derived) -> None:
    CategoryMembership.objects.filter(article=article).delete()
    CategoryMembership.objects.bulk_create(
        CategoryMembership(article=article, category=category, sort_key=sort_key)
        for category, sort_key in sorted(derived.memberships)
    )
