"""The gate: who is let in to Django, who is told to wait, and at which cost."""

import json
from collections import Counter
from contextlib import closing
from io import BytesIO
from threading import Barrier, Event, Thread
from urllib.parse import urlencode

import html5lib
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from canonica.crowds.asking import REFUSED
from canonica.crowds.budgets import Budget
from canonica.crowds.desks import Desks
from canonica.crowds.gate import Gate
from canonica.crowds.kinds import Kind
from canonica.errors import Refusal
from canonica.shelf.door import Door, answer_from_shelf
from tests.canonica.at_the_door import Counted, Strangers, wait_for
from tests.makers import make_history, make_user

pytestmark = pytest.mark.django_db(transaction=True)

HISTORY = "/history/Ada_Lovelace"
A_MOMENT = Budget(per_second=1, most=400, refusal=Refusal.STRANGERS)


@pytest.fixture(autouse=True)
def _a_small_budget(settings):
    settings.CANONICA_COSTLY_PAGES_PER_MINUTE = 3
    settings.CANONICA_SHELF_MEGABYTES = 1


@pytest.fixture
def django():
    return Counted()


@pytest.fixture
def gate(django):
    with closing(Gate(django, desks=2)) as gate:
        yield gate


@pytest.fixture
def ask(gate):
    """Ask at the gate, without a shelf before it."""
    return Strangers(gate)


def statuses(ask, number, path=HISTORY, **more):
    return Counter(int(ask(path, **more)[0][:3]) for _ in range(number))


def shelf_before(gate):
    door = answer_from_shelf(gate, gate.refuse_at_once)
    assert isinstance(door, Door)
    return door


def cookie_of(account):
    browser = Client()
    browser.force_login(account)
    return f"{django_settings.SESSION_COOKIE_NAME}={browser.session.session_key}"


def form(**fields):
    sent = urlencode(fields).encode()
    return {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(sent)),
        "wsgi.input": BytesIO(sent),
    }


def test_a_stranger_asks_for_so_many_costly_pages_and_is_told_to_wait(ask):
    make_history("One.", "Two.")

    assert statuses(ask, 5) == {200: 3, 429: 2}
    status, headers, page = ask(HISTORY)
    assert (status, headers["retry-after"]) == ("429 Too Many Requests", "10")
    assert "try again in 10 seconds, or log in" in page
    assert headers["cache-control"] == "no-store"
    assert headers["x-robots-tag"].startswith("noindex")
    assert "default-src 'none'" in headers["content-security-policy"]


def test_articles_are_read_however_many_costly_pages_were_asked_for(ask):
    make_history("One.", "Two.")
    statuses(ask, 5)

    assert statuses(ask, 20, "/wiki/Ada_Lovelace") == {200: 20}


def test_a_network_does_not_use_up_the_budget_of_another(ask):
    make_history("One.", "Two.")
    statuses(ask, 5)

    assert statuses(ask, 1, REMOTE_ADDR="203.0.113.200") == {429: 1}
    assert statuses(ask, 1, REMOTE_ADDR="198.51.100.7") == {200: 1}


def test_an_address_that_anybody_can_write_opens_no_budget(ask):
    make_history("One.", "Two.")
    statuses(ask, 5)

    assert statuses(ask, 1, HTTP_X_FORWARDED_FOR="198.51.100.7") == {429: 1}


def test_strangers_of_very_many_networks_have_so_much_time_together(
    ask, django, monkeypatch
):
    make_history("One.", "Two.")
    monkeypatch.setattr("canonica.crowds.gate._OF_STRANGERS", A_MOMENT)
    django.takes = 0.1

    asked = [ask(HISTORY, REMOTE_ADDR=f"127.{one}.0.1") for one in range(40)]

    told = Counter(one[0][:3] for one in asked)
    assert 0 < told["200"] <= 5
    assert told["200"] + told["429"] == 40
    status, headers, page = ask(HISTORY, REMOTE_ADDR="198.51.100.7")
    assert (status[:3], headers["retry-after"]) == ("429", "60")
    assert "log in: who is signed in is served first" in page


