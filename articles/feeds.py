"""Feeds: the latest edits as Atom, as everybody may see them, whoever asks."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.language import for_everybody
from accounts.models import User
from accounts.requests import site_of
from accounts.routes import address_of
from accounts.shared import Key, article_key, depends_on, shared
from articles.changes import history_of, latest_changes
from articles.filters import Filters
from articles.models import Article, Revision
from articles.structured import legal_in_xml
from articles.subjects import changes_in_category
from markup import Title

MOST_ENTRIES = 50

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries changed last."""


@shared(Key.CHANGES, Key.TITLES)
@require_safe
@for_everybody()
def recent_feed(request: HttpRequest) -> HttpResponse:
    """Give the latest edits of all pages."""
    changes = latest_changes(None, size=MOST_ENTRIES).rows
    link = address_of("articles:recent")
    return _answer(request, gettext("Recent changes"), link, changes)


@shared(Key.CHANGES, Key.TITLES)
@require_safe
@for_everybody()
def new_feed(request: HttpRequest) -> HttpResponse:
    """Give the latest edits that began a page."""
    begun = latest_changes(None, size=MOST_ENTRIES, filters=Filters(new="only")).rows
    link = f"{address_of('articles:recent')}?new=only"
    return _answer(request, gettext("New pages"), link, begun)


@shared()
@require_safe
@for_everybody()
def history_feed(request: HttpRequest, title: Title) -> HttpResponse:
    """Give the latest edits of one page."""
    article = get_object_or_404(Article.objects.published(), title=title.text)
    depends_on(request, article_key(article.pk))
    revisions = history_of(article, None, before=None, size=MOST_ENTRIES).rows
    link = address_of("articles:history", title)
    name = gettext("History of %(title)s") % {"title": title}
    return _answer(request, name, link, revisions)


@shared(Key.CHANGES, Key.TITLES, Key.CATEGORIES)
@require_safe
@for_everybody()
def category_feed(request: HttpRequest, title: Title) -> HttpResponse:
    """Give the latest edits of the pages that belong to a category."""
    changes = changes_in_category(title, None, most=MOST_ENTRIES)
    link = address_of("articles:read", title)
    name = gettext("Changes in %(category)s") % {"category": title.name}
    return _answer(request, name, link, changes)


@shared(Key.CHANGES, Key.TITLES)
@require_safe
@for_everybody()
def contributions_feed(request: HttpRequest, name: str) -> HttpResponse:
    """Give the latest edits of one author."""
    try:
        author = User.objects.get_by_natural_key(name)
    except User.DoesNotExist:
        raise Http404 from None
    changes = latest_changes(None, size=MOST_ENTRIES, author=author).rows
    link = author.get_absolute_url()
    name = gettext("Contributions of %(author)s") % {"author": author}
    return _answer(request, name, link, changes)


class _Feed(Atom1Feed):
    """An Atom feed that stays as it is while it has no entries."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else _NEVER


def _answer(
    request: HttpRequest, title: str, link: str, revisions: Iterable[Revision]
) -> HttpResponse:
    """Answer with the feed; a middleware tells who has it already by its ETag.

    There is no Last-Modified: what is hidden changes a feed, and is no newer edit.
    """
    site = site_of(request)
    address = site + escape_uri_path(request.path)
    feed = _Feed(
        title=legal_in_xml(f"{title} - {settings.CANONICA_NAME}"),
        link=site + link,
        description=None,
        feed_url=address,
        feed_guid=address,
        author_name=settings.CANONICA_NAME,
        language=settings.CONTENT_LANGUAGE.code,
    )
    for revision in revisions:
        feed.add_item(**_legal(_entry(revision, site)))
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def _entry(revision: Revision, site: str) -> dict[str, Any]:
    difference = site + address_of("articles:diff-to-parent", revision.pk)
    context = {"revision": revision, "difference": difference}
    is_known = not revision.is_author_hidden
    numbered = {"title": revision.article, "number": revision.number}
    return {
        "title": gettext("%(title)s, revision %(number)s") % numbered,
        "link": difference,
        "unique_id": site + revision.get_absolute_url(),
        "description": render_to_string("articles/_feed_entry.html", context),
        "author_name": revision.author.username,
        "author_link": site + revision.author.get_absolute_url() if is_known else None,
        "pubdate": revision.created_at,
        "updateddate": revision.created_at,
    }


def _legal(fields: dict[str, Any]) -> dict[str, Any]:
    """Leave out of each text what XML has no way to say."""
    return {
        name: legal_in_xml(value) if isinstance(value, str) else value
        for name, value in fields.items()
    }
