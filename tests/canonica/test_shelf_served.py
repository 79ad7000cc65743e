"""Kept pages of a real server: nobody sees what is another's, or is not so any more.

The server has two processes, each of which keeps pages of its own.
"""

import os
import re
import signal
import time

import pytest

from tests.canonica.embedded_users import end_server, server_of, wait_until
from tests.canonica.served import Served, discard, environment_for
from tests.canonica.shelf_site import OPEN, Crowd, Person, Site, family_of, signal_all
from tests.lengths import AT_LENGTH
from tests.routes import routes

needs_own_postgres = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="the database is not ours to stop"
)

EDITS, HIDINGS, DELETIONS = (1000, 100, 20) if AT_LENGTH else (40, 5, 2)
HIT = "Canonica; hit"
_NUMBER = re.compile(r"Text number ([0-9]+)\.")
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    data = tmp_path_factory.mktemp("shelf") / "data"
    environment = environment_for(data) | OPEN
    served = Served(data, environment)
    try:
        served.wait_until_ready()
        site = Site(served, data, environment)
        site.make_root()
        yield site
    finally:
        served.end()
        if not os.environ.get("DATABASE_URL"):
            end_server(site.postgres)
        discard(environment)


@pytest.fixture
def root(site):
    return Person(site).log_in("Root")


@pytest.fixture
def editor(site):
    return Person(site)


def test_each_process_answers_from_its_shelf(site, editor):
    editor.save("Kept", "Kept.")
    time.sleep(2)  # until what follows a save is done
    site.read_by_all("/wiki/Kept")

    answers = site.read_by_all("/wiki/Kept")

    assert {one.headers["cache-status"] for one in answers} == {HIT}
    assert len({one.headers["etag"] for one in answers}) == 1
    assert {"set-cookie"} & answers[0].headers.keys() == set()


def test_a_crowd_sees_each_edit_within_a_second(site, editor, root):
    """Though one of ten notifications is lost, and whoever listens is killed."""
    editor.save("Busy", "Text number 0.")
    saved = {0: time.monotonic()}
    with (
        site.dropping(0.1),
        site.killing(every=0.7),
        Crowd(site, "/wiki/Busy") as crowd,
    ):
        for number in range(1, EDITS + 1):
            saved[number] = editor.save("Busy", f"Text number {number}.")

    late = {}
    for read in crowd.reads:
        assert read.status == 200
        found = _NUMBER.search(read.body)
        assert found is not None
        told = int(found[1])
        due = max((n for n, at in saved.items() if at < read.asked_at - 1), default=0)
        if told < due:
            late[read.asked_at] = (told, due)
    assert late == {}
    sources = [read.headers["cache-status"] for read in crowd.reads]
    assert sources.count(HIT) > EDITS / 10


def test_no_stranger_sees_what_was_hidden_before_they_asked(site, editor, root):
    """Not even a moment after the moderator was told that it is hidden."""
    seen_after = []
    with site.dropping(0.5):
        for number in range(HIDINGS):
            secret = f"Secret {number}"
            editor.save("Hidden", f"{secret}.")
            editor.save("Hidden", f"Nothing {number}.")
            path = f"/revision/{_revision_before_the_last(site, 'Hidden')}"
            with Crowd(site, path, size=4) as crowd:
                time.sleep(0.3)
                hidden_at = root.send(
                    path.replace("revision", "hide"),
                    fields_hidden="text",
                    reason="Private",
                )
                after = crowd.asked_after(hidden_at)
            before = [one for one in crowd.reads if one.answered_at < hidden_at - 1]
            assert all(secret in one.body for one in before)
            seen_after += [one for one in after if secret in one.body]

    assert seen_after == []


def _revision_before_the_last(site, title):
    found = site.ask(
        "SELECT parent_id FROM articles_revision JOIN articles_article"
        " ON current_revision_id = articles_revision.id"
        " WHERE articles_article.title = %s",
        title,
    )
    return found[0][0]


def test_no_stranger_sees_a_page_that_was_deleted_before_they_asked(site, editor, root):
    with site.dropping(1.0):  # nobody is ever woken
        for number in range(DELETIONS):
            editor.save(f"Gone_{number}", "To be deleted.")
            with Crowd(site, f"/wiki/Gone_{number}", size=4) as crowd:
                time.sleep(0.4)
                deleted_at = root.send(f"/delete/Gone_{number}", reason="Nonsense")
                after = crowd.asked_after(deleted_at)
            assert {one.status for one in after} == {410}
            lists = [site.read("/all"), site.read("/recent"), site.read("/sitemap.xml")]
            assert f"Gone_{number}" not in "".join(one.body for one in lists)