def test_before_the_shelf_is_looked_through_strangers_are_refused(
    gate, django, monkeypatch
):
    make_history("One.", "Two.")
    monkeypatch.setattr("canonica.crowds.gate._OF_STRANGERS", A_MOMENT)
    with closing(shelf_before(gate)) as door:
        ask = Strangers(door)
        kept = ask(HISTORY)
        django.takes = 0.5
        ask(HISTORY, query="before=100")

        again = ask(HISTORY)
        others = [ask(HISTORY, query=f"before={one}") for one in range(4)]

    assert (kept[0], again[0]) == ("200 OK", "200 OK")
    assert {one[0][:3] for one in others} == {"429"}
    assert others[0][1]["retry-after"] == "60"


def test_who_is_signed_in_has_a_budget_of_their_own(ask):
    make_history("One.", "Two.")
    cookie = cookie_of(make_user("Mary"))
    ask("/wiki/Ada_Lovelace", HTTP_COOKIE=cookie)
    statuses(ask, 5)

    assert statuses(ask, 20, HTTP_COOKIE=cookie) == {200: 15, 429: 5}
    assert "Your account asked" in ask(HISTORY, HTTP_COOKIE=cookie)[2]


@pytest.mark.parametrize("kind", ["made up", "of a temporary account"])
def test_a_cookie_alone_does_not_make_anybody_known(ask, kind):
    make_history("One.", "Two.")
    temporary = make_user("~2026-1", is_temporary=True)
    cookie = cookie_of(temporary) if kind != "made up" else "sessionid=" + "x" * 32
    ask("/wiki/Ada_Lovelace", HTTP_COOKIE=cookie)

    assert statuses(ask, 5, HTTP_COOKIE=cookie) == {200: 3, 429: 2}


@pytest.mark.parametrize(
    "setting", ["CANONICA_COSTLY_PAGES_PER_MINUTE", "CANONICA_LIMITS"]
)
def test_an_operator_lifts_the_budgets(ask, setting, settings):
    make_history("One.", "Two.")
    setattr(settings, setting, 0)

    assert statuses(ask, 20) == {200: 20}


def test_a_refusal_costs_neither_query_nor_drawing(ask, django):
    make_history("One.", "Two.")
    statuses(ask, 4)
    asked = django.asked

    with CaptureQueriesContext(connection) as queries:
        refused = statuses(ask, 20, HTTP_COOKIE="sessionid=" + "x" * 32)

    assert refused == {429: 20}
    assert (len(queries), django.asked) == (0, asked)


def test_a_refusal_is_drawn_for_nobody(ask):
    make_history("One.", "Two.")
    statuses(ask, 3)

    first = ask(HISTORY, QUERY_STRING="size=20", HTTP_COOKIE="appearance=dark...")
    second = ask("/diff/1", HTTP_X_FORWARDED_HOST="evil.example")

    assert first[2] == second[2]
    assert "size=20" not in first[2]
    assert ", reference" not in first[2]


def test_a_refusal_speaks_the_language_of_whoever_asks(ask):
    make_history("One.", "Two.")
    statuses(ask, 3)

    russian = ask(HISTORY, HTTP_COOKIE="appearance=...ru")[2]

    assert '<html lang="ru"' in russian
    assert "10" in russian
    assert '<html lang="en"' in ask(HISTORY)[2]


def test_a_refusal_can_be_compressed_or_without_a_body(ask):
    make_history("One.", "Two.")
    statuses(ask, 3)
    environ = {"HTTP_ACCEPT_ENCODING": "br", "REQUEST_METHOD": "HEAD"}

    status, headers, body = ask(HISTORY, **environ)

    assert (status[:3], body, headers["content-encoding"]) == ("429", "", "br")
    assert int(headers["content-length"]) > 500


def test_hosts_that_are_not_ours_get_no_page_of_their_own(ask, gate):
    make_history("One.", "Two.")
    statuses(ask, 4)
    drawn = len(gate._refusals._copies)

    for one in range(5):
        assert ask(HISTORY, HTTP_HOST=f"host{one}.example")[0][:3] == "429"

    assert len(gate._refusals._copies) == drawn + 1


def test_a_kept_page_costs_nothing_of_a_budget(gate):
    make_history("One.", "Two.")
    with closing(shelf_before(gate)) as door:
        ask = Strangers(door)

        assert statuses(ask, 20) == {200: 20}


