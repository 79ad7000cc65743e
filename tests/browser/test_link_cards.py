"""Cards of links and references: for a mouse, a finger, and keys."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import address, new_title, tab_to, wait_for
from tests.browser.rules import violations
from tests.browser.test_page_weight import SHIFTS

TEXT = """\
See [[Gulag]], [[Glasnost|opening]] and [[Nowhere at all]], or <https://example.org/>.

{filling}

The last line leads to the [[Soviet Union]].[^1]

[^1]: A note with **words** and [[De-Stalinization]].
"""
SPEECH = "/wiki/Secret_Speech"


@pytest.fixture(scope="module")
def linked(writer):
    title = new_title("Linked")
    writer.write(title, TEXT.format(filling="Words, words, words. " * 400))
    return address("wiki", title)


def card(page):
    return page.locator(".beside")


def link(page, name):
    return page.locator(".prose > p").get_by_role("link", name=name, exact=True)


def test_a_pointer_that_rests_on_a_link_sees_what_it_is_about(page, linked):
    page.goto(linked)

    link(page, "opening").hover()

    expect(card(page)).to_contain_text("Glasnost")
    expect(card(page).get_by_role("link")).to_have_attribute("href", "/wiki/Glasnost")
    expect(card(page)).to_have_attribute("role", "tooltip")
    expect(link(page, "opening")).to_have_attribute("aria-describedby", "link-card")


def test_a_pointer_that_passes_by_asks_for_nothing(page, linked):
    asked = []
    page.goto(linked)
    link(page, "Gulag").hover()
    expect(card(page)).to_be_visible()
    page.get_by_role("heading", level=1).hover()
    expect(card(page)).to_be_hidden()
    page.on("request", lambda request: asked.append(request.url))

    link(page, "opening").hover()
    page.wait_for_timeout(100)
    page.get_by_role("heading", level=1).hover()
    page.wait_for_timeout(600)

    assert asked == []


def test_a_request_nobody_waits_for_any_more_is_given_up(page, linked):
    held, failed = [], []
    page.route("**/card/*", lambda route: held.append(route))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(linked)

    link(page, "Gulag").hover()
    wait_for(page, lambda: held)
    page.get_by_role("heading", level=1).hover()

    wait_for(page, lambda: failed)
    assert failed[0].endswith("/card/Gulag")
    expect(card(page)).to_be_hidden()


def test_what_was_told_once_is_not_asked_again(page, linked):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(linked)
    for name in ("Gulag", "opening", "Gulag"):
        link(page, name).hover()
        expect(link(page, name)).to_have_attribute("aria-describedby", "link-card")

    assert sum("/card/" in url for url in asked) == 2
    expect(card(page)).to_have_count(1)


def test_the_pointer_may_go_into_the_card_and_through_it(page, linked):
    page.goto(linked)
    link(page, "Gulag").hover()
    expect(card(page)).to_be_visible()

    card(page).hover()
    page.wait_for_timeout(600)
    expect(card(page)).to_be_visible()
    card(page).get_by_role("link", name="Gulag").click()

    expect(page).to_have_url(re.compile("/wiki/Gulag$"))


def test_the_card_goes_when_the_pointer_does(page, linked):
    page.goto(linked)
    link(page, "Gulag").hover()
    expect(card(page)).to_be_visible()

    page.get_by_role("heading", level=1).hover()

    expect(card(page)).to_be_hidden()
    expect(page.locator("[aria-describedby=link-card]")).to_have_count(0)


def test_focus_shows_it_escape_hides_it_and_focus_stays(page, linked):
    page.goto(linked)
    tab_to(page, link(page, "Gulag"))
    expect(card(page)).to_contain_text("forced-labor")

    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(link(page, "Gulag")).to_be_focused()
    page.keyboard.press("Tab")

    expect(card(page)).to_contain_text("Glasnost")


def test_escape_dismisses_it_for_a_pointer_that_stays(page, linked):
    page.goto(linked)
    link(page, "Gulag").hover()
    expect(card(page)).to_be_visible()

    page.keyboard.press("Escape")
    box = link(page, "Gulag").bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 5)
    page.wait_for_timeout(600)

    expect(card(page)).to_be_hidden()


@pytest.mark.parametrize("name", ["Nowhere at all", "https://example.org/"])
def test_links_to_no_page_have_no_card(page, linked, name):
    page.goto(linked)
    page.locator(".prose a").filter(has_text=name).hover()

    page.wait_for_timeout(600)

    expect(card(page)).to_be_hidden()


def test_what_a_page_says_is_never_taken_for_html(page, writer):
    odd, title = new_title("Odd"), new_title("Linked")
    writer.write(odd, "A `<b>b</b>` and \\<img src=x onerror=alert(1)>.\n")
    writer.write(title, f"See [[{odd}]].\n")
    page.goto(address("wiki", title))

    link(page, odd).hover()

    expect(card(page)).to_contain_text("<img src=x onerror=alert(1)>")
    expect(card(page).locator("img, b")).to_have_count(0)


def test_a_reference_shows_its_note_without_the_ways_back(page, linked):
    page.goto(linked)
    page.get_by_role("link", name="[1]").hover()

    expect(card(page)).to_have_text(re.compile("^A note with words and De-Stalin"))
    expect(card(page).locator(".backlink, [id]")).to_have_count(0)
    expect(card(page).locator("strong")).to_have_text("words")
    expect(card(page).get_by_role("link")).to_have_attribute("tabindex", "-1")
    assert page.evaluate("document.querySelectorAll('#fn-1').length") == 1


def test_focus_shows_a_note_and_enter_goes_there(page, linked):
    page.goto(linked)
    page.get_by_role("link", name="[1]").scroll_into_view_if_needed()
    tab_to(page, page.get_by_role("link", name="[1]"))
    expect(card(page)).to_contain_text("A note")

    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("#fn-1$"))


@pytest.fixture
def phone(new_page):
    page = new_page(has_touch=True, viewport={"width": 390, "height": 700})
    page.emulate_media(reduced_motion="reduce")
    return page


def test_a_tap_shows_a_note_and_a_second_one_goes_there(phone, linked):
    phone.goto(linked)
    reference = phone.get_by_role("link", name="[1]")
    with phone.expect_response("**/link-cards.*.js"):
        phone.get_by_role("heading", level=1).tap()
    phone.wait_for_timeout(300)

    reference.tap()
    expect(card(phone)).to_contain_text("A note")
    assert phone.url.endswith(linked)
    phone.get_by_text("Words, words").tap(position={"x": 5, "y": 200})
    expect(card(phone)).to_be_hidden()
    reference.tap()
    expect(card(phone)).to_be_visible()
    reference.tap()

    expect(phone).to_have_url(re.compile("#fn-1$"))


def test_a_long_press_shows_a_card_and_a_short_one_follows(phone, linked):
    phone.goto(linked)
    with phone.expect_response("**/link-cards.*.js"):
        phone.get_by_role("heading", level=1).tap()
    phone.wait_for_timeout(300)

    _press(phone, link(phone, "Gulag"), 900)
    expect(card(phone)).to_contain_text("forced-labor")
    assert phone.url.endswith(linked)
    phone.get_by_role("heading", level=1).tap()
    expect(card(phone)).to_be_hidden()
    link(phone, "Gulag").tap()

    expect(phone).to_have_url(re.compile("/wiki/Gulag$"))


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_card_is_in_the_window_and_not_upon_its_link(
    new_page, linked, width, direction
):
    page = new_page(viewport={"width": width, "height": 600})
    page.goto(linked)
    page.locator(".prose").evaluate(
        "(prose, direction) => {"
        " document.documentElement.dir = direction;"
        " for (const one of prose.querySelectorAll('[dir]')) one.dir = direction; }",
        direction,
    )
    for name in ("Gulag", "opening", "Soviet Union"):
        at_the_end = "one => scrollBy(0, one.getBoundingClientRect().bottom - 590)"
        if name == "Soviet Union":
            link(page, name).evaluate(at_the_end)
        link(page, name).focus()
        page.keyboard.press("Shift")
        link(page, name).hover()
        expect(link(page, name)).to_have_attribute("aria-describedby", "link-card")

        found = card(page).bounding_box()
        assert found["x"] >= 0
        assert found["x"] + found["width"] <= width
        assert found["y"] >= 0
        assert found["y"] + found["height"] <= 600
        lines = link(page, name).evaluate(
            "one => [...one.getClientRects()].map(({ top, bottom }) => [top, bottom])"
        )
        bottom = found["y"] + found["height"]
        assert all(bottom <= top or found["y"] >= low for top, low in lines)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_card_moves_nothing(page, linked):
    page.goto(linked)
    before = page.locator(".last-edited").bounding_box(), page.evaluate(SHIFTS)

    link(page, "Gulag").hover()
    expect(card(page)).to_be_visible()

    after = page.locator(".last-edited").bounding_box(), page.evaluate(SHIFTS)
    assert after == before


def test_there_is_one_card_where_authors_are_shown(page):
    page.goto(f"{SPEECH}?authors=show")
    page.locator(".prose").get_by_role("link", name="glasnost").hover()

    expect(card(page)).to_be_visible()
    page.wait_for_timeout(600)
    expect(card(page)).to_have_count(1)
    expect(card(page)).to_have_class("beside credit-card")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_an_open_card_breaks_no_rule(new_page, linked, colours, width):
    page = new_page(color_scheme=colours, viewport={"width": width, "height": 900})
    page.goto(linked)

    link(page, "Gulag").hover()
    expect(card(page)).to_be_visible()

    assert not (found := violations(page)), found


def _press(page, goal, milliseconds):
    """Rest a finger on something for a while."""
    box = goal.bounding_box()
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]}
    )
    page.wait_for_timeout(milliseconds)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
