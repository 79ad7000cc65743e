"""The page of lists: moderators change them, and what stands there counts at once."""

import pytest
from django.test import Client

from accounts import lists
from accounts.models import ListEntry, ListKind, LogEntry, User
from accounts.views import lists as views
from tests.accounts.doors import join, log_in
from tests.articles.pages import links_of, listed_in
from tests.makers import make_user

pytestmark = pytest.mark.django_db

LISTS = "/lists"
PATTERNS = ".//li//bdi[@class='what']"


@pytest.fixture
def desk(moderator) -> Client:
    """A browser in which a moderator logged in just now."""
    browser = Client()
    log_in(browser, "Moritz")
    return browser


def put(desk, pattern: str, kind: str = "name", note: str = ""):
    return desk.post(LISTS, {"kind": kind, "pattern": pattern, "note": note})


def test_what_is_put_on_a_list_is_shown_there(desk, moderator):
    response = put(desk, "Bad Word", note="Abuse")

    assert (response.status_code, response["Location"]) == (302, "/lists?kind=name")
    assert listed_in(desk.get(LISTS), PATTERNS) == ["bad word"]
    entry = ListEntry.objects.get()
    assert (entry.kind, entry.by, entry.note) == ("name", moderator, "Abuse")


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("name", "Words not allowed in account names"),
        ("email-domain", "E-mail domains nobody can sign up with"),
        ("link", "Sites that pages cannot link to"),
        ("title", "Words not allowed in titles"),
        ("nonsense", "Words not allowed in account names"),
    ],
)
def test_each_list_has_its_place(desk, moderator, kind, heading):
    for one in ListKind:
        lists.add(one, f"{one.value}.example", by=moderator)

    page = desk.get(f"{LISTS}?kind={kind}")

    assert listed_in(page, ".//h2") == [heading]
    shown = kind if kind in ListKind.values else "name"
    assert listed_in(page, PATTERNS) == [f"{shown}.example"]


def test_a_long_list_is_paged_in_the_order_of_its_letters(desk, moderator, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 2)
    for pattern in ("cc", "aa", "bb*", "dd"):
        lists.add(ListKind.TITLE, pattern, by=moderator)

    first = desk.get(f"{LISTS}?kind=title")
    (next_,) = [link for link in links_of(first) if "after=" in link]
    second = desk.get(LISTS + next_)

    assert listed_in(first, PATTERNS) == ["aa", "bb*"]
    assert listed_in(second, PATTERNS) == ["cc", "dd"]
    assert [link for link in links_of(second) if "after=" in link] == []


@pytest.mark.parametrize("after", ["%00", "zzz", "%ff", "x" * 3000])
def test_beyond_the_end_there_is_nothing(desk, moderator, after):
    lists.add(ListKind.NAME, "aa", by=moderator)

    response = desk.get(f"{LISTS}?after={after}")

    assert response.status_code == 200
    assert listed_in(response, PATTERNS) == ([] if after != "%00" else ["aa"])


def test_a_name_on_the_list_is_refused_at_once_and_let_in_again(client, desk):
    put(desk, "admin")

    refused = join(client, "The Adm1n")
    desk.post(LISTS, {"action": "remove", "entry": ListEntry.objects.get().pk})
    accepted = join(client, "The Adm1n")

    assert "This name has a word that is not allowed." in refused.text
    assert (refused.status_code, accepted.status_code) == (422, 302)
    assert not ListEntry.objects.exists()
    assert LogEntry.objects.filter(act="lists").count() == 2


def test_who_has_such_a_name_already_keeps_it(client, desk):
    make_user("Admin of old")
    put(desk, "admin")

    assert log_in(client, "Admin of old").status_code == 302


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [("name", ""), ("name", "*"), ("email-domain", "x"), ("nonsense", "word")],
)
def test_what_makes_no_sense_is_refused_and_kept_in_the_form(desk, kind, pattern):
    response = put(desk, pattern, kind, note="Why not")

    assert response.status_code == 422
    assert 'value="Why not"' in response.text
    assert not ListEntry.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "0", "9" * 18, "9" * 40])
def test_what_is_not_there_is_not_taken_off(desk, moderator, number):
    lists.add(ListKind.NAME, "bad", by=moderator)

    response = desk.post(LISTS, {"action": "remove", "entry": number})

    assert response.status_code == 404
    assert ListEntry.objects.count() == 1


@pytest.mark.parametrize("role", ["editor", "trusted", "bot", "reviewer"])
def test_others_neither_see_nor_change_lists(client, role):
    make_user("Ada", role=role)
    log_in(client)

    assert client.get(LISTS).status_code == 403
    assert put(client, "bad").status_code == 403
    assert not ListEntry.objects.exists()


def test_a_stranger_is_asked_to_log_in(client):
    response = client.get(LISTS)

    assert (response.status_code, response["Location"]) == (
        302,
        "/accounts/login?next=/lists",
    )


def test_a_stolen_session_changes_no_list(client, moderator):
    client.force_login(moderator)
    session = client.session
    session["password_confirmed_at"] = 0
    session.save()

    response = put(client, "bad")

    assert response.status_code == 403
    assert "Your password, please" in response.text
    assert not ListEntry.objects.exists()


def test_another_site_cannot_change_a_list(moderator):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(moderator)

    assert put(browser, "bad").status_code == 403
    assert not ListEntry.objects.exists()


@pytest.mark.parametrize("patterns", [1, 3])
def test_the_page_costs_the_same_however_long_the_lists(
    desk, moderator, django_assert_num_queries, patterns
):
    for number in range(patterns):
        lists.add(ListKind.NAME, f"word {number}", by=moderator)
        lists.add(ListKind.LINK, f"site{number}.example", by=moderator)
    desk.get(LISTS)

    # The session, the account, blocks on it, the list.
    with django_assert_num_queries(4):
        desk.get(LISTS)


@pytest.mark.parametrize("model", ["listentry", "application", "invitation"])
def test_the_administration_only_shows_them(desk, moderator, model):
    entry = lists.add(ListKind.NAME, "bad", by=moderator)
    path = f"/admin/accounts/{model}/"

    assert desk.get(path).status_code == 200
    assert desk.get(f"{path}add/").status_code == 403
    if model == "listentry":
        assert desk.get(f"{path}{entry.pk}/change/").status_code == 200
        assert desk.post(f"{path}{entry.pk}/delete/").status_code == 403
    assert ListEntry.objects.get() == entry


def test_a_list_of_names_does_not_touch_temporary_accounts(client, moderator):
    lists.add(ListKind.NAME, "*20*", by=moderator)

    response = client.post("/edit/Algebra", {"text": "Letters."})

    assert response.status_code == 302
    assert User.objects.filter(is_temporary=True).exists()
