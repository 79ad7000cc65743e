"""The editor without a pointer: format, link, cite, complete, preview and publish."""

from playwright.sync_api import expect

from tests.browser.desk import tools, written
from tests.browser.people import (
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
    expect(tools(page)).to_be_visible()

    _write_and_complete(page)
    _link(page)
    _cite(page)

    assert written(page) == (
        "**Keys** were known to [[Nikita Khrushchev]] and in [[Glasnost|openness]]."
        "[^key]«»\n\n[^key]: Ada Key, *Locks*."
    )
    page.keyboard.press("Control+Enter")
    preview = page.get_by_role("region", name="Preview", exact=True)
    expect(preview).to_contain_text("Keys were known to Nikita Khrushchev")
    tab_to(page, page.get_by_role("button", name="Publish changes"))
    page.keyboard.press("Enter")

    expect_notice(page, "Your edit was published.")
    expect(prose(page).locator("strong")).to_have_text("Keys")
    expect(prose(page).get_by_role("link", name="openness")).to_be_visible()
    expect(prose(page).locator(".references li")).to_contain_text("Ada Key, Locks.")


def _write_and_complete(page):
    tab_to(page, tools(page).get_by_role("button").first)
    page.keyboard.press("Tab")
    expect(text_field(page)).to_be_focused()
    page.keyboard.press("Control+b")
    page.keyboard.type("Keys")
    page.keyboard.press("End")
    page.keyboard.type(" were known to [[nikita k")
    expect(page.get_by_role("option", name="Nikita Khrushchev")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def _link(page):
    page.keyboard.type(" and in ")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Link to a page")).to_be_visible()
    page.keyboard.type("Glasnost")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("openness")
    page.keyboard.press("Enter")
    page.keyboard.type(".")


def _cite(page):
    page.keyboard.press("Shift+Tab")
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Cite a source")).to_be_visible()
    tab_to(page, page.get_by_label("Author"))
    page.keyboard.type("Ada Key")
    page.keyboard.press("Tab")
    page.keyboard.type("Locks")
    page.keyboard.press("Enter")
