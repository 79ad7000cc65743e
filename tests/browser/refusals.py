"""Refusals: what is shown when something can't be done as it was asked for."""

from playwright.sync_api import Page, expect

from tests.browser.people import PUBLISH, address, press, publish, text_field
from tests.browser.world import World

PATIENT_TRIES = 10
"""So often anybody may try to log in to one account before they have to wait."""


def conflict(page: Page, world: World) -> None:
    page.goto("/edit/Disputed_quay")
    world.dispute()
    publish(page, "The quay has very many bollards.\n")
    expect(page.locator(".passage")).to_be_visible()


def refused_edit(page: Page, _world: World) -> None:
    page.goto("/edit/Nothing_to_say")
    publish(page, " \n")
    expect(page.get_by_role("alert")).to_be_visible()


def session_ended(page: Page, _world: World) -> None:
    page.goto("/edit/Harbour")
    text_field(page).fill("Kept.\n")
    # Refused as well, if it came to ask after the session's end.
    expect(page.get_by_role("region", name="Live preview")).to_have_text("Kept.")
    page.context.clear_cookies()
    press(page, PUBLISH)
    expect(page.get_by_label("Your text")).to_be_visible()


def refused_joining(page: Page, _world: World) -> None:
    page.goto("/accounts/join")
    page.get_by_label("Name", exact=True).fill("Somebody")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_label("Password again").fill("other")
    press(page, "Create account")
    expect(page.get_by_role("alert")).to_be_visible()


def refused_login(page: Page, _world: World) -> None:
    page.goto("/accounts/login")
    page.get_by_label("Name", exact=True).fill("Nobody")
    page.get_by_label("Password", exact=True).fill("not the password")
    press(page, "Log in")
    expect(page.get_by_role("alert")).to_be_visible()


def conflict_previewed(page: Page, world: World) -> None:
    conflict(page, world)
    page.get_by_label("Write it anew").check()
    press(page, "Show preview of these choices")
    expect(page.get_by_role("region", name="Preview", exact=True)).to_be_visible()


def conflict_undecided(page: Page, world: World) -> None:
    conflict(page, world)
    press(page, "Publish with these choices")
    expect(page.get_by_text("Please choose what passage 1 shall say.")).to_be_visible()


def conflict_of_a_section(page: Page, world: World) -> None:
    title = world.page("Disputed lamp", "## Lamps\n\nOil.\n\n## Keepers\n\nTwo.\n")
    page.goto(f"{address('edit', title)}?section=h-lamps")
    world.writer.write(title, "## Lamps\n\nGas.\n\n## Keepers\n\nTwo.\n")
    publish(page, "## Lamps\n\nElectric.\n")
    expect(page.get_by_text("You edited one section.")).to_be_visible()


def conflict_after_the_session_ended(page: Page, world: World) -> None:
    world.member.sign_in(page)
    conflict(page, world)
    end_session(page)
    page.get_by_label("Keep mine").check()
    press(page, "Publish with these choices")
    expect(page.get_by_label("Publish without logging in")).to_be_visible()


def edit_after_the_session_ended(page: Page, world: World) -> None:
    world.member.sign_in(page)
    page.goto("/edit/Harbour")
    end_session(page)
    publish(page, "Kept.\n")
    expect(
        page.get_by_role("button", name="Publish without logging in")
    ).to_be_visible()


def undo_after_the_session_ended(page: Page, world: World) -> None:
    world.member.sign_in(page)
    page.goto(f"/undo/{world.ids['third']}")
    end_session(page)
    press(page, "Undo this edit")
    expect(page.get_by_text("You are no longer logged in as")).to_be_visible()


def rename_after_the_session_ended(page: Page, world: World) -> None:
    world.member.sign_in(page)
    page.goto("/rename/Harbour")
    end_session(page)
    press(page, "Rename the page")
    expect(page.get_by_text("You are no longer logged in as")).to_be_visible()


def rename_refused(page: Page, world: World) -> None:
    world.member.sign_in(page)
    page.goto("/rename/Harbour")
    page.get_by_label("New title").fill("Secret Speech")
    press(page, "Rename the page")
    expect(page.get_by_text("There is a page called")).to_be_visible()


def merge_refused(page: Page, world: World) -> None:
    """Somebody else edited the page while it was being merged."""
    title = world.page("Merged quay", "Quays are walls.\n")
    world.member.sign_in(page)
    page.goto(f"{address('merge', title)}?into=Painted_boat")
    world.writer.write(title, "Quays are walls of stone.\n")
    press(page, "Merge the pages")
    expect(page.get_by_text("See what changed meanwhile")).to_be_visible()


def split_refused(page: Page, world: World) -> None:
    """Somebody else edited the section while it was being split off."""
    title = world.page("Split quay", "A quay.\n\n## Walls\n\nOf stone.\n")
    world.member.sign_in(page)
    page.goto(f"{address('split', title)}?section=h-walls&new_title={title}+walls")
    world.writer.write(title, "A quay.\n\n## Walls\n\nOf wood.\n")
    press(page, "Split the page")
    expect(page.get_by_text("See what changed meanwhile")).to_be_visible()


def upload_refused(page: Page, world: World) -> None:
    world.member.sign_in(page)
    page.goto("/upload")
    page.get_by_label("Name", exact=True).fill("Quay at night")
    page.get_by_label("Description").fill("A quay.")
    page.get_by_label("Who made it").fill("Somebody")
    page.get_by_label("Licence").select_option("CC0 1.0")
    page.get_by_label("File").set_input_files(
        {"name": "quay.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
    )
    press(page, "Upload")
    expect(page.get_by_role("alert")).to_be_visible()


def too_many_tries(page: Page, world: World) -> None:
    name = {"username": "Nobody patient", "password": ""}
    for _ in range(PATIENT_TRIES):
        world.writer.send("/accounts/login", name, status=422)
    page.goto("/accounts/login")
    page.get_by_label("Name", exact=True).fill(name["username"])
    page.get_by_label("Password", exact=True).fill("at last")
    press(page, "Log in")
    expect(page.get_by_text("Too many tries.")).to_be_visible()


def no_room(page: Page, _world: World) -> None:
    _save_in_vain(page, "Full harbour")


def only_read(page: Page, _world: World) -> None:
    _save_in_vain(page, "Locked harbour")


def broken(page: Page, _world: World) -> None:
    _save_in_vain(page, "Broken harbour")


def end_session(page: Page) -> None:
    """Forget who is signed in, as when the session has ended."""
    page.context.clear_cookies(name="sessionid")


def _save_in_vain(page: Page, title: str) -> None:
    page.goto(address("edit", title))
    publish(page, "Nothing of this is lost.\n")
    expect(page.get_by_label("Your text")).to_have_value("Nothing of this is lost.\n")
