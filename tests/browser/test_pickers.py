"""The dialogs that ask for a link and for a citation, and what they write."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MILLISECONDS
from tests.browser.desk import open_editor, tools, use, write, written
from tests.browser.people import address, new_title, text_field

NASTY = r"*A* _b_ [c] <d> `e` $f$ \g {{h}} &amp; ~~i~~ [^1]"


@pytest.fixture(scope="module")
def desk(browser, site):
    """An open editor, in which each test writes something else."""
    context = browser.new_context(base_url=site)
    context.set_default_timeout(MILLISECONDS)
    page = context.new_page()
    open_editor(page, "Pickers")
    yield page
    context.close()


def _dialog(page, name):
    return page.get_by_role("dialog", name=name)


def _cite(page, **fields):
    """Fill in the dialog for a citation and send it."""
    use(page, "Citation")
    dialog = _dialog(page, "Cite a source")
    for label, words in fields.items():
        dialog.get_by_label(label.replace("_", " "), exact=True).fill(words)
    dialog.get_by_role("button", name="Insert citation").click()
    expect(dialog).to_be_hidden()


def test_a_link_is_made_from_the_selected_words_by_keyboard_alone(desk):
    write(desk, "He was «the leader» then.")

    desk.keyboard.press("Control+k")
    page_field = _dialog(desk, "Link to a page").get_by_label("Page", exact=True)
    expect(page_field).to_be_focused()
    expect(page_field).to_have_value("the leader")
    desk.keyboard.type("nikita")
    option = _dialog(desk, "Link to a page").get_by_role("option")
    expect(option).to_contain_text("Nikita Khrushchev")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(page_field).to_have_value("Nikita Khrushchev")
    desk.keyboard.press("Tab")
    desk.keyboard.type("Early life")
    desk.keyboard.press("Enter")

    assert written(desk) == "He was [[Nikita Khrushchev#Early life|the leader]]«» then."
    expect(text_field(desk)).to_be_focused()
    desk.keyboard.press("Control+Z")
    expect(text_field(desk)).to_have_value("He was the leader then.")


def test_escape_closes_the_list_then_the_dialog_and_gives_the_focus_back(desk):
    write(desk, "A «word» here")
    desk.keyboard.press("Control+k")
    dialog = _dialog(desk, "Link to a page")
    dialog.get_by_label("Page", exact=True).press_sequentially("Soviet")
    expect(dialog.get_by_role("option").first).to_be_visible()

    desk.keyboard.press("Escape")
    expect(dialog.get_by_role("option")).to_have_count(0)
    expect(dialog).to_be_visible()
    desk.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(text_field(desk)).to_be_focused()
    assert written(desk) == "A «word» here"


def test_escape_gives_the_focus_back_to_the_button(desk):
    button = tools(desk).get_by_role("button", name="Citation")
    button.focus()
    desk.keyboard.press("Enter")
    expect(_dialog(desk, "Cite a source")).to_be_visible()

    desk.keyboard.press("Escape")

    expect(_dialog(desk, "Cite a source")).to_be_hidden()
    expect(button).to_be_focused()


def test_a_link_is_changed_in_its_place(desk):
    write(desk, "See [[Glasnost#Ori«»gins|openness]] and [[Gulag]].")

    use(desk, "Link")
    dialog = _dialog(desk, "Link to a page")
    values = [
        dialog.get_by_label(label).input_value()
        for label in ("Page", "Section", "Words")
    ]
    dialog.get_by_label("Section").fill("")
    dialog.get_by_role("button", name="Insert link").click()

    assert values == ["Glasnost", "Origins", "openness"]
    assert written(desk) == "See [[Glasnost|openness]]«» and [[Gulag]]."


@pytest.mark.parametrize(
    ("page_name", "words", "link"),
    [
        ("Gulag", "", "[[Gulag]]"),
        ("Gulag", "Gulag", "[[Gulag]]"),
        ("Gulag", "a [camp]|", "[[Gulag|a  camp |]]"),
        ("]] [[Gulag|", "", "[[Gulag]]"),
        ("category:Camps", "", "[[:category:Camps]]"),
    ],
)
def test_signs_that_would_break_a_link_are_left_out(desk, page_name, words, link):
    write(desk, "«»")

    use(desk, "Link")
    dialog = _dialog(desk, "Link to a page")
    dialog.get_by_label("Page", exact=True).fill(page_name)
    dialog.get_by_label("Words").fill(words)
    dialog.get_by_role("button", name="Insert link").click()

    assert written(desk) == f"{link}«»"


def test_without_a_network_the_button_writes_the_signs_alone(page):
    open_editor(page, "Pickers")
    page.route("**/*picker*", lambda route: route.abort())
    write(page, "A «word» here")

    use(page, "Link")

    expect(text_field(page)).to_have_value("A [[word]] here")


def test_a_citation_is_a_mark_and_a_note_before_the_categories(desk):
    text = "The engine was described.\n\n[[Category:Engines]]\n"
    write(desk, text.replace("described.", "described.«»"))

    _cite(
        desk,
        Author="Ada Lovelace",
        Title="Notes",
        Publisher_or_periodical="Scientific Memoirs",
        Date="September 1843",
        Page="691",
        ISBN="0-306-40615-2",
        Web_address="https://example.org/memoirs?a=b",
        Quotation="It weaves patterns",
    )

    note = (
        "[^lovelace-1843]: {{cite | author = Ada Lovelace | title = Notes "
        "| publisher = Scientific Memoirs | date = September 1843 "
        "| isbn = 0-306-40615-2 | pages = 691 "
        "| url = https://example.org/memoirs?a=b | quote = It weaves patterns }}"
    )
    assert written(desk) == (
        "The engine was described.[^lovelace-1843]«»\n\n"
        f"{note}\n\n[[Category:Engines]]\n"
    )
    desk.keyboard.press("Control+Z")
    desk.keyboard.press("Control+Z")
    expect(text_field(desk)).to_have_value(text)


@pytest.mark.parametrize(
    ("before", "fields", "after"),
    [
        (
            "One.«»",
            {"Title": "Engines"},
            "One.[^engines]«»\n\n[^engines]: {{cite | title = Engines }}",
        ),
        (
            "One.[^a]\n\nTwo.«»\n\n[^a]: A.\n",
            {"Author": "Lovelace, Ada", "Title": "Notes", "Page": "3-5"},
            "One.[^a]\n\nTwo.[^lovelace]«»\n\n[^a]: A.\n"
            "[^lovelace]: {{cite | author = Lovelace, Ada | title = Notes "
            "| pages = 3-5 }}\n",
        ),
        (
            "One.[^lovelace-1843]«»",
            {"Author": "A. Lovelace", "Title": "Notes", "Date": "1843"},
            "One.[^lovelace-1843][^lovelace-1843-2]«»\n\n"
            "[^lovelace-1843-2]: {{cite | author = A. Lovelace | title = Notes "
            "| date = 1843 }}",
        ),
        ("«»", {"Title": "Всё"}, "[^всё]«»\n\n[^всё]: {{cite | title = Всё }}"),
        ("One.\n[[Category:A]]\n«»", {"Title": "T"}, None),
        (
            "«»",
            {"Author": "1. FC Köln", "Title": "What?", "Date": "1948."},
            "[^köln-1948]«»\n\n[^köln-1948]: {{cite | author = 1. FC Köln "
            "| title = What? | date = 1948. }}",
        ),
    ],
)
def test_names_and_places_of_notes(desk, before, fields, after):
    write(desk, before)

    _cite(desk, **fields)

    after = after or "One.[^t]«»\n\n[^t]: {{cite | title = T }}\n\n[[Category:A]]\n"
    assert written(desk) == after


def test_no_word_of_a_source_is_taken_for_markup(desk):
    write(desk, "A claim.«»")

    _cite(desk, Author=NASTY, Title=NASTY, Date=NASTY, Page=NASTY, Quotation=NASTY)

    note = desk.get_by_role("region", name="Live preview").locator(".references li p")
    expect(note).to_contain_text(f"{NASTY} ({NASTY}). {NASTY}. p. {NASTY}. {NASTY}")
    expect(note.locator("cite")).to_have_text(NASTY)
    expect(note.locator("strong, code, s, math, a:not(.backlink)")).to_have_count(0)


def test_a_note_that_is_there_can_be_used_again(desk):
    write(desk, "One.[^a]\n\nTwo.«»\n\n[^a]: The first source.\n")

    use(desk, "Citation")
    dialog = _dialog(desk, "Cite a source")
    dialog.get_by_label("Note").select_option("a: The first source.")
    expect(dialog.get_by_label("Author")).to_be_hidden()
    dialog.get_by_role("button", name="Insert citation").click()

    assert written(desk) == "One.[^a]\n\nTwo.[^a]«»\n\n[^a]: The first source.\n"


def test_a_section_uses_the_notes_of_its_page_and_gives_no_name_twice(page, writer):
    title = new_title("Breakwater")
    writer.write(title, "A.[^lovelace]\n\n## Stones\n\nB.\n\n[^lovelace]: Her notes.\n")
    page.goto(address("wiki", title))
    page.get_by_role("link", name="edit section Stones").click()
    expect(tools(page)).to_be_visible()
    write(page, "## Stones\n\nB.«»")

    use(page, "Citation")
    dialog = _dialog(page, "Cite a source")
    expect(dialog.get_by_label("Note").locator("option")).to_have_count(2)
    page.keyboard.press("Escape")
    with page.expect_response("**/raw/**"):
        use(page, "Citation")
    dialog.get_by_label("Author").fill("Ada Lovelace")
    dialog.get_by_label("Title").fill("Letters")
    dialog.get_by_role("button", name="Insert citation").click()

    assert written(page) == (
        "## Stones\n\nB.[^lovelace-2]«»\n\n[^lovelace-2]: "
        "{{cite | author = Ada Lovelace | title = Letters }}"
    )


def test_a_citation_needs_a_title_and_a_real_address(desk):
    write(desk, "A.«»")
    use(desk, "Citation")
    dialog = _dialog(desk, "Cite a source")

    dialog.get_by_role("button", name="Insert citation").click()
    expect(dialog).to_be_visible()
    dialog.get_by_label("Title").fill("T")
    dialog.get_by_label("Web address").fill("javascript:alert(1)")
    dialog.get_by_role("button", name="Insert citation").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()

    expect(dialog).to_be_hidden()
    assert written(desk) == "A.«»"
