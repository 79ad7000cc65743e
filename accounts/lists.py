"""Lists of what is not wanted: kept by moderators, asked by those who check."""

import re
import unicodedata
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop

from accounts import log
from accounts.compiled import compiled
from accounts.confusables import skeleton
from accounts.language import for_everybody
from accounts.models import AuditAct, ListEntry, ListKind, LogAct, User
from accounts.models.lists import MAX_PATTERN
from accounts.rights import Right, require

MOST = 2000
"""So many patterns one list can have: each of them is compared, each time."""

ANYTHING = "*"
_FEWEST_SIGNS = 2
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}")
_BETWEEN_LETTERS = str.maketrans("", "", " _-.'")


def entries(kind: ListKind) -> list[str]:
    """Return the patterns of one list. One query, so that a change holds at once."""
    return [pattern for (pattern,) in _patterns(kind.value)]


@transaction.atomic
def add(kind: ListKind, pattern: str, *, by: User, note: str = "") -> ListEntry:
    """Put a pattern on a list, and log it.

    Raises NotAllowed, and ValidationError if the pattern makes no sense there. The
    public log does not repeat the pattern, which may be what nobody wants to read;
    the audit has it.
    """
    require(by, Right.KEEP_LISTS)
    tidied = _TIDIED[kind](pattern)
    if ListEntry.objects.of(kind).count() >= MOST:
        raise ValidationError(
            gettext("A list has at most %(number)s patterns.") % {"number": MOST}
        )
    made, is_new = ListEntry.objects.get_or_create(
        kind=kind, pattern=tidied, defaults={"by": by, "note": note.strip()}
    )
    if not is_new:
        raise ValidationError(
            gettext("“%(pattern)s” is on the list already.") % {"pattern": tidied}
        )
    _note(gettext_noop("added %(pattern)s"), made, by, note)
    return made


@transaction.atomic
def remove(entry: ListEntry, *, by: User, note: str = "") -> None:
    """Take a pattern off its list, and log it. Raises NotAllowed."""
    require(by, Right.KEEP_LISTS)
    if ListEntry.objects.filter(pk=entry.pk).delete()[0]:
        _note(gettext_noop("removed %(pattern)s"), entry, by, note)


def fits(pattern: str, text: str) -> bool:
    """Whether a text has the pattern: a plain one anywhere, one with stars as a whole.

    In "spam*" the star stands for anything, or nothing. Neither is compiled: the time
    it takes grows with the length of the text, whatever the pattern.
    """
    if ANYTHING not in pattern:
        return pattern in text
    first, *middle, last = pattern.split(ANYTHING)
    if len(text) < len(first) + len(last):
        return False
    if not (text.startswith(first) and text.endswith(last)):
        return False
    position, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, position, end)
        if found < 0:
            return False
        position = found + len(part)
    return True


def is_within(host: str, domains: Iterable[str]) -> bool:
    """Whether a host is one of the domains or below one; "a.b.example" is below both.

    The domains are as ``entries`` gives them.
    """
    labels = _domain_form(host).split(".")
    above = {".".join(labels[start:]) for start in range(len(labels))}
    return not above.isdisjoint(domains)


def forbids_name(name: str) -> bool:
    """Whether an account name has a word that is not allowed, however it is disguised.

    Compared is what it looks like: "Adm1n" and "a d m i n" are "admin". One query.
    """
    shape = _shape(name)
    return any(fits(_shape(pattern), shape) for pattern in entries(ListKind.NAME))


def forbids_email(address: str) -> bool:
    """Whether nobody can sign up with an e-mail address of this domain. One query."""
    domain = address.rpartition("@")[2]
    return is_within(domain, entries(ListKind.EMAIL_DOMAIN))


def _shape(text: str) -> str:
    """What a text looks like, without what is put between letters to part them."""
    return skeleton(text).translate(_BETWEEN_LETTERS)


def _domain_form(host: str) -> str:
    """Return a host's name as it is kept and compared: small, in its ASCII form."""
    name = unicodedata.normalize("NFKC", host).strip().strip(".").lower()
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _words(pattern: str) -> str:
    """Return a pattern of words as it is kept, or say why it can't be."""
    folded = unicodedata.normalize("NFKC", pattern).casefold()
    tidied = re.sub(r"\*{2,}", ANYTHING, " ".join(folded.split()))
    if len(tidied) > MAX_PATTERN:
        raise ValidationError(
            gettext("A pattern has at most %(number)s letters.")
            % {"number": MAX_PATTERN}
        )
    if len(_shape(tidied.replace(ANYTHING, ""))) < _FEWEST_SIGNS:
        raise ValidationError(
            gettext("A pattern needs two letters at least, besides stars.")
        )
    if not tidied.isprintable():
        raise ValidationError(gettext("A pattern can't have invisible marks."))
    return tidied


def _domain(pattern: str) -> str:
    """Return a domain as it is kept, or say that it is none."""
    domain = _domain_form(pattern.strip().removeprefix("@").removeprefix("*."))
    if len(domain) > MAX_PATTERN or not _DOMAIN.fullmatch(domain):
        raise ValidationError(gettext("That is no domain, such as spam.example."))
    return domain


def _note(what: str, entry: ListEntry, by: User, note: str) -> None:
    with for_everybody():
        label, said = str(ListKind(entry.kind).label), gettext(what)
    number, pattern = ({"pattern": one} for one in (f"#{entry.pk}", entry.pattern))
    log.note(LogAct.LISTS, label, by=by, reason=note, pattern=said % number)
    log.audit(AuditAct.SETTING, label, by=by, reason=note, pattern=said % pattern)


@compiled
def _patterns(kind: str) -> QuerySet[ListEntry, tuple[str]]:
    return ListEntry.objects.of(kind).values_list("pattern")


_TIDIED: dict[ListKind, Callable[[str], str]] = {
    ListKind.NAME: _words,
    ListKind.EMAIL_DOMAIN: _domain,
    ListKind.LINK: _domain,
    ListKind.TITLE: _words,
}
