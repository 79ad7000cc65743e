"""The queue: jobs written in the transaction that needs them, taken under a lease."""

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from accounts import log
from accounts.language import for_everybody
from accounts.models import AuditAct, User
from accounts.rights import Right, require
from articles.models import Job

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 5
_FIRST_PAUSE = timedelta(seconds=2)


def enqueue(kind: str, *subjects: str, after: timedelta = timedelta()) -> None:
    """Ask for a job on each subject, once: one that waits for the same is enough.

    With ``after``, another is asked for that is due only then.
    """
    due_at = timezone.now() + after
    is_later = bool(after)
    Job.objects.bulk_create(
        (
            Job(kind=kind, subject=subject, due_at=due_at, is_later=is_later)
            for subject in subjects
        ),
        batch_size=1000,
        ignore_conflicts=True,
    )


@transaction.atomic
def lease_next() -> Job | None:
    """Take the job that is due longest, so that no other worker takes it meanwhile."""
    now = timezone.now()
    job = (
        Job.objects.select_for_update(skip_locked=True)
        .filter(Q(leased_until=None) | Q(leased_until__lt=now))
        .filter(due_at__lte=now, parked_at=None)
        .order_by("due_at")
        .first()
    )
    if job is None:
        return None
    if job.attempts >= MAX_ATTEMPTS:
        # Whoever had it did not live to say what went wrong.
        job.parked_at, job.last_error = now, "Its worker died, each time."
        job.save(update_fields=["parked_at", "last_error"])
        return lease_next()
    job.leased_until = now + LEASE
    job.attempts += 1
    job.save(update_fields=["leased_until", "attempts"])
    return job


def run(job: Job, handlers: dict[str, Callable[[str], None]]) -> None:
    """Do a leased job, and forget it; or note why it failed, and let it wait."""
    try:
        handlers[job.kind](job.subject)
    except Exception as error:  # noqa: BLE001 - whatever it is, the queue goes on
        _note_failure(job, error)
    else:
        job.delete()


@transaction.atomic
def try_again(job: Job, *, by: User, reason: str) -> None:
    """Let the worker take a parked job anew, at once; that is audited.

    Raises NotAllowed, and ValidationError if it is not parked.
    """
    parked = _parked(job, by, reason)
    # Not as one that never began: of those, only one for each subject may wait.
    parked.attempts, parked.parked_at = 1, None
    parked.due_at = timezone.now()
    parked.save(update_fields=["attempts", "parked_at", "due_at"])
    _audit(parked, by, reason, gettext_noop("tried again"))


@transaction.atomic
def give_up(job: Job, *, by: User, reason: str) -> None:
    """Forget a parked job that shall not be done; that is audited.

    Raises NotAllowed, and ValidationError if it is not parked.
    """
    parked = _parked(job, by, reason)
    _audit(parked, by, reason, gettext_noop("given up"))
    parked.delete()


def waiting() -> int:
    """Return how many jobs are not done yet."""
    return Job.objects.filter(parked_at=None).count()


def _note_failure(job: Job, error: Exception) -> None:
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(
        last_error=f"{type(error).__name__}: {error}"[:2000],
        leased_until=None,
        due_at=now + _FIRST_PAUSE * 2**job.attempts,
        parked_at=now if job.attempts >= MAX_ATTEMPTS else F("parked_at"),
    )


def _parked(job: Job, by: User, reason: str) -> Job:
    """Return the row as it is now, locked, for somebody who may decide on it."""
    require(by, Right.OPERATE)
    if not reason.strip():
        raise ValidationError(gettext("Please say why."))
    rows = Job.objects.select_for_update().filter(parked_at__isnull=False)
    parked = rows.filter(pk=job.pk).first()
    if parked is None:
        raise ValidationError(gettext("This job is not parked."))
    return parked


def _audit(job: Job, by: User, reason: str, outcome: str) -> None:
    with for_everybody():
        words = gettext(outcome)
    log.audit(AuditAct.SETTING, f"job {job}", by=by, reason=reason, outcome=words)
