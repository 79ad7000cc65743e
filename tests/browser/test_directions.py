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


BOXES = """() => Object.fromEntries([
    ".wordmark", ".site-search", ".site-search button", ".account", "nav.contents",
    ".column", ".toolbar", ".toolbar ul", ".tools", ".categories", ".prose",
    ".section-heading", ".last-edited", ".site-footer-inner p", ".site-footer nav",
    ".filters", ".rows", ".pager", ".revision",
  ]
  .map(name => [name, document.querySelector(name)])
  .filter(([, element]) => element?.checkVisibility())
  .map(([name, element]) => [name, element.getBoundingClientRect()])
  .map(([name, box]) => [name, [box.left, box.right]]))"""
TURN_ROUND = "document.documentElement.dir = 'rtl'"


@pytest.mark.parametrize("width", [390, 800, 1280])
@pytest.mark.parametrize(
    # An infobox keeps its side: an article runs as its own language does.
    "path",
    ["/wiki/Great_Purge", "/recent", "/history/Secret_Speech", "/"],
)
def test_a_page_from_right_to_left_is_the_mirror_image(new_page, path, width):
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(path)
    before = page.evaluate(BOXES)

    page.evaluate(TURN_ROUND)

    after = page.evaluate(BOXES)
    inner = page.evaluate("document.documentElement.clientWidth")
    mirrored = {
        name: [inner - right, inner - left] for name, (left, right) in before.items()
    }
    assert len(before) > 5
    assert {
        name: (after[name], wanted)
        for name, wanted in mirrored.items()
        if after[name] != pytest.approx(wanted, abs=2)
    } == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("language", "is_upright"),
    [("en", False), ("ar", True), ("he", True), ("ja", True), ("hi", False)],
)
def test_each_script_stands_in_a_face_that_has_it(page, language, is_upright):
    page.goto("/wiki/Secret_Speech")
    prose = page.locator(".prose")

    prose.evaluate("(prose, language) => { prose.lang = language; }", language)
    prose.evaluate("prose => prose.append(document.createElement('em'))")

    face, size, line = prose.evaluate(
        "one => [getComputedStyle(one)].flatMap("
        "style => [style.fontFamily, style.fontSize, style.lineHeight])"
    )
    assert face.startswith("system-ui") == (language != "en")
    ratio = float(line.removesuffix("px")) / float(size.removesuffix("px"))
    assert ratio == pytest.approx(1.62 if language == "en" else 1.78, abs=0.01)
    style = prose.locator("em").last.evaluate("one => getComputedStyle(one).fontStyle")
    assert (style == "normal") == is_upright


@pytest.mark.parametrize(("width", "hyphens"), [(390, "auto"), (1280, "manual")])
def test_words_are_divided_on_phones_alone(new_page, width, hyphens):
    page = new_page(viewport={"width": width, "height": 900})
    page.goto("/wiki/Secret_Speech")

    words = page.locator(".prose p").first

    assert words.evaluate("one => getComputedStyle(one).hyphens") == hyphens
    assert words.evaluate("one => one.closest('[lang]').lang") == "en"
