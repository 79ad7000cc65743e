"""Keys: the Tab key reaches everything in order, and access keys are shorter ways."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import address

ARTICLE = address("wiki", "Secret Speech")
WALKED = [ARTICLE, "/", "/recent", "/history/Secret_Speech", "/edit/Secret_Speech"]
MOST_STOPS = 400
# What has the focus, as one sees it: where it is, whether a ring is around it, and
# whether something else lies on it.
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const shown = document.elementFromPoint(x, y);
  return {
    what: element.outerHTML.slice(0, 90),
    top: box.top + scrollY,
    height: box.height,
    isRinged: getComputedStyle(element).outlineStyle !== "none",
    isSeen: Boolean(shown) && (element.contains(shown) || shown.contains(element)),
  };
}"""
REACHABLE = """() => [...document.querySelectorAll(
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
)]
  .filter(element => element.checkVisibility({ visibilityProperty: true }))
  .filter(element => element.tabIndex >= 0 && !element.disabled)
  // Of the buttons of a radio group, one is a stop.
  .filter(element => element.type !== "radio" || element.checked)
  // A field for a date has one for each of its numbers, and one for its calendar.
  .reduce((stops, element) => stops + (element.type === "date" ? 4 : 1), 0)"""


@pytest.mark.parametrize("path", WALKED)
def test_the_tab_key_goes_through_the_page_and_out_of_it(new_page, path):
    page = new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(path)
    page.wait_for_load_state("networkidle")  # an editor fetches its preview
    reachable, stops = page.evaluate(REACHABLE), []

    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if (stop := page.evaluate(FOCUSED)) is None:
            break
        stops.append(stop)

    assert len(stops) == reachable
    assert [stop["what"] for stop in stops if not stop["isRinged"]] == []
    assert [stop["what"] for stop in stops if not stop["isSeen"]] == []


@pytest.mark.parametrize(
    ("key", "goal"),
    [
        ("z", "/$"),
        ("r", "/recent$"),
        ("e", "/edit/Secret_Speech$"),
        ("h", "/history/Secret_Speech$"),
        ("j", "/links/Secret_Speech$"),
    ],
)
def test_an_access_key_leads_where_its_link_does(page, key, goal):
    page.goto(ARTICLE)

    _press_access_key(page, key)

    expect(page).to_have_url(re.compile(goal), timeout=5_000)


def test_access_keys_search_preview_and_come_back(page):
    page.goto("/edit/Secret_Speech")
    _press_access_key(page, "f")
    expect(page.get_by_label("Search articles")).to_be_focused()

    _press_access_key(page, "p")
    expect(page.get_by_role("heading", name="Preview", exact=True)).to_be_visible()

    _press_access_key(page, "c")
    expect(page).to_have_url(re.compile(f"{ARTICLE}$"))


def _press_access_key(page, key):
    """Press Alt and a letter as a keyboard does: Playwright's types no letter then."""
    event = {
        "type": "keyDown",
        "modifiers": 1,
        "key": key,
        "text": key,
        "unmodifiedText": key,
    }
    code = {"code": f"Key{key.upper()}", "windowsVirtualKeyCode": ord(key.upper())}
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchKeyEvent", event | code)
