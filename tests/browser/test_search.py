"""Searching: suggestions while one types, and the plain form below them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import address, new_title, wait_for


def _field(page):
    return page.get_by_label("Search articles")


def _options(page):
    return page.get_by_role("option")


def test_suggestions_appear_as_one_types(page):
    page.goto("/")
    _field(page).focus()
    expect(_field(page)).to_have_attribute("aria-expanded", "false")

    _field(page).press_sequentially("nikita k")

    expect(_field(page)).to_have_attribute("aria-expanded", "true")
    expect(_options(page).first).to_contain_text("Nikita Khrushchev")
    expect(_options(page).first.locator("b")).to_have_text("hrushchev")
    expect(_options(page).last).to_have_text("Search for pages containing nikita k")


def test_suggestions_follow_the_newest_word(page):
    page.goto("/")
    held = []
    page.route("**/suggest?q=nik&*", lambda route: held.append(route))

    _field(page).fill("nik")
    wait_for(page, lambda: held)
    _field(page).fill("gulag")
    expect(_options(page).first).to_contain_text("Gulag")
    with page.expect_response("**/suggest?q=nik&*"):
        held[0].continue_()
    page.evaluate("new Promise(done => setTimeout(done, 200))")

    expect(_options(page).first).to_contain_text("Gulag")


def test_what_was_suggested_for_other_letters_is_not_followed(page):
    page.goto("/")
    _field(page).fill("gul")
    expect(_options(page).last).to_have_text("Search for pages containing gul")
    page.keyboard.press("ArrowUp")
    page.route("**/suggest?q=nikita*", lambda _route: None)

    _field(page).fill("nikita")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"[?&]q=nikita(&|$)"))


def test_arrow_keys_choose_a_suggestion_and_enter_follows_it(page, writer):
    title = new_title("Buoy")
    for end in ("a", "b"):
        writer.write(f"{title} {end}", "It floats.\n")
    page.goto("/")
    _field(page).press_sequentially(title)
    expect(_options(page)).to_have_count(3)

    chosen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        selected = page.locator("[role=option][aria-selected=true]")
        expect(selected).to_have_count(1)
        expect(_field(page)).to_have_attribute(
            "aria-activedescendant", selected.get_attribute("id")
        )
        chosen.append(selected.inner_text().splitlines()[0])
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    assert chosen == [
        f"{title} a",
        f"{title} b",
        f"Search for pages containing {title}",
        f"{title} a",
        f"Search for pages containing {title}",
    ]
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{title} b")


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(page):
    page.goto("/")
    _field(page).press_sequentially("nik")
    expect(_options(page).first).to_be_visible()

    page.keyboard.press("Escape")

    expect(_options(page)).to_have_count(0)
    expect(_field(page)).to_have_attribute("aria-expanded", "false")
    expect(_field(page)).to_have_value("nik")
    expect(_field(page)).to_be_focused()


def test_a_suggestion_is_followed_with_the_pointer(page):
    page.goto("/")
    _field(page).press_sequentially("nikita")

    _options(page).first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Nikita Khrushchev")


def test_leaving_the_field_closes_the_suggestions(page):
    page.goto("/")
    _field(page).press_sequentially("nik")
    expect(_options(page).first).to_be_visible()

    page.keyboard.press("Tab")

    expect(_options(page)).to_have_count(0)


def test_the_last_row_searches_in_the_texts(page):
    page.goto("/")
    _field(page).press_sequentially("nikita")
    expect(_options(page).last).to_have_text("Search for pages containing nikita")

    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/search\?q=nikita$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_goes_to_the_page_of_exactly_this_title(new_page, scripts):
    page = new_page(java_script_enabled=scripts)
    page.goto("/all")

    _field(page).fill("Secret Speech")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(address("wiki", "Secret Speech") + "$"))


@pytest.mark.parametrize("scripts", [True, False])
def test_other_words_lead_to_results(new_page, scripts):
    page = new_page(java_script_enabled=scripts)
    page.goto("/")

    _field(page).fill("purges of millions")
    page.get_by_role("search").get_by_role("button", name="Search").click()

    expect(page.get_by_label("Search for", exact=True)).to_have_value(
        "purges of millions"
    )
    results = page.locator(".result")
    expect(results.first).to_be_visible()
    expect(results.first.locator("mark").first).to_be_visible()
    results.first.get_by_role("link").first.click()
    expect(page.locator(".prose")).to_be_visible()


def test_a_title_that_does_not_exist_can_be_begun_from_the_results(page):
    title = new_title("Unwritten buoy")
    page.goto("/")

    _field(page).fill(title)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=f"create the page “{title}”").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Creating {title}")


def test_without_a_network_the_suggestions_close_and_the_field_stays(page):
    page.goto("/")
    _field(page).press_sequentially("nik")
    expect(_options(page).first).to_be_visible()

    page.route("**/suggest?**", lambda route: route.abort())
    _field(page).press_sequentially("ita")

    expect(_options(page)).to_have_count(0)
    expect(_field(page)).to_have_value("nikita")
