"""The list of contents: it marks the section that is being read."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import address, new_title

LONG = "Words of the harbour. " * 160
TEXT = "\n\n".join(
    ["Lead.", *(f"## Part {number}\n\n{LONG}" for number in range(1, 31))]
)
SHORT_END = "\n\n## Last but one\n\nShort.\n\n## Last\n\nShort.\n"


@pytest.fixture(scope="module")
def long_page(writer):
    title = new_title("Breakwater")
    writer.write(title, TEXT + SHORT_END)
    return address("wiki", title)


@pytest.fixture
def reading(new_page, long_page):
    page = new_page(viewport={"width": 1280, "height": 700})
    page.goto(long_page)
    return page


def _current(page):
    return page.locator("[data-contents] [aria-current=true]")


def test_nothing_is_marked_before_the_first_section(reading):
    expect(_current(reading)).to_have_count(0)

    reading.mouse.wheel(0, 1)

    expect(_current(reading)).to_have_count(0)


def test_the_section_that_is_read_is_marked_and_no_other(reading):
    for name in ("Part 2", "Part 7", "Part 3"):
        reading.get_by_role("heading", name=name, exact=True).evaluate(
            "heading => scrollTo(0, heading.getBoundingClientRect().top + scrollY - 40)"
        )
        expect(_current(reading)).to_have_text([name])


def test_a_section_reached_by_its_link_is_marked(reading):
    contents = reading.get_by_role("navigation", name="Contents")

    contents.get_by_role("link", name="Part 5", exact=True).click()

    expect(_current(reading)).to_have_text(["Part 5"])


def test_a_page_that_opens_at_a_section_marks_it(new_page, long_page):
    page = new_page(viewport={"width": 1280, "height": 700})

    page.goto(f"{long_page}#h-part-4")

    expect(_current(page)).to_have_text(["Part 4"])


def test_at_the_end_the_last_section_is_marked_however_short(reading):
    reading.keyboard.press("End")

    expect(_current(reading)).to_have_text(["Last"])


def test_each_section_is_marked_once_on_the_way_to_the_end(reading):
    seen = []
    reading.mouse.wheel(0, 1)
    height = reading.evaluate("document.documentElement.scrollHeight")

    for place in range(0, height, 60):
        reading.evaluate(
            "place => new Promise(done => {"
            " scrollTo(0, place);"
            " requestAnimationFrame(() => requestAnimationFrame(done)); })",
            place,
        )
        seen += _current(reading).all_inner_texts()

    names = [f"Part {number}" for number in range(1, 31)] + ["Last but one", "Last"]
    assert list(dict.fromkeys(seen)) == names


def test_the_mark_stays_in_sight_in_a_list_longer_than_the_window(reading):
    reading.keyboard.press("End")
    expect(_current(reading)).to_have_text(["Last"])

    box = _current(reading).bounding_box()

    assert 0 <= box["y"] <= 700 - box["height"]
    inside = "link => link.closest('nav').getBoundingClientRect().bottom"
    assert box["y"] + box["height"] <= _current(reading).evaluate(inside) + 1
