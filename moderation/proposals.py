"""Proposals: followed by their authors, and decided on by reviewers."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts import log
from accounts.language import for_everybody
from accounts.models import LogAct, User
from accounts.rights import Right, require
from articles.editing import submit_edit, tidy_text
from articles.models import Article, Revision
from articles.policy import EditHeld, EditRefused, ProposedEdit, check_edit
from articles.slices import Slice, slice_of
from markup.diff import Difference, compare
from markup.proposals import Proposal, propose
from moderation.models import HeldEdit, State
from moderation.models.claims import claimable_by

PAGE = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """A proposal against the article as it is now."""

    held: HeldEdit
    current: Revision | None
    proposal: Proposal

    @property
    def current_text(self) -> str:
        return self.current.text if self.current else ""

    @property
    def is_done_already(self) -> bool:
        """Whether the page says already what is proposed."""
        return self.current is not None and not self.proposal.changes

    @property
    def is_unshowable(self) -> bool:
        """Whether what is hidden or deleted would be seen, as others changed it."""
        base = self.held.base
        is_gone = base is not None and (base.is_text_hidden or base.is_deleted)
        return is_gone and not self.proposal.is_clean

    @property
    def difference(self) -> Difference:
        """What accepting all of it would change."""
        return compare(self.current_text, self.proposal.text)


def standing_of(held: HeldEdit) -> Standing:
    """Merge a proposal with what its page says now. It writes nothing."""
    article = held.article or Article.objects.filter(title=held.title).first()
    current = None
    if article is not None and article.is_published:
        current = article.current_revision
    now = current.text if current else ""
    base = held.base.true_text() if held.base else ""
    return Standing(held, current, propose(base, held.text, now))


def queue(viewer: User, *, after: int | None = None) -> Slice[HeldEdit]:
    """Return the proposals that wait, the oldest first. One query.

    Raises NotAllowed.
    """
    require(viewer, Right.REVIEW)
    waiting = HeldEdit.objects.waiting().for_listing()
    if after is not None:
        waiting = waiting.filter(pk__gt=after)
    rows = waiting[: PAGE + 1]
    return slice_of(rows, PAGE, lambda row: str(row.pk), is_first=after is None)


def claim(held: HeldEdit, *, by: User) -> None:
    """Say that somebody is looking at a proposal, so that nobody else has to."""
    require(by, Right.REVIEW)
    waiting = HeldEdit.objects.filter(claimable_by(by), pk=held.pk, state=State.WAITING)
    waiting.update(claimed_by=by, claimed_at=timezone.now())


@transaction.atomic
def accept(
    held: HeldEdit,
    *,
    by: User,
    seen: Revision | None,
    taking: Collection[int] | None = None,
    answer: str = "",
) -> Revision:
    """Publish a proposal, or only some of its changes, as its author's edit.

    ``seen`` is the revision of the page that the reviewer looked at: if there is a
    newer one, EditRefused is raised, and they look again. Also raises NotAllowed,
    EditConflict, and EditRefused if it was decided already or changes nothing.
    """
    require(by, Right.REVIEW)
    held = _locked(held, State.WAITING)
    if held.author_id == by.pk:
        raise EditRefused(gettext("Somebody else has to decide on your own proposal."))
    standing = standing_of(held)
    if standing.current != seen:
        raise EditRefused(
            gettext("The page has changed. Please look at the proposal again.")
        )
    numbers = {change.number for change in standing.proposal.changes}
    taken = numbers if taking is None else numbers & set(taking)
    if not taken:
        raise EditRefused(
            gettext("None of the changes was chosen: reject it, or send it back.")
        )
    if standing.is_unshowable:
        raise EditRefused(gettext("The text it began with is hidden or deleted."))
    if taking is None and not standing.proposal.is_clean:
        raise EditRefused(
            gettext("Others changed the same passages: please choose for each.")
        )
    text = tidy_text(standing.proposal.taking(taken))
    saved = submit_edit(_edit_of(held, standing, text, by))
    held.text, held.revision = "", saved
    _decide(held, State.ACCEPTED, by, answer)
    part = {} if taken == numbers else {"part": _part(len(taken), len(numbers))}
    # Whose it is, the revision says, as long as its author is not hidden.
    _note(LogAct.ACCEPT, held, by, answer, revision=saved.pk, **part)
    return saved


@transaction.atomic
def reject(held: HeldEdit, *, by: User, answer: str) -> None:
    """Turn a proposal down, with the reason. Raises NotAllowed and EditRefused."""
    require(by, Right.REVIEW)
    held = _locked(held, State.WAITING)
    if not answer.strip():
        raise EditRefused(gettext("Please tell the author why."))
    _decide(held, State.REJECTED, by, answer)
    _note(LogAct.REJECT, held, by, answer, **_proposer_of(held))


@transaction.atomic
def send_back(held: HeldEdit, *, by: User, answer: str) -> None:
    """Ask the author to amend a proposal. Raises NotAllowed and EditRefused."""
    require(by, Right.REVIEW)
    held = _locked(held, State.WAITING)
    if not answer.strip():
        raise EditRefused(gettext("Please tell the author what is to be amended."))
    _decide(held, State.SENT_BACK, by, answer)
    _note(LogAct.SEND_BACK, held, by, answer, **_proposer_of(held))


@transaction.atomic
def amend(
    held: HeldEdit,
    *,
    text: str,
    summary: str,
    seen: Revision | None = None,
    address: str = "",
) -> None:
    """Let the author propose another text in its place; it waits again.

    ``seen`` is the revision of the page that the author began with, the current one if
    none is told: what others changed since is merged. Whoever knows the private link is
    its author. Raises EditRefused if it was decided, or if the edit would be refused
    had it been made now, from that address.
    """
    held = _locked(held, State.WAITING, State.SENT_BACK)
    text = tidy_text(text)
    if not text.strip():
        raise EditRefused(
            gettext("A proposal needs some text. You can withdraw it instead.")
        )
    standing = standing_of(held)
    base = seen or standing.current
    held.base, held.text, held.summary = base, text, summary[:500]
    _refuse_as_new(held, address)
    before = base.size if base else 0
    held.size_change = len(text.encode()) - before
    held.state, held.changed_at = State.WAITING, timezone.now()
    held.claimed_by = held.claimed_at = None
    held.save()


@transaction.atomic
def withdraw(held: HeldEdit) -> None:
    """Let the author take a proposal back. Raises EditRefused if it was decided."""
    held = _locked(held, State.WAITING, State.SENT_BACK)
    held.state, held.changed_at = State.WITHDRAWN, timezone.now()
    held.save(update_fields=["state", "changed_at"])


def _refuse_as_new(held: HeldEdit, address: str) -> None:
    """Raise EditRefused if nobody would keep the proposal if it came only now."""
    edit = ProposedEdit(
        title=held.base.article.parsed_title if held.base else held.parsed_title,
        author=held.author,
        text=held.text,
        base=held.base,
        address=address,
    )
    # A title that was locked for the question alone is given back.
    with suppress(EditHeld), transaction.atomic():
        check_edit(edit, Article.objects.lock(edit.title))


def _edit_of(held: HeldEdit, standing: Standing, text: str, by: User) -> ProposedEdit:
    return ProposedEdit(
        title=held.parsed_title,
        author=held.author,
        text=text,
        base=standing.current,
        summary=held.summary,
        minor=held.minor,
        origin=held.origin,
        tags=tuple(held.tags),
        key=f"proposal {held.pk} of {held.changed_at.timestamp()}",
        accepted_by=by,
    )


def _locked(held: HeldEdit, *states: State) -> HeldEdit:
    """Return the row as it is now, locked; it has to be in one of these states."""
    locked = HeldEdit.objects.select_for_update(of=("self",)).for_review()
    found = locked.get(pk=held.pk)
    if found.state not in states:
        words = gettext("This proposal is %(state)s already.")
        raise EditRefused(words % {"state": found.get_state_display()})
    return found


def _decide(held: HeldEdit, state: State, by: User, answer: str) -> None:
    held.state, held.decided_by, held.answer = state, by, answer[:500]
    held.decided_at = timezone.now()
    held.save()


def _part(taken: int, offered: int) -> str:
    """Say how much of it was taken, in the encyclopedia's language: it is for all."""
    with for_everybody():
        words = gettext("%(taken)s of %(offered)s")
        return words % {"taken": taken, "offered": offered}


def _note(
    act: LogAct, held: HeldEdit, by: User, answer: str, **details: object
) -> None:
    details["proposal"] = held.pk
    log.note(act, held.parsed_title.text, by=by, reason=answer, **details)


def _proposer_of(held: HeldEdit) -> dict[str, object]:
    return {"proposed by": held.author.username}
