"""Sessions that ended: an edit is saved under the name it began with, or not yet."""

from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.test import Client

from articles.models import Revision
from tests.articles.pages import form_of, heading_of, main_of, words_of
from tests.makers import PASSWORD, make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

ADA = "/edit/Ada_Lovelace"
SENT = {
    "text": "Mine <b>.", "summary": "Why", "minor": "on", "origin": "assisted",
    "base": "", "section": "", "key": "k", "editor": "Mary",
}  # fmt: skip


def test_the_form_carries_the_name_it_was_opened_with(client, mary):
    assert form_of(client.get(ADA))["editor"] == "Mary"
    assert form_of(Client().get(ADA))["editor"] == ""


def test_a_session_that_ended_keeps_the_text_and_saves_nothing(client):
    make_user("Mary")

    response = client.post(ADA, SENT)

    assert response.status_code == 403
    assert form_of(response) == SENT
    [notice] = _alerts(response)
    assert notice.startswith(
        "You are no longer logged in as Mary. Nothing was saved, and nothing you typed "
        "is lost."
    )
    assert Revision.objects.count() == 0


def test_the_way_to_log_in_opens_in_a_tab_of_its_own(client):
    response = client.post("/edit/A&B", SENT)

    [link] = main_of(response).findall(".//div[@role='alert']//a")
    assert words_of(link) == "Log in"
    assert link.get("href") == "/accounts/login?next=/wiki/A%26B"
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")


def test_the_form_can_be_sent_once_more_without_logging_in(client):
    refused = client.post(ADA, SENT)
    [button] = _buttons(refused, "editor")

    response = client.post(ADA, {**form_of(refused), "editor": ["Mary", ""]})

    assert words_of(button) == "Publish without logging in"
    assert (button.get("value"), button.get("type")) == ("", "submit")
    assert response.status_code == 302
    assert Revision.objects.get().author.is_temporary
    assert Revision.objects.get().origin == "assisted"


def test_where_an_account_is_asked_for_one_has_to_log_in(client, settings):
    settings.CANONICA_UNREGISTERED_EDITS = "refuse"

    refused = client.post(ADA, SENT)
    insisting = client.post(ADA, {**SENT, "editor": ""})

    assert refused.status_code == 403
    assert _buttons(refused, "editor") == []
    assert insisting.status_code == 403
    assert form_of(insisting)["text"] == SENT["text"]
    assert Revision.objects.count() == 0


def test_somebody_else_logged_in_meanwhile_does_not_get_the_edit(client):
    make_user("Mary")
    charles = make_user("Charles")
    client.force_login(charles)

    refused = client.post(ADA, SENT)
    nothing = Revision.objects.count()
    [button] = _buttons(refused, "editor")
    client.post(ADA, {**form_of(refused), "editor": ["Mary", button.get("value")]})

    assert refused.status_code == 403
    assert "no longer logged in as Mary, but as Charles" in _alerts(refused)[0]
    assert nothing == 0
    assert words_of(button) == "Publish as Charles"
    assert Revision.objects.get().author == charles


def test_a_form_without_a_name_is_anybodys(client, mary):
    sent = {name: value for name, value in SENT.items() if name != "editor"}

    response = client.post(ADA, sent)

    assert response.status_code == 302
    assert Revision.objects.get().author == mary


def test_a_form_opened_before_logging_in_is_published_under_the_name(client, mary):
    response = client.post(ADA, {**SENT, "editor": ""})

    assert response.status_code == 302
    assert Revision.objects.get().author == mary


def test_the_session_of_a_temporary_account_may_end_too(client):
    client.post("/edit/Babbage", {"text": "One."})
    fields = form_of(client.get(ADA))

    response = Client().post(ADA, {**fields, "text": "Two."})

    assert fields["editor"].startswith("~")
    assert response.status_code == 403
    assert form_of(response) == {**fields, "text": "Two."}


@pytest.mark.parametrize("action", ["preview", "changes"])
def test_looking_is_no_reason_to_log_in_but_to_say_it(action, client):
    response = client.post(ADA, {**SENT, "action": action})

    assert response.status_code == 200
    assert form_of(response) == SENT
    assert "no longer logged in as Mary" in _alerts(response)[0]


@pytest.mark.parametrize("name", ["\0", "<b>", "x" * 5000])
def test_a_name_that_makes_no_sense_saves_nothing(name, client, mary):
    response = client.post(ADA, {**SENT, "editor": name})

    assert response.status_code in {403, 422}
    assert form_of(response)["text"] == SENT["text"]
    assert "<b>" not in response.text
    assert Revision.objects.count() == 0


