"""Reports: anybody sends one, moderators settle it, and it is all in one inbox."""

import pytest

from accounts.models import LogEntry
from moderation.models import Report
from tests.articles.pages import form_of, links_of, main_of, words_of
from tests.makers import make_history, make_revision

pytestmark = pytest.mark.django_db


def test_a_reader_reports_a_page(client, moderator, signed_in):
    make_revision()

    sent = client.post(
        "/report/Ada_Lovelace", {"cause": "wrong", "text": "She died in 1852."}
    )
    inbox = signed_in(moderator).get("/moderation")

    assert (sent.status_code, sent.url) == (302, "/wiki/Ada_Lovelace")
    report = Report.objects.get()
    assert (report.cause, report.reporter) == ("wrong", None)
    assert f"/settle/{report.pk}" in links_of(inbox)


def test_one_edit_is_reported(client):
    _, bad = make_history("One.", "Two.")

    client.post(f"/report/Ada_Lovelace?revision={bad.pk}", {"cause": "vandalism"})

    assert Report.objects.get().revision == bad


def test_an_edit_of_another_page_is_not_reported_with_this_one(client):
    make_revision()
    other = make_revision("Other", "Text.")

    answer = client.post(
        f"/report/Ada_Lovelace?revision={other.pk}", {"cause": "vandalism"}
    )

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "sent",
    [{"text": "x"}, {"cause": "x"}, {"cause": "spam", "website": "https://x.example"}],
)
def test_a_report_that_makes_no_sense_is_not_kept(sent, client):
    make_revision()

    assert client.post("/report/Ada_Lovelace", sent).status_code == 422
    assert Report.objects.count() == 0


def test_there_are_only_so_many_from_one_network(limits, client):
    make_revision()

    answers = [
        client.post("/report/Ada_Lovelace", {"cause": "spam", "text": "Why"})
        for _ in range(11)
    ]

    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert 3500 <= int(answers[-1]["Retry-After"]) <= 3600
    assert form_of(answers[-1])["text"] == "Why"
    assert Report.objects.count() == 10


def test_it_is_claimed_and_settled_with_words(client, moderator, signed_in):
    make_revision()
    client.post("/report/Ada_Lovelace", {"cause": "wrong"})
    report, desk = Report.objects.get(), signed_in(moderator)

    desk.post(f"/settle/{report.pk}", {"action": "claim"})
    inbox = desk.get("/moderation")
    silent = desk.post(f"/settle/{report.pk}", {"outcome": "settled", "answer": " "})
    sent = desk.post(
        f"/settle/{report.pk}", {"outcome": "settled", "answer": "Corrected"}
    )

    assert "being looked at by Moritz" in words_of(main_of(inbox))
    assert (silent.status_code, sent.status_code) == (422, 302)
    report.refresh_from_db()
    assert (report.outcome, report.settled_by) == ("settled", moderator)
    assert LogEntry.objects.get().reason == "Corrected"
    assert "Nothing is waiting" not in words_of(main_of(desk.get("/moderation")))


def test_reviewers_settle_no_reports(client, reviewer, signed_in):
    make_revision()
    client.post("/report/Ada_Lovelace", {"cause": "wrong"})

    answer = signed_in(reviewer).get(f"/settle/{Report.objects.get().pk}")

    assert answer.status_code == 403


def test_the_form_is_reached_from_the_page(client):
    make_revision()

    assert "/report/Ada_Lovelace" in links_of(client.get("/wiki/Ada_Lovelace"))
    assert form_of(client.get("/report/Ada_Lovelace"))["cause"] == "wrong"
