"""Protecting: titles that only some may edit, create or rename, and until when."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts import log
from accounts.language import for_everybody
from accounts.models import LogAct, User
from accounts.rights import Right, require
from articles.models import Article, Level, ProtectedAct, Protection
from articles.policy import EditRefused, reaches
from markup import Title


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """From which role on each act is allowed, until when, and why.

    An act that is not named, or has no level, is everybody's.
    """

    levels: dict[str, str]
    reason: str
    expires_at: datetime | None = None
    cascades: bool = False


@transaction.atomic
def protect(title: Title, terms: Terms, *, by: User) -> None:
    """Protect a title, whether or not there is a page, and note it in the log.

    Raises NotAllowed, and EditRefused if it makes no sense, would lock out whoever
    does it, or those who protected it before have more rights.
    """
    require(by, Right.PROTECT)
    _check(terms, by)
    article = Article.objects.lock(title)
    _check_level(article, by)
    wanted = {act: level for act, level in terms.levels.items() if level}
    Protection.objects.filter(article=article).delete()
    Protection.objects.bulk_create(
        Protection(
            article=article,
            act=act,
            level=level,
            cascades=terms.cascades,
            reason=terms.reason,
            by=by,
            expires_at=terms.expires_at,
        )
        for act, level in wanted.items()
    )
    log.note(
        LogAct.PROTECT if wanted else LogAct.UNPROTECT,
        title.text,
        by=by,
        reason=terms.reason,
        **_in_words(terms, wanted),
    )


def _check(terms: Terms, by: User) -> None:
    if not terms.reason.strip():
        raise EditRefused(gettext("A protection needs a reason."))
    if terms.expires_at is not None and terms.expires_at <= timezone.now():
        raise EditRefused(gettext("A protection has to end in the future."))
    for act, level in terms.levels.items():
        if act not in ProtectedAct.values or (level and level not in Level.values):
            raise EditRefused(gettext("There is no such protection."))
        if level and not reaches(by, level):
            raise EditRefused(gettext("You can't protect a page from yourself."))


def _check_level(article: Article, by: User) -> None:
    """What administrators protect, moderators do not take the protection off."""
    for one in Protection.objects.in_force().filter(article=article):
        if not reaches(by, one.level):
            words = gettext("Only %(who)s may change this protection.")
            raise EditRefused(words % {"who": Level(one.level).label})


def _in_words(terms: Terms, wanted: dict[str, str]) -> dict[str, str]:
    """Tell it in the language of the encyclopedia: everybody reads the log."""
    with for_everybody():
        found = {act: str(Level(level).label) for act, level in wanted.items()}
        if terms.cascades:
            found["cascading"] = gettext("yes")
    if terms.expires_at is not None:
        found["until"] = terms.expires_at.isoformat(timespec="minutes")
    return found
