"""States: what pages become when somebody does something with them."""

from playwright.sync_api import Page, expect

from tests.browser.guarded import HELD
from tests.browser.people import (
    address,
    expect_notice,
    press,
    publish,
    sign_up,
    text_field,
)
from tests.browser.world import World


def source(page: Page, _world: World) -> None:
    page.goto("/sources")
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Cited by")).to_be_visible()


def preview(page: Page, _world: World) -> None:
    page.goto("/edit/Harbour")
    press(page, "Show preview")
    expect(page.get_by_role("region", name="Preview", exact=True)).to_be_visible()


def completions(page: Page, _world: World) -> None:
    page.goto("/edit/Harbour")
    text_field(page).press("Control+End")
    page.keyboard.type("[[soviet")
    expect(
        page.get_by_role("listbox", name="Titles").get_by_role("option").first
    ).to_be_visible()
    page.keyboard.press("ArrowDown")


def link_dialog(page: Page, _world: World) -> None:
    page.goto("/edit/Harbour")
    text_field(page).press("Control+k")
    page.get_by_role("combobox", name="Page").press_sequentially("soviet")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_be_visible()


def citation_dialog(page: Page, _world: World) -> None:
    page.goto("/edit/Harbour")
    page.get_by_role("button", name="Citation", exact=True).click()
    expect(page.get_by_role("dialog", name="Cite a source")).to_be_visible()


def draft_offered(page: Page, _world: World) -> None:
    page.goto("/edit/Harbour")
    page.on("dialog", lambda dialog: dialog.accept())
    text_field(page).press_sequentially("Kept. ")
    kept = page.locator("[data-draft-state]").filter(has_text="Draft kept")
    expect(kept).to_be_visible()
    page.goto("/edit/Harbour")
    expect(page.get_by_role("region", name="Draft")).to_be_visible()


def changes(page: Page, _world: World) -> None:
    page.goto("/edit/Harbour")
    text_field(page).fill("Harbours shelter boats.\n\n## Trade\n\nNone.\n")
    press(page, "Show changes")
    expect(page.get_by_role("region", name="Your changes")).to_be_visible()


def published(page: Page, _world: World) -> None:
    page.goto("/edit/Guest_book")
    text = text_field(page).input_value()
    publish(page, f"{text}\nSomebody was here.\n")
    expect(page.get_by_role("status")).to_be_visible()


def signed_in(page: Page, _world: World) -> None:
    page.goto("/accounts/join?next=/wiki/Harbour")
    sign_up(page)
    page.get_by_role("navigation", name="Account").locator("summary").click()
    expect(page.get_by_role("link", name="My contributions")).to_be_visible()


def suggestions(page: Page, _world: World) -> None:
    page.goto("/wiki/Harbour")
    page.get_by_label("Search articles").press_sequentially("soviet")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def somebody_else_editing(page: Page, world: World) -> None:
    world.writer.open_editor("Painted boat")
    page.goto("/edit/Painted_boat")
    presence = page.locator("[data-presence-line]")
    expect(presence).to_contain_text("has this page open in the editor, too")


def my_drafts(page: Page, world: World) -> None:
    world.member.sign_in(page)
    page.goto("/drafts")
    expect(page.get_by_role("button", name="Discard")).to_have_count(3)


def server_draft_offered(page: Page, world: World) -> None:
    world.member.sign_in(page)
    page.goto("/edit/Drafted_pier")
    page.get_by_role("link", name="Continue with the draft").wait_for()


def server_draft_continued(page: Page, world: World) -> None:
    server_draft_offered(page, world)
    page.get_by_role("link", name="Continue with the draft").click()
    expect(page.get_by_text("This is your draft")).to_be_visible()


def reviews(page: Page, world: World) -> None:
    world.member.sign_in(page)
    page.goto("/attribution/Mole")
    for name in ("Mark as reviewed", "Take the mark back"):
        expect(page.get_by_role("button", name=name)).to_have_count(1)


def renamed(page: Page, world: World) -> None:
    title = world.page("Renamed quay", "A quay of many names.\n")
    world.member.sign_in(page)
    page.goto(address("rename", title))
    page.get_by_label("New title").fill(f"{title} at last")
    press(page, "Rename the page")
    expect_notice(page, "The page was renamed.")


def waiting_edit(page: Page, _world: World) -> None:
    page.goto(address("edit", HELD))
    publish(page, "Yet another quay.\n")
    expect(page.get_by_role("link", name="Your proposed edit")).to_be_visible()
