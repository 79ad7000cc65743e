"""Attribution: whose each word of an article is, kept up at every save.

It follows from all revisions of the article and can be made anew from them, by the
same steps in the same order, to the same end.
"""

from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass, field, replace
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, QuerySet

from accounts.compiled import compiled
from articles.models import (
    Article,
    Attribution,
    Origin,
    RemovedPassage,
    Revision,
)
from articles.shares import machine_revisions, measure_share
from markup.attribution import (
    Change,
    Memory,
    Stretch,
    Stretches,
    passages_of,
)


@dataclass(frozen=True, slots=True)
class Attributed:
    """Whose an article's words are, after one of its revisions."""

    stretches: Stretches = ()
    removed: Mapping[int, Stretches] = field(default_factory=dict)
    """Whose the passages were that were once taken out, by their digests."""
    returned: frozenset[int] | None = frozenset()
    """The revisions some of whose words were out of the text for a while.

    None if it was not kept when the row was made.
    """

    def without_words_gone(self) -> Self:
        """Forget the revisions of which no word is left."""
        if not self.returned:
            return self
        return replace(self, returned=self.returned & _origins(self.stretches))


def extend(revision: Revision) -> None:
    """Carry the attribution on from the revision's parent to the revision.

    Call it in a transaction that holds the article's lock.
    """
    article, parent = revision.article, revision.parent
    kept = _kept(article)
    if parent is not None and not kept.is_of(parent):
        rebuild(article)
        return
    change = Change.between(parent.true_text() if parent else "", revision.text)
    before = replace(kept.attributed, removed=_recalled(article, change.wanted))
    after = _carried_on(before, change, revision)
    _store(revision, after, kept.machine_among(after.stretches, revision))
    _remember(article, after.removed)


def rebuild(article: Article) -> None:
    """Make the attribution anew from all revisions."""
    if article.current_revision is None:
        return
    attributed = replay(article.current_revision)
    RemovedPassage.objects.filter(article=article).delete()
    machine = machine_revisions(_origins(attributed.stretches))
    _store(article.current_revision, attributed, machine)
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
    text, attributed = "", Attributed()
    for revision in revisions.order_by("number").iterator(chunk_size=100):
        written = revision.true_text()
        change = Change.between(text, written)
        after = _carried_on(attributed, change, revision)
        removed = {**after.removed, **attributed.removed}
        text, attributed = written, replace(after, removed=removed)
    return attributed


def attributed_of(article: Article) -> Attributed:
    """Return whose the article's current words are, but not what was removed.

    What was not attributed yet is attributed now, and not kept. Raises ValueError if
    the page has no text.
    """
    current = article.current_revision
    if current is None:
        raise ValueError("A page without text has no authors.")
    row = _row(article)
    if row is None or row.revision_id != current.pk:
        return replay(current)
    return _attributed(row)


def stretches_of(attribution: Attribution) -> Stretches:
    """Return the stretches that a row holds."""
    return _stretches(attribution.origins, attribution.lengths)


def stored(article: Article) -> Attributed:
    """Return all that is kept about whose an article's words are, to be compared."""
    row = _row(article)
    rows = RemovedPassage.objects.filter(article=article)
    removed = {row.digest: _stretches(row.origins, row.lengths) for row in rows}
    return replace(_attributed(row) if row else Attributed(), removed=removed)


def refresh_share(article: Article) -> None:
    """Count anew what is reviewed; for those who have just reviewed something."""
    found, revision = _row(article), article.current_revision
    if found and revision:
        stretches, machine = stretches_of(found), machine_revisions(found.origins)
        share = measure_share(article, revision.text, stretches, machine)
        Attribution.objects.filter(pk=found.pk).update(**asdict(share))


def _row(article: Article) -> Attribution | None:
    return Attribution.objects.filter(article=article).first()


def _attributed(row: Attribution) -> Attributed:
    return _of_columns(row.origins, row.lengths, row.returned)


