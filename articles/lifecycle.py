"""The lifecycle of articles: rename, merge and split them, roll an author back.

Each is told by revisions, goes through the checks of every edit, and loses nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from accounts.language import for_everybody
from articles import derived
from articles.documents import section_of
from articles.editing import (
    append_revision,
    as_taken_back,
    removal_of_run,
    seen_before,
    submit_edit,
    take_back,
)
from articles.models import Article, Draft, Origin, Redirect, Revision, Tag
from articles.policy import (
    EditHeld,
    EditRefused,
    ProposedEdit,
    check_edit,
    check_mover,
)
from markup import Namespace, Title
from markup.furniture import clear, furnish
from markup.sections import Section, demote_headings
from markup.wikilinks import redirect_of, redirect_text, redirected_to

_KINDS_OF_THEIR_OWN = {Namespace.FILE, Namespace.TEMPLATE, Namespace.CATEGORY}

_RENAMED_FROM = gettext_noop("Renamed from [[%(title)s]]")
_RENAMED_TO = gettext_noop("Renamed to [[%(title)s]]")
_MERGED_WITH = gettext_noop("Merged with [[%(title)s]]")
_MERGED_INTO = gettext_noop("Merged into [[%(title)s]]")
_SPLIT_FROM = gettext_noop("Split from [[%(title)s]]")
_MOVED_TO = gettext_noop("Moved to [[%(title)s]]")
_REPAIRED = gettext_noop("Double redirect repaired: now to [[%(title)s]]")
_MAIN_ARTICLE = gettext_noop("Main article: [[%(title)s]]")


@transaction.atomic
def rename(edit: ProposedEdit, new_title: Title) -> Revision:
    """Give the article with the edit's title another one; return the revision of it.

    Its history, id and permanent links stay; the old title becomes a redirect. The
    edit says who does it and why; its text doesn't count. Raises EditRefused if
    there is no such article, or another has the new title: only a redirect to this
    one gives way to it.
    """
    old_title = edit.title
    key = ("rename", old_title.text, new_title.text)
    article, other = _lock_both(old_title, new_title)
    if earlier := seen_before(edit, *key):
        return earlier
    current = _current(article)
    check_mover(edit, article)
    _check_kind(old_title, new_title)
    _check_free(other, new_title, for_page=old_title)
    wanted = replace(edit, text=current.text, tags=(Tag.RENAME,))
    check_edit(wanted, article)
    check_edit(replace(wanted, title=new_title), other)

    _swap_titles(article, other)
    summary = _summary(_RENAMED_FROM, old_title, edit.summary)
    moved = replace(edit, title=new_title, summary=summary, tags=(Tag.RENAME,))
    revision = append_revision(article, moved, current.text, seen_as=key)
    derived.announce(new_title)
    summary = _summary(_RENAMED_TO, new_title)
    _redirect(replace(moved, summary=summary), old_title, new_title)
    return revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """Two articles that become one: what is taken in, and what it then reads."""

    taken_in: Revision
    """The revision of the article that becomes a redirect."""
    into: Revision
    """The revision of the article that stays, with which the text was begun."""
    text: str


@transaction.atomic
def merge_pages(edit: ProposedEdit, union: Union) -> Revision:
    """Merge an article into another one, and leave a redirect in its place.

    The edit says who does it and why. The words that come over stay their authors'.
    Raises EditRefused if what is taken in was edited meanwhile, and EditConflict if
    both the text and the article that stays were changed in the same passage.
    """
    key = ("merge", str(union.taken_in.pk), str(union.into.pk), union.text)
    source, _target = _lock_both(
        union.taken_in.article.parsed_title, union.into.article.parsed_title
    )
    if earlier := seen_before(edit, *key):
        return earlier
    check_mover(edit, source)
    if source.current_revision_id != union.taken_in.pk:
        words = gettext("“%(title)s” was edited meanwhile: please look at it again.")
        raise EditRefused(words % {"title": source})
    if redirect_of(union.taken_in.text):
        words = gettext("“%(title)s” is a redirect: there is nothing to merge.")
        raise EditRefused(words % {"title": source})
    into = union.into.article.parsed_title
    common = replace(edit, tags=(Tag.MERGE,), minor=False)
    saved = submit_edit(
        replace(
            common,
            title=into,
            text=union.text,
            base=union.into,
            summary=_summary(_MERGED_WITH, source.parsed_title, edit.summary),
            copied_from=union.taken_in,
        ),
        seen_as=key,
    )
    summary = _summary(_MERGED_INTO, into, edit.summary)
    _redirect(replace(common, summary=summary), source.parsed_title, into)
    return saved


def suggest_union(taken_in: Revision, into: Revision) -> str:
    """Return a text to begin with: one article, and the other as a section of it."""
    heading = f"## {taken_in.article.parsed_title.name}"
    kept, taken = clear(into.text), clear(taken_in.text)
    body = f"{kept.body}\n\n{heading}\n\n{demote_headings(taken.body)}"
    known = {note.name for note in kept.notes}
    # Of two notes with one name, that of the page which stays is meant.
    more = [note for note in taken.notes if note.name not in known]
    return furnish(body, [*kept.notes, *more], kept.categories + taken.categories)


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """An article that becomes two: which section leaves it, and what both then read."""

    divided: Revision
    section: Section
    new_title: Title
    new_text: str
    left_text: str
    """What stands in the section's place."""


