"""Changes: seen by the next stranger, whoever made them and whatever is lost."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from io import BytesIO
from urllib.parse import urlencode

import psycopg2
import pytest
from django.db import connection

from articles.deleting import delete
from articles.hiding import Hiding, hide
from articles.models import Article
from canonica.shelf.changes import forget_old_changes
from markup import Title
from tests.canonica.at_the_door import (
    HIT,
    answered_elsewhere,
    is_kept,
    source_of,
    wait_for,
)
from tests.canonica.shelf_site import DROP_SOME
from tests.makers import make_history, make_revision, make_user

CHOSEN = {"theme": "dark", "size": "large", "width": "wide", "language": "en"}

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_edit_is_seen_within_a_second_whoever_made_it(ask):
    _, second = make_history("Before.", "After.")
    ask()

    make_revision(text="At last.", base=second)

    wait_for(lambda: "At last." in ask()[2])
    assert is_kept(ask)


def test_what_is_deleted_or_hidden_is_seen_no_longer(ask):
    root = make_user(role="administrator")
    first, _ = make_history("A secret.", "Nothing.")
    old = f"/revision/{first.pk}"
    assert "A secret." in ask(old)[2]

    hide(first, Hiding(fields=["text"], reason="Private"), by=root)
    wait_for(lambda: "A secret." not in ask(old)[2])

    delete(Title.parse("Ada Lovelace"), by=root, reason="All of it")
    wait_for(lambda: ask()[0][:3] == "410")


@pytest.fixture
def nobody_is_woken():
    """Let no notification be sent, so that changes are only found by asking."""
    with connection.cursor() as cursor:
        cursor.execute(DROP_SOME.format(share=1))
        yield
        cursor.execute(DROP_SOME.format(share=0))


def test_a_form_is_answered_when_its_own_process_shows_what_it_changed(
    ask, nobody_is_woken
):
    base = make_revision()
    for number in range(5):
        time.sleep(0.3)
        assert is_kept(ask)
        base = make_revision(text=f"New {number}.", base=base)

        # Whatever this form is: all that was saved before it was answered is known.
        assert send_form(ask, "/accounts/preferences", **CHOSEN)[0][:3] == "302"
        assert f"New {number}." in ask()[2]


def send_form(ask, path, **fields):
    """Send a form with its token, as a browser does."""
    _, headers, page = ask(path)
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    body = urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
    return ask(
        path,
        REQUEST_METHOD="POST",
        HTTP_COOKIE=headers["set-cookie"].partition(";")[0],
        CONTENT_TYPE="application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(len(body)),
        **{"wsgi.input": BytesIO(body)},
    )


def test_a_page_that_was_begun_before_a_change_is_not_kept_after_it(ask, django):
    make_revision()
    django.takes = 0.5
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(answered_elsewhere, ask)
        time.sleep(0.2)
        make_revision(text="New.", base=Article.objects.get().current_revision)
        answer = slow.result()
    django.takes = 0.0

    assert "New." not in answer[2]
    assert source_of(answer) == "Canonica; fwd=miss"
    assert "New." in ask()[2]


def test_a_burst_makes_one_page(ask, django):
    make_revision()
    ask("/all")
    time.sleep(0.5)  # so that everybody knows of these changes
    django.takes, django.asked = 0.3, 0
    barrier = threading.Barrier(12)

    def burst(_):
        barrier.wait()
        return answered_elsewhere(ask)

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(burst, range(12)))

    assert {answer[2] for answer in answers} == {answers[0][2]}
    assert django.asked == 1


def test_a_burst_for_what_is_not_kept_waits_for_nobody_for_ever(ask, django):
    django.takes = 0.1

    with ThreadPoolExecutor(6) as pool:
        began = time.monotonic()
        ask_there = [pool.submit(answered_elsewhere, ask, "/wiki/X") for _ in range(6)]
        answers = [one.result() for one in ask_there]

    assert {answer[0][:3] for answer in answers} == {"404"}
    assert time.monotonic() - began < 5


@pytest.fixture
def writers():
    """Two sessions of the database, as those of other processes are."""
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    with (
        closing(psycopg2.connect(**parameters)) as one,
        closing(psycopg2.connect(**parameters)) as other,
    ):
        yield one, other


def rewrite(session, title, words):
    """Change what a page says, as nothing of ours does."""
    with session.cursor() as cursor:
        cursor.execute(
            "UPDATE articles_rendering SET html = %s FROM articles_article"
            " WHERE article_id = articles_article.id AND articles_article.title = %s",
            [words, title],
        )


def test_who_began_first_may_be_done_last_and_is_not_missed(ask, writers):
    """Numbers in the order of beginning would be passed over: 1 when 2 was seen."""
    make_revision("One", "Old.")
    make_revision("Two", "Old.")
    one, two = writers
    for path in ("/wiki/One", "/wiki/Two"):
        assert is_kept(ask, path)

    rewrite(one, "One", "<p>New one.</p>")
    rewrite(two, "Two", "<p>New two.</p>")
    two.commit()
    wait_for(lambda: "New two." in ask("/wiki/Two")[2])
    time.sleep(0.6)  # so that it was asked several times what changed
    assert "Old." in ask("/wiki/One")[2]
    one.commit()

    wait_for(lambda: "New one." in ask("/wiki/One")[2])


def test_what_was_taken_back_changes_nothing(ask, writers):
    make_revision()
    session, _ = writers
    assert is_kept(ask)

    rewrite(session, "Ada Lovelace", "<p>Never said.</p>")
    session.rollback()
    time.sleep(0.6)

    assert source_of(ask()) == HIT


def test_the_connection_that_listens_may_be_killed(ask, writers):
    make_revision()
    session, _ = writers
    assert is_kept(ask)

    for number in range(3):
        rewrite(session, "Ada Lovelace", f"<p>Number {number}.</p>")
        session.commit()
        kill_listeners(session)
        wait_for(lambda number=number: f"Number {number}." in ask()[2])


def kill_listeners(session):
    """Kill them once they are there; the last ones may have been killed just now."""
    wait_for(lambda: killed(session) > 0)


def killed(session):
    with session.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE application_name = 'canonica changes'"
            " AND datname = current_database()"
        )
        number = cursor.fetchone()[0]
    session.commit()
    return number


def test_where_nobody_can_tell_what_changed_nothing_is_answered_from_the_shelf(
    ask, writers
):
    """As after a deploy whose migrations were forgotten: the database is there."""
    make_revision()
    session, _ = writers
    assert is_kept(ask)
    with session.cursor() as cursor:
        cursor.execute("ALTER TABLE canonica_change RENAME TO elsewhere")
        session.commit()
        try:
            time.sleep(1)
            answers = [ask() for _ in range(3)]
        finally:
            cursor.execute("ALTER TABLE elsewhere RENAME TO canonica_change")
            session.commit()

    assert {answer[0] for answer in answers} == {"200 OK"}
    assert all("fwd=miss" in source_of(answer) for answer in answers)
    wait_for(lambda: is_kept(ask), seconds=3)


def test_changes_are_forgotten_after_a_day(writers):
    session, _ = writers
    with session.cursor() as cursor:
        cursor.execute(
            "INSERT INTO canonica_change (xid, key, at) VALUES"
            " ('3', 'old', now() - interval '25 hours'),"
            " ('3', 'new', now() - interval '23 hours')"
        )
        session.commit()
        forget_old_changes()
        cursor.execute("SELECT key FROM canonica_change WHERE xid = '3'")

        assert cursor.fetchall() == [("new",)]
        cursor.execute("DELETE FROM canonica_change")
        session.commit()