@pytest.mark.parametrize("name", ["Marguerite Yourcenar"])
def test_a_stranger_is_never_told_anything_of_somebody_else(site, name):
    known = Person(site).join(name)
    session = known.session.cookies.get("sessionid")
    token = known.session.cookies.get("csrftoken") or "no token"
    leaks = []
    for path in _addresses():
        for own in ("", "/x.css", ";a.js", "%0a", "?a=b"):
            known.session.get(site.address + path + own, timeout=60)
            for told in _told_to_strangers(site, path + own):
                leaks += [
                    (path + own, secret)
                    for secret in (name, name.replace(" ", "_"), session, token)
                    if secret in told
                ]
    assert leaks == []


def _told_to_strangers(site, path):
    asked = [
        ("GET", {}),
        ("GET", {"Cookie": ""}),
        ("HEAD", {}),
        ("GET", {"Range": "bytes=0-99"}),
        ("GET", {"Accept": "text/css,*/*;q=0.1", "Accept-Encoding": "identity"}),
        ("GET", {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}),
    ]
    for method, headers in asked if AT_LENGTH else asked[:3]:
        answer = site.read(path, method, **headers)
        assert "evil.example" not in f"{answer.headers} {answer.body}"
        assert method == "GET" or answer.body == ""
        yield f"{answer.headers} {answer.body}"


def _addresses():
    """Of each route one; of the administration only at length."""
    values = {"title": "Secret_Speech", "address": "a|b", "name": "Root"}
    for route in routes():
        if AT_LENGTH or not route.is_of_the_administration:
            path = _PARAMETER.sub(lambda found: values.get(found[1], "1"), route.path)
            if path not in {"/accounts/logout", "/random"}:
                yield path


@needs_own_postgres
def test_pages_are_read_as_they_were_while_the_database_is_away(site, editor):
    editor.save("Lasting", "Words that last.")
    keep_everywhere(site, "/wiki/Lasting")
    server = server_of(site.postgres)
    assert server is not None
    os.kill(site.served.process.pid, signal.SIGSTOP)  # which would start it again
    try:
        signal_all([server], signal.SIGKILL)
        wait_until(lambda: server_of(site.postgres) is None)
        time.sleep(1)

        answers = site.read_by_all("/wiki/Lasting")
        unknown = site.read("/wiki/Never_read")
    finally:
        os.kill(site.served.process.pid, signal.SIGCONT)

    assert {one.status for one in answers} == {200}
    assert all("Words that last." in one.body for one in answers)
    assert all("database-is-away" in one.headers["cache-status"] for one in answers)
    assert all(int(one.headers["age"]) >= 0 for one in answers)
    assert max(one.seconds for one in answers) < 1
    assert unknown.status == 503
    site.served.wait_until_ready()
    wait_until(lambda: site.read("/wiki/Lasting").headers["cache-status"] == HIT)
    editor.save("Lasting", "Other words.")
    time.sleep(1)
    for one in site.read_by_all("/wiki/Lasting"):
        assert "Other words." in one.body


@needs_own_postgres
def test_pages_are_read_while_the_database_does_not_answer(site, editor):
    editor.save("Patient", "Words that wait.")
    keep_everywhere(site, "/wiki/Patient")
    server = server_of(site.postgres)
    assert server is not None
    stopped = family_of(server)
    signal_all(stopped, signal.SIGSTOP)
    try:
        answers = [site.read("/wiki/Patient")]
        while answers[-1].asked_at < answers[0].asked_at + 4:
            answers.append(site.read("/wiki/Patient"))
    finally:
        signal_all(stopped, signal.SIGCONT)

    assert {one.status for one in answers} == {200}
    assert max(one.seconds for one in answers) < 5
    assert "database-is-away" in answers[-1].headers["cache-status"]
    assert answers[-1].seconds < 0.5
    wait_until(lambda: site.read("/wiki/Patient").headers["cache-status"] == HIT)


def keep_everywhere(site, path):
    """Read a page until each process keeps it, and what follows a save is done."""

    def is_kept():
        read = site.read_by_all(path)
        return {one.headers["cache-status"] for one in read} == {HIT}

    for _ in range(3):
        wait_until(is_kept)
        time.sleep(1)
    wait_until(is_kept)
