"""Shares: how much of an article machines wrote, and how much of that was reviewed."""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from articles.models import Article, Origin, PassageReview, Revision
from markup.attribution import Stretches, digest_of, lines_of


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a text machines wrote, and how much of that a person reviewed.

    In characters; only lines with words count.
    """

    length: int
    machine_length: int
    reviewed_length: int

    @property
    def machine_percent(self) -> int:
        return _percent(self.machine_length, self.length)

    @property
    def reviewed_percent(self) -> int:
        return _percent(self.reviewed_length, self.machine_length)


def share_of(
    text: str, stretches: Stretches, *, machine: Set[int], reviewed: Set[int]
) -> Share:
    """Count what machines brought, and what of it stands in reviewed passages."""
    total = written = checked = 0
    for line in lines_of(text, stretches):
        own = sum(part.length for part in line.stretches if part.origin in machine)
        total += len(line.text)
        written += own
        checked += own if own and digest_of(line.text) in reviewed else 0
    return Share(total, written, checked)


def measure_share(
    article: Article, text: str, stretches: Stretches, machine: Set[int]
) -> Share:
    """Return the share of machines, given their revisions. One query if there are."""
    reviewed = reviewed_passages(article) if machine else frozenset()
    return share_of(text, stretches, machine=machine, reviewed=reviewed)


def machine_revisions(ids: Iterable[int]) -> frozenset[int]:
    """Return which of the revisions were written by a machine. One query, for some."""
    wanted = set(ids)
    if not wanted:
        return frozenset()
    written = Revision.objects.filter(pk__in=wanted, origin=Origin.MACHINE)
    return frozenset(written.values_list("pk", flat=True))


def reviewed_passages(article: Article) -> frozenset[int]:
    """Return the digests of the passages that somebody has reviewed. One query."""
    last = PassageReview.objects.filter(article=article)
    last = last.order_by("digest", "-id").distinct("digest")
    pairs = last.values_list("digest", "is_reviewed")
    return frozenset(digest for digest, is_reviewed in pairs if is_reviewed)


def _percent(part: int, whole: int) -> int:
    """Some is never none, and not all is never all."""
    if not 0 < part < whole:
        return 100 if whole and part >= whole else 0
    return min(99, max(1, round(100 * part / whole)))
