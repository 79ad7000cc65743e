"""Readers choose how pages look, and pages look like that from their first byte."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.people import address

ARTICLE = address("wiki", "Secret Speech")
LIGHT_GROUND, DARK_GROUND = "rgb(247, 245, 240)", "rgb(15, 17, 19)"
LIGHT_INK, DARK_INK = "rgb(27, 29, 31)", "rgb(230, 228, 223)"

# Measured on the first three paragraphs, in their full lines: all but the last ones.
CHARACTERS_IN_A_LINE = """() => {
  const lines = [];
  for (const paragraph of [...document.querySelectorAll(".prose p")].slice(0, 3)) {
    const lengths = new Map();
    const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (let index = 0; index < texts.currentNode.length; index++) {
        const range = document.createRange();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + 1);
        const box = [...range.getClientRects()].at(-1);
        const line = box && Math.round(box.bottom);
        if (box) lengths.set(line, (lengths.get(line) ?? 0) + 1);
      }
    }
    lines.push(...[...lengths.values()].slice(0, -1));
  }
  return lines.reduce((sum, length) => sum + length, 0) / lines.length;
}"""


@pytest.mark.parametrize("scripts", [True, False])
def test_a_chosen_appearance_is_kept_on_every_page(new_page, scripts):
    page = new_page(java_script_enabled=scripts, color_scheme="light")
    page.goto(ARTICLE)

    _choose(page, "Dark", "Large", "Wide")

    expect(page.get_by_role("heading", level=1)).to_have_text("Secret Speech")
    for path in (ARTICLE, "/", "/edit/Secret_Speech", "/accounts/login", "/nothing"):
        page.goto(path)
        root = page.locator("html")
        expect(root).to_have_attribute("data-theme", "dark")
        expect(root).to_have_attribute("data-size", "large")
        expect(root).to_have_attribute("data-width", "wide")
        expect(page.locator("body")).to_have_css("background-color", DARK_GROUND)
        expect(page.locator("h1")).to_have_css("color", DARK_INK)


def test_the_form_shows_what_is_chosen(page):
    page.goto("/accounts/preferences")
    for choice in ("As the system", "Standard", "Measured"):
        expect(page.get_by_label(choice, exact=True)).to_be_checked()

    _choose(page, "Light", "Small", "Wide")

    page.goto("/accounts/preferences")
    for choice in ("Light", "Small", "Wide"):
        expect(page.get_by_label(choice, exact=True)).to_be_checked()


def test_a_dark_page_is_dark_from_the_first_byte(page):
    page.goto(ARTICLE)
    _choose(page, "Dark", "Standard", "Measured")

    answer = page.goto(ARTICLE)

    assert answer.text().index('data-theme="dark"') < 200


@pytest.mark.parametrize(
    ("scheme", "theme", "ground", "ink"),
    [
        ("dark", "As the system", DARK_GROUND, DARK_INK),
        ("light", "As the system", LIGHT_GROUND, LIGHT_INK),
        ("dark", "Light", LIGHT_GROUND, LIGHT_INK),
        ("light", "Dark", DARK_GROUND, DARK_INK),
    ],
)
def test_a_chosen_theme_goes_before_the_systems(new_page, scheme, theme, ground, ink):
    page = new_page(color_scheme=scheme)
    page.goto(ARTICLE)

    _choose(page, theme, "Standard", "Measured")

    expect(page.locator("body")).to_have_css("background-color", ground)
    expect(page.locator(".prose p").first).to_have_css("color", ink)


def test_size_and_width_change_the_text(new_page):
    page = new_page(viewport={"width": 1440, "height": 900})
    page.goto(ARTICLE)
    sizes, widths = [], []

    for size, width in (
        ("Small", "Measured"),
        ("Standard", "Measured"),
        ("Large", "Wide"),
    ):
        _choose(page, "Light", size, width)
        text = page.locator(".prose p").first
        sizes.append(
            text.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
        )
        widths.append(text.bounding_box()["width"])

    assert sizes == [16, 18, 21]
    assert widths == sorted(set(widths))


@pytest.mark.parametrize(
    ("width", "least", "most"),
    [(390, 34, 50), (1120, 60, 78), (1280, 60, 78), (1440, 60, 78)],
)
def test_lines_are_neither_too_long_nor_too_short_to_read(new_page, width, least, most):
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(ARTICLE)

    mean = page.evaluate(CHARACTERS_IN_A_LINE)

    assert least <= mean <= most


def test_the_contents_stay_in_view_and_mark_what_is_read(new_page):
    page = new_page(viewport={"width": 1280, "height": 700})
    page.goto(ARTICLE)
    contents = page.get_by_role("navigation", name="Contents")

    contents.get_by_role("link", name="Long-term Effects").click()

    current = contents.locator("[aria-current=true]")
    expect(current).to_have_text("Long-term Effects")
    expect(contents).to_be_in_viewport()
    expect(page).to_have_url(re.compile("#h-long-term-effects$"))


def test_print_leaves_out_the_machinery(page):
    page.goto(ARTICLE)

    page.emulate_media(media="print")

    for part in (".site-header", ".toolbar", ".tools", ".contents", ".section-edit"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.locator(".prose")).to_be_visible()


def _choose(page, *choices):
    page.get_by_role("link", name="Appearance").click()
    for choice in choices:
        page.get_by_label(choice, exact=True).check()
    page.get_by_role("main").get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Appearance")).to_be_visible()


# The ground at each frame that is drawn, beside the time of the first one with words.
WATCH = """
  window.grounds = [];
  const look = () => {
    if (document.body) {
      const ground = getComputedStyle(document.body).backgroundColor;
      grounds.push([performance.now(), ground]);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
"""
SEEN = """() => {
  const [first] = performance.getEntriesByName("first-paint");
  const seen = grounds.filter(([time]) => time >= first.startTime);
  return [...new Set(seen.map(([, ground]) => ground))];
}"""


@pytest.mark.parametrize(
    ("scheme", "theme", "ground"),
    [
        ("light", "dark", DARK_GROUND),
        ("dark", "light", LIGHT_GROUND),
        ("dark", "system", DARK_GROUND),
    ],
)
def test_no_page_flashes_in_another_theme(new_page, site, scheme, theme, ground):
    page = new_page(color_scheme=scheme)
    cookie = {"name": "appearance", "value": f"{theme}.standard.measured", "url": site}
    page.context.add_cookies([cookie])
    page.add_init_script(WATCH)
    page.route("**/*.css", _after_a_while)

    page.goto(ARTICLE, wait_until="networkidle")
    page.wait_for_timeout(200)

    assert page.evaluate(SEEN) == [ground]


@pytest.mark.parametrize(("motion", "is_still"), [("reduce", True), (None, False)])
def test_nothing_moves_for_those_who_want_that(new_page, motion, is_still):
    page = new_page(reduced_motion=motion or "no-preference")
    page.goto(ARTICLE)

    durations = page.evaluate(
        "[...document.querySelectorAll('*')]"
        ".map(one => getComputedStyle(one).transitionDuration)"
    )

    assert (set(durations) == {"0s"}) == is_still


def test_in_forced_colours_what_is_current_has_an_edge(new_page):
    page = new_page(forced_colors="active")
    page.goto(ARTICLE)

    current = page.locator(".toolbar a[aria-current=page]")

    edge, ground = current.evaluate(
        "one => [getComputedStyle(one).borderBlockEndColor,"
        " getComputedStyle(document.body).backgroundColor]"
    )
    assert edge != ground


def _after_a_while(route):
    time.sleep(0.3)
    route.continue_()
