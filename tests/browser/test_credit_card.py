"""The card that tells who wrote some words: for a mouse, a finger, and keys."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.people import address, new_title, tab_to
from tests.browser.rules import violations

PARAGRAPH = "Pilots know the {what} well. See [[Secret Speech]] for what they said.\n"


@dataclass(frozen=True, slots=True)
class Shared:
    """A page of two authors: one wrote it, the other changed a word."""

    path: str
    changed_by: int
    """The revision with the other's word."""


@pytest.fixture(scope="module")
def shared(writer, administrator):
    title = new_title("Pilot")
    writer.write(title, PARAGRAPH.format(what="rocks"), summary="From memory")
    changed_by = administrator.write(
        title, PARAGRAPH.format(what="sands"), summary="They are sands"
    )
    return Shared(f"{address('wiki', title)}?authors=show", changed_by)


def card(page):
    return page.locator(".credit-card")


def words(page, text):
    return page.locator("[data-origin]").filter(has_text=text)


def test_pointing_at_words_shows_who_wrote_them(page, shared):
    page.goto(shared.path)

    words(page, "sands").hover()

    expect(card(page)).to_contain_text("Keeper")
    expect(card(page)).to_contain_text("They are sands")


def test_the_card_stays_for_a_pointer_that_moves_to_it(page, shared):
    page.goto(shared.path)
    words(page, "sands").hover()

    card(page).hover()
    page.wait_for_timeout(500)
    card(page).get_by_role("link", name="difference").click()

    expect(page).to_have_url(re.compile(f"/diff/{shared.changed_by}$"))


def test_focus_shows_who_wrote_the_words_and_arrows_go_to_others(page, shared):
    page.goto(shared.path)

    tab_to(page, words(page, "Pilots know"))
    expect(card(page)).to_contain_text("From memory")
    page.keyboard.press("ArrowRight")
    expect(words(page, "sands")).to_be_focused()
    expect(card(page)).to_contain_text("They are sands")
    page.keyboard.press("ArrowLeft")

    expect(words(page, "Pilots know")).to_be_focused()
    expect(card(page)).to_contain_text("From memory")


def test_words_are_buttons_for_those_who_hear_them(page, shared):
    page.goto(shared.path)

    expect(page.get_by_role("button", name="sands")).to_have_text("sands")
    expect(page.get_by_text("With the keyboard, Tab leads")).to_be_visible()


def test_a_tap_shows_who_wrote_the_words_until_something_else_is_tapped(
    new_page, shared
):
    page = new_page(has_touch=True, viewport={"width": 390, "height": 844})
    page.goto(shared.path)

    words(page, "sands").tap()
    expect(card(page)).to_contain_text("They are sands")
    page.get_by_role("heading", level=1).tap()

    expect(card(page)).to_be_hidden()


def test_escape_dismisses_what_pointing_showed(page, shared):
    page.goto(shared.path)
    words(page, "sands").hover()
    expect(card(page)).to_be_visible()

    page.keyboard.press("Escape")

    expect(card(page)).to_be_hidden()


def test_escape_dismisses_what_focus_showed_and_enter_opens_it_again(page, shared):
    page.goto(shared.path)
    words(page, "sands").focus()
    expect(card(page)).to_be_visible()

    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(words(page, "sands")).to_be_focused()
    page.keyboard.press("Enter")

    expect(card(page).get_by_role("link").first).to_be_focused()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_keyboard_reaches_the_difference(page, shared, key):
    page.goto(shared.path)
    tab_to(page, words(page, "Pilots know"))
    page.keyboard.press("ArrowRight")
    expect(card(page)).to_contain_text("They are sands")

    page.keyboard.press(key)
    expect(card(page).get_by_role("link", name="Keeper")).to_be_focused()
    tab_to(page, card(page).get_by_role("link", name="difference"), most=2)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"/diff/{shared.changed_by}$"))


def test_escape_in_the_card_leads_back_to_its_words(page, shared):
    page.goto(shared.path)
    enter_card(page, words(page, "sands"))

    page.keyboard.press("Escape")

    expect(card(page)).to_be_hidden()
    expect(words(page, "sands")).to_be_focused()


def test_tab_goes_through_the_card_as_if_it_stood_behind_its_words(page, shared):
    page.goto(shared.path)
    enter_card(page, words(page, "sands"))

    page.keyboard.press("Shift+Tab")
    expect(words(page, "sands")).to_be_focused()
    page.keyboard.press("Tab")
    expect(card(page).get_by_role("link", name="Keeper")).to_be_focused()
    page.keyboard.press("Tab")
    expect(card(page).get_by_role("link", name="difference")).to_be_focused()
    page.keyboard.press("Tab")

    expect(link_in_prose(page)).to_be_focused()
    expect(card(page)).to_be_hidden()


def test_arrows_go_on_from_a_link_and_enter_leads_into_the_card_of_its_words(
    page, shared
):
    page.goto(shared.path)
    link_in_prose(page).focus()

    page.keyboard.press("ArrowRight")
    expect(words(page, "Secret Speech")).to_be_focused()
    page.keyboard.press("Enter")

    expect(card(page).get_by_role("link").first).to_be_focused()
    expect(card(page)).to_contain_text("From memory")


def test_a_pointer_that_rests_on_words_leaves_alone_who_is_in_the_card(page, shared):
    page.goto(shared.path)
    enter_card(page, words(page, "sands"))

    words(page, "Pilots know").hover()
    page.wait_for_timeout(600)

    expect(card(page)).to_contain_text("They are sands")
    expect(card(page).get_by_role("link").first).to_be_focused()


def test_the_words_of_hundreds_of_authors_are_one_stop(page, writer, administrator):
    title = new_title("Pilot")
    writer.write(title, "\n\n".join(f"Lock {number}: oak." for number in range(150)))
    administrator.write(
        title, "\n\n".join(f"Lock {number}: elm." for number in range(150))
    )
    page.goto(f"{address('wiki', title)}?authors=show")
    assert page.locator("[data-origin]").count() > 300

    tab_to(page, page.locator("[data-origin]").first)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")

    expect(page.locator(".last-edited a").first).to_be_focused()


def test_the_keyboard_leaves_a_card_whose_words_are_the_last_stop(page, shared):
    page.goto(shared.path)
    enter_card(page, words(page, "for what they said"))

    # Related articles may stand before it, five at most.
    tab_to(page, page.locator(".last-edited a").first, most=7)

    expect(card(page)).to_be_hidden()


def test_without_a_network_no_others_words_are_told_of(page, shared):
    page.goto(shared.path)
    words(page, "sands").focus()
    expect(card(page)).to_contain_text("They are sands")

    page.context.set_offline(offline=True)
    page.keyboard.press("ArrowLeft")
    expect(card(page)).to_be_hidden()
    page.context.set_offline(offline=False)
    page.keyboard.press("Enter")

    expect(card(page)).to_contain_text("From memory")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_an_open_card_breaks_no_rule(new_page, shared, colours, width):
    page = new_page(
        color_scheme=colours,
        reduced_motion="reduce",
        viewport={"width": width, "height": 900},
    )
    page.goto(shared.path)

    enter_card(page, words(page, "sands"))

    assert not (found := violations(page)), found


def enter_card(page, words):
    words.focus()
    page.keyboard.press("Enter")
    expect(card(page).get_by_role("link").first).to_be_focused()


def link_in_prose(page):
    return page.locator(".prose").get_by_role("link", name="Secret Speech")
