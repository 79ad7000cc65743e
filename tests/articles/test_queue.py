"""The queue: each job is done at least once, by one worker at a time."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import transaction
from django.utils import timezone

from articles import queue
from articles.models import Job
from tests.articles.crowds import all_at_once

pytestmark = pytest.mark.django_db


def test_a_job_that_is_done_is_forgotten():
    queue.enqueue("greet", "Ada")
    greeted: list[str] = []

    _work({"greet": greeted.append})

    assert greeted == ["Ada"]
    assert Job.objects.count() == 0


def test_the_job_due_longest_is_taken_first():
    queue.enqueue("greet", "second")
    queue.enqueue("greet", "first")
    Job.objects.filter(subject="first").update(due_at=_ago(hours=1))

    job = queue.lease_next()

    assert job
    assert job.subject == "first"


def test_asking_twice_for_a_job_that_waits_asks_once():
    queue.enqueue("greet", "Ada", "Ada", "Mary")
    queue.enqueue("greet", "Ada")

    assert sorted(Job.objects.values_list("subject", flat=True)) == ["Ada", "Mary"]


def test_a_job_that_has_begun_does_not_stand_for_a_new_one():
    queue.enqueue("greet", "Ada")
    queue.lease_next()

    queue.enqueue("greet", "Ada")

    assert Job.objects.count() == 2


def test_the_same_subject_for_another_kind_of_job_is_another_job():
    queue.enqueue("greet", "Ada")
    queue.enqueue("thank", "Ada")

    assert queue.waiting() == 2


def test_a_job_asked_for_with_a_delay_is_not_taken_before():
    queue.enqueue("greet", "Ada", after=timedelta(seconds=30))
    taken_now = queue.lease_next()
    Job.objects.update(due_at=_ago(seconds=1))

    taken_later = queue.lease_next()

    assert taken_now is None
    assert taken_later
    assert taken_later.subject == "Ada"


def test_a_delayed_job_waits_beside_one_that_is_due():
    queue.enqueue("greet", "Ada")
    queue.enqueue("greet", "Ada", after=timedelta(seconds=30))
    queue.enqueue("greet", "Ada", after=timedelta(seconds=30))

    assert list(Job.objects.order_by("due_at").values_list("is_later", flat=True)) == [
        False,
        True,
    ]


def test_a_job_under_a_lease_is_not_taken_again():
    queue.enqueue("greet", "Ada")
    first = queue.lease_next()

    second = queue.lease_next()

    assert first
    assert second is None


def test_a_job_whose_lease_ran_out_is_taken_again():
    queue.enqueue("greet", "Ada")
    first = queue.lease_next()
    Job.objects.update(leased_until=_ago(seconds=1))

    second = queue.lease_next()

    assert first == second
    assert second
    assert second.attempts == 2
    assert queue.lease_next() is None


def test_a_job_that_fails_waits_longer_each_time():
    queue.enqueue("greet", "Ada")
    pauses = []
    for _ in range(3):
        Job.objects.update(due_at=_ago(seconds=1))
        _work({"greet": _fail})
        pauses.append(
            round((Job.objects.get().due_at - timezone.now()).total_seconds())
        )

    assert pauses == [4, 8, 16]


def test_a_failure_is_noted_and_the_lease_given_back():
    queue.enqueue("greet", "Ada")

    _work({"greet": _fail})

    job = Job.objects.get()
    assert job.last_error == "ZeroDivisionError: nobody is there"
    assert (job.leased_until, job.parked_at, job.attempts) == (None, None, 1)


def test_a_job_of_an_unknown_kind_fails_as_any_other():
    queue.enqueue("sing", "Ada")

    _work({})

    assert Job.objects.get().last_error == "KeyError: 'sing'"


def test_a_job_is_parked_after_five_failures():
    queue.enqueue("greet", "Ada")
    for _ in range(5):
        Job.objects.update(due_at=_ago(seconds=1))
        _work({"greet": _fail})
    Job.objects.update(due_at=_ago(seconds=1))

    taken = queue.lease_next()

    job = Job.objects.get()
    assert taken is None
    assert job.attempts == 5
    assert job.parked_at is not None
    assert queue.waiting() == 0


def test_a_parked_job_does_not_stand_for_a_new_one():
    queue.enqueue("greet", "Ada")
    Job.objects.update(parked_at=timezone.now(), attempts=5)

    queue.enqueue("greet", "Ada")

    assert queue.waiting() == 1


def test_a_failing_job_does_not_stop_the_others():
    queue.enqueue("greet", "Ada", "Mary")
    greeted: list[str] = []

    def greet(name: str) -> None:
        if name == "Ada":
            raise ZeroDivisionError
        greeted.append(name)

    _work({"greet": greet})

    assert greeted == ["Mary"]
    assert Job.objects.get().subject == "Ada"


@pytest.mark.django_db(transaction=True)
def test_jobs_are_rolled_back_with_what_they_follow():
    with transaction.atomic():
        queue.enqueue("greet", "Ada")
        transaction.set_rollback(True)

    assert Job.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_never_take_the_same_job():
    for round_ in range(10):
        queue.enqueue("greet", f"{round_}")
        start = Barrier(2)

        def take(_number: int, start: Barrier = start) -> int | None:
            start.wait()
            job = queue.lease_next()
            return job.pk if job else None

        taken = all_at_once(take, 2)
        assert sorted(pk is None for pk in taken) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_many_workers_do_each_job_once():
    queue.enqueue("greet", *(str(number) for number in range(40)))
    greeted: list[str] = []

    all_at_once(lambda _number: _work({"greet": greeted.append}), 4)

    assert sorted(greeted, key=int) == [str(number) for number in range(40)]
    assert Job.objects.count() == 0


def _work(handlers: dict[str, Callable[[str], None]]) -> None:
    while job := queue.lease_next():
        queue.run(job, handlers)


def _fail(_subject: str) -> None:
    raise ZeroDivisionError("nobody is there")


def _ago(**time: int):
    return timezone.now() - timedelta(**time)


def test_a_job_that_kills_its_workers_is_parked():
    queue.enqueue("greet", "Ada")
    queue.enqueue("greet", "Grace")

    for _ in range(queue.MAX_ATTEMPTS):
        queue.lease_next()
        Job.objects.filter(subject="Ada").update(leased_until=_ago(seconds=1))
    following = queue.lease_next()

    assert following
    assert following.subject == "Grace"
    parked = Job.objects.get(subject="Ada")
    assert parked.parked_at
    assert parked.last_error == "Its worker died, each time."