@transaction.atomic
def split_page(edit: ProposedEdit, division: Division) -> Revision:
    """Make an article of a section of another; return the new one's first revision.

    The edit says who does it and why. The words that go over stay their authors'.
    Raises EditRefused if there is an article of that title already, and EditConflict
    if the section was changed meanwhile.
    """
    divided, section = division.divided, division.section
    title, new_title = divided.article.parsed_title, division.new_title
    key = ("split", str(divided.pk), new_title.text, division.new_text)
    article, other = _lock_both(title, new_title)
    if earlier := seen_before(edit, *key):
        return earlier
    check_mover(edit, article)
    _check_free(other, new_title)
    moved = _summary(_MOVED_TO, new_title, edit.summary)
    common = replace(edit, tags=(Tag.SPLIT,), minor=False)
    made = submit_edit(
        replace(
            common,
            title=new_title,
            text=division.new_text,
            base=None,
            summary=_summary(_SPLIT_FROM, title, edit.summary),
            copied_from=divided,
        ),
        seen_as=key,
    )
    submit_edit(
        replace(
            common,
            title=title,
            text=section.replaced_in(divided.text, division.left_text),
            base=divided,
            summary=f"/* {section.heading} */ {moved}"[:500],
        )
    )
    return made


def suggest_division(divided: Revision, anchor: str, new_title: Title) -> Division:
    """Return how an article is divided if nobody thinks of something better.

    The categories are both pages', and so is a note that both use. Raises EditRefused
    if the article has no section with this anchor.
    """
    section = section_of(divided.text, anchor)
    if section is None:
        raise EditRefused(gettext("The page has no such section."))
    heading, text = section.divided_from(divided.text)
    leaving, page = clear(text), clear(divided.text)
    rest = clear(section.replaced_in(divided.text, "")).body
    taken = [note for note in page.notes if note.is_used_in(leaving.body)]
    left = [note for note in leaving.notes if note.is_used_in(rest)]
    stub = f"{heading}\n\n*{_of_the_site(_MAIN_ARTICLE, new_title)}*"
    return Division(
        divided=divided,
        section=section,
        new_title=new_title,
        new_text=furnish(leaving.body, taken, page.categories),
        left_text=furnish(stub, left, leaving.categories),
    )


class RunGrew(Exception):
    """The author who is rolled back has made another edit of the same run."""


@transaction.atomic
def roll_back(revision: Revision, edit: ProposedEdit) -> Revision:
    """Take back all edits that one author made in a row, among them this one.

    Later edits of others stay as they are. The edit says who does it, and why; its
    text doesn't count. Raises RunGrew if the author has gone on since the edit's base,
    and what ``undo`` raises.
    """
    seen_as = as_taken_back(revision, Tag.ROLLBACK)
    if earlier := seen_before(edit, *seen_as):
        return earlier
    locked = Article.objects.select_for_update()
    revision.article = locked.get(pk=revision.article_id)
    removal = removal_of_run(revision)
    if edit.base is not None and removal.last.number > edit.base.number:
        words = gettext(
            "%(author)s has edited again meanwhile. Please look at what is taken back"
            " now."
        )
        raise RunGrew(words % {"author": revision.author})
    edit = replace(edit, minor=True, tags=(Tag.ROLLBACK,))
    return take_back(removal, edit, seen_as)


