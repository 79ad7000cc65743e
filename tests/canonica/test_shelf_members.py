"""Members are answered from the shelf, each in their own name and by their rights."""

import re
from contextlib import closing
from http.cookies import SimpleCookie

import pytest
from django.test import Client

from accounts.models import User
from accounts.rights import Role
from articles.deleting import delete
from articles.hiding import Hiding, hide
from canonica.shelf.door import Door, answer_from_shelf
from markup import Title
from tests.articles.pages import form_of
from tests.canonica.at_the_door import ADA, HIT, Counted, Strangers, source_of
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db(transaction=True)

HISTORY = "/history/Ada_Lovelace"
_NAME = re.compile(r"<summary>([^<]*)</summary>")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture
def page(ask):
    """Ask for a page as a member; what else the browser sends may be told, too."""

    def page(member: User, path: str = ADA, query: str = "", **cookies: str):
        return ask(path, query, HTTP_COOKIE=cookie_of(member, **cookies))

    return page


def cookie_of(member, **cookies):
    browser = Client()
    browser.force_login(member)
    sent = {"sessionid": browser.cookies["sessionid"].value, **cookies}
    return "; ".join(f"{name}={value}" for name, value in sent.items())


def is_kept(answer):
    return source_of(answer) == HIT


def test_what_was_made_for_one_member_is_sent_to_the_next_in_their_own_name(page):
    _, latest = make_history("One.", "Two.")
    first, second = make_user("Grace"), make_user("Marguerite")
    for path in (ADA, HISTORY, f"/diff/{latest.pk}", "/recent", "/info/Ada_Lovelace"):
        made, kept = page(first, path), page(second, path)

        assert not is_kept(made), path
        assert is_kept(kept), path
        assert _NAME.findall(made[2])[0] == first.username
        assert _NAME.findall(kept[2])[0] == second.username
        assert first.username not in kept[2]
        assert words_of(made, first) == words_of(kept, second)
        assert made[1].keys() - {"cache-status"} == kept[1].keys() - {"cache-status"}


def words_of(answer, member):
    """Return a page without a name and tokens."""
    body = answer[2].replace(member.username, "NAME")
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", body)


def test_each_form_in_the_header_has_a_token_of_its_own_cookie(page, ask):
    make_revision()
    one, other = make_user(), make_user()
    page(one)
    cookies = cookie_of(other)

    _, headers, body = ask(HTTP_COOKIE=cookies)
    token = _TOKEN.findall(body)[0]

    browser = Client(enforce_csrf_checks=True)
    browser.cookies["sessionid"] = cookies.partition("=")[2]
    cookie = SimpleCookie(headers["set-cookie"])["csrftoken"]
    browser.cookies["csrftoken"] = cookie.value
    sent = browser.post("/accounts/logout", {"csrfmiddlewaretoken": token})
    assert sent.status_code == 302


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.READER, Role.EDITOR}]
)
def test_who_has_another_role_is_not_sent_the_page_of_an_editor(role, page):
    make_history("One.", "Two.")
    page(make_user(role=Role.EDITOR), HISTORY)

    assert not is_kept(page(make_user(role=role), HISTORY))


def test_a_temporary_account_has_pages_of_its_own(page):
    make_revision()
    temporary = make_user(is_temporary=True)
    page(make_user())

    assert not is_kept(page(temporary))
    assert is_kept(page(temporary))


def test_each_language_and_look_has_pages_of_its_own(page):
    make_revision()
    ada, bob = make_user(), make_user()
    looks = ("dark.small.wide.", "light.small.wide.", "light.small.wide.ru")
    for look in looks:
        assert not is_kept(page(ada, appearance=look))
    for look in looks:
        assert is_kept(page(bob, appearance=look))

    assert 'lang="ru"' in page(bob, appearance=looks[2])[2]
    assert 'lang="en"' in page(bob, appearance=looks[1])[2]


def test_a_stranger_is_never_sent_a_page_of_members(page, ask):
    make_revision()
    member = make_user(role="administrator")
    page(member), page(member)

    stranger = ask()
    with_a_dead_session = ask(HTTP_COOKIE="sessionid=nothing")

    for body in (stranger[2], with_a_dead_session[2]):
        assert member.username not in body
        assert "/protect/" not in body
        assert "/accounts/login" in body


def test_a_member_sees_at_once_what_another_process_published(page):
    _, second = make_history("One.", "Two.")
    member = make_user()
    other_process = answer_from_shelf(Counted())
    assert isinstance(other_process, Door)
    with closing(other_process):
        elsewhere = Strangers(other_process)
        cookie = cookie_of(member)
        base = second
        for number in range(20):
            page(member), elsewhere(HTTP_COOKIE=cookie)
            base = make_revision(text=f"Number {number}.", base=base)

            assert f"Number {number}." in elsewhere(HTTP_COOKIE=cookie)[2]
            assert f"Number {number}." in page(member)[2]


def test_what_is_hidden_or_deleted_is_gone_at_once(page):
    root = make_user(role="administrator")
    first, _ = make_history("Private words.", "Two.")
    address, member = f"/revision/{first.pk}", make_user()
    assert "Private words" in page(member, address)[2]
    assert is_kept(page(member, address))

    hide(first, Hiding(fields=["text"], reason="Private"), by=root)
    assert "Private words" not in page(member, address)[2]

    page(member), page(member)
    delete(Title.parse("Ada Lovelace"), by=root, reason="Nonsense")
    assert page(member)[0][:3] == "410"


def test_a_role_that_is_taken_is_gone_at_once(page):
    make_revision()
    member = make_user(role="moderator")
    cookie = "/protect/Ada_Lovelace"
    assert cookie in page(member)[2]

    member.role = "editor"
    member.save()

    assert cookie not in page(member)[2]


def test_what_is_said_once_is_said_to_one_and_once(ask, page):
    make_revision()
    member = make_user()
    page(member), page(member)
    browser = Client()
    browser.force_login(member)
    sent = form_of(browser.get("/edit/Ada_Lovelace"))
    browser.post("/edit/Ada_Lovelace", {**sent, "text": "Other.", "action": "publish"})
    cookies = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())

    told = ask(HTTP_COOKIE=cookies)

    assert "Your edit was published" in told[2]
    assert not is_kept(told)
    assert "Your edit was published" not in page(member)[2]


def test_a_page_with_a_form_is_made_for_each(page):
    make_revision(text="A machine wrote this.", origin="machine")
    reviewers = make_user(role="reviewer"), make_user(role="reviewer")
    for reviewer in reviewers:
        answer = page(reviewer, "/attribution/Ada_Lovelace")

        assert "csrfmiddlewaretoken" in answer[2].partition("</header>")[2]
        assert not is_kept(answer)


def test_what_is_one_members_own_is_made_for_each(page):
    make_revision()
    for path in ("/drafts", "/accounts/preferences", "/edit/Ada_Lovelace", "/search"):
        for _ in range(2):
            assert not is_kept(page(make_user(), path)), path


def test_how_somebody_likes_differences_is_asked_of_their_cookie(page):
    _, latest = make_history("One.", "Two.")
    ada, bob, change = make_user(), make_user(), f"/diff/{latest.pk}"
    page(ada, change, difference="inline")

    assert not is_kept(page(ada, change))
    assert not is_kept(page(bob, change, "view=inline"))
    assert is_kept(page(bob, change, difference="inline"))
