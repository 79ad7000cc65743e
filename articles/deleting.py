"""Deleting: pages go out of sight, and come back whole or in part. Nothing is lost."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts import log
from accounts.language import for_everybody
from accounts.models import LogAct, LogEntry, User
from accounts.rights import Right, require
from articles import derived, periods
from articles.editing import append_revision, publish
from articles.models import (
    Article,
    ProtectedAct,
    Revision,
    Tag,
)
from articles.policy import EditRefused, ProposedEdit, objection_to
from markup import Title


@transaction.atomic
def delete(title: Title, *, by: User, reason: str) -> None:
    """Take a page and its history out of sight, and note it in the log.

    Raises NotAllowed, and EditRefused without a reason or a page, or if it is
    protected from whoever does it.
    """
    require(by, Right.DELETE)
    if not reason.strip():
        raise EditRefused(gettext("Deleting a page needs a reason."))
    article = Article.objects.select_for_update().filter(title=title.text).first()
    if article is None or not article.is_published:
        raise EditRefused(
            gettext("There is no page called “%(title)s”.") % {"title": title}
        )
    if objection := objection_to(ProtectedAct.EDIT, by, article, title):
        # Deleted and begun anew, it would be edited all the same.
        raise EditRefused(objection)
    Revision.objects.filter(article=article, is_deleted=False).update(is_deleted=True)
    article.deleted_at = timezone.now()
    article.save(update_fields=["deleted_at"])
    entry = log.note(LogAct.DELETE, title.text, by=by, reason=reason)
    periods.note_gone(article, entry.created_at)
    derived.forget(article, since=entry.created_at)
    derived.announce(title)


@transaction.atomic
def undelete(
    title: Title, *, by: User, reason: str, only: Collection[int] = ()
) -> Article:
    """Show a page again, with all of its revisions or only some, and note it.

    If the newest is not among them, a revision with the text of the newest that is
    becomes the page's. Raises NotAllowed, and EditRefused without a reason, or if
    there is nothing to show.
    """
    require(by, Right.DELETE)
    if not reason.strip():
        raise EditRefused(gettext("Undeleting needs a reason."))
    article = Article.objects.select_for_update().filter(title=title.text).first()
    if article is None or article.current_revision is None:
        raise EditRefused(
            gettext("There never was a page called “%(title)s”.") % {"title": title}
        )
    deleted = Revision.objects.filter(article=article, is_deleted=True)
    chosen = deleted.filter(pk__in=only) if only else deleted
    if not chosen.update(is_deleted=False):
        raise EditRefused(gettext("There is nothing to undelete."))
    details = {"revisions": len(only)} if only else {}
    note = partial(
        log.note, LogAct.UNDELETE, title.text, by=by, reason=reason, **details
    )
    if article.deleted_at is not None:
        _show_again(article, by, reason, note)
    else:
        note()
    return article


def _show_again(
    article: Article, by: User, reason: str, note: Callable[[], LogEntry]
) -> None:
    """Publish the newest revision, or the text of the newest that may be seen.

    The page is there since that is noted, or since the revision that is made.
    """
    newest = article.current_revision
    seen = Revision.objects.filter(article=article, is_deleted=False)
    wanted = seen.order_by("-number").first()
    if wanted is None or newest is None:
        raise EditRefused(gettext("There is nothing to undelete."))
    if wanted.is_text_hidden:
        raise EditRefused(
            gettext("The text of the newest of these revisions is hidden.")
        )
    if wanted == newest:
        newest.article = article
        publish(newest, since=note().created_at)
        return
    edit = ProposedEdit(
        title=article.parsed_title,
        author=by,
        text=wanted.text,
        summary=_summary(wanted, reason),
    )
    edit = replace(edit, tags=(Tag.RESTORE,))
    append_revision(article, edit, wanted.text, seen_as=())
    note()


def _summary(wanted: Revision, reason: str) -> str:
    """Say in the language of the encyclopedia, for everybody, what came back."""
    with for_everybody():
        words = gettext("Undeleted up to revision %(number)s: %(reason)s")
    return (words % {"number": wanted.number, "reason": reason})[:500]