def test_the_shelf_tells_the_gate_who_asks_and_keeps_no_refusal(gate):
    make_history("One.", "Two.")
    with closing(shelf_before(gate)) as door:
        ask = Strangers(door)
        asked = Counter(
            ask(HISTORY, query=f"before={one}")[0][:3] for one in range(100, 106)
        )
        other = ask(HISTORY, query="before=105", REMOTE_ADDR="198.51.100.7")

    assert asked == {"200": 3, "429": 3}
    assert other[0][:3] == "200"


class Stuck:
    """Django, which is stuck until it is let go."""

    def __init__(self):
        self.go_on = Event()
        self.django = Counted()
        self.at_work = 0

    def __call__(self, environ, start_response):
        if REFUSED not in environ and "livez" not in environ["PATH_INFO"]:
            self.at_work += 1
            self.go_on.wait(20)
        return self.django(environ, start_response)


@pytest.fixture
def stuck(monkeypatch):
    """A gate behind which all desks are taken, and nobody may wait for one."""
    monkeypatch.setattr(Desks.__init__, "__defaults__", (dict.fromkeys(Kind, 0),))
    application = Stuck()
    with closing(Gate(application, desks=1)) as gate:
        ask = Strangers(gate)
        reader = Thread(target=ask, args=("/wiki/Ada_Lovelace",))
        reader.start()
        wait_for(lambda: application.at_work == 1, 5)
        yield ask
        application.go_on.set()
        reader.join(20)


@pytest.mark.parametrize("path", ["/wiki/Ada_Lovelace", "/search", HISTORY])
def test_when_all_desks_are_taken_others_are_told_to_come_again(stuck, path):
    status, headers, page = stuck(path)

    assert (status, headers["retry-after"]) == ("503 Service Unavailable", "5")
    assert "Please try again in 5 seconds" in page


def test_who_is_refused_with_a_form_gets_back_what_they_typed(stuck):
    typed = form(text="Letters <b>&amp;</b>.", summary="Why", key="k")

    with CaptureQueriesContext(connection) as queries:
        status, headers, page = stuck("/edit/Ada_Lovelace", **typed)

    parsed = html5lib.parse(page, namespaceHTMLElements=False)
    assert (status[:3], headers["retry-after"]) == ("503", "5")
    assert parsed.find(".//textarea").text == "Letters <b>&amp;</b>."
    assert parsed.find(".//input[@name='summary']").get("value") == "Why"
    assert len(queries) == 0


def test_whether_it_lives_is_told_while_all_desks_are_taken(stuck):
    assert stuck("/livez")[0] == "200 OK"
    assert json.loads(stuck("/readyz")[2]) == {"database": True}


def test_threads_use_the_connections_of_desks_and_no_more(gate):
    make_history("One.", "Two.")
    ask, together = Strangers(gate), Barrier(10)

    def read():
        together.wait(20)
        answers.extend(ask("/wiki/Ada_Lovelace")[0] for _ in range(3))

    answers: list[str] = []
    before = _sessions()
    readers = [Thread(target=read) for _ in range(10)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(20)

    assert answers == ["200 OK"] * 30
    assert _sessions() - before <= 2


def _sessions():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        )
        return cursor.fetchone()[0]


def test_who_lends_a_desk_has_their_own_connection_again(ask):
    own = connection.connection

    ask("/wiki/Nothing")

    assert connection.connection is own


def test_what_is_refused_stands_in_the_log_in_one_line(ask, caplog):
    make_history("One.", "Two.")
    statuses(ask, 30)

    lines = [one for one in caplog.records if one.name == "canonica.crowds"]

    assert [one.getMessage() for one in lines] == [
        "Refused since this was said last: 1 x crawl (network)"
    ]


def test_a_flood_of_forms_takes_no_desk_from_others(ask, settings, monkeypatch):
    """What is refused as a burst is refused before there is no desk for it."""
    settings.CANONICA_CHANGES_PER_SECOND = 1
    monkeypatch.setattr(Desks, "_take", lambda *_: None)  # all are taken

    answers = statuses(ask, 20, "/edit/Rome", REQUEST_METHOD="POST")

    assert answers[503] >= 1
    assert answers[429] >= 10
    assert answers.total() == answers[503] + answers[429]
