"""Jobs: what follows a save, a moment later."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles.derived import REFRESH, REFRESH_LINKING
from articles.jobs import work_off
from articles.models import Article, Job, Rendering
from tests.makers import make_history, make_revision

pytestmark = pytest.mark.django_db

RED = 'class="missing"'


def test_a_red_link_turns_blue_when_its_page_is_written():
    make_revision("Ada Lovelace", "A friend of [[Charles Babbage]].")
    work_off()
    before = _html("Ada Lovelace")
    make_revision("Charles Babbage", "An engineer.")

    work_off()

    assert RED in before
    assert RED not in _html("Ada Lovelace")
    assert '<a href="/wiki/Charles_Babbage">' in _html("Ada Lovelace")


def test_a_new_page_is_asked_for_now_and_once_more_later():
    make_revision("Charles Babbage", "An engineer.")

    jobs = Job.objects.order_by("due_at").values_list("kind", "subject", "is_later")
    assert list(jobs) == [
        (REFRESH_LINKING, "Charles Babbage", False),
        (REFRESH_LINKING, "Charles Babbage", True),
    ]


def test_the_later_job_finds_a_link_that_the_first_one_missed():
    make_revision("Charles Babbage", "An engineer.")
    work_off()
    make_revision("Ada Lovelace", "A friend of [[Charles Babbage]].")
    # As a save that began before the page was there would have left it.
    Rendering.objects.filter(title="Ada Lovelace").update(html=f"<p {RED}>Red.</p>")
    Job.objects.update(due_at=timezone.now() - timedelta(seconds=1))

    work_off()

    assert _html("Ada Lovelace").count(RED) == 0


def test_a_page_that_was_there_before_asks_for_nothing():
    make_history("One.", "Two.", "Three.")

    assert Job.objects.filter(is_later=False).count() == 1


def test_a_page_is_rendered_again_once_for_all_it_links_to():
    make_revision("Ada Lovelace", "[[One]], [[Two]].")
    work_off()
    make_revision("One", "One.")
    make_revision("Two", "Two.")
    for _ in range(2):
        work_off(most=1)

    assert list(Job.objects.filter(kind=REFRESH).values_list("subject", flat=True)) == [
        str(Article.objects.get(title="Ada Lovelace").pk)
    ]


def test_a_worker_says_how_many_jobs_it_took():
    make_revision("One", "One.")
    make_revision("Two", "Two.")

    assert work_off(most=1) == 1
    assert work_off() == 1
    assert work_off() == 0


def test_a_job_for_an_article_that_is_gone_is_done():
    Job.objects.create(kind=REFRESH, subject="4711")

    work_off()

    assert Job.objects.count() == 0


def test_a_job_may_be_done_again_without_harm():
    make_revision("Ada Lovelace", "A friend of [[Charles Babbage]].")
    article = Article.objects.get()
    before = list(Rendering.objects.values())
    for _ in range(2):
        Job.objects.create(kind=REFRESH, subject=str(article.pk))
        work_off()

    assert list(Rendering.objects.values()) == before


def test_the_command_does_what_is_due():
    make_revision("Ada Lovelace", "A friend of [[Charles Babbage]].")
    make_revision("Charles Babbage", "An engineer.")

    call_command("work", once=True)

    assert RED not in _html("Ada Lovelace")
    assert Job.objects.filter(is_later=False).count() == 0


@pytest.mark.django_db(transaction=True)
def test_sessions_that_ran_out_are_removed():
    for number, days in enumerate((-1, 1)):
        Session.objects.create(
            session_key=f"key {number}",
            expire_date=timezone.now() + timedelta(days=days),
        )

    call_command("work", "--once")

    assert Session.objects.get().session_key == "key 1"


def test_an_edit_that_is_rolled_back_leaves_no_job():
    with transaction.atomic():
        make_revision("Charles Babbage", "An engineer.")
        transaction.set_rollback(True)

    assert (Article.objects.count(), Job.objects.count()) == (0, 0)


def _html(title: str) -> str:
    return Rendering.objects.get(article__title=title).html
