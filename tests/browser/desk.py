"""The desk: the editor's text with what is selected in it, which stands in « and »."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import address, text_field

KEPT = re.compile(r"^Draft kept in this browser, \d\d:\d\d\.$")
ON_SERVER = re.compile(r"^Draft saved on the server, \d\d:\d\d:\d\d\.$")

_READ = """field => {
  const { value, selectionStart: start, selectionEnd: end } = field;
  return value.slice(0, start) + "«" + value.slice(start, end) + "»" + value.slice(end);
}"""
_WRITE = """(field, marked) => {
  field.value = marked.replace(/[«»]/g, "");
  field.focus();
  field.setSelectionRange(marked.indexOf("«"), marked.indexOf("»") - 1);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""


def open_editor(page: Page, title: str) -> Locator:
    """Open the editor of a page, and return its text field once it has its tools."""
    page.goto(address("edit", title))
    expect(tools(page)).to_be_visible()
    return text_field(page)


def tools(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="Formatting")


def use(page: Page, tool: str) -> None:
    tools(page).get_by_role("button", name=tool, exact=True).click()


def write(page: Page, marked: str) -> None:
    """Put a text into the field, and select what is between its marks."""
    text_field(page).evaluate(_WRITE, marked)


def written(page: Page) -> str:
    """Return the text, with marks around what is selected."""
    marked: str = text_field(page).evaluate(_READ)
    return marked


def type_at_end(page: Page, words: str) -> None:
    text_field(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def draft_state(page):
    return page.locator("[data-draft-state]")


def draft_offer(page):
    return page.get_by_role("region", name="Draft")


def type_and_keep(page, title, words):
    """Open a page's editor, type, and wait until it is kept."""
    open_editor(page, title)
    type_at_end(page, words)
    expect(draft_state(page)).to_have_text(KEPT)


def leave(page):
    """Go away as one does whose computer is shut, without a question."""
    page.close(run_before_unload=False)
