"""Filters: which revisions of a history or of recent changes are listed."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date

from accounts.models import User
from articles.models import Origin, Tag
from articles.models.revision import RevisionQuerySet
from markup import Namespace

_LONGEST_NAME = 100
_NAMESPACES = {str(int(space)) for space in Namespace}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What somebody wants to see of a list of revisions. As it is, everything."""

    author: str = ""
    tag: str = ""
    origin: str = ""
    namespace: str = ""
    since: str = ""
    """A day as YYYY-MM-DD, the first that counts."""
    until: str = ""
    """The last day that counts."""
    minor: str = ""
    """Whether minor edits are left out: "hide"."""
    bots: str = ""
    """Whether edits by bots are left out: "hide"."""
    new: str = ""
    """Whether only the beginnings of pages count: "only"."""

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        """Return what an address asks for; what makes no sense is left out."""
        return cls(
            author=query.get("author", "").replace("\0", "").strip()[:_LONGEST_NAME],
            tag=_one_of(query.get("tag", ""), Tag.values),
            origin=_one_of(query.get("origin", ""), Origin.values),
            namespace=_one_of(
                query.get("namespace", ""), map(str, map(int, Namespace))
            ),
            since=_day(query.get("since", "")),
            until=_day(query.get("until", "")),
            minor=_one_of(query.get("minor", ""), ["hide"]),
            bots=_one_of(query.get("bots", ""), ["hide"]),
            new=_one_of(query.get("new", ""), ["only"]),
        )

    @property
    def query(self) -> str:
        """The filters as they stand in an address, each followed by "&"."""
        chosen = {name: value for name, value in asdict(self).items() if value}
        return f"{urlencode(chosen)}&" if chosen else ""

    def of(self, revisions: RevisionQuerySet) -> RevisionQuerySet:
        """Return those of the revisions that are to be seen."""
        for name, value in asdict(self).items():
            if value:
                revisions = revisions.filter(_CONDITIONS[name](value))
        return revisions


def _account(name: str) -> User | None:
    """Return the account of this name, or None, which no revision has."""
    try:
        return User.objects.get_by_natural_key(name)
    except User.DoesNotExist:
        return None


def _one_of(value: str, known: Iterable[str]) -> str:
    return value if value in set(known) else ""


def _day(value: str) -> str:
    try:
        day = parse_date(value)
    except ValueError:
        return ""
    return day.isoformat() if day and day.year < date.max.year else ""


def _midnight(day: str) -> datetime:
    midnight = datetime.combine(date.fromisoformat(day), time.min)
    return timezone.make_aware(midnight, timezone.get_default_timezone())


def _morning_after(day: str) -> datetime:
    return _midnight(day) + timedelta(days=1)


_CONDITIONS: dict[str, Callable[[str], Q]] = {
    "author": lambda name: Q(author=_account(name)),
    "tag": lambda tag: Q(tags__contains=[tag]),
    "origin": lambda origin: Q(origin=origin),
    "namespace": lambda number: Q(article__namespace=int(number)),
    "since": lambda day: Q(created_at__gte=_midnight(day)),
    "until": lambda day: Q(created_at__lt=_morning_after(day)),
    "minor": lambda _hide: Q(minor=False),
    "bots": lambda _hide: ~Q(origin=Origin.BOT),
    "new": lambda _only: Q(number=1),
}
