"""The verdict: whether what the site kept is what the editors were told."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.ledger.history import Kept
from tests.ledger.journal import Answer, Manner, Save
from tests.ledger.page import PLACES, is_stewards


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many saves there were of each class, and which marks stand for a wrong."""

    acknowledged: int
    merged: int
    conflicts: int
    refused: int
    unknown: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    half_written: tuple[str, ...]
    misled: tuple[str, ...]
    """Saves whose editors were told something else than what happened."""

    @property
    def is_broken(self) -> bool:
        return any((self.lost, self.doubled, self.half_written, self.misled))


def judge(
    saves: Sequence[Save],
    kept: Sequence[Kept],
    sightings: Mapping[int, Counter[str]],
) -> Verdict:
    """Compare the ledgers with the page's revisions, and with it after each round."""
    acknowledged = [one for one in saves if one.is_acknowledged]
    brought = _brought(kept)
    answers = Counter(answer for save in saves for answer in set(save.answers))
    seen = {save.mark: _times_seen(save, sightings) for save in acknowledged}
    return Verdict(
        acknowledged=len(acknowledged),
        merged=sum(_is_merged(save, brought[save.mark]) for save in acknowledged),
        conflicts=answers[Answer.CONFLICT],
        refused=answers[Answer.REFUSED],
        unknown=sum(save.is_unknown for save in saves),
        lost=_sorted(
            (mark for mark in seen if not brought[mark]),
            seen.keys() & _overwritten(kept),
            (mark for mark, times in seen.items() if times == 0),
        ),
        doubled=_sorted(
            (mark for mark, revisions in brought.items() if len(revisions) > 1),
            (mark for mark, times in seen.items() if times > PLACES),
        ),
        half_written=_sorted(_torn(kept), _not_as_sent(saves, brought)),
        misled=_sorted(_misled(saves, brought)),
    )


def _brought(kept: Iterable[Kept]) -> defaultdict[str, list[Kept]]:
    """Return the revisions that each mark came with: one each, if all is well."""
    brought: defaultdict[str, list[Kept]] = defaultdict(list)
    before: Mapping[str, int] = {}
    for revision in kept:
        for mark in revision.marks.keys() - before.keys():
            brought[mark].append(revision)
        before = revision.marks
    return brought


def _overwritten(kept: Iterable[Kept]) -> set[str]:
    """Return the marks that went when nobody cleared the page.

    Who hangs up may be overwritten by the next who does; no acknowledged save may.
    """
    overwritten: set[str] = set()
    before: Mapping[str, int] = {}
    for revision in kept:
        new = revision.marks.keys() - before.keys()
        if not any(map(is_stewards, new)):
            overwritten |= before.keys() - revision.marks.keys()
        before = revision.marks
    return overwritten


def _torn(kept: Iterable[Kept]) -> Iterator[str]:
    """Yield the marks that a revision has in one place and not in the other."""
    for revision in kept:
        yield from (mark for mark, times in revision.marks.items() if times < PLACES)


def _not_as_sent(
    saves: Iterable[Save], brought: Mapping[str, Sequence[Kept]]
) -> Iterator[str]:
    """Yield the marks of saves whose text was neither merged nor kept as it was."""
    for save in saves:
        for revision in brought.get(save.mark, ()):
            is_as_sent = revision.sha256 == save.intent.sha256
            if revision.parent == save.intent.base and not is_as_sent:
                yield save.mark


def _times_seen(save: Save, sightings: Mapping[int, Counter[str]]) -> int:
    """Return how often the mark was on the page after its round.

    What is sent again in the next round may have been saved only then.
    """
    sighting = sightings.get(save.intent.round_number)
    if sighting is None or save.intent.manner is Manner.LATE:
        return PLACES
    return sighting[save.mark]


def _is_merged(save: Save, revisions: Sequence[Kept]) -> bool:
    return any(revision.parent != save.intent.base for revision in revisions)


def _misled(
    saves: Sequence[Save], brought: Mapping[str, Sequence[Kept]]
) -> Iterator[str]:
    winners = _winners(saves)
    for save in saves:
        made = {revision.id for revision in brought.get(save.mark, ())}
        if (
            (save.is_acknowledged and save.is_turned_down)
            or (save.is_turned_down and made)
            or not save.told <= made
            or not _is_answer_fair(save, winners[save.intent.round_number])
        ):
            yield save.mark


def _is_answer_fair(save: Save, winners: set[str]) -> bool:
    """Whether a save was turned down for a good reason, and got its text back."""
    if save.intent.manner is Manner.MOTTO and len(winners) != 1:
        return False
    if not save.is_turned_down:
        return True
    if save.intent.manner is Manner.HASTY:
        return save.mark in save.seen
    return save.intent.manner is Manner.MOTTO and {save.mark} | winners <= save.seen


def _winners(saves: Iterable[Save]) -> defaultdict[int, set[str]]:
    """Return who won the sentence that many wanted: one in a round, if all is well."""
    winners: defaultdict[int, set[str]] = defaultdict(set)
    for save in saves:
        if save.intent.manner is Manner.MOTTO and save.is_acknowledged:
            winners[save.intent.round_number].add(save.mark)
    return winners


def _sorted(*marks: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({mark for some in marks for mark in some}))
