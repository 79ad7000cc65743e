"""The past: a reader goes to a day, follows links there, and comes back to today."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.people import address, new_title, prose
from tests.browser.rules import violations

WINDOWS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True},
    "desk": {"viewport": {"width": 1440, "height": 900}},
}


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_reader_goes_to_a_day_follows_links_there_and_comes_back(
    new_page, window, colours
):
    page = new_page(
        **WINDOWS[window], color_scheme=colours, java_script_enabled=window == "desk"
    )
    page.goto(address("wiki", "Secret Speech"))

    page.get_by_role("link", name="As it was on a day").click()
    page.get_by_label("Day").fill("2026-11-23")
    page.get_by_role("button", name="Show it as it was").click()

    banner = page.get_by_role("region", name="From the past")
    expect(banner).to_contain_text("at the end of 23 November 2026 (UTC)")
    _expect_no_violation(page, window)
    prose(page).get_by_role("link", name="Nikita Khrushchev").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nikita Khrushchev")
    expect(page).to_have_url(re.compile(r"\?as_of=2026-11-23"))
    expect(banner).to_be_visible()
    banner.get_by_label("Day").fill("1956-02-25")
    banner.get_by_role("button", name="Show it as it was").click()
    expect(page.get_by_text("there was no page with this name yet")).to_be_visible()
    _expect_no_violation(page, window)
    page.get_by_role("link", name="The page as it is today").click()
    expect(page).to_have_url(re.compile(r"/wiki/Nikita_Khrushchev$"))
    expect(banner).to_have_count(0)


def test_a_reader_goes_from_change_to_change(new_page, writer):
    title = new_title("Tidal quay")
    for text in ("One stone.\n", "Two stones.\n", "Three stones.\n"):
        writer.write(title, text)
    page = new_page()
    page.goto(address("history", title))

    page.get_by_role("button", name="Show it as it was").scroll_into_view_if_needed()
    today = page.get_by_label("Day").last.get_attribute("max")
    page.get_by_label("Day").last.fill(today)
    page.get_by_role("button", name="Show it as it was").click()

    expect(prose(page)).to_have_text("Three stones.")
    for text in ("Two stones.", "One stone."):
        page.get_by_role("link", name="Previous change").click()
        expect(prose(page)).to_have_text(text)
    expect(page.get_by_role("link", name="Previous change")).to_have_count(0)
    page.get_by_role("link", name="Next change").click()
    expect(prose(page)).to_have_text("Two stones.")


def _expect_no_violation(page, window):
    """The rules are looked at with scripts, which the phone of these tests has not."""
    if window == "desk":
        assert violations(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
