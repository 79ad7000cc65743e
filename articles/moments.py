"""Moments: the day, or the time, as of which somebody wants to read.

A day is read as of its end, in the time zone of the site.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Self

from django.utils import timezone as clock
from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext, gettext_noop

PARAMETER = "as_of"
"""Under which name an address says it."""

_LONGEST = 60
_WRITTEN = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)"
    r"(?:\.(?P<fraction>\d{1,6}))?)?"
    # A plus that was not encoded arrives as a space.
    r"(?:(?P<utc>Z)|(?P<sign>[-+ ])(?P<hours>\d\d):?(?P<minutes>\d\d))?)?",
    re.ASCII,
)
_NO_DAY = gettext_noop(
    "“%(sent)s” is no day: please choose one, or write it as 2026-01-31."
)
_FUTURE = gettext_noop("Nobody knows yet what will stand here on %(day)s.")


class NoSuchMoment(ValueError):
    """What was sent is no moment, or one that is still to come; the message says so."""


class StillToCome(NoSuchMoment):
    """The moment is in the future."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or a time; it is read as everything was just before ``until``."""

    text: str
    """As it stands in addresses."""
    until: datetime
    is_day: bool

    @classmethod
    def parse(cls, sent: str) -> Self:
        """Return what was sent: a day, or a time as ISO 8601 has it.

        A time is as long as it is precise: 10:30 ends when 10:31 begins. Raises
        NoSuchMoment.
        """
        text = sent.strip()
        found = _WRITTEN.fullmatch(text) if len(text) <= _LONGEST else None
        try:
            moment = cls(*_read(found)) if found else None
        except (ValueError, OverflowError):
            moment = None
        if moment is None:
            raise NoSuchMoment(gettext(_NO_DAY) % {"sent": text[:_LONGEST]})
        if moment.begins_at > clock.now():
            day = date_format(moment.day, "DATE_FORMAT")
            raise StillToCome(gettext(_FUTURE) % {"day": day})
        return moment

    @classmethod
    def at(cls, moment: datetime) -> Self:
        """Return the moment at which something happened, and none before or after."""
        exact = moment.astimezone(UTC)
        text = exact.isoformat().replace("+00:00", "Z")
        unit = timedelta(microseconds=1) if exact.microsecond else timedelta(seconds=1)
        return cls(text, exact + unit, is_day=False)

    @property
    def query(self) -> str:
        """What stands behind the address of a page. Nothing in it is to be escaped."""
        return f"?{PARAMETER}={self.text}"

    @property
    def begins_at(self) -> datetime:
        """When the day began, or the time itself."""
        if self.is_day:
            return _midnight(date.fromisoformat(self.text))
        return datetime.fromisoformat(self.text.replace("Z", "+00:00"))

    @property
    def day(self) -> date:
        """The day, in the time zone of the site."""
        return localtime(self.begins_at, get_default_timezone()).date()


def _read(found: re.Match[str]) -> tuple[str, datetime, bool]:
    """Return a moment's text and end, and whether it is a day."""
    day = date.fromisoformat(found["day"])
    if found["hour"] is None:
        return day.isoformat(), _midnight(day + timedelta(days=1)), True
    fraction = found["fraction"] or ""
    clock_time = time(
        int(found["hour"]),
        int(found["minute"]),
        int(found["second"] or 0),
        int(fraction.ljust(6, "0")),
        tzinfo=_zone_of(found),
    )
    moment = datetime.combine(day, clock_time).astimezone(UTC)
    text = moment.isoformat().replace("+00:00", "Z")
    return text, moment + _unit_of(found), False


def _zone_of(found: re.Match[str]) -> tzinfo:
    if found["sign"] is None:
        return UTC if found["utc"] else get_default_timezone()
    away = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    return timezone(-away if found["sign"] == "-" else away)


def _unit_of(found: re.Match[str]) -> timedelta:
    """Return how long the moment is that is written so precisely."""
    if found["second"] is None:
        return timedelta(minutes=1)
    return timedelta(microseconds=1_000_000 // 10 ** len(found["fraction"] or ""))


def _midnight(day: date) -> datetime:
    return clock.make_aware(datetime.combine(day, time.min), get_default_timezone())
