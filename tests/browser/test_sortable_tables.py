"""Tables that readers sort: by mouse and by keyboard, by numbers, dates and words."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import address, new_title, tab_to
from tests.browser.rules import violations

PORTS = """\
| Port | Ships | Depth | Since | Share |
|---|--:|---|---|--:|
| Ostia | 1,200 | 12 m | 25 February 1956 | 12% |
| Élide | 900 | -3 m | 3 March 1871 | 5% |
| Piraeus | 10,500 | 7.5 m | December 1955 | 80% |
| Berth 10 | 40 |  | 1 January 1956 | 0.5% |
| Berth 9 | \u22127 | 100 m | 31 December 1955 | 3% |

| Two | Rows |
|---|---|
| a | b |
| c | d |
"""
BY = {
    "Port": ["Berth 9", "Berth 10", "Élide", "Ostia", "Piraeus"],
    "Ships": ["Berth 9", "Berth 10", "Élide", "Ostia", "Piraeus"],
    "Depth": ["Élide", "Piraeus", "Ostia", "Berth 9", "Berth 10"],
    "Since": ["Élide", "Piraeus", "Berth 9", "Berth 10", "Ostia"],
    "Share": ["Berth 10", "Berth 9", "Élide", "Ostia", "Piraeus"],
}
AS_WRITTEN = ["Ostia", "Élide", "Piraeus", "Berth 10", "Berth 9"]


@pytest.fixture(scope="module")
def ports(writer):
    title = new_title("Ports")
    writer.write(title, PORTS)
    return address("wiki", title)


def _table(page):
    return page.locator(".prose table").first


def _rows(page):
    return _table(page).locator("tbody td:first-child")


def _head(page, name):
    return _table(page).locator("th").filter(has_text=name)


def _button(page, name):
    return _table(page).get_by_role("button", name=name, exact=True)


@pytest.mark.parametrize("name", BY)
def test_a_click_sorts_up_then_down_then_as_it_was(page, ports, name):
    page.goto(ports)
    status = page.locator(".prose [role=status]").first

    _button(page, name).click()
    expect(_rows(page)).to_have_text(BY[name])
    expect(_head(page, name)).to_have_attribute("aria-sort", "ascending")
    expect(status).to_have_text(f"sorted by {name}, ascending")

    _button(page, name).click()
    # What is empty comes last in every order.
    full = [one for one in BY[name] if name != "Depth" or one != "Berth 10"]
    empty = [one for one in BY[name] if one not in full]
    expect(_rows(page)).to_have_text([*reversed(full), *empty])
    expect(_head(page, name)).to_have_attribute("aria-sort", "descending")

    _button(page, name).click()
    expect(_rows(page)).to_have_text(AS_WRITTEN)
    expect(page.locator("[aria-sort]")).to_have_count(0)
    expect(status).to_have_text("in the original order")


def test_the_keyboard_sorts_and_keeps_its_place(page, ports):
    page.goto(ports)

    tab_to(page, _button(page, "Ships"))
    page.keyboard.press("Enter")
    expect(_rows(page)).to_have_text(BY["Ships"])
    page.keyboard.press("Space")

    expect(_head(page, "Ships")).to_have_attribute("aria-sort", "descending")
    expect(_button(page, "Ships")).to_be_focused()


def test_sorting_by_another_column_takes_the_first_ones_mark_away(page, ports):
    page.goto(ports)
    _button(page, "Port").click()

    _button(page, "Since").click()

    expect(page.locator("[aria-sort]")).to_have_count(1)
    expect(_head(page, "Since")).to_have_attribute("aria-sort", "ascending")


def test_a_table_of_two_rows_is_left_as_it_is(page, ports):
    page.goto(ports)

    expect(_button(page, "Port")).to_be_visible()
    expect(page.locator(".prose table").nth(1).get_by_role("button")).to_have_count(0)


def test_without_scripts_no_button_is_there(new_page, ports):
    page = new_page(java_script_enabled=False)
    page.goto(ports)

    expect(page.locator(".prose button")).to_have_count(0)
    expect(_rows(page)).to_have_text(AS_WRITTEN)


def test_reference_and_link_in_a_head_stay_what_they_are(page, writer):
    title = new_title("Ports")
    writer.write(
        title,
        "| Port[^1] | [[Gulag]] |\n|---|---|\n| b[^1] | 1 |\n| a | 2 |\n| c | 3 |\n"
        "\n[^1]: A note.\n",
    )
    page.goto(address("wiki", title))

    expect(_table(page).get_by_role("button")).to_have_text(["Port"])
    _button(page, "Port").click()
    expect(_rows(page)).to_have_text(["a", "b[1]", "c"])
    expect(_head(page, "Port").get_by_role("link", name="[1]")).to_be_visible()
    expect(_head(page, "Gulag").get_by_role("link", name="Gulag")).to_be_visible()


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        # Of several units nobody knows which is more.
        (["5 km", "40 m", "1 km"], ["1 km", "5 km", "40 m"]),
        (["1956-02-25", "1871-03-03", "1955-12-31"], [1, 2, 0]),
        (["February 25, 1956", "Mar 3, 1871", "Dec 31, 1955"], [1, 2, 0]),
        (["1.10.2", "1.9.3", "1.9.1"], ["1.9.1", "1.9.3", "1.10.2"]),
        (["$5", "$40", "\u2212$7"], [2, 0, 1]),
        (["zebra", "Äpfel", "apple"], ["Äpfel", "apple", "zebra"]),
        (["10", "n/a", "9"], ["9", "10", "n/a"]),
    ],
)
def test_columns_are_sorted_by_what_they_are(page, writer, cells, order):
    title = new_title("Cells")
    rows = "".join(f"| {cell.replace('$', chr(92) + '$')} |\n" for cell in cells)
    writer.write(title, f"| What |\n|---|\n{rows}")
    page.goto(address("wiki", title))

    _button(page, "What").click()

    named = [cells[one] if isinstance(one, int) else one for one in order]
    expect(_rows(page)).to_have_text(named)


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_sorted_table_breaks_no_rule(new_page, ports, width, colours):
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=colours)
    page.goto(ports)
    _button(page, "Port").click()
    expect(_head(page, "Port")).to_have_attribute("aria-sort", "ascending")

    assert not (found := violations(page)), found
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_moves_when_tables_become_sortable(new_page, ports):
    page = new_page()
    page.route("**/sortable-tables.*.js", lambda route: route.abort())
    page.goto(ports)
    before = _table(page).bounding_box()
    page.unroute("**/sortable-tables.*.js")

    page.reload()
    expect(_button(page, "Port")).to_be_visible()

    assert _table(page).bounding_box() == before
