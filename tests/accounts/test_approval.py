"""By approval: an account waits until a moderator decides, with a reason to refuse."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.joining import decide, remove_unmade
from accounts.models import Application, LogEntry, User
from accounts.rights import NotAllowed
from tests.accounts.doors import LOG_IN, account_of, join, log_in
from tests.articles.pages import (
    form_of,
    links_of,
    listed_in,
    main_of,
    notices_of,
    words_of,
)
from tests.makers import make_user

pytestmark = pytest.mark.django_db

WAITING = "/accounts/waiting"


@pytest.fixture(autouse=True)
def _by_approval(settings):
    settings.CANONICA_SIGN_UP = "approval"


def apply(name: str = "Ada", **fields: str) -> Application:
    """Ask for an account, as a person does."""
    response = join(Client(), name, **fields)
    assert response.status_code == 302
    return Application.objects.get(account__username=name)


def send(desk, application: Application, action: str, answer: str = ""):
    sent = {"application": application.pk, "action": action, "answer": answer}
    return desk.post(WAITING, sent)


def test_an_account_waits_with_the_words_of_the_person(client):
    response = join(client, "Ada", words="I know harbours.")

    application = Application.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{LOG_IN}?next=%2F")
    assert (application.words, application.outcome) == ("I know harbours.", "")
    assert (application.account.awaits, application.account.is_active) == (
        "approval",
        False,
    )
    assert account_of(client) is None


def test_who_waits_is_told_so_when_logging_in(client):
    apply()

    response = log_in(client)

    assert response.status_code == 422
    assert notices_of(response) == [
        "This account waits until a moderator approves it. Please come back."
    ]
    assert account_of(client) is None


def test_a_moderator_sees_who_waits_the_oldest_first(desk):
    apply("Ada", words="I know <b>harbours</b>.")
    apply("Grace")

    page = desk.get(WAITING)

    assert listed_in(page, ".//h2") == ["Ada", "Grace"]
    assert "I know <b>harbours</b>." in words_of(main_of(page))


@pytest.mark.parametrize("waiting", [1, 3])
def test_the_page_costs_the_same_however_many_wait(
    desk, django_assert_num_queries, waiting
):
    for number in range(waiting):
        apply(f"Editor {number}")
    desk.get(WAITING)

    # The session, the account, blocks on it, the applications.
    with django_assert_num_queries(4):
        desk.get(WAITING)


def test_who_is_approved_can_log_in_and_it_is_logged(client, desk, moderator):
    application = apply()

    response = send(desk, application, "approve")

    assert (response.status_code, response["Location"]) == (302, WAITING)
    log_in(client)
    assert account_of(client) == str(application.account_id)
    line = LogEntry.objects.get()
    assert (line.act, line.subject, line.actor, line.details) == (
        "approve",
        "Ada",
        moderator,
        {"outcome": "approved"},
    )
    assert listed_in(desk.get(WAITING), ".//h2") == []


def test_who_is_refused_reads_the_reason_when_logging_in(client, desk):
    send(desk, apply(), "refuse", "One account is enough.")

    response = log_in(client)

    assert response.status_code == 422
    assert notices_of(response) == [
        "A moderator refused this account: One account is enough."
    ]
    assert account_of(client) is None


def test_a_name_that_was_refused_is_not_repeated_in_the_public_log(client, desk):
    application = apply("Nasty Name")

    send(desk, application, "refuse", "The name is an insult.")

    line = LogEntry.objects.get()
    assert (line.subject, line.reason, line.details) == (
        f"#{application.account_id}",
        "The name is an insult.",
        {"outcome": "refused"},
    )
    assert "Nasty Name" not in client.get("/log").text


@pytest.mark.parametrize("answer", ["", "  "])
def test_refusing_needs_a_reason(desk, answer):
    application = apply()

    response = send(desk, application, "refuse", answer)

    assert response.status_code == 422
    assert "Refusing an account needs a reason." in response.text
    assert Application.objects.waiting().get() == application
    assert not LogEntry.objects.exists()


def test_a_reason_that_was_typed_is_kept_beside_its_account(desk):
    first, second = apply("Ada"), apply("Grace")

    response = send(desk, second, "nonsense", "One is enough.")

    forms = main_of(response).findall(".//form[@method='post']")
    assert response.status_code == 422
    assert [form.find(".//input[@name='answer']").get("value") for form in forms] == [
        "",
        "One is enough.",
    ]
    assert first.outcome == ""


def test_what_is_decided_is_decided_once(desk):
    application = apply()
    send(desk, application, "approve")

    response = send(desk, application, "refuse", "No.")

    assert response.status_code == 422
    assert "Somebody has decided about this account already." in response.text
    assert User.objects.get(pk=application.account_id).is_active
    assert LogEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_decide_once():
    application = apply()
    outcomes: list[str] = []
    both = Barrier(2)

    def settle(by: User, *, is_approved: bool) -> None:
        both.wait()
        try:
            decide(application, by=by, answer="So.", is_approved=is_approved)
            outcomes.append("decided")
        except ValidationError:
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [
        Thread(
            target=settle,
            args=[make_user(role="moderator")],
            kwargs={"is_approved": is_approved},
        )
        for is_approved in (True, False)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    application.refresh_from_db()
    assert sorted(outcomes) == ["decided", "too late"]
    assert application.account.is_active == (application.outcome == "approved")
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize("role", ["editor", "trusted", "bot", "reviewer"])
def test_others_neither_see_nor_decide(client, role):
    application = apply()
    other = make_user(role=role)
    client.force_login(other)

    assert client.get(WAITING).status_code == 403
    assert send(client, application, "approve").status_code == 403
    with pytest.raises(NotAllowed):
        decide(application, by=other, answer="", is_approved=True)
    assert Application.objects.waiting().exists()


def test_a_stranger_is_refused(client):
    assert client.get(WAITING).status_code == 403


def test_a_moderator_who_was_disabled_decides_nothing(desk, moderator):
    application = apply()
    User.objects.filter(pk=moderator.pk).update(is_active=False)

    assert send(desk, application, "approve").status_code == 403
    assert Application.objects.waiting().exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"application": "x", "action": "approve"},
        {"application": "0", "action": "approve"},
        {"application": "9" * 30, "action": "approve"},
        {"action": "approve"},
        {"application": "1"},
    ],
)
def test_nonsense_decides_nothing(desk, sent):
    apply()

    response = desk.post(WAITING, sent)

    assert response.status_code in {200, 404, 422}
    assert Application.objects.waiting().exists()


def test_another_site_cannot_approve(moderator):
    application = apply()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(moderator)

    assert send(browser, application, "approve").status_code == 403
    assert Application.objects.waiting().exists()


def test_words_are_asked_in_this_way_only(client, settings):
    assert "words" in form_of(client.get("/accounts/join"))

    settings.CANONICA_SIGN_UP = "open"

    assert "words" not in form_of(client.get("/accounts/join"))


def test_refused_accounts_are_removed_after_a_month(desk):
    for name in ("Ada", "Grace"):
        send(desk, apply(name), "refuse", "No.")
    old = Application.objects.filter(account__username="Ada")
    old.update(decided_at=timezone.now() - timedelta(days=31))

    assert remove_unmade() == 1

    assert [one.account.username for one in Application.objects.all()] == ["Grace"]


def test_who_waits_long_is_not_forgotten():
    apply()
    User.objects.update(date_joined=timezone.now() - timedelta(days=400))

    assert remove_unmade() == 0
    assert Application.objects.waiting().exists()


def test_an_application_is_decided_by_somebody_or_by_nobody():
    application = apply()

    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(outcome="approved")


def test_the_administration_lets_nobody_in_past_the_moderators():
    application = apply()
    browser = Client()
    browser.force_login(make_user(role="administrator"))
    path = f"/admin/accounts/user/{application.account_id}/change/"

    response = browser.post(path, {"username": "Ada", "email": "", "is_active": "on"})

    assert response.status_code == 403
    account = User.objects.get(pk=application.account_id)
    assert (account.awaits, account.is_active) == ("approval", False)


def test_the_inbox_counts_who_waits_and_leads_there(desk):
    apply("Ada")
    apply("Eve")

    inbox, first_page = desk.get("/moderation"), desk.get("/admin/")

    assert "accounts that wait2" in words_of(main_of(inbox))
    assert WAITING in links_of(inbox)
    assert WAITING in links_of(first_page)
