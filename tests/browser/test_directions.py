"""Directions: words that run from right to left are laid out so, among others too."""

import pytest

from tests.browser.people import address, new_title, text_field

HEBREW = """\
שלום לכולם, זה עמוד על נמלים.

English words stand on the other side.

## היסטוריה

* פריט ראשון
* פריט שני

> ציטוט קצר.

| עיר | ספינות |
|---|---|
| חיפה | 12 |
"""
EDGES = """element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const words = range.getBoundingClientRect(), box = element.getBoundingClientRect();
  return [words.left - box.left, box.right - words.right];
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_is_read_from_the_side_where_its_words_begin(new_page, writer, width):
    title = new_title("נמל")
    writer.write(title, HEBREW)
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(address("wiki", title))

    hebrew, english = page.locator(".prose > p").all()
    before, after = hebrew.evaluate(EDGES)
    assert after < 1 < before
    before, after = english.evaluate(EDGES)
    assert before < 1 < after
    for frame in ("ul", "blockquote", "table", ".section-heading"):
        element = page.locator(f".prose {frame}").first
        assert element.evaluate("one => getComputedStyle(one).direction") == "rtl"
    haifa, twelve = page.locator(".prose td").all()
    assert haifa.bounding_box()["x"] > twelve.bounding_box()["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_typed_stands_where_it_begins(page):
    page.goto(address("edit", new_title("נמל")))

    text_field(page).fill("שלום")

    direction = "one => one.matches(':dir(rtl)')"
    assert text_field(page).evaluate(direction)
    assert not page.get_by_label("Edit summary").evaluate(direction)
    page.get_by_label("Edit summary").fill("תיקון")
    assert page.get_by_label("Edit summary").evaluate(direction)
