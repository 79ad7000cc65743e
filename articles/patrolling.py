"""Patrolling: edits of those who are not trusted yet, looked at one after the other."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User
from accounts.rights import Right, require
from articles.models import Origin, Patrol, Revision, Tag
from articles.policy import EditRefused

_WORDS = {
    Tag.BLANKING: gettext_lazy("the page was emptied"),
    Tag.LARGE_REMOVAL: gettext_lazy("much was removed"),
    Tag.LINKS_ADDED: gettext_lazy("links to other sites were added"),
    Tag.NEW_ACCOUNT: gettext_lazy("the account is new"),
    Tag.REDIRECT: gettext_lazy("the page became a redirect"),
}


@dataclass(frozen=True, slots=True)
class Beat:
    """What somebody on patrol has before them, and how much is left."""

    revision: Revision | None
    waiting: int
    """How many edits wait; counted up to ``MOST_COUNTED``."""


MOST_COUNTED = 1000


def next_to_patrol(viewer: User, *, after: int = 0) -> Beat:
    """Return the oldest edit that waits after this one; or the oldest of all.

    Raises NotAllowed.
    """
    require(viewer, Right.REVIEW)
    waiting = Patrol.objects.filter(done_at=None, revision__is_deleted=False)
    count = waiting[:MOST_COUNTED].count()
    others = waiting.exclude(revision__author=viewer).order_by("revision_id")
    found = others.filter(revision_id__gt=after).first() or others.first()
    if found is None:
        return Beat(None, count)
    revisions = Revision.objects.visible_to(viewer).for_listing().defer(None)
    return Beat(revisions.get(pk=found.pk), count)


@transaction.atomic
def mark_patrolled(revision: Revision, *, by: User) -> None:
    """Note that somebody has looked at an edit; nobody does so for their own.

    Raises NotAllowed and EditRefused. Marking it again changes nothing.
    """
    require(by, Right.REVIEW)
    if revision.author_id == by.pk:
        raise EditRefused(gettext("Somebody else has to look at your own edit."))
    waiting = Patrol.objects.filter(revision=revision, done_at=None)
    waiting.update(by=by, done_at=timezone.now())


def risks_of(revision: Revision) -> list[str]:
    """Return in words why an edit deserves a closer look."""
    found = [str(words) for tag, words in _WORDS.items() if tag in revision.tags]
    if revision.author.is_temporary:
        found.append(gettext("it was made without an account"))
    if revision.is_first:
        found.append(gettext("it began a page"))
    if revision.origin in {Origin.MACHINE, Origin.ASSISTED}:
        found.append(gettext("a machine wrote it, or helped"))
    if not revision.summary:
        found.append(gettext("it has no summary"))
    return found
