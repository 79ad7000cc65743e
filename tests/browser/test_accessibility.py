"""Every page can be used with any eyes, any hands and any window."""

from collections import Counter
from contextlib import ExitStack
from itertools import pairwise, product

import pytest
from playwright.sync_api import expect

from tests.browser.outlines import WRITES, keep, kept, outline_of
from tests.browser.places import PLACES
from tests.browser.rules import violations
from tests.browser.visitors import Visitors
from tests.lengths import AT_LENGTH

WIDTHS = [320, 390, 768, 1120, 1440]
NARROW, WIDE = 390, 1280
COLOURS = ("light", "dark")
EVERY_LOOK = list(product(WIDTHS, COLOURS))
"""At length, each place is looked at in all of them; else they take turns."""

OVERFLOWING = """() => [...document.querySelectorAll("body *")]
  .filter(element => {
    const right = element.getBoundingClientRect().right + scrollX;
    const clip = element.closest("pre, .scrolling, .formula");
    return right > innerWidth + 1 && !clip;
  })
  .slice(0, 5)
  .map(element => element.outerHTML.slice(0, 120))"""
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter(heading => heading.checkVisibility())
  .map(heading => [Number(heading.tagName[1]), heading.textContent.trim()])"""
REPEATED_IDS = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}"""
NAMES_OF_NAVIGATION = """() => [...document.querySelectorAll("nav")]
  .filter(nav => nav.checkVisibility())
  .map(nav => nav.ariaLabel ?? nav.ariaLabelledByElements?.[0]?.textContent)"""
# Within a part of the page the keyboard goes as eyes do: down, and in a line onwards.
# Parts that stand beside each other are each a column of their own.
BACKWARDS = """() => {
  const PART = "header, nav, search, form, fieldset, dialog, aside, details, table,"
    + " ul, ol, dl, .prose, [role=toolbar], [role=group], [role=region]";
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
  // Up is right only to the next column.
  const isBackwards = (before, after) =>
    (after.bottom <= before.top + 1 && after.left < before.right)
    || (after.top < before.bottom && before.top < after.bottom
        && after.right <= before.left + 1);
  const lastOf = new Map();
  const found = [];
  for (const stop of document.querySelectorAll(FOCUSABLE)) {
    if (stop.tabIndex < 0 || stop.disabled || !stop.checkVisibility()) continue;
    if (stop.tabIndex > 0) found.push(`out of order: ${stop.outerHTML.slice(0, 90)}`);
    if (stop.closest(".visually-hidden, .skip, .trap")) continue;
    const part = stop.parentElement.closest(PART) ?? document.body;
    const box = stop.getBoundingClientRect();
    const before = lastOf.get(part);
    if (before && isBackwards(before.box, box)) {
      found.push([before.stop, stop].map(one => one.outerHTML.slice(0, 80)).join());
    }
    lastOf.set(part, { stop, box });
  }
  return found;
}"""
# A target in a sentence may be as small as its words, says WCAG 2.5.8.
SMALL_TARGETS = """() => {
  const isInSentence = target => [...target.parentElement.childNodes].some(
    node => node.nodeType === Node.TEXT_NODE && /[\\p{L}\\p{N}]/u.test(node.textContent)
  );
  return [...document.querySelectorAll("a[href], button, summary, input, select")]
    .filter(target => target.checkVisibility({ opacityProperty: true }))
    .filter(target => !target.closest(".visually-hidden, .skip, .trap, .prose, q"))
    .filter(target => !(target.tagName === "A" && isInSentence(target)))
    .map(target => [target.closest("label.check, .picks label") ?? target, target])
    .map(([area, target]) => [area.getBoundingClientRect(), target])
    .filter(([box]) => box.width < 24 || box.height < 24)
    .map(([box, target]) =>
      `${Math.round(box.width)} x ${Math.round(box.height)}: `
      + target.outerHTML.replace(/\\s+/g, " ").slice(0, 100));
}"""


@pytest.fixture(scope="module")
def visitors(browser, site):
    with ExitStack() as stack:
        yield Visitors(browser, site, {}, stack)


@pytest.fixture(scope="module", params=PLACES, ids=str)
def place(request):
    return request.param


@pytest.fixture(scope="module")
def visitor(visitors, place, world):
    """Somebody at one of the places; all tests of this place look at the same page."""
    with visitors.visiting(place, world) as visitor:
        yield visitor


