"""The toolbar: Markdown for those who don't know it, by pointer and by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MILLISECONDS
from tests.browser.desk import open_editor, tools, use, write, written
from tests.browser.people import PUBLISH, new_title, press, prose, tab_to, text_field

NAMES = [
    "Bold",
    "Italic",
    "Heading",
    "Link",
    "List",
    "Numbered list",
    "Quotation",
    "Citation",
    "Picture",
    "Table",
    "Formula",
]


@pytest.fixture(scope="module")
def desk(browser, site):
    """An open editor, in which each test writes something else."""
    context = browser.new_context(base_url=site)
    context.set_default_timeout(MILLISECONDS)
    page = context.new_page()
    open_editor(page, "Toolbar")
    yield page
    context.close()


@pytest.mark.parametrize(
    ("tool", "before", "after"),
    [
        ("Bold", "A «word» here", "A **«word»** here"),
        ("Bold", "A **«word»** here", "A «word» here"),
        ("Bold", "A «**word**» here", "A «word» here"),
        ("Bold", "A «word »here", "A **«word»** here"),
        ("Bold", "A wo«»rd here", "A **wo«»rd** here"),
        ("Bold", "A **wo«»rd** here", "A wo«»rd here"),
        ("Bold", "A «» here", "A **«»** here"),
        ("Bold", "A **«»** here", "A «» here"),
        ("Bold", "A *«word»* here", "A ***«word»*** here"),
        ("Italic", "A «word» here", "A *«word»* here"),
        ("Italic", "A *«word»* here", "A «word» here"),
        ("Italic", "A **«word»** here", "A ***«word»*** here"),
        ("Italic", "A ***«word»*** here", "A **«word»** here"),
        ("Italic", "Война «и мир»", "Война *«и мир»*"),
        ("Heading", "One\nTw«»o\nThree", "One\n## Tw«»o\nThree"),
        ("Heading", "## Tw«»o", "### Tw«»o"),
        ("Heading", "### Tw«»o", "Tw«»o"),
        ("Heading", "«»", "## «»"),
        ("List", "a\n«b\nc»\nd", "a\n«* b\n* c»\nd"),
        ("List", "«* b\n* c»", "«b\nc»"),
        ("List", "«1. b\n2. c»", "«* b\n* c»"),
        ("List", "«b\n\nc\n»d", "«* b\n\n* c»\nd"),
        ("List", "«»", "* «»"),
        ("Numbered list", "«a\nb\nb»", "«1. a\n2. b\n3. b»"),
        ("Numbered list", "«1. a\n2. b»", "«a\nb»"),
        ("Quotation", "«a\n\nb»", "«> a\n> \n> b»"),
        ("Quotation", "«> a\n> \n> b»", "«a\n\nb»"),
        (
            "Picture",
            "«Quay.png»",
            "[[File:«Quay.png»|alt=What it shows]]",
        ),
        (
            "Table",
            "Before«»",
            "Before\n\n| «Heading» | Heading |\n|---|---|\n|  |  |\n\n",
        ),
        (
            "Table",
            "«Port\tShips\nOstia\t3|4»\n\nAfter",
            "| «Port» | Ships |\n|---|---|\n| Ostia | 3\\|4 |\n\nAfter",
        ),
        ("Formula", "Area «x^2» here", "Area $«x^2»$ here"),
        ("Formula", "Area $«x^2»$ here", "Area «x^2» here"),
    ],
)
def test_a_button_writes_keeps_the_selection_and_can_be_taken_back(
    desk, tool, before, after
):
    write(desk, before)

    use(desk, tool)

    assert written(desk) == after
    expect(text_field(desk)).to_be_focused()
    desk.keyboard.press("Control+Z")
    expect(text_field(desk)).to_have_value(before.replace("«", "").replace("»", ""))


@pytest.mark.parametrize(
    ("keys", "after"), [("Control+b", "**«word»**"), ("Meta+i", "*«word»*")]
)
def test_keys_do_the_same(desk, keys, after):
    write(desk, "«word»")

    desk.keyboard.press(keys)

    assert written(desk) == after


def test_typing_goes_on_after_a_button_and_all_is_taken_back_step_by_step(desk):
    write(desk, "«»")
    desk.keyboard.type("Quays are ")
    use(desk, "Bold")
    desk.keyboard.type("long")
    assert written(desk) == "Quays are **long«»**"

    texts: list[str] = []
    while "Quays" in text_field(desk).input_value() and len(texts) < 9:
        desk.keyboard.press("Control+Z")
        texts.append(text_field(desk).input_value())

    assert texts[-2:] == ["Quays are ", ""]


def test_it_is_one_stop_for_tab_and_arrows_move_within(desk):
    write(desk, "«word»")
    buttons = tools(desk).get_by_role("button")
    assert buttons.all_inner_texts() == NAMES
    desk.locator("h1").click()
    tab_to(desk, buttons.first)

    for key, name in [
        ("ArrowRight", "Italic"),
        ("End", "Formula"),
        ("ArrowRight", "Bold"),
        ("ArrowLeft", "Formula"),
        ("Home", "Bold"),
    ]:
        desk.keyboard.press(key)
        expect(buttons.and_(desk.get_by_text(name, exact=True))).to_be_focused()
    desk.keyboard.press("Tab")
    expect(text_field(desk)).to_be_focused()
    desk.keyboard.press("Shift+Tab")
    expect(buttons.first).to_be_focused()
    desk.keyboard.press("Enter")

    assert written(desk) == "**«word»**"


def test_the_keys_of_a_button_are_named(desk):
    bold = tools(desk).get_by_role("button", name="Bold")

    expect(bold).to_have_attribute("aria-keyshortcuts", "Control+B")


def test_tab_leaves_the_text_with_a_toolbar_too(desk):
    write(desk, "Tab«»")

    desk.keyboard.press("Tab")

    expect(text_field(desk)).not_to_be_focused()
    expect(text_field(desk)).to_have_value("Tab")


def test_a_touched_button_is_large_enough(new_page):
    page = new_page(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    open_editor(page, "Toolbar")

    boxes = [
        button.bounding_box() for button in tools(page).get_by_role("button").all()
    ]

    assert all(boxes)
    small = [box for box in boxes if box and min(box["height"], box["width"]) < 44]
    assert small == []


def test_without_scripts_there_is_no_toolbar_and_the_text_is_published(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"/edit/{new_title('Toolbar').replace(' ', '_')}")

    expect(page.locator("[data-toolbar]")).to_be_hidden()
    text_field(page).fill("Typed **by hand**.\n")
    press(page, PUBLISH)

    expect(prose(page).locator("strong")).to_have_text("by hand")
