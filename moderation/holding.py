"""Holding: which edits wait for a reviewer, and where they wait."""

import hashlib
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop

from accounts.compiled import compiled
from accounts.language import for_everybody
from accounts.models import User
from accounts.rights import Right, may
from articles.models import Article, Level, Tag
from articles.policy import (
    EditHeld,
    EditRefused,
    ProposedEdit,
    Waiting,
    may_publish,
    reaches,
)
from moderation.models import HeldEdit, HoldRule, State
from moderation.switches import is_holding_all

_MOVING = gettext_noop("Only reviewers may rename, merge or split pages meanwhile.")
_CANT_WAIT: dict[str, str] = {
    Tag.RENAME: _MOVING,
    Tag.MERGE: _MOVING,
    Tag.SPLIT: _MOVING,
    Tag.UPLOAD: gettext_noop("Only reviewers may upload pictures meanwhile."),
}
"""Edits that are more than a text, and the words in which they are refused."""

_EXCEPT = gettext_noop(
    "Edits of this page wait for a reviewer, except those of %(who)s."
)


def hold_if_needed(edit: ProposedEdit, article: Article) -> None:
    """Raise EditHeld if the edit has to wait for a reviewer. One of EDIT_CHECKS.

    An edit that a reviewer accepts, or makes, waits for nobody.
    """
    if edit.accepted_by is not None or may(edit.author, Right.REVIEW):
        return
    why = why_held(edit.author, article)
    if not why:
        return
    if words := next((_CANT_WAIT[tag] for tag in edit.tags if tag in _CANT_WAIT), ""):
        raise EditRefused(f"{why} {gettext(words)}")
    kept = _for_everybody(why)
    raise EditHeld(str(why), keep=partial(keep, edit, article.title, kept))


@dataclass(frozen=True, slots=True)
class Why:
    """Why an edit is held, in the language of whoever is told."""

    words: str = ""
    level: str = ""
    """From which role on edits are not held, if it is that."""

    def __bool__(self) -> bool:
        return bool(self.words)

    def __str__(self) -> str:
        who = Level(self.level).label if self.level else ""
        return gettext(self.words) % {"who": who} if self.words else ""


def why_held(author: User | None, article: Article) -> Why:
    """Return why edits of somebody to a page are held, or nothing if they are not."""
    if is_holding_all():
        return Why(gettext_noop("All edits wait for a reviewer at the moment."))
    if not may_publish(author):
        return Why(gettext_noop("Edits without an account wait for a reviewer."))
    for (level,) in _levels(article.title, article.namespace):
        if not reaches(author, level):
            return Why(_EXCEPT, level)
    return Why()


@compiled
def _levels(title: str, namespace: int) -> QuerySet[HoldRule, tuple[str]]:
    """Find from which roles on edits of a page are not held."""
    rules = HoldRule.objects.in_force().about(title, namespace)
    return rules.values_list("level")


def keep(edit: ProposedEdit, title: str, why: str) -> Waiting:
    """Keep an edit that waits; the same request kept before is not kept again.

    Raises EditRefused if too many of its author's wait already.
    """
    digest = _digest(edit)
    if digest and (earlier := HeldEdit.objects.filter(key=digest).first()):
        return Waiting(earlier.author, earlier.get_absolute_url())
    waiting = HeldEdit.objects.filter(author=edit.author, state=State.WAITING)
    if waiting.count() >= settings.CANONICA_PROPOSALS_WAITING:
        raise EditRefused(
            gettext(
                "You have proposed very much that nobody has looked at yet."
                " Please wait."
            )
        )
    article = Article.objects.filter(title=title).first()
    kept = {
        "article": article,
        "title": title,
        "author": edit.author,
        "base": edit.base,
        "text": edit.text,
        "summary": edit.summary,
        "minor": edit.minor,
        "origin": edit.origin,
        "tags": list(edit.tags),
        "size_change": len(edit.text.encode()) - (edit.base.size if edit.base else 0),
        "reason": why[:200],
    }
    if digest is None:
        held = HeldEdit.objects.create(**kept)
    else:
        # The same request may arrive twice at once.
        held, _ = HeldEdit.objects.get_or_create(key=digest, defaults=kept)
    return Waiting(held.author, held.get_absolute_url())


def _for_everybody(why: Why) -> str:
    """Say it in the language of the encyclopedia: it is kept, and others read it."""
    with for_everybody():
        return str(why)


def _digest(edit: ProposedEdit) -> str | None:
    """What two requests have in common if they are the same one.

    Somebody without an account may send it again as another newcomer.
    """
    if not edit.key:
        return None
    base = str(edit.base.pk) if edit.base else edit.title.text
    sender = "" if edit.author.is_temporary else str(edit.author.pk)
    content = "\0".join([edit.key, base, edit.text, sender])
    return hashlib.sha256(content.encode()).hexdigest()
