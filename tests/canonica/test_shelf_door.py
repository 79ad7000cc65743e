"""The door of the shelf: who is answered from it, who is not, and until when."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from io import BytesIO
from typing import Any

import psycopg2
import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from articles.deleting import delete
from articles.hiding import Hiding, hide
from articles.models import Article
from canonica.encoding import read_as_utf8
from canonica.shelf.changes import forget_old_changes
from canonica.shelf.door import Door, answer_from_shelf
from markup import Title
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db(transaction=True)

ADA = "/wiki/Ada_Lovelace"
HIT = "Canonica; hit"
PERSONAL: dict[str, dict[str, Any]] = {
    "a session": {"HTTP_COOKIE": "sessionid=x"},
    "an appearance": {"HTTP_COOKIE": "appearance=dark.small.wide.ru"},
    "a token": {"HTTP_COOKIE": "csrftoken=x"},
    "any cookie": {"HTTP_COOKIE": "x"},
    "a password": {"HTTP_AUTHORIZATION": "Basic eDp4"},
    "a range": {"HTTP_RANGE": "bytes=0-5"},
    "a body": {"CONTENT_LENGTH": "5", "wsgi.input": BytesIO(b"x=y&z")},
    "a long query": {"QUERY_STRING": "x=" + "y" * 300},
    "a long path": {"PATH_INFO": ADA + "/" * 1500},
    "another root": {"SCRIPT_NAME": "/other"},
    "an odd method": {"REQUEST_METHOD": "OPTIONS"},
    "TRACE": {"REQUEST_METHOD": "TRACE"},
    "a lower case method": {"REQUEST_METHOD": "get"},
}

UNKEYED = (
    "X_FORWARDED_HOST", "X_FORWARDED_PROTO", "X_FORWARDED_FOR", "X_ORIGINAL_URL",
    "X_REWRITE_URL", "X_FORWARDED_PREFIX", "X_HOST", "FORWARDED", "USER_AGENT",
    "REFERER", "ACCEPT", "ACCEPT_LANGUAGE", "ORIGIN", "X_HTTP_METHOD_OVERRIDE",
    "X_FORWARDED_PORT", "X_FORWARDED_SCHEME", "FROM", "VIA",
)  # fmt: skip
NOT_FOR_ALL = (
    "/wiki/Nothing", "/search", "/edit/Ada_Lovelace", "/accounts/login", "/random",
    "/livez", "/nowhere", "/cite/Ada_Lovelace", "/suggest", "/drafts",
)  # fmt: skip


class Counted:
    """Django, and how often it was asked; it takes as long as it is told to."""

    def __init__(self):
        self.django = read_as_utf8(get_wsgi_application())
        self.asked = 0
        self.takes = 0.0

    def __call__(self, environ, start_response):
        self.asked += 1
        answer = self.django(environ, start_response)
        time.sleep(self.takes)
        return answer


@pytest.fixture
def django():
    return Counted()


@pytest.fixture
def door(django):
    door = answer_from_shelf(django)
    assert isinstance(door, Door)
    yield door
    door.close()


@pytest.fixture
def ask(door):
    """Ask at the door as a stranger; returns status, headers and body."""

    def ask(path=ADA, query="", **more):
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "HTTP_HOST": "testserver",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "203.0.113.7",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            **more,
        }
        begun = []
        content = door(environ, lambda *one: begun.append(one[:2]))
        body = b"".join(content)
        if hasattr(content, "close"):
            content.close()
        status, headers = begun[-1]
        return status, {name.lower(): value for name, value in headers}, body.decode()

    return ask


def source_of(answer):
    return answer[1].get("cache-status", "")


def is_kept(ask, *address, **more):
    """Whether the same request is answered from the shelf when it comes again."""
    ask(*address, **more)
    return source_of(ask(*address, **more)) == HIT


def wait_for(is_so, seconds=1.0):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it was not so in time"
        time.sleep(0.01)


def test_the_second_stranger_is_answered_without_django_and_database(ask, django):
    make_revision()
    first = ask()

    with CaptureQueriesContext(connection) as queries:
        second = ask()

    assert source_of(first) == "Canonica; fwd=miss; stored"
    assert source_of(second) == HIT
    assert first[2] == second[2]
    assert (django.asked, len(queries)) == (1, 0)
    assert "set-cookie" not in second[1]
    assert second[1]["surrogate-key"].split()[0].startswith("article-")


def test_a_kept_page_has_all_headers_that_django_sends(ask):
    make_revision()
    sent = Client().get(ADA).headers

    ask()
    kept = ask()[1]

    own = {"Content-Length", "ETag", "Vary"}
    assert {name: kept.get(name.lower()) for name in sent if name not in own} == {
        name: value for name, value in sent.items() if name not in own
    }
    assert {"Accept-Encoding", "Cookie"} == set(kept["vary"].split(", "))


def test_a_request_with_something_of_its_own_goes_to_django(ask, django):
    make_revision()
    ask()
    for what, environ in PERSONAL.items():
        asked = django.asked

        assert source_of(ask(**environ)) == "", what
        assert django.asked == asked + 1, what


def test_an_empty_cookie_is_none(ask):
    make_revision()
    ask()

    assert source_of(ask(HTTP_COOKIE="")) == HIT


def test_what_django_answers_one_is_told_to_nobody_else(ask):
    """The page of somebody signed in is not kept, and is none that is kept."""
    make_revision()
    browser = Client()
    browser.force_login(make_user("Marguerite"))
    cookie = f"sessionid={browser.cookies['sessionid'].value}"

    assert "Marguerite" in ask(HTTP_COOKIE=cookie)[2]
    assert "Marguerite" not in ask()[2]
    assert "Marguerite" in ask(HTTP_COOKIE=cookie)[2]
    assert "Marguerite" not in ask()[2]


def test_what_is_in_no_address_is_told_to_nobody(ask):
    for number in range(len(UNKEYED)):
        make_revision(f"Page {number}")
    ask()
    time.sleep(0.5)  # so that everybody knows of these changes
    for number, header in enumerate(UNKEYED):
        path = f"/wiki/Page_{number}"
        poison = {f"HTTP_{header}": "ru, https, evil.example"}

        first = ask(path, **poison)

        assert source_of(first).endswith("stored"), header
        assert "evil" not in f"{first[1]} {first[2]}", header
        assert ask(path)[2] == first[2], header
        assert source_of(ask(path, **poison)) == HIT, header


def test_hosts_that_are_not_ours_have_nothing_kept(ask):
    make_revision()
    ask()

    for host in ("evil.example", "", "testserver@evil", "a b", "[", "evil.example"):
        assert ask(HTTP_HOST=host, SERVER_NAME="evil.example")[0][:3] == "400", host
    assert source_of(ask()) == HIT


def test_each_host_has_its_own_pages(ask):
    make_revision()
    with override_settings(ALLOWED_HOSTS=["testserver", "other.example"]):
        ask()
        other = ask(HTTP_HOST="other.example")

    assert source_of(other).endswith("stored")
    assert "http://other.example/wiki/Ada_Lovelace" in other[2]
    assert "other.example" not in ask()[2]


def test_an_address_that_looks_like_a_file_is_another_page(ask):
    make_revision()
    whole = ask()[2]

    for path in (f"{ADA}/x.css", f"{ADA};a.js", f"{ADA}\n", f"{ADA}.json", "/wiki/%3C"):
        for _ in range(2):
            status, _, body = ask(path)
            assert status[:3] in {"301", "404"}, path
            assert body != whole


def test_what_is_not_for_everybody_is_not_kept(ask):
    make_revision()

    for path in NOT_FOR_ALL:
        assert not is_kept(ask, path), path


def test_a_page_with_a_form_is_not_kept(ask):
    make_revision(text="A machine wrote this.", origin="machine")
    _, headers, body = ask("/attribution/Ada_Lovelace")

    assert "csrfmiddlewaretoken" in body
    assert "csrftoken" in headers["set-cookie"]
    assert not is_kept(ask, "/attribution/Ada_Lovelace")


def test_another_spelling_leads_to_the_page_without_django(ask):
    make_revision()
    ask("/wiki/ada_Lovelace", "x=1")

    status, headers, _ = ask("/wiki/ada_Lovelace", "x=1")

    assert status[:3] == "301"
    assert headers["location"] == f"{ADA}?x=1"
    assert headers["cache-status"] == HIT


def test_a_head_request_is_answered_from_what_a_get_request_left(ask, django):
    make_revision()
    body = ask(REQUEST_METHOD="HEAD")[2]
    status, headers, whole = ask()

    assert (body, status) == ("", "200 OK")
    assert int(headers["content-length"]) == len(whole.encode())
    assert django.asked == 1
    assert source_of(ask(REQUEST_METHOD="HEAD")) == HIT


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


def test_a_form_is_answered_when_its_own_process_shows_what_it_changed(ask, door):
    make_revision()
    page = ask()[2]
    make_revision(text="New.", base=Article.objects.get().current_revision)

    # Whatever this form is: when it is answered, all that was saved before is known.
    status, _, _ = ask("/preview", REQUEST_METHOD="POST", CONTENT_LENGTH="0")

    assert status[:3] in {"200", "403"}
    if status[:3] == "200":
        assert ask()[2] != page


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


def answered_elsewhere(ask, *address):
    """Ask in a thread, whose connection to the database goes with it."""
    try:
        return ask(*address)
    finally:
        connections.close_all()


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
    with session.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE application_name = 'canonica changes'"
            " AND datname = current_database()"
        )
        assert cursor.fetchone()[0] > 0
    session.commit()


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


def test_where_readers_come_by_https_nothing_else_is_kept(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    make_revision()
    for told in ("https", "http", None):
        door = answer_from_shelf(Counted())
        assert is_kept_by(door, told) == (told == "https"), told


def is_kept_by(door, told):
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": ADA, "QUERY_STRING": "",
        "SCRIPT_NAME": "", "HTTP_HOST": "testserver", "SERVER_NAME": "testserver",
        "SERVER_PORT": "80", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
    }  # fmt: skip
    if told:
        environ["HTTP_X_FORWARDED_PROTO"] = told
    begun = []
    with closing(door):
        for _ in range(2):
            b"".join(door(dict(environ), lambda *one: begun.append(one[:2])))
    status, headers = begun[-1]
    assert status[:3] == ("200" if told == "https" else "301")
    return ("Cache-Status", HIT) in headers


def test_without_a_shelf_there_is_only_django(settings, django):
    settings.CANONICA_SHELF_MEGABYTES = 0

    assert answer_from_shelf(django) is django
