"""The past: pages as they were read at a moment. It writes nothing.

Whoever looks sees the same: what was hidden or deleted since is not told to anybody.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from secrets import token_hex

from django.core.cache import caches
from django.db.models.functions import Left

from accounts.language import for_everybody
from articles.documents import document_of, templates_for
from articles.models import Hideable, Revision, TitlePeriod, Upload
from articles.models.revision import RevisionQuerySet
from articles.moments import PARAMETER, Moment
from articles.pictures import picture_of
from markup import VERSION, Document, Namespace, Picture, Title, category, to_html
from markup.wikilinks import redirect_of

_KEPT = caches["past"]
_ONE_DAY = 24 * 3600
# Nobody can write this in a text: only what links to pages has it, and gets the date.
_SOME_DAY = f"?{PARAMETER}={token_hex(16)}"
_REDIRECT = 1000
"""So many characters from the beginning tell where a redirect leads."""


class Why(Enum):
    """Why there is nothing to be read under a title as of a moment."""

    NOT_YET = "there was no page under the title yet"
    DELETED = "the page was deleted"
    WITHHELD = "there was a page whose text nobody may see any more"


class NotThere(Exception):
    """Under a title there is nothing to be read as of a moment."""

    def __init__(self, title: Title, why: Why) -> None:
        super().__init__(title)
        self.why = why


@dataclass(frozen=True, slots=True)
class Body:
    """What a page says, ready to be read."""

    html: str
    contents: list[tuple[int, str, str]] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    lead: str = ""


@dataclass(frozen=True, slots=True)
class PastPage:
    """What a reader of a page saw at a moment."""

    title: Title
    """The title it had then."""
    moment: Moment
    revision: Revision
    body: Body
    withheld: list[Title]
    """The templates it used whose texts nobody may see any more."""
    redirects_to: Title | None = None
    redirected_from: Title | None = None
    section: str = ""
    """The anchor of the section that the redirect led to, if it led to one."""

    @property
    def categories(self) -> list[Title]:
        return [category(name) for name in self.body.categories]

    @property
    def title_today(self) -> Title | None:
        """What the page is called today, if that is something else."""
        today = self.revision.article.parsed_title
        return today if today != self.title else None


def find_past_page(
    title: Title, moment: Moment, *, following_redirects: bool = True
) -> PastPage:
    """Return the page that had this title then, or the one it redirected to.

    Two queries, and two more after a redirect, which is followed once; then what
    ``_body_of`` asks. Raises NotThere.
    """
    revision = _revision_of(title, moment)
    link = redirect_of(revision.text)
    target = link.target if link else None
    if link and target and target != title and following_redirects:
        try:
            led_to = _revision_of(target, moment)
        except NotThere:
            pass
        else:
            page = _page_of(target, moment, led_to)
            return replace(page, redirected_from=title, section=link.anchor)
    return _page_of(title, moment, revision)


def came_from(page: PastPage, redirect: Title) -> PastPage:
    """Return the page as somebody sees it whom a redirect led to one of its sections.

    What was no redirect to it is not named. Two queries.
    """
    try:
        revision = _revision_of(redirect, page.moment)
    except NotThere:
        return page
    link = redirect_of(revision.text)
    if link is None or link.target != page.title:
        return page
    return replace(page, redirected_from=redirect)


def existing_then(titles: Iterable[Title], moment: Moment) -> frozenset[str]:
    """Return which of the titles had a page then. One query."""
    wanted = [title.text for title in titles]
    if not wanted:
        return frozenset()
    periods = TitlePeriod.objects.before(moment.until).filter(title__in=wanted)
    return frozenset(periods.values_list("title", flat=True))


@dataclass(frozen=True, slots=True)
class Library:
    """The templates of a moment, found while a text is looked through."""

    moment: Moment
    revisions: dict[str, int] = field(default_factory=dict)
    """By the titles of those that were there: which revisions of them were read."""
    withheld: set[str] = field(default_factory=set)

    def texts_of(self, titles: Collection[str]) -> dict[str, str]:
        """Return the texts of those that may still be seen. Two queries."""
        titles = [one for one in titles if _is_template(one)]
        shown = _shown_then(titles, self.moment)
        seen = _seen(Revision.objects.filter(pk__in=shown.values()))
        texts = dict(seen.values_list("pk", "text"))
        found = {title: pk for title, pk in shown.items() if pk in texts}
        self.revisions.update(found)
        self.withheld.update(shown.keys() - found.keys())
        return {title: texts[pk] for title, pk in found.items()}


def document_then(text: str, moment: Moment) -> tuple[Document, Library]:
    """Parse a text with the templates of a moment, and tell which these were."""
    library = Library(moment)
    return document_of(text, templates_for(text, library.texts_of)), library


def pictures_then(titles: Iterable[Title], moment: Moment) -> dict[str, Picture]:
    """Return the pictures of a moment that may still be seen, by their full titles.

    Three queries, and one more if some titles were redirects.
    """
    files = [title.text for title in titles if title.namespace is Namespace.FILE]
    shown = _shown_then(files, moment) if files else {}
    if not shown:
        return {}
    led_to = _led_to(shown, moment)
    by_article = _articles_of({**shown, **led_to}.values())
    uploads = Upload.objects.public().filter(
        revision__article__in=by_article.values(),
        revision__created_at__lt=moment.until,
    )
    newest = uploads.select_related("revision").defer("revision__text")
    newest = newest.order_by("revision__article_id", "-pk")
    newest = newest.distinct("revision__article_id")
    pictures = {row.revision.article_id: picture_of(row) for row in newest}
    found = {}
    for title, own in shown.items():
        # As today: where a redirect has a picture of its own, another one's goes first.
        holders = [by_article.get(pk) for pk in (led_to.get(title, own), own)]
        drawn = [pictures[one] for one in holders if one in pictures]
        found.update({title: drawn[0]} if drawn else {})
    return found


def picture_then(revision: Revision, moment: Moment) -> Upload | None:
    """Return the picture that a file's page had then, if it may be seen. One query."""
    uploads = Upload.objects.public().for_listing()
    own = uploads.filter(revision__article=revision.article_id)
    return own.filter(revision__created_at__lt=moment.until).order_by("-pk").first()


