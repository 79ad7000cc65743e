"""Trust: an editor becomes trusted by time, and by words that stayed."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.language import for_everybody
from accounts.models import User
from accounts.rights import Role
from accounts.roles import become_trusted
from articles import queue
from articles.models import Revision

WEIGH = "weigh-trust"

# Edits of which some words still stand in the page now, of pages that are there.
_SURVIVING = """
    SELECT count(*) FROM (
        SELECT 1 FROM articles_revision AS revision
        JOIN articles_attribution AS attribution USING (article_id)
        JOIN articles_article AS article ON article.id = revision.article_id
        WHERE revision.author_id = %(author)s AND NOT revision.is_deleted
        AND article.deleted_at IS NULL
        AND revision.id = ANY(attribution.origins)
        ORDER BY revision.id DESC LIMIT %(most)s
    ) AS surviving
"""


def ask_for_weighing(revision: Revision, **_more: object) -> None:
    """Ask for its author to be weighed: a receiver of ``article_published``."""
    if _may_become_trusted(revision.author):
        queue.enqueue(WEIGH, str(revision.author_id))


def weigh(account_id: str) -> None:
    """Make an editor a trusted one if it is time. A job; safe to repeat."""
    account = User.objects.filter(pk=int(account_id)).first()
    if account is None or not _may_become_trusted(account):
        return
    days, needed = settings.CANONICA_TRUSTED_AFTER_DAYS, settings.CANONICA_TRUSTED_AFTER
    if surviving_edits(account, most=needed) >= needed:
        become_trusted(account, _in_words(needed, days))


def _in_words(edits: int, days: int) -> str:
    """Say for the log, which is for everybody, what an account is trusted for."""
    with for_everybody():
        words = ngettext(
            "%(number)s edit that stayed, in %(days)s days or more",
            "%(number)s edits that stayed, in %(days)s days or more",
            edits,
        )
        return words % {"number": edits, "days": days}


def surviving_edits(account: User, *, most: int) -> int:
    """Return of how many of somebody's edits words still stand, counted up to most."""
    with connection.cursor() as cursor:
        cursor.execute(_SURVIVING, {"author": account.pk, "most": most})
        (found,) = cursor.fetchone()
    return int(found)


def _may_become_trusted(account: User) -> bool:
    """Whether it is an editor for long enough; asked before anything is counted."""
    since = timezone.now() - timedelta(days=settings.CANONICA_TRUSTED_AFTER_DAYS)
    return account.role == Role.EDITOR and account.date_joined <= since
