"""The editor without a pointer: format, link, cite, complete, preview and publish."""

from playwright.sync_api import expect

from tests.browser.desk import tools, written
from tests.browser.people import (
    PUBLISH,
    address,
    expect_notice,
    new_title,
    prose,
    tab_to,
    text_field,
)


def test_an_article_is_written_with_every_tool_by_keyboard_alone(page):
    title = new_title("Keyboard")
    page.goto(address("edit", title))
    tab_to(page, tools(page).get_by_role("button").first)
    page.keyboard.press("Tab")
    expect(text_field(page)).to_be_focused()

    _press_and_type(page, "Control+b", "Keys")
    _press_and_type(page, "End", " were known to ")
    _complete(page, "[[nikita k", "Nikita Khrushchev")
    page.keyboard.type(" and in ")
    _link(page, "Glasnost", "openness")
    page.keyboard.type(".")
    _cite(page, "Ada Key", "Locks")

    assert written(page) == (
        "**Keys** were known to [[Nikita Khrushchev]] and in [[Glasnost|openness]]."
        "[^key]«»\n\n[^key]: {{cite | author = Ada Key | title = Locks }}"
    )
    page.keyboard.press("Control+Enter")
    preview = page.get_by_role("region", name="Preview", exact=True)
    expect(preview).to_contain_text("Keys were known to Nikita Khrushchev")
    tab_to(page, page.get_by_role("button", name=PUBLISH))
    page.keyboard.press("Enter")
    expect_notice(page, "The page was created.")
    expect(prose(page).locator("strong")).to_have_text("Keys")
    expect(prose(page).locator(".references li")).to_contain_text("Ada Key. Locks.")


def _press_and_type(page, key, words):
    page.keyboard.press(key)
    page.keyboard.type(words)


def _complete(page, typed, title):
    page.keyboard.type(typed)
    expect(page.get_by_role("option", name=title)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def _link(page, target, words):
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Link to a page")).to_be_visible()
    page.keyboard.type(target)
    page.keyboard.press("Tab")
    _press_and_type(page, "Tab", words)
    page.keyboard.press("Enter")


def _cite(page, author, title):
    page.keyboard.press("Shift+Tab")
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Cite a source")).to_be_visible()
    tab_to(page, page.get_by_label("Author"))
    page.keyboard.type(author)
    _press_and_type(page, "Tab", title)
    page.keyboard.press("Enter")
