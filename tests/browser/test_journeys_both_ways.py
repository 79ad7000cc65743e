"""Journeys without JavaScript, and by keyboard alone: both ways lead to the end."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import ByKeyboard, WithoutScripts
from tests.browser.people import (
    Member,
    address,
    expect_notice,
    new_title,
    prose,
    text_field,
)

QUAY = "A quay.\n\n## Lamps\n\nOil lamps.\n\n## Keepers\n\nTwo keepers.\n"
SAID_SO = "Your edit was published."


@pytest.fixture(
    params=[WithoutScripts, ByKeyboard],
    ids=["without JavaScript", "by keyboard alone"],
)
def hands(request, new_page):
    return request.param(new_page(java_script_enabled=request.param.has_scripts))


@pytest.fixture
def owner(hands, site):
    """Somebody with an account, whose session the hands' browser has."""
    with Member(site) as owner:
        owner.sign_in(hands.page)
        yield owner


def test_a_conflict_is_looked_at_and_decided(hands, writer):
    page, title = hands.page, new_title("Weir")
    writer.write(title, "The weir is low.\n")
    page.goto(address("edit", title))
    writer.write(title, "The weir is high.\n")

    hands.write_before(text_field(page), "It is said: ")
    hands.press("Publish changes")
    expect(heading(page)).to_have_text(f"Edit conflict: {title}")
    hands.choose(page.get_by_label("Keep theirs"))
    hands.press("Show preview of these choices")
    preview = page.get_by_role("region", name="Preview", exact=True)
    expect(preview).to_contain_text("The weir is high.")
    hands.choose(page.get_by_label("Write it anew"))
    hands.write_before(page.get_by_label("Passage 1, written anew"), "Or not. ")
    hands.press("Publish with these choices")

    expect_notice(page, SAID_SO)
    expect(prose(page)).to_have_text("Or not. It is said: The weir is low.")


def test_a_conflict_of_a_section_is_decided_in_the_page(hands, writer):
    page, title = hands.page, new_title("Quay")
    writer.write(title, QUAY)
    page.goto(address("wiki", title))

    hands.follow("edit section Keepers")
    writer.write(title, QUAY.replace("## Keepers", "Of brass.\n\n## Keepers"))
    hands.write_before(text_field(page), "Of glass.\n\n")
    hands.press("Publish changes")
    expect(page.get_by_text("You edited one section.")).to_be_visible()
    hands.choose(page.get_by_label("Keep both"))
    hands.press("Publish with these choices")

    expect_notice(page, SAID_SO)
    paragraphs = prose(page).locator("p")
    expect(paragraphs.filter(has_text="Of brass.")).to_have_count(1)
    expect(paragraphs.filter(has_text="Of glass.")).to_have_count(1)


def test_edits_are_filtered_compared_rolled_back_and_restored(
    hands, writer, administrator
):
    page, title = hands.page, new_title("Boat")
    administrator.write(title, "The boat is blue.\n")
    writer.write(title, "The boat is green.\n")
    writer.write(title, "The boat is grey.\n")
    page.goto(address("wiki", title))

    hands.follow("View history")
    hands.use(page.get_by_role("main").locator("summary").filter(has_text="Filter"))
    hands.write(page.get_by_label("Author"), "Keeper")
    hands.press("Show")
    expect(page.locator(".rows > li")).to_have_count(1)
    hands.follow("Show all")
    hands.choose(page.get_by_label("Compare from revision 1"))
    hands.go(page.get_by_role("button", name="Compare selected revisions"))
    expect(page.locator(".diff:visible ins")).to_have_text("grey")
    hands.follow("View history")
    hands.go(page.get_by_role("link", name="roll back the edits of"))
    hands.press("Roll back")
    expect_notice(page, "The edits were rolled back.")
    expect(prose(page)).to_have_text("The boat is blue.")
    hands.follow("View history")
    hands.go(page.get_by_role("link", name=f": revision 3 of {title}"))
    hands.follow("Restore this revision")
    hands.press("Restore this revision")

    expect_notice(page, "The revision was restored.")
    expect(prose(page)).to_have_text("The boat is grey.")


@pytest.mark.usefixtures("owner")
def test_a_page_is_renamed_split_and_merged(hands, writer):
    page, title = hands.page, new_title("Quay")
    writer.write(title, QUAY)
    page.goto(address("wiki", title))

    hands.follow("Rename")
    hands.write(page.get_by_label("New title"), f"{title} of stone")
    hands.press("Rename the page")
    expect_notice(page, f"The page was renamed. “{title}” leads here.")
    hands.follow("Split")
    hands.select(page.get_by_label("The section that leaves"), "Keepers")
    hands.write(page.get_by_label("Title of the new page"), f"{title} keepers")
    hands.press("See how")
    hands.press("Split the page")
    expect_notice(page, "The section “Keepers”")
    expect(heading(page)).to_have_text(f"{title} keepers")
    hands.follow("Merge with another page")
    hands.write(page.get_by_label("The page it goes into"), f"{title} of stone")
    hands.press("See how")
    hands.press("Merge the pages")

    expect(heading(page)).to_have_text(f"{title} of stone")
    expect(prose(page)).to_contain_text("Two keepers.")


def test_what_a_machine_wrote_is_seen_and_marked_as_reviewed(hands, owner, writer):
    page, title = hands.page, new_title("Mole")
    writer.write(title, "Moles break waves.\n", origin="machine")
    page.goto(address("wiki", title))

    hands.follow("Show authors")
    expect(page.get_by_role("heading", name="Authors of this page")).to_be_visible()
    hands.follow("All passages as a list")
    hands.go(page.get_by_role("button", name="Mark as reviewed"))
    expect(page.get_by_text(f"Reviewed by {owner.name}")).to_be_visible()
    hands.go(page.get_by_role("button", name="Take the mark back"))

    expect(page.get_by_text("not yet reviewed by a person")).to_be_visible()


def test_one_draft_is_continued_and_another_discarded(hands, owner):
    page, begun, regretted = hands.page, new_title("Barge"), new_title("Barge")
    owner.keep_draft(begun, "Barges are flat.\n")
    owner.keep_draft(regretted, "Barges are round.\n")
    page.goto("/")

    go_to_my_drafts(hands)
    hands.follow(f"Continue with the draft of {begun}")
    expect(text_field(page)).to_have_value("Barges are flat.")
    hands.press("Publish page")
    expect_notice(page, "The page was created.")
    go_to_my_drafts(hands)
    expect(page.locator(".rows > li")).to_have_count(1)
    hands.press(f"Discard the draft of {regretted}")
    go_to_my_drafts(hands)

    expect(page.get_by_text("You have no drafts.")).to_be_visible()


def test_the_form_of_a_session_that_ended_is_sent_again(hands, owner, writer):
    page, title = hands.page, new_title("Pilot")
    writer.write(title, "Pilots know the sands.\n")
    page.goto(address("edit", title))
    page.context.clear_cookies()

    hands.write_before(text_field(page), "It is said: ")
    hands.press("Publish changes")
    expect(heading(page)).to_have_text("Forbidden")
    hands.press("Publish changes")
    expect(page.get_by_role("alert")).to_contain_text(
        f"You are no longer logged in as {owner.name}"
    )
    hands.press("Publish without logging in")

    expect_notice(page, SAID_SO)
    expect(prose(page)).to_have_text("It is said: Pilots know the sands.")


def go_to_my_drafts(hands):
    account = hands.page.get_by_role("navigation", name="Account")
    hands.use(account.locator("summary"))
    hands.go(account.get_by_role("link", name="My drafts"))


def heading(page):
    return page.get_by_role("heading", level=1)
