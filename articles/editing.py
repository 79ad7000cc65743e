"""The write path: every change of every article goes through ``submit_edit``."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from accounts.compiled import compiled
from accounts.rights import Right, may
from articles import attribution, derived, periods, queue
from articles.documents import document_of
from articles.models import Article, Patrol, Revision, Tag, Upload, sha1_of
from articles.policy import EditRefused, ProposedEdit, check_edit
from articles.signals import article_published
from articles.tagging import tags_of
from markup import Namespace, Title
from markup.merge import Merge, merge

GONE = gettext_noop(
    "The page was deleted while you wrote. If it shall begin anew, send it again."
)
"""What is said to an edit of a text that is not there any more, to be translated."""

_CONTROLS = {code: "\ufffd" for code in range(32) if chr(code) not in "\t\n"}


class EditConflict(Exception):
    """Somebody else changed the same passage; both texts are here, neither is lost."""

    def __init__(self, current: Revision, merged: Merge) -> None:
        super().__init__(gettext("Somebody else changed the same passage meanwhile."))
        self.current = current
        self.merge = merged


@transaction.atomic
def submit_edit(edit: ProposedEdit, *, seen_as: Sequence[str] = ()) -> Revision:
    """Save the edit as the article's next revision, and return it.

    An edit that changes nothing, and brings no picture, returns the current revision,
    and one that was saved before under the same key returns the revision made then. If
    the article was renamed since its base, it is saved under the new title. Raises
    EditRefused, EditHeld or EditConflict, in which case nothing was written.
    """
    edit = replace(edit, text=tidy_text(edit.text), summary=_tidy_line(edit.summary))
    seen_as = seen_as or _content(edit)
    article = _lock(edit)
    if earlier := seen_before(edit, *seen_as):
        return earlier
    if edit.base is not None and not article.is_published:
        raise EditRefused(gettext(GONE))
    edit = replace(edit, title=article.parsed_title)
    check_edit(edit, article)

    current = article.current_revision if article.is_published else None
    text = text_to_save(edit, current)
    if current is not None and text == current.text and Tag.UPLOAD not in edit.tags:
        return current

    return append_revision(article, edit, text, seen_as=seen_as)


def append_revision(
    article: Article, edit: ProposedEdit, text: str, *, seen_as: Sequence[str]
) -> Revision:
    """Make the text the article's next revision, and the one that readers see.

    The caller holds the article's lock, has checked the edit, and has asked
    ``seen_before`` of it.
    """
    last = article.current_revision
    current = last if article.is_published else None
    revision = Revision.objects.create(
        article=article,
        # A page that was deleted begins again, but nothing of its history is lost.
        number=last.number + 1 if last else 1,
        parent=last,
        title=article.title,
        author=edit.author,
        accepted_by=edit.accepted_by,
        text=text,
        summary=edit.summary,
        minor=edit.minor and current is not None,
        origin=edit.origin,
        size=len(text.encode()),
        sha1=sha1_of(text),
        tags=tags_of(edit, current, text),
        copied_from=edit.copied_from,
        created_at=_later_than(last),
        key=_digest(edit, seen_as),
    )
    if not may(edit.accepted_by or edit.author, Right.TRUSTED_EDITS):
        Patrol.objects.create(revision=revision)
    if edit.picture is not None:
        edit.picture.again(revision).save(force_insert=True)
        derived.announce_picture(article.parsed_title)
    publish(revision)
    return revision


def seen_before(edit: ProposedEdit, *content: str) -> Revision | None:
    """Return what was saved when the same request came before, if it did.

    The client's key alone would not do: after "back", a form has the old key and
    perhaps a new content, which must not be taken for the old one.
    """
    key = _digest(edit, content)
    return Revision.objects.filter(key=key).first() if key else None


def is_made_of(
    revision: Revision, edit: ProposedEdit, *, seen_as: Sequence[str] = ()
) -> bool:
    """Whether the revision was made of this request, now or when it came before."""
    content = seen_as or _content(replace(edit, text=tidy_text(edit.text)))
    return bool(edit.key) and revision.key == _digest(edit, content)


def publish(revision: Revision, *, since: datetime | None = None) -> None:
    """Make the revision the one readers see, since it was saved or since then."""
    article, since = revision.article, since or revision.created_at
    is_new = not article.is_published
    article.current_revision, article.deleted_at = revision, None
    article.save(update_fields=["current_revision", "deleted_at"])
    if is_new or Tag.RENAME in revision.tags:
        periods.note_title(article, since)
    derived.refresh(article, revision, document_of(revision.text), since=since)
    attribution.extend(revision)
    if is_new:
        derived.announce(article.parsed_title)
    else:
        derived.announce_text(article.parsed_title)
    if Tag.REDIRECT in revision.tags:
        queue.enqueue(derived.REPAIR_REDIRECTS, article.title)
    transaction.on_commit(partial(article_published.send, Article, revision=revision))


def revert_to(revision: Revision, edit: ProposedEdit) -> Revision:
    """Give the article the text of an older revision again, as a new revision.

    The edit says who does it, from which base, and why; its text doesn't count.
    Raises what ``submit_edit`` raises.
    """
    check_seen(revision)
    edit = replace(edit, text=revision.text, tags=(Tag.RESTORE,))
    if current := revision.article.current_revision:
        edit = Removal(current, revision, current).with_picture(edit)
    return submit_edit(edit, seen_as=as_taken_back(revision, Tag.RESTORE))


def undo(revision: Revision, edit: ProposedEdit) -> Revision:
    """Take back one edit, and leave the later ones as they are.

    The edit says who does it, and why; its text and base don't count. Raises
    EditConflict if later edits touch the same passage, and what ``submit_edit``
    raises.
    """
    seen_as = as_taken_back(revision, Tag.UNDO)
    if earlier := seen_before(edit, *seen_as):
        return earlier
    return take_back(removal_of(revision), replace(edit, tags=(Tag.UNDO,)), seen_as)


@dataclass(frozen=True, slots=True)
class Removal:
    """Edits that are taken back: the last of them, and the text before the first."""

    last: Revision
    before: Revision
    current: Revision

    def text_left(self) -> str:
        """Return the article's current text as it would be without these edits.

        Raises EditConflict if later edits touch the same passages.
        """
        check_seen(self.last, self.before)
        merged = merge(self.last.text, self.before.text, self.current.text)
        if not merged.is_clean:
            raise EditConflict(self.current, merged)
        return merged.text

    def picture_before(self) -> Upload | None:
        """Return the picture that comes back, if the edits brought the one now shown.

        Two queries, for the page of a file.
        """
        if Title.parse(self.current.title).namespace is not Namespace.FILE:
            return None
        uploads = Upload.objects.public()
        now, then = uploads.shown_at(self.current), uploads.shown_at(self.before)
        if now is None or then is None or now == then:
            return None
        return then if now.revision.number <= self.last.number else None

    def with_picture(self, edit: ProposedEdit) -> ProposedEdit:
        """Return the edit that gives the page its earlier picture back, if need be."""
        picture = self.picture_before()
        if picture is None:
            return edit
        return replace(edit, picture=picture, tags=(*edit.tags, Tag.UPLOAD))


def check_seen(*revisions: Revision) -> None:
    """What is hidden or deleted is not brought back by a side door.

    Raises EditRefused, whoever asks: it has to be shown or undeleted first.
    """
    for revision in revisions:
        if revision.is_deleted:
            words = gettext("Revision %(number)s is deleted.")
            raise EditRefused(words % {"number": revision.number})
        if revision.is_text_hidden:
            words = gettext("The text of revision %(number)s is hidden.")
            raise EditRefused(words % {"number": revision.number})


def take_back(removal: Removal, edit: ProposedEdit, seen_as: Sequence[str]) -> Revision:
    """Save the article without the edits. Raises what ``submit_edit`` raises."""
    text = removal.text_left()
    edit = removal.with_picture(replace(edit, text=text, base=removal.current))
    return submit_edit(edit, seen_as=seen_as)


def as_taken_back(revision: Revision, tag: Tag) -> tuple[str, str]:
    """Return what two requests to take back the same have in common."""
    return (tag.value, str(revision.pk))


def removal_of(revision: Revision) -> Removal:
    """Return the removal of one edit; EditRefused is raised if it began the page."""
    current = revision.article.current_revision
    if revision.parent is None or current is None:
        raise EditRefused(gettext("This edit began the page, so it can't be undone."))
    return Removal(revision, revision.parent, current)


def removal_of_run(revision: Revision) -> Removal:
    """Return the removal of all that the revision's author did in a row.

    Raises EditRefused if the author began the page.
    """
    others = Revision.objects.of_others_than(revision)
    before = others.filter(number__lt=revision.number).order_by("-number").first()
    after = others.filter(number__gt=revision.number).order_by("number").first()
    current = revision.article.current_revision
    if before is None or current is None:
        raise EditRefused(
            gettext("Its author began the page, so there is nothing to return to.")
        )
    last = after.parent if after and after.parent else current
    return Removal(last, before, current)


def text_to_save(edit: ProposedEdit, current: Revision | None) -> str:
    """Return the edit's text, merged with what was published since its base.

    Raises EditConflict if both changed the same passage.
    """
    base = edit.base
    if current is None or (base is not None and base.pk == current.pk):
        return edit.text
    merged = merge(base.text if base else "", edit.text, current.text)
    if not merged.is_clean:
        raise EditConflict(current, merged)
    return tidy_text(merged.text)


def tidy_text(text: str) -> str:
    """Return the text as it is kept: lines end with LF, and none is blank at the end.

    Control characters mean nothing in a text, and PostgreSQL keeps no NUL; they become
    U+FFFD, as CommonMark has it for NUL.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines.translate(_CONTROLS).rstrip()


