"""Drafts on the server: on any device, and never said to be there when they are not."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import (
    ON_SERVER,
    draft_offer,
    draft_state,
    leave,
    open_editor,
    type_and_keep,
    type_at_end,
)
from tests.browser.people import (
    PUBLISH,
    address,
    new_title,
    press,
    prose,
    sign_up,
    text_field,
)


def test_a_draft_on_the_server_is_there_on_another_device(new_page):
    title = new_title("Draft")
    desk = new_page()
    desk.goto("/accounts/join")
    sign_up(desk)
    expect(desk.get_by_role("navigation", name="Account")).to_contain_text("Reader")
    type_and_keep(desk, title, "Begun at the desk.")
    desk.keyboard.press("Control+s")
    expect(draft_state(desk)).to_have_text(ON_SERVER)

    telephone = new_page(storage_state=desk.context.storage_state())
    open_editor(telephone, title)
    telephone.get_by_role("link", name="Continue with the draft").click()
    expect(text_field(telephone)).to_have_value("Begun at the desk.")
    press(telephone, PUBLISH)

    expect(prose(telephone)).to_have_text("Begun at the desk.")
    telephone.goto(address("edit", title))
    expect(telephone.locator("[data-server-draft]")).to_have_count(0)


def test_a_draft_that_is_also_on_the_server_is_offered_once(page):
    title = new_title("Draft")
    page.goto("/accounts/join")
    sign_up(page)
    expect(page.get_by_role("navigation", name="Account")).to_contain_text("Reader")
    type_and_keep(page, title, "Kept twice.")
    page.keyboard.press("Control+s")
    expect(draft_state(page)).to_have_text(ON_SERVER)
    context = page.context
    page.wait_for_timeout(300)
    leave(page)

    page = context.new_page()
    page.goto(address("edit", title), wait_until="networkidle")

    expect(page.locator("[data-server-draft]")).to_be_visible()
    expect(draft_offer(page)).to_have_count(0)


def test_the_draft_goes_to_the_server_by_itself(page):
    page.clock.install()
    page.goto("/accounts/join")
    sign_up(page)
    expect(page.get_by_role("navigation", name="Account")).to_contain_text("Reader")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    open_editor(page, new_title("Draft"))

    page.clock.run_for(11_000)
    assert not any("/draft/" in url for url in sent)
    type_at_end(page, "Ten seconds later.")
    page.clock.run_for(11_000)

    expect(draft_state(page)).to_have_text(ON_SERVER)
    page.clock.run_for(30_000)
    assert sum("/draft/" in url for url in sent) == 1


def test_who_leaves_at_once_finds_the_draft_in_their_list(page):
    title = new_title("Draft")
    page.goto("/accounts/join")
    sign_up(page)
    expect(page.get_by_role("navigation", name="Account")).to_contain_text("Reader")
    type_and_keep(page, title, "Typed and left.")

    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/drafts")
    # What is sent while one leaves may arrive after what one asks for.
    if title not in page.get_by_role("main").inner_text():
        page.wait_for_timeout(1000)
        page.reload()

    expect(page.get_by_role("main")).to_contain_text(title)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "Not saved on the server: no connection. It is kept in this browser."),
        (
            {"status": 403, "json": {"reason": "Log in."}},
            "Your session has ended: log in again in another tab. "
            "It is kept in this browser.",
        ),
        (
            {"status": 413, "json": {"reason": "It is too long."}},
            "Not saved on the server: It is too long. It is kept in this browser.",
        ),
        (
            {"status": 503, "body": "<!doctype html>"},
            "Not saved on the server: it did not answer. It is kept in this browser.",
        ),
    ],
)
def test_what_the_server_did_not_save_is_said_to_be_kept_here_only(page, answer, words):
    page.goto("/accounts/join")
    sign_up(page)
    expect(page.get_by_role("navigation", name="Account")).to_contain_text("Reader")
    page.route(
        "**/draft/**",
        lambda route: route.fulfill(**answer) if answer else route.abort(),
    )
    type_and_keep(page, new_title("Draft"), "In a tunnel.")

    page.keyboard.press("Control+s")

    expect(draft_state(page)).to_have_text(words)
    expect(draft_state(page)).to_have_attribute("aria-live", "polite")
