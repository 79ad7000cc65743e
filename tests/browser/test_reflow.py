"""Reflow: words may be made larger and wider apart, and nothing is lost at the side."""

import pytest

from tests.browser.people import address

PAGES = [
    address("wiki", "Secret Speech"),
    address("wiki", "Harbour"),
    "/",
    "/all",
    "/recent",
    "/history/Harbour",
    "/edit/Harbour",
    "/search?q=stalin",
    "/help/keyboard",
    "/accounts/join",
    "/accounts/preferences",
]
# The four of WCAG 1.4.12; and text twice as large, as 1.4.4 wants it.
WIDE_APART = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-block-end: 2em !important; }"""
TWICE_AS_LARGE = ":root { font-size: 200%; }"
WEAR = """rules => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}"""
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
  .map(element => element.outerHTML.slice(0, 90))
  .slice(0, 4)"""
CLIPPED = """() => [...document.querySelectorAll(
    "h1, h2, h3, .button, .toolbar a, label, .account a, .site-footer a, .label, th, td"
  )]
  .filter(element => element.checkVisibility())
  .filter(element => !element.closest(".visually-hidden, .skip"))
  .filter(element => getComputedStyle(element).overflow !== "visible")
  .filter(element => element.scrollHeight > element.clientHeight + 1)
  .map(element => element.outerHTML.slice(0, 90))"""
SMALL_ON_TOUCH = """() => [...document.querySelectorAll(
    ".button, .toolbar a, .account a, .site-search input, summary"
  )]
  .filter(element => element.checkVisibility())
  .map(element => [element.getBoundingClientRect(), element])
  .filter(([box]) => box.height < 43.5)
  .map(([box, element]) => `${box.height}: ${element.outerHTML.slice(0, 90)}`)"""


@pytest.mark.parametrize(
    ("width", "rules"),
    [
        (320, WIDE_APART),
        (1280, WIDE_APART),
        (640, TWICE_AS_LARGE),
        (1280, TWICE_AS_LARGE),
    ],
    ids=["apart-320", "apart-1280", "large-640", "large-1280"],
)
def test_larger_words_find_room(new_page, world, rules, width):
    page = new_page(viewport={"width": width, "height": 800})
    lost = {}

    for path in PAGES:
        page.goto(path)
        page.evaluate(WEAR, rules)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            lost[path] = page.evaluate(TOO_WIDE)
        if clipped := page.evaluate(CLIPPED):
            lost[path] = clipped

    assert lost == {}


def test_a_finger_finds_every_control(new_page, world):
    page = new_page(
        viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True
    )
    small = {}

    for path in PAGES:
        page.goto(path)
        if found := page.evaluate(SMALL_ON_TOUCH):
            small[path] = found

    assert small == {}