def repair_redirects(title: str) -> None:
    """Let redirects to a redirect lead where that one leads. A job; safe to repeat."""
    middle = Redirect.objects.filter(article__title=title).select_related(
        "article__current_revision__author"
    )
    for redirect in middle:
        target = Title.parse(redirect.target)
        for page in _redirecting_to(redirect.article, besides=target):
            _repair(page, redirect.article, target)


def _repair(page: Article, middle: Article, target: Title) -> None:
    current, last = page.current_revision, middle.current_revision
    if current is None or last is None:
        return
    edit = ProposedEdit(
        title=page.parsed_title,
        # It follows from what they did.
        author=last.author,
        text=redirected_to(current.text, target),
        base=current,
        summary=_summary(_REPAIRED, target),
        minor=True,
        origin=Origin.BOT,
        accepted_by=last.accepted_by,
    )
    try:
        submit_edit(edit)
    except (EditRefused, EditHeld):
        return  # a page that is protected, or held, stays as its guards left it


def _redirecting_to(article: Article, *, besides: Title) -> Iterator[Article]:
    pages = Article.objects.published().filter(redirect__target=article.title)
    pages = pages.exclude(title=besides.text).exclude(pk=article.pk)
    yield from pages.select_related("current_revision")


def _lock_both(one: Title, other: Title) -> tuple[Article, Article]:
    """Lock two articles, always in the same order, so that nobody waits in a circle."""
    if one == other:
        raise EditRefused(gettext("These are the same page."))
    locked = {title: Article.objects.lock(title) for title in sorted((one, other))}
    return locked[one], locked[other]


def _current(article: Article) -> Revision:
    if not article.is_published or article.current_revision is None:
        words = gettext("There is no page called “%(title)s”.")
        raise EditRefused(words % {"title": article})
    return article.current_revision


def _check_kind(old: Title, new: Title) -> None:
    """A picture, a template or a category is what it is by its namespace."""
    kinds = {old.namespace, new.namespace}
    if len(kinds) > 1 and kinds & _KINDS_OF_THEIR_OWN:
        raise EditRefused(
            gettext(
                "A file, a template or a category can't be renamed to another kind of "
                "page, nor can another page become one."
            )
        )


def _check_free(
    article: Article, title: Title, *, for_page: Title | None = None
) -> None:
    """Raise EditRefused unless the title is free, or only redirects to that page."""
    if article.current_revision is None:
        return
    redirect = redirect_of(article.current_revision.text)
    if article.deleted_at or redirect is None or redirect.target != for_page:
        words = gettext("There is a page called “%(title)s” already.")
        raise EditRefused(words % {"title": title})


def _swap_titles(article: Article, other: Article) -> None:
    """Let two rows change their titles, of which no two are ever equal."""
    article.title, other.title = other.title, article.title
    article.namespace, other.namespace = other.namespace, article.namespace
    # No title has this sign, and nobody sees the row before it is overwritten.
    Article.objects.filter(pk=other.pk).update(title=f"#{other.pk}")
    for row in (article, other):
        row.save(update_fields=["title", "namespace"])
    drafts = Draft.objects.filter(title=other.title, base__article=article)
    own = Draft.objects.filter(title=article.title).values("author")
    drafts.exclude(author__in=own).update(title=article.title)


def _redirect(edit: ProposedEdit, title: Title, target: Title) -> Revision:
    """Save a redirect in the place of what the locked article had there."""
    article = Article.objects.lock(title)
    return submit_edit(
        replace(
            edit,
            title=title,
            text=redirect_text(target),
            base=article.current_revision,
            key="",
            copied_from=None,
        )
    )


def _summary(words: str, title: Title, why: str = "") -> str:
    """Return what is said of an edit for its author, with the author's reason."""
    said = _of_the_site(words, title)
    return f"{said}: {why}"[:500] if why else said


def _of_the_site(words: str, title: Title) -> str:
    """Say it in the language of the encyclopedia: it is kept, for everybody."""
    with for_everybody():
        return gettext(words) % {"title": title}
