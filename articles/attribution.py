"""Attribution: whose each word of an article is, kept up at every save.

It follows from all revisions of the article and can be made anew from them, by the
same steps in the same order, to the same end.
"""

from collections.abc import Iterable, Set
from dataclasses import asdict, dataclass

from django.db import transaction

from articles.models import (
    Article,
    Attribution,
    Origin,
    PassageReview,
    RemovedPassage,
    Revision,
)
from markup.attribution import (
    Attributed,
    Change,
    Memory,
    Stretch,
    Stretches,
    digest_of,
    lines_of,
    passages_of,
)


def extend(revision: Revision) -> None:
    """Carry the attribution on from the revision's parent to the revision.

    Call it in a transaction that holds the article's lock.
    """
    article, parent = revision.article, revision.parent
    before = _stored(article)
    if parent is not None and (before is None or before.revision_id != parent.pk):
        rebuild(article)
        return
    change = Change.between(parent.text if parent else "", revision.text)
    memory = {**_copied(revision), **_recalled(article, change.wanted)}
    attributed = change.attribute(
        stretches_of(before) if before else (), revision.pk, memory
    )
    _store(revision, attributed.stretches)
    _remember(article, attributed.removed)


def rebuild(article: Article) -> None:
    """Make the attribution anew from all revisions."""
    if article.current_revision is None:
        return
    attributed = replay(article.current_revision)
    RemovedPassage.objects.filter(article=article).delete()
    _store(article.current_revision, attributed.stretches)
    _remember(article, attributed.removed)


@transaction.atomic
def rebuild_locked(article_id: int) -> None:
    """Make one article's attribution anew, if it has a current revision."""
    article = Article.objects.select_for_update().filter(pk=article_id).first()
    if article:
        rebuild(article)


def replay(last: Revision) -> Attributed:
    """Return whose the text of a revision is, and whose all that was removed before.

    Reads every revision up to it; costs about a millisecond for each.
    """
    revisions = Revision.objects.filter(article=last.article_id)
    revisions = revisions.filter(number__lte=last.number).select_related("copied_from")
    text, stretches, memory = "", Stretches(), dict[int, Stretches]()
    for revision in revisions.order_by("number").iterator(chunk_size=100):
        change = Change.between(text, revision.text)
        known = {**_copied(revision), **memory}
        attributed = change.attribute(stretches, revision.pk, known)
        text, stretches = revision.text, attributed.stretches
        memory = {**attributed.removed, **memory}
    return Attributed(stretches, memory)


def stretches_of(attribution: Attribution) -> Stretches:
    """Return the stretches that a row holds."""
    return _stretches(attribution.origins, attribution.lengths)


def stored(article: Article) -> tuple[Stretches, dict[int, Stretches]]:
    """Return all that is kept about whose an article's words are, to be compared."""
    found = _stored(article)
    rows = RemovedPassage.objects.filter(article=article)
    removed = {row.digest: _stretches(row.origins, row.lengths) for row in rows}
    return stretches_of(found) if found else (), removed


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


def measure_share(article: Article, text: str, stretches: Stretches) -> Share:
    """Return the share of machines. One query, and one more if they have any."""
    machine = machine_revisions(stretch.origin for stretch in stretches)
    reviewed = reviewed_passages(article) if machine else frozenset()
    return share_of(text, stretches, machine=machine, reviewed=reviewed)


def refresh_share(article: Article) -> None:
    """Count anew what is reviewed; for those who have just reviewed something."""
    found, revision = _stored(article), article.current_revision
    if found and revision:
        share = measure_share(article, revision.text, stretches_of(found))
        Attribution.objects.filter(pk=found.pk).update(**asdict(share))


def machine_revisions(ids: Iterable[int]) -> frozenset[int]:
    """Return which of the revisions were written by a machine. One query."""
    written = Revision.objects.filter(pk__in=set(ids), origin=Origin.MACHINE)
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


def _stored(article: Article) -> Attribution | None:
    return Attribution.objects.filter(article=article).first()


def _recalled(article: Article, wanted: set[int]) -> Memory:
    """Return those of the wanted passages that were in the article before."""
    if not wanted:
        return {}
    rows = RemovedPassage.objects.filter(article=article, digest__in=wanted)
    return {row.digest: _stretches(row.origins, row.lengths) for row in rows}


def _copied(revision: Revision) -> Memory:
    """Return the passages of the page that text was copied from, if it was."""
    source = revision.copied_from
    if source is None:
        return {}
    found = Attribution.objects.filter(revision=source).first()
    stretches = stretches_of(found) if found else replay(source).stretches
    return passages_of(source.text, stretches)


def _store(revision: Revision, stretches: Stretches) -> None:
    share = measure_share(revision.article, revision.text, stretches)
    row = Attribution(
        article=revision.article,
        revision=revision,
        origins=[stretch.origin for stretch in stretches],
        lengths=[stretch.length for stretch in stretches],
        **asdict(share),
    )
    Attribution.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["revision", "origins", "lengths", *asdict(share)],
    )


def _remember(article: Article, removed: dict[int, Stretches]) -> None:
    """Keep whose removed passages were; who brought one first stays its author."""
    if not removed:
        return
    RemovedPassage.objects.bulk_create(
        (
            RemovedPassage(
                article=article,
                digest=digest,
                origins=[stretch.origin for stretch in stretches],
                lengths=[stretch.length for stretch in stretches],
            )
            for digest, stretches in sorted(removed.items())
        ),
        batch_size=1000,
        ignore_conflicts=True,
    )


def _stretches(origins: list[int], lengths: list[int]) -> Stretches:
    pairs = zip(origins, lengths, strict=True)
    return tuple(Stretch(origin, length) for origin, length in pairs)
