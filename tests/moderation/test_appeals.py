"""Appeals: what somebody says to a block, who reads it, and what comes of it."""

import pytest
from django.test import Client

from accounts.blocking import Terms, block_account, block_network
from accounts.models import Appeal
from tests.articles.pages import links_of, main_of, words_of
from tests.makers import make_user

pytestmark = pytest.mark.django_db

FOREVER = Terms(reason="Vandalism")


def test_an_appeal_is_answered_and_may_lift_the_block(moderator, signed_in):
    vandal = make_user("Vandal")
    made = block_account(vandal, FOREVER, by=moderator)
    page = f"/block/{made.pk}"

    signed_in(vandal).post(page, {"text": "It was my brother."})
    again = signed_in(vandal).post(page, {"text": "Really."})
    appeal = Appeal.objects.get()
    signed_in(moderator).post(
        f"/appeal/{appeal.pk}", {"reason": "Last chance", "is_granted": "on"}
    )

    assert again.status_code == 422
    appeal.refresh_from_db()
    assert (appeal.state, appeal.answered_by) == ("granted", moderator)
    sent = signed_in(vandal).post("/edit/London", {"text": "Text."})
    assert sent.status_code == 302


def test_a_block_and_its_appeal_say_who_why_and_from_what(moderator, signed_in):
    vandal = make_user("Vandal")
    terms = Terms(reason="Edit war", acts=["edit"], titles=["Rome"])
    made = block_account(vandal, terms, by=moderator)
    signed_in(vandal).post(f"/block/{made.pk}", {"text": "It was my brother."})

    shown = [
        words_of(main_of(signed_in(moderator).get(address)))
        for address in (f"/block/{made.pk}", f"/appeal/{Appeal.objects.get().pk}")
    ]

    for words in shown:
        for word in ("Vandal", "Moritz", "Edit war", "It was my brother."):
            assert word in words
    assert "editing pages, on “Rome” only" in shown[0]


def test_others_do_not_appeal_in_somebodys_name(moderator, client):
    made = block_account(make_user("Vandal"), FOREVER, by=moderator)

    page = client.get(f"/block/{made.pk}")

    assert main_of(page).find(".//form[@method='post']") is None


def test_an_appeal_sent_in_somebodys_name_is_not_kept(moderator, signed_in):
    made = block_account(make_user("Vandal"), FOREVER, by=moderator)

    answers = [
        browser.post(f"/block/{made.pk}", {"text": "It was my brother."})
        for browser in (Client(), signed_in(make_user()), signed_in(moderator))
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert Appeal.objects.count() == 0


def test_an_appeal_is_read_by_moderators_and_its_author_alone(moderator, signed_in):
    vandal = make_user("Vandal")
    made = block_account(vandal, FOREVER, by=moderator)
    signed_in(vandal).post(f"/block/{made.pk}", {"text": "My number is 5550100."})

    heard = [
        "5550100" in browser.get(f"/block/{made.pk}").text
        for browser in (Client(), signed_in(make_user()))
    ]
    read = [
        "5550100" in signed_in(one).get(f"/block/{made.pk}").text
        for one in (vandal, moderator)
    ]

    assert (heard, read) == ([False, False], [True, True])


def test_while_an_appeal_waits_it_is_answered_and_none_is_asked_for(
    moderator, signed_in
):
    vandal = make_user("Vandal")
    made = block_account(vandal, FOREVER, by=moderator)
    before = signed_in(vandal).get(f"/block/{made.pk}")
    signed_in(vandal).post(f"/block/{made.pk}", {"text": "I did nothing."})

    after = signed_in(vandal).get(f"/block/{made.pk}")
    desk = signed_in(moderator).get(f"/block/{made.pk}")

    assert "Send the appeal" in words_of(main_of(before))
    assert "Send the appeal" not in words_of(main_of(after))
    assert f"/appeal/{made.appeals.get().pk}" in links_of(desk)


def test_appeals_of_one_network_are_few(limits, moderator):
    made = block_network("203.0.113.0/24", FOREVER, by=moderator)
    sent = [
        Client(REMOTE_ADDR="203.0.113.7").post(f"/block/{made.pk}", {"text": "Please."})
        for _ in range(11)
    ]

    assert [one.status_code for one in sent] == [302] + [422] * 9 + [429]
