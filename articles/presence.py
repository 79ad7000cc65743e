"""Presence: who else has a page's editor open. It informs, and never blocks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from accounts.models import User
from articles.models import Presence
from markup import Title

MOST_NAMED = 5
MOST_AT_A_PAGE = 100
MOST_ALTOGETHER = 10_000
"""So many rows there are at most, whatever a crowd does; more are not noted."""
LONGEST_KEY = 64

_SHOWN_FOR = timedelta(seconds=60)
_KEPT_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who has the editor open, and since when."""

    name: str
    """Empty for somebody who is not signed in."""
    since: datetime


@dataclass(frozen=True, slots=True)
class Others:
    """The first few of those who have the editor open, and how many more there are."""

    named: tuple[Other, ...] = ()
    more: int = 0

    def __str__(self) -> str:
        """Return a sentence that tells it, or nothing if there is nobody."""
        names = [other.name for other in self.named if other.name]
        strangers = len(self.named) - len(names)
        if strangers:
            names.append(_strangers(strangers, is_first=not names))
        if self.more:
            names.append(gettext("%(number)s more") % {"number": self.more})
        if not names:
            return ""
        return ngettext(
            "%(who)s has this page open in the editor, too.",
            "%(who)s have this page open in the editor, too.",
            len(self.named) + self.more,
        ) % {"who": _enumerated(names)}


def note_presence(title: Title, key: str, account: User | None) -> None:
    """Note that this form is open, and forget those that were not heard of for long."""
    now = timezone.now()
    Presence.objects.filter(seen_at__lt=now - _KEPT_FOR).delete()
    others = Presence.objects.exclude(title=title.text, key=key).aggregate(
        here=Count("pk", filter=Q(title=title.text)), everywhere=Count("pk")
    )
    if others["here"] >= MOST_AT_A_PAGE or others["everywhere"] >= MOST_ALTOGETHER:
        return
    # One statement, so that a form heard of twice at once is no error.
    Presence.objects.bulk_create(
        [Presence(title=title.text, key=key, account=account, seen_at=now)],
        update_conflicts=True,
        unique_fields=["title", "key"],
        update_fields=["account", "seen_at"],
    )


def forget_presence(title: Title, key: str) -> None:
    """Forget a form that was sent: it is not open any more."""
    if key:
        Presence.objects.filter(title=title.text, key=key).delete()


def others_at(title: Title, viewer: User | None, *, key: str = "") -> Others:
    """Return who else has the page's editor open, not counting the viewer's own forms.

    One query, which writes nothing.
    """
    rows = Presence.objects.filter(
        title=title.text, seen_at__gte=timezone.now() - _SHOWN_FOR
    ).exclude(key=key)
    if viewer is not None:
        rows = rows.exclude(account=viewer)
    rows = rows.select_related("account").only(
        "began_at", "account", "account__username"
    )
    found = list(_people(rows.order_by("began_at", "pk")[:MOST_AT_A_PAGE]))
    return Others(tuple(found[:MOST_NAMED]), max(0, len(found) - MOST_NAMED))


def _strangers(number: int, *, is_first: bool) -> str:
    if number == 1 and is_first:
        return gettext("Somebody not logged in")
    if number == 1:
        return gettext("somebody not logged in")
    return ngettext(
        "%(number)s person not logged in", "%(number)s people not logged in", number
    ) % {"number": number}


def _enumerated(names: list[str]) -> str:
    *first, last = names
    if not first:
        return last
    words = gettext("%(first)s and %(last)s")
    return words % {"first": ", ".join(first), "last": last}


def _people(rows: Iterable[Presence]) -> Iterator[Other]:
    """Yield each account once, however many forms it has open."""
    seen: set[int] = set()
    for row in rows:
        if row.account is None:
            yield Other("", row.began_at)
        elif row.account.pk not in seen:
            seen.add(row.account.pk)
            yield Other(row.account.username, row.began_at)
