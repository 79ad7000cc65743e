"""Scrolling: the text and the preview beside it show the same place."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MILLISECONDS
from tests.browser.desk import open_editor
from tests.browser.people import new_title, text_field, wait_for

# Short and long sections, so that the same share of both sides is another place; with
# what only looks like a heading, and a heading that readers don't see.
SECTIONS = 12
TEXT = "".join(
    f"## Section *{number}*\n\n"
    + "```\n## no heading\n```\n\n" * (number % 3 == 0)
    + ("A long sentence that fills more than a line of the text. " * 9 + "\n\n")
    * (number % 4)
    + "### Empty\n\n" * (number % 5 == 4)
    + "> Quoted.\n\n"
    for number in range(1, SECTIONS + 1)
)
TOP_OF_HEADING = """(pane, number) => {
  const headings = [...pane.querySelectorAll("h2")];
  const heading = headings.find(one => one.textContent.trim() === `Section ${number}`);
  return heading.getBoundingClientRect().top - pane.getBoundingClientRect().top;
}"""
COUNT_MOVES = """pane => {
  window.moves = 0;
  pane.addEventListener("scroll", () => { window.moves += 1; });
}"""
SCROLL_TEXT_TO = """(field, number) => {
  const lines = field.value.split("\\n");
  const copy = field.cloneNode();
  const line = lines.indexOf(`## Section *${number}*`);
  copy.value = lines.slice(0, line).join("\\n") + "\\n";
  copy.style.cssText = "block-size: 0; min-block-size: 0; position: absolute";
  copy.style.inlineSize = `${field.offsetWidth}px`;
  field.after(copy);
  const top = copy.scrollHeight - 24 - 22;
  copy.remove();
  field.scrollTop = top;
  return field.scrollTop;
}"""


def _live(page):
    return page.get_by_role("region", name="Live preview")


@pytest.fixture(scope="module")
def wide(browser, site):
    """An editor with a long text and its preview side by side."""
    context = browser.new_context(
        base_url=site, viewport={"width": 1280, "height": 800}
    )
    context.set_default_timeout(MILLISECONDS)
    page = context.new_page()
    _open(page)
    yield page
    context.close()


def _open(page):
    open_editor(page, new_title("Scroll"))
    text_field(page).fill(TEXT)
    expect(_live(page).locator("h2")).to_have_count(SECTIONS)


def _settle(page):
    page.evaluate("new Promise(done => setTimeout(done, 150))")


@pytest.mark.parametrize("number", [3, 7, 10])
def test_the_preview_follows_the_text_to_the_same_heading(wide, number):
    text_field(wide).evaluate(SCROLL_TEXT_TO, number)
    _settle(wide)

    assert abs(_live(wide).evaluate(TOP_OF_HEADING, number)) < 40


def test_the_text_follows_the_preview(wide):
    top = text_field(wide).evaluate(SCROLL_TEXT_TO, 7)
    text_field(wide).evaluate("field => { field.scrollTop = 0; }")
    _settle(wide)

    distance = _live(wide).evaluate(TOP_OF_HEADING, 7)
    _live(wide).evaluate(
        "(pane, distance) => { pane.scrollTop += distance; }", distance
    )
    _settle(wide)

    assert abs(text_field(wide).evaluate("field => field.scrollTop") - top) < 40


def test_both_begin_and_end_together(wide):
    text_field(wide).evaluate("field => { field.scrollTop = 1e6; }")
    _settle(wide)
    end = "pane => pane.scrollHeight - pane.clientHeight - pane.scrollTop"
    assert abs(_live(wide).evaluate(end)) < 2

    _live(wide).evaluate("pane => { pane.scrollTop = 0; }")
    _settle(wide)
    assert text_field(wide).evaluate("field => field.scrollTop") == 0


def test_nothing_goes_on_moving(wide):
    moves = """() => new Promise(done => {
      let count = 0;
      const sides = document.querySelectorAll("textarea, [data-live-preview]");
      sides.forEach(side => side.addEventListener("scroll", () => { count += 1; }));
      sides[0].scrollTop = 777;
      setTimeout(() => done(count), 500);
    })"""

    assert wide.evaluate(moves) <= 2
    assert text_field(wide).evaluate("field => field.scrollTop") == 777


def test_on_a_narrow_page_each_side_scrolls_alone(new_page):
    page = new_page(viewport={"width": 800, "height": 800})
    _open(page)

    text_field(page).evaluate("field => { field.scrollTop = 500; }")
    _settle(page)

    assert _live(page).evaluate("pane => pane.scrollTop") == 0


def test_with_less_motion_the_preview_moves_once_at_the_end(new_page):
    page = new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    _open(page)
    _live(page).evaluate(COUNT_MOVES)

    text_field(page).hover()
    for _ in range(5):
        page.mouse.wheel(0, -300)
    wait_for(page, lambda: page.evaluate("moves"))
    _settle(page)

    assert page.evaluate("moves") == 1
