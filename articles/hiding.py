"""Hiding: a text, an author or a summary goes out of sight, for almost everybody."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext

from accounts import log
from accounts.language import for_everybody
from accounts.models import AuditAct, LogAct, User
from accounts.rights import NotAllowed, Right, may, require
from articles import derived
from articles.models import Article, HiddenField, Hideable, Revision, Upload
from articles.policy import EditRefused

_HIDE = "SELECT articles_hide(%s, %s, %s, %s, %s)"
_SHOW = "SELECT articles_show(%s, %s)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hiding:
    """Which fields of a revision shall be hidden, and how far."""

    fields: Collection[str]
    """Those that are hidden afterwards; the others can be seen."""
    reason: str
    is_suppressed: bool = False


@transaction.atomic
def hide(revision: Revision, hiding: Hiding, *, by: User) -> None:
    """Hide the fields named of a revision, show the others again, and note it.

    What is suppressed is noted in the private audit only. The text that readers see
    now can't be hidden: it has to be taken back first. Raises NotAllowed and
    EditRefused.
    """
    require(by, Right.SUPPRESS if hiding.is_suppressed else Right.HIDE)
    if not hiding.reason.strip():
        raise EditRefused(gettext("Hiding needs a reason."))
    article = Article.objects.select_for_update().get(pk=revision.article_id)
    wanted = {field for field in Hideable.values if field in hiding.fields}
    if Hideable.TEXT in wanted and _is_shown(article, revision):
        raise EditRefused(
            gettext(
                "Readers see this text now. Take the edit back first, then hide it."
            )
        )
    before = {one.field: one for one in HiddenField.objects.filter(revision=revision)}
    _check_suppressed(before.values(), by)
    for field in before.keys() - wanted:
        _run(_SHOW, revision.pk, field)
    for field in sorted(wanted):
        found = before.get(field)
        _make_nobody()
        if found is None or found.is_suppressed != hiding.is_suppressed:
            _run(_HIDE, revision.pk, field, hiding.is_suppressed, hiding.reason, by.pk)
    _note(article, revision, hiding, before, wanted, by)
    if Upload.objects.filter(revision=revision).exists():
        # With its text its picture goes, and pages show an earlier one.
        derived.announce_picture(article.parsed_title)


NOBODY = "(name removed)"
"""The name that stands for a hidden author; the database knows it too."""


def hidden_of(revision: Revision, viewer: User, *, reason: str) -> list[HiddenField]:
    """Return what is hidden of a revision, to somebody who may see it; it is audited.

    Raises NotAllowed, and EditRefused without a reason.
    """
    require(viewer, Right.HIDE)
    if not reason.strip():
        raise EditRefused(gettext("Looking at what is hidden needs a reason."))
    fields = HiddenField.objects.filter(revision=revision).select_related("by")
    if not may(viewer, Right.SUPPRESS):
        fields = fields.filter(is_suppressed=False)
    found = list(fields.order_by("field"))
    if found:
        about = f"{revision.title} #{revision.number}"
        log.audit(AuditAct.SEE_HIDDEN, about, by=viewer, reason=reason)
    return found


def _is_shown(article: Article, revision: Revision) -> bool:
    return article.is_published and article.current_revision_id == revision.pk


def _check_suppressed(before: Collection[HiddenField], by: User) -> None:
    is_any = any(field.is_suppressed for field in before)
    if is_any and not may(by, Right.SUPPRESS):
        raise NotAllowed(gettext("What is suppressed, only administrators can change."))


def _note(
    article: Article,
    revision: Revision,
    hiding: Hiding,
    before: dict[str, HiddenField],
    wanted: Collection[str],
    by: User,
) -> None:
    about = f"{article.title} #{revision.number}"
    was_suppressed = any(field.is_suppressed for field in before.values())
    details = {"hidden": _in_words(wanted)}
    if hiding.is_suppressed or was_suppressed:
        act = AuditAct.SUPPRESS if hiding.is_suppressed else AuditAct.UNSUPPRESS
        log.audit(act, about, by=by, reason=hiding.reason, **details)
        return
    act_of = LogAct.HIDE if wanted else LogAct.UNHIDE
    log.note(
        act_of,
        article.title,
        by=by,
        reason=hiding.reason,
        revision=revision.number,
        **details,
    )


def _in_words(fields: Collection[str]) -> str:
    """Name the fields in the language of the encyclopedia: everybody reads the log."""
    with for_everybody():
        labels = [str(Hideable(field).label) for field in sorted(fields)]
        return ", ".join(labels) or gettext("nothing")


def _make_nobody() -> None:
    """Make the account that stands for hidden authors; nobody can log in to it."""
    defaults = {"is_active": False, "is_trust_withheld": True, "password": "!"}
    User.objects.get_or_create(username=NOBODY, defaults=defaults)


def _run(statement: str, *values: str | int | bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
