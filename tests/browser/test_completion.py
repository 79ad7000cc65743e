"""Completion: titles are suggested while a link, a category or a template is typed."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MILLISECONDS
from tests.browser.desk import open_editor, tools, write, written
from tests.browser.people import new_title, tab_to, text_field, wait_for


@pytest.fixture(scope="module")
def desk(browser, site):
    """An open editor, in which each test writes something else."""
    context = browser.new_context(base_url=site)
    context.set_default_timeout(MILLISECONDS)
    page = context.new_page()
    open_editor(page, "Completion")
    yield page
    context.close()


def _options(page):
    return page.get_by_role("listbox", name="Titles").get_by_role("option")


def _suggest(page, marked, typed):
    """Type after what is written, and wait for suggestions."""
    write(page, marked)
    page.keyboard.type(typed)
    expect(_options(page).first).to_be_visible()


def _say(page, words):
    return expect(page.get_by_role("status").filter(has_text=words)).to_have_count(1)


def test_pages_are_suggested_after_two_brackets_and_taken_by_keyboard(desk):
    _suggest(desk, "Near «»(1953)", "[[joseph stal")
    _say(desk, "1 suggestion, Down to choose")
    expect(_options(desk).locator("b")).to_have_text("in")

    desk.keyboard.press("ArrowDown")
    _say(desk, "Joseph Stalin, 1 of 1")
    desk.keyboard.press("Enter")

    assert written(desk) == "Near [[Joseph Stalin]]«»(1953)"
    expect(_options(desk)).to_have_count(0)
    expect(text_field(desk)).to_be_focused()


def test_a_page_is_taken_with_the_pointer_and_taken_back_with_undo(desk):
    _suggest(desk, "«»", "[[Glasn")

    _options(desk).first.click()
    assert written(desk) == "[[Glasnost]]«»"
    desk.keyboard.press("Control+Z")

    expect(text_field(desk)).to_have_value("[[Glasn")


def test_templates_are_suggested_after_two_braces_without_their_prefix(desk, writer):
    title = new_title("Template:Tide box")
    writer.write(title, "A box.\n")

    _suggest(desk, "«»", "{{tide b")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")

    name = title.removeprefix("Template:")
    assert written(desk) == f"{{{{{name}}}}}«»"


def test_categories_in_use_are_suggested_after_their_prefix(desk, writer):
    category = new_title("Quays of stone")
    writer.write(new_title("Quay"), f"Of stone.\n\n[[Category:{category}]]\n")

    _suggest(desk, "A quay.\n\n«»", f"[[Category:{category[:-1].lower().capitalize()}")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")

    assert written(desk) == f"A quay.\n\n[[Category:{category}]]«»"


def test_a_category_found_among_pages_is_linked_to_and_not_joined(desk, writer):
    name = new_title("Moored hulks")
    writer.write(f"Category:{name}", "Ships without masts.\n")

    _suggest(desk, "See «».", f"[[{name.lower()}")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")

    assert written(desk) == f"See [[:Category:{name}]]«»."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[[«»]] here", "[[Glasnost]]«» here"),
        ("[[«»nova|openness]] here", "[[Glasnost«»|openness]] here"),
        ("[[«»nova#History]] here", "[[Glasnost«»#History]] here"),
        ("[[«» here", "[[Glasnost]]«» here"),
    ],
)
def test_what_stands_behind_the_caret_is_used(desk, before, after):
    _suggest(desk, before, "glas")

    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")

    assert written(desk) == after


def test_typing_on_ignores_the_suggestions(desk):
    _suggest(desk, "«»", "[[Glasnos")

    desk.keyboard.press("Enter")
    desk.keyboard.type("t]] was.")

    assert written(desk) == "[[Glasnos\nt]] was.«»"
    expect(_options(desk)).to_have_count(0)


def test_escape_closes_the_suggestions_and_the_arrows_are_the_texts_again(desk):
    _suggest(desk, "One\n«»", "[[Glas")

    desk.keyboard.press("Escape")
    expect(_options(desk)).to_have_count(0)
    desk.keyboard.press("ArrowUp")

    assert written(desk).startswith("One«»")


def test_tab_is_not_taken_and_closes_the_suggestions(desk):
    _suggest(desk, "«»", "[[Glas")

    desk.keyboard.press("Tab")

    expect(_options(desk)).to_have_count(0)
    expect(text_field(desk)).not_to_be_focused()
    expect(text_field(desk)).to_have_value("[[Glas")


def test_arrows_go_round(desk):
    _suggest(desk, "«»", "[[Soviet")
    count = _options(desk).count()
    chosen = desk.locator("[role=option][aria-selected=true]")

    desk.keyboard.press("ArrowUp")
    expect(chosen).to_have_text(_options(desk).last.inner_text())
    desk.keyboard.press("ArrowDown")
    expect(chosen).to_have_text(_options(desk).first.inner_text())

    _say(desk, f"1 of {count}")
    expect(chosen).to_have_count(1)


def test_an_answer_that_comes_too_late_is_not_shown(page):
    open_editor(page, "Completion")
    held = []
    page.route("**/suggest?q=glas", lambda route: held.append(route))
    write(page, "«»")

    page.keyboard.type("[[glas")
    wait_for(page, lambda: held)
    write(page, "[[«»")
    page.keyboard.type("nikita")
    expect(_options(page).first).to_have_text("Nikita Khrushchev")
    with page.expect_response("**/suggest?q=glas"):
        held[0].continue_()
    page.evaluate("new Promise(done => setTimeout(done, 200))")

    expect(_options(page).first).to_have_text("Nikita Khrushchev")


def test_without_a_network_nothing_is_suggested_and_the_text_stays(page):
    open_editor(page, "Completion")
    page.route("**/suggest?**", lambda route: route.abort())
    write(page, "«»")

    with page.expect_event("requestfailed"):
        page.keyboard.type("[[Glas")

    expect(_options(page)).to_have_count(0)
    expect(text_field(page)).to_have_value("[[Glas")


def test_the_list_is_near_the_caret_and_within_the_window(new_page):
    page = new_page(viewport={"width": 390, "height": 844})
    open_editor(page, "Completion")
    tab_to(page, tools(page).get_by_role("button").first)

    for lines in (0, 12, 60):
        _suggest(page, "A line.\n" * lines + "«»", "[[Soviet")
        box = page.get_by_role("listbox", name="Titles").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 844


def test_the_list_follows_the_caret_as_long_as_that_is_to_be_seen(desk):
    _suggest(desk, "A line.\n" * 100 + "«»", "[[Soviet")
    titles = desk.get_by_role("listbox", name="Titles")
    before = titles.bounding_box()["y"]

    text_field(desk).evaluate("field => { field.scrollTop -= 8; }")
    wait_for(desk, lambda: titles.bounding_box()["y"] != before)
    text_field(desk).evaluate("field => { field.scrollTop = 0; }")

    expect(titles).to_be_hidden()


def test_suggestions_are_shown_before_the_text_has_scrolled_to_the_caret(page):
    """Where windows are drawn late, an answer is there before the text has moved."""
    open_editor(page, "Completion")
    held = []
    page.route("**/suggest?**", lambda route: held.append(route))
    write(page, "A line.\n" * 100 + "«»")

    page.keyboard.type("[[glas")
    wait_for(page, lambda: held)
    text_field(page).evaluate("field => { field.scrollTop = 0; }")
    held[0].continue_()

    expect(_options(page).first).to_be_visible()
    titles = page.get_by_role("listbox", name="Titles").bounding_box()
    field = text_field(page).bounding_box()
    assert titles
    assert field
    assert titles["y"] <= field["y"] + field["height"]
