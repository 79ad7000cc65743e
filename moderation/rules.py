"""Rules of holding: set and taken away, with a reason that stands in the log."""

from datetime import datetime

from django.db import transaction

from accounts import log
from accounts.models import LogAct, User
from accounts.rights import Right, require
from articles.models import Level
from articles.policy import EditRefused
from markup import Title
from moderation.models import HoldRule


@transaction.atomic
def set_rule(
    *,
    title: Title | None,
    namespace: int | None,
    level: str,
    reason: str,
    expires_at: datetime | None,
    by: User,
) -> None:
    """Hold the edits of one page, of a namespace or of all, below a role.

    Without a level the rule of that place is taken away. Raises NotAllowed, and
    EditRefused without a reason.
    """
    require(by, Right.PROTECT)
    if not reason.strip():
        raise EditRefused("Please say why.")
    place = {"title": title.text if title else "", "namespace": namespace}
    if title is not None:
        place["namespace"] = None
    rule = HoldRule(**place, level=level or Level.EDITOR, reason=reason, by=by)
    HoldRule.objects.filter(**place).delete()
    if level:
        rule.expires_at = expires_at
        rule.save()
    who = str(Level(level).label) if level else "everybody"
    log.note(LogAct.HOLD, rule.place, by=by, reason=reason, published_at_once=who)
