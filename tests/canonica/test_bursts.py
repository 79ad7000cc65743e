"""Bursts: a network that sends more than people can is answered at little cost."""

from collections import Counter
from time import sleep

import html5lib
import pytest
from django.test import Client

from articles.models import Revision
from tests.makers import make_user

pytestmark = pytest.mark.django_db

FORM = {"text": "Letters <b>&amp;</b>.", "summary": "Why", "key": "k"}


@pytest.fixture(autouse=True)
def _few_at_once(settings):
    settings.CANONICA_CHANGES_PER_SECOND = 3


def send(
    address: str = "203.0.113.7",
    path: str = "/edit/Ada_Lovelace",
    browser: Client | None = None,
):
    return (browser or Client()).post(path, FORM, REMOTE_ADDR=address)


def refused(address: str = "203.0.113.7"):
    """Return the answer to a form that came in a burst from there."""
    answers = [send(f"203.0.113.{number}") for number in range(8)]
    assert Counter(one.status_code for one in answers)[429] >= 1
    return next(one for one in answers if one.status_code == 429)


def test_what_is_too_much_for_people_is_refused_and_kept():
    answer = refused()

    page = html5lib.parse(answer.text, namespaceHTMLElements=False)
    assert page.find(".//textarea").text == FORM["text"]
    assert page.find(".//input[@name='summary']").get("value") == "Why"
    assert answer["Retry-After"] == "5"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_it_costs_no_query(django_assert_num_queries):
    refused()

    with django_assert_num_queries(0):
        answers = [send() for _ in range(8)]
    assert {one.status_code for one in answers} == {429}


def test_no_single_network_shuts_out_other_visitors():
    flooding = [send() for _ in range(8)]

    assert [one.status_code for one in flooding[3:]] == [429] * 5
    assert send("198.51.100.7").status_code != 429


def test_visitors_of_many_networks_are_counted_together(settings):
    settings.CANONICA_CHANGES_PER_SECOND = 1
    answers = [send(f"10.0.{number}.7") for number in range(8)]

    assert {one.status_code for one in answers[3:]} == {429}


def test_what_the_editor_sends_by_itself_is_not_counted_here():
    answers = [send(path="/preview") for _ in range(8)]

    assert {one.status_code for one in answers} == {200}


def test_others_and_readers_are_not_kept_waiting():
    refused()
    browser = Client()
    browser.force_login(make_user())

    assert send("198.51.100.7", browser=browser).status_code == 302
    assert Client().get("/recent", REMOTE_ADDR="203.0.113.7").status_code == 200
    assert Revision.objects.filter(text=FORM["text"]).exists()


def test_whom_a_limit_refused_is_refused_there_without_a_query(
    limits, django_assert_num_queries
):
    limits.CANONICA_CHANGES_PER_SECOND = 20
    browser = Client()
    browser.force_login(make_user())
    while send(browser=browser).status_code == 302:
        sleep(0.1)  # fewer than a burst: what refuses is the limit of newcomers

    with django_assert_num_queries(0):
        answer = send(browser=browser)

    assert answer.status_code == 429
    report = browser.post("/report/Ada_Lovelace", REMOTE_ADDR="203.0.113.7")
    assert report.status_code != 429


def test_a_second_later_it_goes_on():
    refused()

    sleep(1.1)

    assert send("203.0.113.7", path="/edit/London").status_code == 302


@pytest.mark.parametrize("setting", ["CANONICA_CHANGES_PER_SECOND", "CANONICA_LIMITS"])
def test_an_operator_lifts_it(setting, settings):
    setattr(settings, setting, 0)

    answers = [send(path=f"/edit/Page_{number}") for number in range(8)]

    assert {one.status_code for one in answers} == {302}