@pytest.fixture
def standing(visitor):
    return visitor.page


def looks_at(place):
    """How this place is looked at: neighbours in the list are looked at differently."""
    if AT_LENGTH:
        return EVERY_LOOK
    return [EVERY_LOOK[PLACES.index(place) % len(EVERY_LOOK)]]


def test_each_window_in_each_colours_is_one_in_which_many_places_are_looked_at():
    seen = Counter(look for place in PLACES for look in looks_at(place))

    assert set(seen) == set(EVERY_LOOK)
    assert min(seen.values()) >= 13


def test_the_rules_object_to_a_picture_without_words(page):
    page.goto("/")

    page.locator(".wordmark img").evaluate("image => image.removeAttribute('alt')")

    assert violations(page).startswith("image-alt: ")


def test_no_two_places_have_one_name():
    assert [name for name, many in Counter(map(str, PLACES)).items() if many > 1] == []


def test_tab_stops_that_go_up_or_back_are_found(page):
    page.goto("/all")
    assert page.evaluate(BACKWARDS) == []
    turned = page.locator(".site-footer ul")

    for way in ("row-reverse", "column-reverse"):
        turned.evaluate("(list, way) => { list.style.flexDirection = way }", way)

        assert page.evaluate(BACKWARDS) != []


def test_it_is_answered_with_its_status(visitor, place):
    assert visitor.answers[-1].status == place.status


def test_it_has_no_violation_at_any_width_in_any_colours(standing, place):
    found = []

    for width, colours in looks_at(place):
        _resize(standing, width)
        standing.emulate_media(color_scheme=colours)
        if objections := violations(standing):
            found.append(f"{width} px, {colours}: {objections}")

    assert not found, "\n".join(found)


def test_it_never_scrolls_sideways(standing):
    too_wide = {}

    for width in WIDTHS:
        _resize(standing, width)
        if standing.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide[width] = standing.evaluate(OVERFLOWING)

    assert too_wide == {}


def test_its_headings_begin_with_one_and_skip_no_level(standing):
    _resize(standing, WIDE)

    headings = standing.evaluate(HEADINGS)

    levels = [level for level, _ in headings if level]
    assert levels.count(1) == 1, headings
    # Before the title stands only the label of the contents list beside it.
    levels = levels[levels.index(1) :]
    steps = pairwise(levels)
    assert all(after <= before + 1 for before, after in steps), headings


def test_its_outline_is_the_one_that_was_reviewed(standing, place):
    _resize(standing, WIDE)

    outline = outline_of(standing)

    if WRITES:
        keep(place.name, outline)
    assert outline == kept().get(place.name), "review it, then OUTLINES=write"


def test_its_tab_stops_go_down_the_page(standing):
    backwards = []

    for width in (NARROW, WIDE):
        _resize(standing, width)
        backwards += standing.evaluate(BACKWARDS)

    assert not backwards, "\n".join(backwards)


def test_its_ids_are_unique(standing):
    assert standing.evaluate(REPEATED_IDS) == []


def test_it_has_each_landmark_once_and_names_its_navigation(standing):
    for role in ("banner", "search", "main", "contentinfo"):
        expect(standing.get_by_role(role)).to_have_count(1)
    names = standing.evaluate(NAMES_OF_NAVIGATION)
    assert all(names)
    assert len(set(names)) == len(names)
    assert standing.title().endswith(" - Canonica AI")
    expect(standing.locator("html")).to_have_attribute("lang", "en")


def test_its_targets_are_large_enough(standing):
    small = []

    for width in (NARROW, WIDE):
        _resize(standing, width)
        small += standing.evaluate(SMALL_TARGETS)

    assert not small, "\n".join(small)


def test_it_can_be_read_in_forced_colours(standing):
    standing.emulate_media(forced_colors="active")

    try:
        expect(standing.get_by_role("heading", level=1)).to_be_visible()
        assert standing.evaluate(
            "getComputedStyle(document.querySelector('h1')).color"
            " !== getComputedStyle(document.body).backgroundColor"
        )
    finally:
        standing.emulate_media(forced_colors="none")


def test_it_causes_no_error_and_breaks_no_policy(visitor):
    assert visitor.complaints == []


def _resize(page, width):
    page.set_viewport_size({"width": width, "height": 900})
