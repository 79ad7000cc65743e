"""Values: what a date or a number in an infobox says, beside how it is written."""

import re
from datetime import date

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october "
        "november december",
        "января февраля марта апреля мая июня июля августа сентября октября ноября "
        "декабря",
    )
    for number, name in enumerate(names.split(), start=1)
}
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAY_FIRST = re.compile(r"(?:([0-9]{1,2})\s+)?([^\W\d]+)\s+([0-9]{3,4})(?![0-9])")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\s+([0-9]{1,2}),\s+([0-9]{3,4})(?![0-9])")
_YEAR = re.compile(r"(\d{3,4})(?!\d)", re.ASCII)
# Years before our era, and how long something took, are no dates of ISO 8601.
_NO_DATE = re.compile(r"\b(?:BCE?|years?)\b|до н\.", re.IGNORECASE)
_NUMBER = re.compile(
    r"([-\u2212]?)(\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d{1,15})(\.\d{1,9})?"
    r"(?:\s*([^\W\d_].{0,40}|[%°$€£].{0,40}))?",
    re.ASCII,
)


def iso_date(text: str) -> str:
    """Return the first date of a text as ISO 8601 has it, or nothing if it has none.

    "25 February 1956" is "1956-02-25"; of a month or a year there is only so much.
    What follows it, such as an age in brackets, doesn't matter.
    """
    text = text.strip()
    if _NO_DATE.search(text):
        return ""
    if found := _ISO.match(text):
        return _iso(found[1], int(found[2]), found[3])
    if (found := _DAY_FIRST.match(text)) and (month := _month(found[2])):
        return _iso(found[3], month, found[1])
    if (found := _MONTH_FIRST.match(text)) and (month := _month(found[1])):
        return _iso(found[3], month, found[2])
    found = _YEAR.match(text)
    return found[1].zfill(4) if found else ""


def number_and_unit(text: str) -> tuple[str, str] | None:
    """Return the number with which a text begins, in digits, and what it counts.

    "22,402,200 km²" is ("22402200", "km²").
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    sign, whole, fraction, unit = found.groups(default="")
    digits = re.sub(r"\D", "", whole)
    return f"{'-' if sign else ''}{digits}{fraction}", unit.strip()


def _month(name: str) -> int | None:
    return _MONTHS.get(name.casefold())


def _iso(year: str, month: int, day: str | None) -> str:
    if day is None:
        return f"{int(year):04}-{month:02}"
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return ""
