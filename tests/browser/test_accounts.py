"""Accounts: the pages on which people get one, and on which moderators decide that."""

import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Administrator, press
from tests.browser.rules import violations
from tests.canonica.embedded_users import PATIENCE, ROOT

_APPLY = """
from accounts.joining import make_account
from accounts.models import User
make_account(User(username="Applicant"), words="I know harbours. " * 40)
"""


@pytest.fixture
def desk(new_page, administrator: Administrator) -> Page:
    """A page of somebody who keeps lists and decides about accounts."""
    page: Page = new_page()
    administrator.sign_in(page)
    return page


def is_sound(page: Page) -> None:
    """Assert that no rule is broken, and that nothing is wider than a phone."""
    assert violations(page) == ""
    page.set_viewport_size({"width": 320, "height": 700})
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert page.evaluate(wide) is False
    assert violations(page) == ""


def test_a_list_is_kept_by_its_page(desk):
    desk.goto("/lists")
    desk.get_by_label("Word or domain").fill("Bad Word")
    desk.get_by_label("Why").fill("Abuse, again and again")
    press(desk, "Put it on the list")

    expect(desk.get_by_role("status")).to_contain_text("“bad word” was put on the list")
    is_sound(desk)
    press(desk, "Take it off")
    expect(desk.get_by_role("status")).to_contain_text("was taken off the list")


def test_an_invitation_can_be_copied_and_revoked(desk):
    desk.goto("/accounts/invitations")
    desk.get_by_label("Note").fill("For Ada")
    press(desk, "Make an invitation")

    link = desk.get_by_label("The new invitation. Copy the link now")
    assert "/accounts/join?invitation=" in link.input_value()
    is_sound(desk)
    desk.get_by_role("button", name="Revoke").last.click()
    expect(desk.get_by_role("status")).to_contain_text("The invitation was revoked.")


def test_an_account_that_waits_is_approved(desk, environment):
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", _APPLY],
        cwd=ROOT,
        env=environment | {"CANONICA_SIGN_UP": "approval"},
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=PATIENCE,
    )
    desk.goto("/accounts/waiting")
    expect(desk.get_by_role("heading", name="Applicant")).to_be_visible()
    is_sound(desk)

    press(desk, "Refuse")
    expect(desk.get_by_role("alert")).to_contain_text("Refusing an account needs")
    is_sound(desk)

    press(desk, "Approve")
    expect(desk.get_by_role("status")).to_contain_text("The account was approved.")