def _of_columns(
    origins: list[int], lengths: list[int], returned: list[int] | None
) -> Attributed:
    out = None if returned is None else frozenset(returned)
    return Attributed(_stretches(origins, lengths), {}, out)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of an article before a save, to be carried on."""

    revision_id: int | None = None
    attributed: Attributed = Attributed()
    machine: frozenset[int] = frozenset()
    """Those of its origins that a machine wrote."""

    def is_of(self, revision: Revision) -> bool:
        """Whether it is all that is to be carried on from a revision."""
        is_whole = self.attributed.returned is not None
        return self.revision_id == revision.pk and is_whole

    def machine_among(self, stretches: Stretches, revision: Revision) -> frozenset[int]:
        """Return revisions of a machine: at least all that the stretches come from.

        No query, except of words that come back from another page or another time.
        """
        known = _origins(self.attributed.stretches) | {revision.pk}
        own = {revision.pk} if revision.origin == Origin.MACHINE else set()
        return self.machine | own | machine_revisions(_origins(stretches) - known)


def _kept(article: Article) -> _Kept:
    for revision, origins, lengths, returned, machine in _kept_rows(article.pk):
        attributed = _of_columns(origins, lengths, returned)
        return _Kept(revision, attributed, frozenset(machine))
    return _Kept()


@compiled
def _kept_rows(
    article: int,
) -> QuerySet[
    Attribution, tuple[int, list[int], list[int], list[int] | None, list[int]]
]:
    its_own = Revision.objects.filter(pk__one_of=OuterRef("origins"))
    machine = its_own.filter(origin=Origin.MACHINE).values("pk")
    rows = Attribution.objects.filter(article=article)
    return rows.values_list(
        "revision", "origins", "lengths", "returned", ArraySubquery(machine)
    )


def _carried_on(before: Attributed, change: Change, revision: Revision) -> Attributed:
    """Return whose the words are after a change; only what it removed is told.

    ``before.removed`` has those of the change's wanted passages that were removed.
    """
    copied, removed = _copied(revision), before.removed
    after = change.attribute(before.stretches, revision.pk, {**copied, **removed})
    returned = (before.returned or frozenset()) | {
        stretch.origin
        for digest in after.recalled & removed.keys()
        for stretch in removed[digest]
    }
    own = _own(revision, copied, after.recalled - removed.keys())
    attributed = Attributed(after.stretches, after.removed, returned | own)
    return attributed.without_words_gone()


def _own(revision: Revision, copied: Memory, digests: Set[int]) -> frozenset[int]:
    """Return whose words of the article itself come back as copies of another page."""
    if not digests:
        return frozenset()
    origins = {stretch.origin for digest in digests for stretch in copied[digest]}
    own = Revision.objects.filter(article=revision.article_id, pk__in=origins)
    return frozenset(own.values_list("pk", flat=True))


def _recalled(article: Article, wanted: set[int]) -> Memory:
    """Return those of the wanted passages that were in the article before."""
    if not wanted:
        return {}
    rows = _removed_rows(article.pk, sorted(wanted))
    return {digest: _stretches(*stretches) for digest, *stretches in rows}


@compiled
def _removed_rows(
    article: int, digests: list[int]
) -> QuerySet[RemovedPassage, tuple[int, list[int], list[int]]]:
    rows = RemovedPassage.objects.filter(article=article, digest__one_of=digests)
    return rows.values_list("digest", "origins", "lengths")


def _copied(revision: Revision) -> Memory:
    """Return the passages of the page that text was copied from, if it was."""
    source = revision.copied_from
    if source is None:
        return {}
    found = Attribution.objects.filter(revision=source).first()
    stretches = stretches_of(found) if found else replay(source).stretches
    return passages_of(source.true_text(), stretches)


def _store(revision: Revision, attributed: Attributed, machine: frozenset[int]) -> None:
    stretches, returned = attributed.stretches, attributed.returned
    share = measure_share(revision.article, revision.text, stretches, machine)
    row = Attribution(
        article=revision.article,
        revision=revision,
        origins=[stretch.origin for stretch in stretches],
        lengths=[stretch.length for stretch in stretches],
        returned=sorted(returned or ()),
        **asdict(share),
    )
    Attribution.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["revision", "origins", "lengths", "returned", *asdict(share)],
    )


def _remember(article: Article, removed: Mapping[int, Stretches]) -> None:
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


def _origins(stretches: Stretches) -> set[int]:
    return {stretch.origin for stretch in stretches}


def _stretches(origins: list[int], lengths: list[int]) -> Stretches:
    return tuple(map(Stretch._make, zip(origins, lengths, strict=True)))