def _revision_of(title: Title, moment: Moment) -> Revision:
    """Return the revision that was read under a title then. Two queries."""
    pk = _shown_then([title.text], moment).get(title.text)
    if pk is None:
        earlier = TitlePeriod.objects.filter(
            title=title.text, began_at__lt=moment.until
        )
        raise NotThere(title, Why.DELETED if earlier.exists() else Why.NOT_YET)
    seen = _seen(Revision.objects.select_related("article"))
    revision = seen.filter(pk=pk).first()
    if revision is None:
        raise NotThere(title, Why.WITHHELD)
    return revision


def _seen(revisions: RevisionQuerySet) -> RevisionQuerySet:
    """Those that everybody may see, with their texts."""
    return revisions.visible_to(None).exclude(hidden__contains=[Hideable.TEXT])


def _is_template(title: str) -> bool:
    return Title.parse(title).namespace is Namespace.TEMPLATE


def _shown_then(titles: Collection[str], moment: Moment) -> dict[str, int]:
    """Return by titles which revisions were read under them then. One query."""
    periods = TitlePeriod.objects.before(moment.until).with_shown(moment.until)
    rows = periods.filter(title__in=list(titles)).order_by("began_at", "pk")
    # Who took a title last has it.
    found = {row.title: row.shown for row in rows}
    return {title: pk for title, pk in found.items() if pk is not None}


def _led_to(shown: Mapping[str, int], moment: Moment) -> dict[str, int]:
    """Return by the titles that were redirects what was read where they led."""
    seen = _seen(Revision.objects.filter(pk__in=shown.values()))
    starts = dict(
        seen.annotate(start=Left("text", _REDIRECT)).values_list("pk", "start")
    )
    links = {title: redirect_of(starts.get(pk, "")) for title, pk in shown.items()}
    targets = {
        title: link.target.text for title, link in links.items() if link and link.target
    }
    if not targets:
        return {}
    found = _shown_then(set(targets.values()), moment)
    return {title: found[to] for title, to in targets.items() if to in found}


def _articles_of(revisions: Iterable[int]) -> dict[int, int]:
    rows = Revision.objects.filter(pk__in=list(revisions)).order_by()
    return dict(rows.values_list("pk", "article"))


def _page_of(title: Title, moment: Moment, revision: Revision) -> PastPage:
    library = Library(moment)
    texts = templates_for(revision.text, library.texts_of)
    body, used = _body_of(revision, texts, library)
    link = redirect_of(revision.text)
    return PastPage(
        title=title,
        moment=moment,
        revision=revision,
        body=body,
        withheld=sorted(Title.parse(one) for one in library.withheld & used),
        redirects_to=link.target if link else None,
    )


@dataclass(frozen=True, slots=True)
class _Needs:
    """What a page has to know of others, and which templates it used."""

    links: list[Title]
    pictures: list[Title]
    templates: set[str]


def _body_of(
    revision: Revision, texts: Mapping[str, str], library: Library
) -> tuple[Body, set[str]]:
    """Return what a revision said with these templates, and all that it called.

    A query for its links, and those for pictures if it has any. It is parsed and
    rendered unless that was done lately: it is remembered by all that it is made of,
    which is asked for each time, so that nothing comes back that was hidden meanwhile.
    """
    moment = library.moment
    made_of = [VERSION, revision.pk, sorted(library.revisions.items())]
    needs: _Needs | None = _KEPT.get(_key("needs", made_of))
    document = None
    if needs is None:
        document = document_of(revision.text, texts)
        needs = _Needs(
            links=list(document.links),
            pictures=list(document.pictures),
            templates={title.text for title in document.templates},
        )
        _KEPT.set(_key("needs", made_of), needs, _ONE_DAY)
    existing = existing_then(needs.links, moment)
    pictures = pictures_then(needs.pictures, moment)
    drawn = sorted((title, repr(one)) for title, one in pictures.items())
    key = _key("body", [made_of, sorted(existing), drawn, _SOME_DAY])
    body: Body | None = _KEPT.get(key)
    if body is None:
        document = document or document_of(revision.text, texts)
        body = _rendered(document, existing, pictures)
        _KEPT.set(key, body, _ONE_DAY)
    html = body.html.replace(_SOME_DAY, moment.query)
    return replace(body, html=html), needs.templates


def _rendered(
    document: Document,
    existing: Collection[str],
    pictures: Mapping[str, Picture],
) -> Body:
    with for_everybody():
        html = to_html(document, existing=existing, pictures=pictures, query=_SOME_DAY)
    return Body(
        html=html,
        contents=[
            (heading.depth, heading.anchor, heading.text)
            for heading in document.headings
            if not heading.is_empty
        ],
        categories=[found.category.name for found in document.categories],
        lead=document.lead,
    )


def _key(kind: str, made_of: list[object]) -> str:
    told = json.dumps(made_of, ensure_ascii=False)
    return f"{kind}-{hashlib.sha256(told.encode()).hexdigest()}"
