"""Editing at the same time, twice, or with a session that ended: nothing is lost."""

from playwright.sync_api import expect

from tests.browser.people import (
    PUBLISH,
    address,
    expect_notice,
    new_title,
    press,
    prose,
    publish,
    sign_up,
    text_field,
)

THREE_PARAGRAPHS = """\
The mole was begun in 1820.

The light was lit in 1830.

The crane came in 1840.
"""


def test_edits_of_different_paragraphs_are_merged(new_page, writer):
    title = new_title("Mole")
    writer.write(title, THREE_PARAGRAPHS)
    mary, john = new_page(), new_page()
    for page in (mary, john):
        page.goto(address("edit", title))

    publish(mary, THREE_PARAGRAPHS.replace("1820", "1821"))
    expect_notice(mary, "Your edit was published.")
    publish(john, THREE_PARAGRAPHS.replace("1840", "1849"))

    expect_notice(john, "Your edit was merged with another one")
    expect(prose(john).locator("p")).to_have_text(
        [
            "The mole was begun in 1821.",
            "The light was lit in 1830.",
            "The crane came in 1849.",
        ]
    )


def test_a_conflict_shows_both_texts_and_publishing_keeps_each_decision(
    new_page, writer
):
    title = new_title("Mole")
    writer.write(title, THREE_PARAGRAPHS)
    mary, john = new_page(), new_page()
    for page in (mary, john):
        page.goto(address("edit", title))
    theirs = THREE_PARAGRAPHS.replace("1820", "1821").replace("1840", "1841")
    mine = THREE_PARAGRAPHS.replace("1820", "1829").replace("1840", "1849")

    publish(mary, theirs.replace("lit in 1830", "lit in 1831"))
    expect_notice(mary, "Your edit was published.")
    publish(john, mine)

    expect(john.get_by_role("heading", level=1)).to_have_text(f"Edit conflict: {title}")
    passages = john.locator(".passage")
    for passage, their_year, my_year in ((0, "1821", "1829"), (1, "1841", "1849")):
        texts = passages.nth(passage).locator("pre")
        expect(texts.nth(1)).to_contain_text(their_year)
        expect(texts.nth(2)).to_contain_text(my_year)
    expect(john.get_by_label("Your text as you sent it")).to_have_value(mine)
    merged = text_field(john).input_value()
    assert "1831" in merged
    text_field(john).fill(merged.replace("1849", "1841"))
    press(john, "Publish merged")

    expect_notice(john, "Your edit was published.")
    expect(prose(john).locator("p")).to_have_text(
        [
            "The mole was begun in 1829.",
            "The light was lit in 1831.",
            "The crane came in 1841.",
        ]
    )


def test_publishing_again_after_going_back_loses_nothing(page):
    title = new_title("Mole")
    page.goto(address("edit", title))
    publish(page, "The first thought.\n")
    expect_notice(page, "The page was created.")

    page.go_back()
    publish(page, "The second thought.\n")
    while "/edit/" in page.url:
        # The old form may have come back with its old base: then both are shown.
        expect(page.get_by_role("main")).to_contain_text("The first thought.")
        publish(page, "The second thought.\n")

    expect(prose(page)).to_have_text("The second thought.")
    page.get_by_role("link", name="View history").click()
    page.get_by_role("link", name=": revision 1").click()
    expect(prose(page)).to_have_text("The first thought.")


def test_sending_the_same_form_twice_saves_it_once(page):
    title = new_title("Mole")
    page.goto(address("edit", title))
    text_field(page).fill("Pressed twice.\n")

    page.get_by_role("button", name=PUBLISH).dblclick()

    expect(prose(page)).to_have_text("Pressed twice.")
    page.goto(address("history", title))
    expect(page.locator(".rows > li")).to_have_count(1)


def test_a_session_that_ended_loses_no_text(page, writer):
    title = new_title("Mole")
    writer.write(title, "Written before.\n")
    page.goto("/accounts/join")
    sign_up(page)
    page.goto(address("edit", title))
    text = 'Ten lines\nof <b>thought</b> & "quotes".\n\n' * 10
    page.get_by_label("Edit summary").fill("Long thought")
    page.get_by_label("This is a minor edit").check()

    page.context.clear_cookies()
    publish(page, text)

    expect(page.get_by_role("heading", level=1)).to_have_text("Forbidden")
    expect(page.get_by_label("Your text")).to_have_value(text)
    expect(page.get_by_label("Edit summary")).to_have_value("Long thought")
    press(page, PUBLISH)
    expect(page.get_by_role("alert")).to_contain_text("You are no longer logged in as")
    expect(text_field(page)).to_have_value(text)
    press(page, "Publish without logging in")
    expect_notice(page, "Your edit was published.")
    expect(prose(page)).to_contain_text('of <b>thought</b> & "quotes"')
    page.get_by_role("link", name="View history").click()
    newest = page.locator(".rows > li").first
    expect(newest).to_contain_text("Long thought")
    expect(newest.get_by_title("Minor edit")).to_be_visible()


def test_a_section_sent_after_the_session_ended_stays_a_section(page, writer):
    title = new_title("Mole")
    writer.write(title, "## Stones\n\nGranite.\n\n## Lamps\n\nOil.\n")
    page.goto(address("wiki", title))
    page.get_by_role("link", name="edit section Lamps").click()

    page.context.clear_cookies()
    publish(page, "## Lamps\n\nGas.\n")
    press(page, PUBLISH)

    expect_notice(page, "Your edit was published.")
    expect(prose(page).locator("p")).to_have_text(["Granite.", "Gas."])


def test_a_text_sent_without_a_network_arrives_when_it_is_sent_again(page):
    title = new_title("Mole")
    page.goto(address("edit", title))
    text_field(page).fill("Typed at sea.\n")
    # What it brings could move the button away just when it is pressed.
    live = page.get_by_role("region", name="Live preview")
    expect(live).to_contain_text("Typed at sea.")

    page.context.set_offline(offline=True)
    press(page, PUBLISH)
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(offline=False)
    page.reload()

    expect_notice(page, "The page was created.")
    expect(prose(page)).to_have_text("Typed at sea.")
