"""Notices: what became of an edit stands where the reader looks, and over nothing."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import (
    PUBLISH,
    address,
    expect_notice,
    new_title,
    press,
    prose,
    publish,
    text_field,
)

SECTIONS = "".join(
    f"\n\n## Part {number}\n\n" + "Some words of [[Secret Speech]]. " * 60
    for number in range(1, 7)
)
COVERED = """() => {
  const link = document.activeElement.getBoundingClientRect();
  return document.querySelector(".messages").getBoundingClientRect().bottom > link.top;
}"""


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_after_a_section_was_edited_the_notice_is_in_sight(new_page, writer, width):
    title = new_title("Quay")
    writer.write(title, f"Lead.{SECTIONS}")
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(f"{address('edit', title)}?section=h-part-5")

    publish(page, text_field(page).input_value() + " More.")

    expect(page).to_have_url(f"{page.url.split('#')[0]}#h-part-5")
    notice = page.get_by_text("Your edit was published.")
    expect(notice).to_be_in_viewport(ratio=1)
    heading = page.get_by_role("heading", name="Part 5")
    expect(heading).to_be_in_viewport(ratio=1)
    box, below = notice.bounding_box(), heading.bounding_box()
    assert box["y"] + box["height"] < below["y"]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_notice_covers_no_link_that_the_keyboard_reaches(new_page, writer, width):
    title = new_title("Quay")
    writer.write(title, f"Lead.{SECTIONS}")
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(f"{address('edit', title)}?section=h-part-5")
    publish(page, text_field(page).input_value() + " More.")
    expect_notice(page, "Your edit was published.")

    prose(page).get_by_role("link", name="Secret Speech").nth(299).focus()
    for _ in range(80):
        page.keyboard.press("Shift+Tab")
        assert not page.evaluate(COVERED)


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_the_notice_stands_in_the_column_of_the_article(new_page, width):
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(address("edit", new_title("Quay")))
    text_field(page).fill(f"Lead.{SECTIONS}")

    press(page, PUBLISH)

    expect_notice(page, "The page was created.")
    notice = page.get_by_role("status").bounding_box()
    article = page.locator("article.column").bounding_box()
    assert (notice["x"], notice["width"]) == (article["x"], article["width"])
