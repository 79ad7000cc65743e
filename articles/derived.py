"""Derived data: from a revision to what is read, linked, listed and found.

Everything here can be rebuilt from revisions at any time, to the same bytes.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.language import for_everybody
from articles import counting, indexing, queue, related
from articles.dates import dates_of
from articles.documents import document_of
from articles.models import (
    Article,
    Redirect,
    Rendering,
    Revision,
)
from articles.periods import note_joined, note_left
from articles.pictures import pictures_among
from articles.sources import details_by_key
from articles.storing import RENDERED, Derived, remove_rows, store_rows, stored_rows
from markup import VERSION, Document, Namespace, Picture, Title, to_html
from markup.folding import count_words

MOST_CITED = 100
"""Of the sources told to machines; all of them are in the page."""
MAX_SEARCHED_BYTES = 200_000
"""Of a page's plain text. PostgreSQL refuses more than 1 MB of distinct words."""

REFRESH = "refresh"
REFRESH_LINKING = "refresh-linking"
REFRESH_USING = "refresh-using"
REPAIR_REDIRECTS = "repair-redirects"
# A save that began before the new title was there may commit after the first look
# at what links to it. Each of its statements has to end sooner; few saves have more
# than one that takes long.
_UNTIL_ALL_HAVE_COMMITTED = timedelta(seconds=30)


def derive(article: Article, revision: Revision, document: Document) -> Derived:
    """Return what the article's derived rows have to be."""
    rendering = rendering_of(article, revision, document)
    redirect, name = document.redirect, article.parsed_title.name
    return Derived(
        rendering={name: getattr(rendering, name) for name in RENDERED},
        name=indexing.key_of(
            article.parsed_title, is_redirect=bool(redirect and redirect.target)
        ),
        redirect=(redirect.target.text, redirect.anchor)
        if redirect and redirect.target
        else None,
        links=frozenset(title.text for title in document.links),
        memberships=frozenset(
            (one.category.text, _capitalised(one.sort_key or name))
            for one in document.categories
        ),
        templates=frozenset(title.text for title in document.templates),
        # A template cites for the pages that show it.
        sources={}
        if article.namespace == Namespace.TEMPLATE
        else details_by_key(document.citations),
        dates=dates_of(article, document),
    )


def refresh(
    article: Article,
    revision: Revision,
    document: Document,
    *,
    since: datetime | None = None,
) -> None:
    """Replace the article's derived rows by those of its revision.

    That is how it is read since then, or since now. Call it in a transaction that holds
    the article's lock.
    """
    derived, before = derive(article, revision, document), stored_rows(article)
    if _in_common(derived) != _in_common(before):
        related.announce(article.pk)
    store_rows(article, revision, derived, before)
    if derived.memberships != before.memberships:
        since = since or timezone.now()
        _keep_memberships(revision, document, derived, before, since)
    changes = _changes(article, derived, before)
    if changes or before.rendering != {"revision_id": revision.pk}:
        counting.leave(article, changes)


def forget(article: Article, *, since: datetime) -> None:
    """Remove the article's derived rows: since then it has no text any more.

    Call it in a transaction that holds the article's lock.
    """
    before = stored_rows(article)
    remove_rows(article, before)
    if before.memberships:
        note_left(article, {category for category, _ in before.memberships}, since)
    related.announce(article.pk)
    counting.leave(article, _changes(article, Derived(), before))


def _changes(article: Article, now: Derived, before: Derived) -> list[counting.Change]:
    """Return what has to be counted of titles: links, and members of categories."""
    is_category = article.namespace == Namespace.CATEGORY
    kind = counting.SUBCATEGORY if is_category else counting.PAGE
    return [
        *counting.changes_of(counting.LINK, now.links, before.links),
        *counting.changes_of(kind, _categories(now), _categories(before)),
    ]


def _categories(derived: Derived) -> set[str]:
    return {category for category, _ in derived.memberships}


def _capitalised(sort_key: str) -> str:
    """Let "lovelace" stand where "Lovelace" does, as titles do."""
    return sort_key[:1].upper() + sort_key[1:]


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


def _keep_memberships(
    revision: Revision,
    document: Document,
    now: Derived,
    before: Derived,
    since: datetime,
) -> None:
    """Keep since when the page is in categories, and until when it was in others."""
    if gone := before.memberships - now.memberships:
        note_left(revision.article, {category for category, _ in gone}, since)
    if joined := now.memberships - before.memberships:
        note_joined(revision, joined, document.templates, since)