def _tidy_line(text: str) -> str:
    return " ".join(text.split()).translate(dict.fromkeys(_CONTROLS))[:500]


def _lock(edit: ProposedEdit) -> Article:
    """Lock the article that the edit is of: by its base, for titles change."""
    if edit.base is None:
        return Article.objects.lock(edit.title)
    (article,) = _locked(edit.base.article_id)
    if edit.title.text not in {article.title, edit.base.title}:
        raise EditRefused(gettext("The edit began with another page's text."))
    if article.current_revision_id == edit.base.pk and not edit.base.hidden:
        article.current_revision = edit.base  # revisions never change: no second look
    return article


@compiled
def _locked(pk: int) -> QuerySet[Article, Article]:
    return Article.objects.select_for_update().filter(pk=pk)


def _later_than(last: Revision | None) -> datetime:
    """Return the time for a page's next revision: it is later than its last one's.

    Servers whose clocks differ would else disagree with the numbers of revisions.
    """
    now = timezone.now()
    return max(now, last.created_at + timedelta(microseconds=1)) if last else now


def _content(edit: ProposedEdit) -> tuple[str, ...]:
    began_with = str(edit.base.pk) if edit.base else edit.title.text
    return ("edit", began_with, edit.text)


def _digest(edit: ProposedEdit, content: Sequence[str]) -> str | None:
    """What two requests have in common if they are the same one."""
    if not edit.key:
        return None
    return hashlib.sha256("\0".join([edit.key, *content]).encode()).hexdigest()
