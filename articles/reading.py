"""The read path: pages, histories, comparisons and lists. It writes nothing."""

from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from cachetools import LRUCache, cached
from django.db.models import (
    BooleanField,
    Count,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from accounts.compiled import compiled
from accounts.models import User
from accounts.shared import Key
from articles import derived
from articles.documents import document_of
from articles.models import Article, Origin, Rendering, Revision, sha1_of
from articles.related import Related, rows_for_reading
from articles.shares import Share
from markup import VERSION, Document, Title, category
from markup.diff import Difference
from markup.diff import compare as compare_texts

Viewer = User | None
MOST_FOLDED = 50
_MOST_KEPT = 500
_LONGEST_KEPT = 100_000
"""Characters of both texts: differences of longer ones would take much memory."""


class PageMissing(Exception):
    """No page has this title."""


class PageDeleted(Exception):
    """The page with this title was deleted."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader of an article sees."""

    article: Article
    revision: Revision
    rendering: Rendering
    redirected_from: Title | None = None
    section: str = ""
    """The anchor of the section that the redirect leads to, if it leads to one."""
    led_by: int | None = None
    """The id of the redirect that led to it."""
    rendered_from: tuple[Key, ...] = ()
    """What else its rendering depends on, if it is not stored but was made now."""

    @property
    def title(self) -> Title:
        return self.article.parsed_title

    @property
    def categories(self) -> list[Title]:
        """The categories the page belongs to, in the order of its text."""
        return [category(name) for name in self.rendering.categories]

    @property
    def begun_at(self) -> datetime | None:
        """When the oldest revision was saved that everybody may see."""
        return getattr(self.article, "begun_at", None)

    @property
    def machine_share(self) -> Share | None:
        """What machines wrote of the page, if they wrote any of it."""
        found = getattr(self.article, "attribution", None)
        if found is None or found.revision_id != self.revision.pk:
            # Not attributed yet: it is what its last author says that it is.
            size = self.revision.size
            is_machine = self.revision.origin == Origin.MACHINE
            return Share(size, size, 0) if is_machine else None
        if not found.machine_length:
            return None
        return Share(found.length, found.machine_length, found.reviewed_length)

    @property
    def related(self) -> list[Related]:
        """The articles that have most in common with it, if it was found by title."""
        return [Related.of(row) for row in getattr(self.article, "related", ())]

    @property
    def author_count(self) -> int:
        """How many wrote what it says now, as far as that is known."""
        return getattr(self.article, "author_count", 0)

    @property
    def redirects_to(self) -> Title | None:
        """Where the page sends its readers, when it is itself looked at."""
        redirect = getattr(self.article, "redirect", None)
        return Title.parse(redirect.target) if redirect is not None else None

    @property
    def redirects_to_section(self) -> str:
        """The anchor of the section where it sends them, if it is one."""
        redirect = getattr(self.article, "redirect", None)
        return redirect.anchor if redirect is not None else ""


def find_page(title: Title, *, following_redirects: bool = True) -> Page:
    """Return the page with this title, or the one it redirects to.

    One query, and one more after a redirect, which is followed once. Raises
    PageMissing or PageDeleted.
    """
    page = _page(title)
    target = page.redirects_to if following_redirects else None
    if target is None or target == title:
        return page
    try:
        found = _page(target)
    except (PageMissing, PageDeleted):
        return page
    section = page.redirects_to_section
    led_by = page.article.pk
    return replace(found, redirected_from=title, section=section, led_by=led_by)


def came_from(page: Page, redirect: Title) -> Page:
    """Return the page as somebody sees it whom a redirect led to one of its sections.

    What is no redirect to it is not named. One query.
    """
    redirects = Article.objects.published().titled(redirect)
    if redirects.filter(redirect__target=page.title.text).exists():
        return replace(page, redirected_from=redirect)
    return page


def page_of(revision: Revision) -> Page:
    """Return the page as it was at a revision: rendered now, with today's links."""
    article, document = revision.article, document_of(revision.text)
    rendering = derived.rendering_of(article, revision, document, is_editable=False)
    return Page(article, revision, rendering, rendered_from=_looked_at_by(document))


def preview_of(text: str) -> str:
    """Return the HTML that a page with this text would have."""
    return derived.html_of(document_of(text))


def find_revision(revision_id: int, viewer: Viewer) -> Revision | None:
    """Return the revision if there is one that the viewer may see."""
    revisions = Revision.objects.visible_to(viewer).for_comparing()
    return revisions.filter(pk=revision_id).first()


def find_base(
    article: Article | None, revision_id: int | None, viewer: Viewer
) -> Revision | None:
    """Return the revision that an edit began with, if its editor may see it.

    It is the article's, or that of one which had the article's title then and was
    renamed since.
    """
    if article is None or revision_id is None:
        return None
    own = Q(article=article) | Q(title=article.title)
    revisions = Revision.objects.visible_to(viewer)
    return revisions.filter(own, pk=revision_id).first()


def revision_before(revision: Revision, viewer: Viewer) -> Revision | None:
    """Return the revision that this one followed, if the viewer may see it."""
    parents = Revision.objects.visible_to(viewer).for_comparing()
    return parents.filter(children=revision.pk).first()


def revision_after(revision: Revision, viewer: Viewer) -> Revision | None:
    """Return the revision that followed this one, if the viewer may see it."""
    followers = Revision.objects.visible_to(viewer).for_comparing()
    return followers.filter(parent_id=revision.pk).first()


def compare(old: Revision, new: Revision) -> Difference:
    """Return what changed from one revision to another.

    Texts of revisions never change, so it is worked out once in each process, for as
    long as it is among the last that somebody looked at.
    """
    if len(old.text) + len(new.text) > _LONGEST_KEPT:
        return compare_texts(old.text, new.text)
    return _compare(old.text, new.text)


@cached(
    LRUCache(_MOST_KEPT),
    key=lambda old, new: (sha1_of(old), sha1_of(new)),
    lock=Lock(),
)
def _compare(old: str, new: str) -> Difference:
    return compare_texts(old, new)


@dataclass(frozen=True, slots=True)
class Folded:
    """The edits that a difference shows as one."""

    edits: list[Revision]
    """The newest first; not more than ``MOST_FOLDED``."""
    count: int
    authors: int


def folded_between(
    old: Revision | None, new: Revision, viewer: Viewer
) -> Folded | None:
    """Return the edits from one revision to another, if they are several. Two queries.

    They are those after the old revision, up to the new one.
    """
    if old is None or new.number - old.number < 2:
        return None
    edits = Revision.objects.visible_to(viewer).filter(
        article=new.article_id, number__gt=old.number, number__lte=new.number
    )
    counted = edits.aggregate(count=Count("pk"), authors=Count("author", distinct=True))
    newest = edits.for_listing().order_by("-number")[:MOST_FOLDED]
    return Folded(list(newest), **counted)


@dataclass(frozen=True, slots=True)
class Run:
    """The revisions that one author made in a row."""

    first: Revision
    last: Revision

    @property
    def count(self) -> int:
        return self.last.number - self.first.number + 1

    @property
    def in_words(self) -> str:
        """Say which revisions they are. By whom is said beside them, if it may be."""
        if self.count == 1:
            return gettext("revision %(number)s") % {"number": self.last.number}
        numbers = {"first": self.first.number, "last": self.last.number}
        return gettext("revisions %(first)s to %(last)s") % numbers

    @property
    def ends(self) -> tuple[int, int]:
        """The revisions to be compared to see the run; without a page's first edit."""
        return self.first.parent_id or self.first.pk, self.last.pk

    def is_within(self, old: Revision | None, new: Revision) -> bool:
        """Whether the difference of two revisions shows all of it."""
        before = old.number if old else 0
        return before < self.first.number and self.last.number <= new.number


def run_of(revision: Revision) -> Run:
    """Return the run of its author's edits that a revision is in. One query."""
    own = Revision.objects.filter(article=revision.article_id)
    others = Revision.objects.of_others_than(revision).values("number")
    before = others.filter(number__lt=revision.number).order_by("-number")[:1]
    after = others.filter(number__gt=revision.number).order_by("number")[:1]
    newest = own.values("number").order_by("-number")[:1]
    ends = own.filter(
        Q(number=Coalesce(Subquery(before), 0) + 1)
        | Q(number=Coalesce(Subquery(after) - 1, Subquery(newest)))
    )
    run = list(ends.defer("text").order_by("number"))
    return Run(run[0], run[-1])


def pages_titled_like(title: Title, most: int = 5) -> list[Article]:
    """Return pages whose titles begin as this one does."""
    start = title.text[: max(3, len(title.text) // 2)]
    pages = Article.objects.published().for_listing()
    return list(pages.beginning_with(start)[:most])


def _page(title: Title) -> Page:
    (article,) = _for_reading(title.text) or (None,)
    if article is None or article.current_revision is None:
        raise PageMissing(title)
    if article.deleted_at:
        raise PageDeleted(title)
    revision = article.current_revision
    rendering = getattr(article, "rendering", None)
    if rendering is None or _is_stale(rendering, revision):
        # Nothing is kept: a reader writes nothing. A command or the next save will.
        document = document_of(revision.text)
        rendering = derived.rendering_of(article, revision, document)
        return Page(article, revision, rendering, rendered_from=_looked_at_by(document))
    return Page(article, revision, rendering)


@compiled
def _for_reading(title: str) -> QuerySet[Article, Article]:
    articles = Article.objects.filter(title=title).for_reading()
    return articles.annotate(related=rows_for_reading(), author_count=_author_count())


def _looked_at_by(document: Document) -> tuple[Key, ...]:
    """Return what a rendering depends on besides its text.

    Titles tell which links lead nowhere; edits, what templates and pictures are.
    """
    is_borrowing = document.templates or document.pictures
    return (Key.TITLES, Key.CHANGES) if is_borrowing else (Key.TITLES,)


class _IsAmong(Func):
    """Whether a number is one of an array's."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def _author_count() -> Subquery:
    """Count the authors of the revisions that brought what an article says now."""
    brought = _IsAmong("pk", OuterRef("attribution__origins"))
    authors = Revision.objects.visible_to(None).filter(brought).order_by()
    count = Func("author", template="COUNT(DISTINCT %(expressions)s)")
    return Subquery(authors.values(count=count), output_field=IntegerField())


def _is_stale(rendering: Rendering, revision: Revision) -> bool:
    return (rendering.revision_id, rendering.version) != (
        revision.pk,
        VERSION,
    )
