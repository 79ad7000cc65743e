"""Moderating: from a typo to thanks, and from the first bad edit to a clean site."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import ByKeyboard, WithoutScripts
from tests.browser.people import (
    Writer,
    address,
    expect_notice,
    new_title,
    prose,
    text_field,
)

BOTH = pytest.mark.parametrize(
    "way",
    [WithoutScripts, ByKeyboard],
    ids=["without JavaScript", "by keyboard alone"],
)


@pytest.fixture
def hands_of(new_page):
    """Return the hands of one more person, who has a browser of their own."""

    def open_browser(way, account=None):
        hands = way(new_page(java_script_enabled=way.has_scripts))
        if account is not None:
            account.sign_in(hands.page)
        return hands

    return open_browser


@pytest.fixture
def vandal(site):
    with Writer(site) as vandal:
        yield vandal


@BOTH
def test_a_typo_is_mended_without_an_account_and_thanked_for(
    way, hands_of, administrator
):
    title = new_title("Breakwater")
    administrator.write(title, "It keep the waves out.\n")
    rule = {"title": title, "level": "reviewer", "reason": "Often vandalised"}
    administrator.send("/holding", rule)
    reader, reviewer = hands_of(way), hands_of(way, administrator)

    reader.page.goto(address("wiki", title))
    reader.follow("Edit")
    reader.write_before(text_field(reader.page), "The breakwater: ")
    reader.press("Publish changes")
    reader.follow("Your proposed edit")
    expect(reader.page.get_by_text("Your edit waits for a reviewer")).to_be_visible()
    link = reader.page.url

    reviewer.page.goto("/review")
    reviewer.follow(title)
    expect(reviewer.page.locator(".diff.side ins")).to_contain_text("The breakwater: ")
    reviewer.write(reviewer.page.get_by_label("Words to the author"), "Well done!")
    reviewer.press("Accept all of it")
    expect_notice(reviewer.page, "The proposal was accepted and published.")

    reader.page.goto(link)
    expect(reader.page.get_by_text("Thank you. Your edit was accepted")).to_be_visible()
    expect(reader.page.get_by_text("“Well done!”")).to_be_visible()
    reader.follow("read the page")
    expect(prose(reader.page)).to_have_text("The breakwater: It keep the waves out.")


def test_a_vandals_afternoon_ends_with_a_clean_site_by_keyboard(
    hands_of, administrator, vandal, site
):
    title, advertisement = new_title("Pier"), new_title("Cheap pills")
    administrator.write(title, "The pier is of oak.\n")
    vandal.write(title, "The pier is of DUNG!!!\n", summary="haha, Mary is a thief")
    edit = vandal.write(title, "DUNG DUNG DUNG\n")
    vandal.write(advertisement, "Buy at <https://pills.example/>.\n")
    with Writer(site) as reader:
        about = f"{address('report', title)}?revision={edit}"
        reader.send(about, {"cause": "vandalism", "text": "Please look."})
    hands = hands_of(ByKeyboard, administrator)

    _roll_back_what_was_reported(hands, title)
    _hide_the_first_summary(hands, title)
    _keep_them_off(hands, title)
    _delete_what_else_they_wrote(hands, advertisement)
    _settle_the_report(hands, title)

    with Writer(site) as stranger:
        assert stranger.text_of(title) == "The pier is of oak."
        gone = stranger.session.get(site + address("wiki", advertisement), timeout=60)
        assert gone.status_code == 410
    again = {"text": "DUNG\n", "action": "publish"}
    vandal.send(address("edit", title), again, status=422)


def _roll_back_what_was_reported(hands, title):
    hands.page.goto("/moderation")
    hands.follow(title)
    hands.follow("this edit")
    hands.follow("Roll back")
    hands.press("Roll back")
    expect_notice(hands.page, "The edits were rolled back.")
    expect(prose(hands.page)).to_have_text("The pier is of oak.")


def _hide_the_first_summary(hands, title):
    hands.follow("View history")
    hands.go(hands.page.get_by_role("link", name="hide part of revision 2"))
    hands.tick(hands.page.get_by_label("summary"))
    hands.write(hands.page.get_by_label("Reason"), "About a person")
    hands.press("Change what is hidden")
    hands.page.goto(address("history", title))
    expect(hands.page.get_by_role("main")).not_to_contain_text("thief")


def _keep_them_off(hands, title):
    hands.go(hands.page.get_by_role("link", name=f"diff of revision 3 of {title}"))
    hands.go(hands.page.get_by_role("link", name="Block "))
    hands.write(hands.page.get_by_label("Only on these pages"), title)
    hands.write(hands.page.get_by_label("Reason"), "Vandalism")
    hands.press("Block")
    expect_notice(hands.page, "is blocked.")


def _delete_what_else_they_wrote(hands, advertisement):
    hands.page.goto("/recent")
    link = hands.page.get_by_role("link", name=advertisement, exact=True)
    hands.go(link.first)
    hands.follow("Delete")
    hands.write(hands.page.get_by_label("Reason"), "Advertising")
    hands.press("Delete the page")


def _settle_the_report(hands, title):
    hands.page.goto("/moderation")
    hands.follow(title)
    hands.select(hands.page.get_by_label("What became of it"), "settled")
    hands.write(hands.page.get_by_label("What was done, or why nothing"), "Rolled back")
    hands.press("Settle the report")
    expect(hands.page.get_by_role("heading", level=1)).to_have_text("Moderation")