def test_a_conflict_is_not_decided_by_somebody_else(client, mary):
    base, _ = make_history("Born in 1815.", "Born in 1816.")
    sent = {**SENT, "text": "Born in 1817.", "base": base.pk}
    fields = form_of(client.post(ADA, sent))
    decided = {**fields, "choice-1": "mine", "action": "resolve"}
    client.logout()

    refused = client.post(ADA, decided)
    saved = Revision.objects.count()
    client.post(ADA, {**decided, "editor": ["Mary", ""]})

    assert refused.status_code == 403
    assert heading_of(refused) == "Edit conflict: Ada Lovelace"
    assert form_of(refused) == {**fields, "choice-1": "mine"}
    assert "no longer logged in as Mary" in _alerts(refused)[0]
    assert "Publish without logging in" in words_of(main_of(refused))
    assert saved == 2
    assert Revision.objects.latest("pk").text == "Born in 1817."
    assert Revision.objects.latest("pk").author.is_temporary


def test_the_same_form_is_saved_after_logging_in_in_another_tab():
    browser = Client(enforce_csrf_checks=True)
    make_user("Mary")
    _log_in(browser, "Mary")
    page = browser.get(ADA)
    opened = {**form_of(page), "csrfmiddlewaretoken": _token(page), "text": "Mine."}
    browser.cookies.pop("sessionid")
    ended = browser.post(ADA, opened)
    _log_in(browser, "Mary")

    forged = browser.post(ADA, {**form_of(ended), "csrfmiddlewaretoken": _token(ended)})
    response = browser.post(
        ADA, {**form_of(forged), "csrfmiddlewaretoken": _token(forged)}
    )

    assert (ended.status_code, forged.status_code) == (403, 403)
    assert "you logged in or out in another tab" in words_of(main_of(forged))
    assert form_of(forged) == form_of(ended)
    assert response.status_code == 302
    assert Revision.objects.get().text == "Mine."
    assert Revision.objects.get().author.username == "Mary"


def test_a_decided_conflict_survives_logging_in_in_another_tab():
    browser = Client(enforce_csrf_checks=True)
    make_user("Mary")
    _log_in(browser, "Mary")
    base = make_revision(text="Born in 1815.")
    page = browser.get(ADA)
    make_revision(text="Born in 1816.", base=base)
    conflict = browser.post(
        ADA,
        {
            **form_of(page),
            "csrfmiddlewaretoken": _token(page),
            "text": "Born\nin 1817.",
        },
    )
    _log_in(browser, "Mary")
    decided = {"choice-1": "own", "words-1": "Born\nin 1818.", "action": "resolve"}

    forged = browser.post(
        ADA,
        {**form_of(conflict), **decided, "csrfmiddlewaretoken": _token(conflict)},
    )
    response = browser.post(
        ADA,
        {
            **form_of(forged),
            "csrfmiddlewaretoken": _token(forged),
            "action": "resolve",
        },
    )

    assert (conflict.status_code, forged.status_code) == (409, 403)
    assert response.status_code == 302
    assert Revision.objects.latest("pk").text == "Born\nin 1818."


@pytest.mark.parametrize(
    ("door", "button"),
    [
        ("undo", "Undo this edit without logging in"),
        ("restore", "Restore this revision without logging in"),
        ("rollback", "Roll back without logging in"),
    ],
)
def test_nothing_is_taken_back_under_another_name(door, button, client, mary):
    first, second = make_history("Born in 1815.", "Born in 1816.")
    revision = first if door == "restore" else second
    fields = form_of(client.get(f"/{door}/{revision.pk}")) | {"summary": "My words"}
    client.logout()

    refused = client.post(f"/{door}/{revision.pk}", fields)
    nothing = Revision.objects.count()
    sent = {**form_of(refused), "editor": ["Mary", ""]}
    client.post(f"/{door}/{revision.pk}", sent)

    assert refused.status_code == 403
    assert form_of(refused) == fields
    assert "no longer logged in as Mary" in _alerts(refused)[0]
    assert [words_of(one) for one in _buttons(refused, "editor")] == [button]
    assert nothing == 2
    saved = Revision.objects.latest("pk")
    assert (saved.summary, saved.author.is_temporary) == ("My words", True)


def test_a_new_title_is_not_lost_with_the_session(client, mary):
    make_revision(text="One.")
    fields = form_of(client.get("/rename/Ada_Lovelace")) | {"new_title": "Countess"}
    client.logout()

    refused = client.post("/rename/Ada_Lovelace", fields)

    assert refused.status_code == 403
    assert form_of(refused) == fields
    assert "no longer logged in as Mary" in _alerts(refused)[0]


def _alerts(response) -> list[str]:
    return [
        words_of(part)
        for part in main_of(response).findall(".//div[@role='alert']")
        if "Log in" in words_of(part)
    ]


def _buttons(response, name: str) -> list[Element]:
    buttons = main_of(response).iter("button")
    return [button for button in buttons if button.get("name") == name]


def _log_in(browser: Client, name: str) -> None:
    """Log in as a person does: that changes the token of all forms."""
    page = browser.get("/accounts/login")
    browser.post(
        "/accounts/login",
        {
            "username": name,
            "password": PASSWORD,
            "csrfmiddlewaretoken": _token(page),
        },
    )


def _token(response):
    """Return the token that a form of the page's main part would send."""
    root = html5lib.parse(response.text, namespaceHTMLElements=False)
    found = root.find(".//main//input[@name='csrfmiddlewaretoken']")
    return found.get("value", "")
