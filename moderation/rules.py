"""Rules of holding: set and taken away, with a reason that stands in the log."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from accounts import log
from accounts.language import for_everybody
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
        raise EditRefused(gettext("Please say why."))
    place: dict[str, Any] = {"title": "", "namespace": namespace}
    if title is not None:
        place = {"title": title.text, "namespace": None}
    terms = {"level": level, "reason": reason, "by": by, "expires_at": expires_at}
    if level:
        HoldRule.objects.update_or_create(**place, defaults=terms)
    else:
        HoldRule.objects.filter(**place).delete()
    # The log is for everybody, and so in the language of the encyclopedia.
    with for_everybody():
        who = str(Level(level).label) if level else gettext("everybody")
        where = HoldRule(**place).place
    log.note(LogAct.HOLD, where, by=by, reason=reason, published_at_once=who)
