"""Editing in a browser: the text field, its preview, and what sending it shows."""

import re
from functools import partial

import pytest
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
    wait_for,
)

RICH_TEXT = """\
A *pier* is **long**, see [[Secret Speech]], [[No such pier]] and [[Stalin|him]].

## Measures

| Pier | Metres |
|---|--:|
| East | 120 |

The area is $a = l \\cdot w$.[^1]

$$\\sum_{n=1}^{9} n$$

* one <script>alert(1)</script>
* two

### Stones

> As old as the sea.

[^1]: At low tide.

[[Category:Piers]]
"""
SHOWN = """nodes => nodes.map(node => {
  const copy = node.cloneNode(true);
  copy.querySelectorAll(".section-edit").forEach(link => link.remove());
  return copy.innerHTML.trim();
})"""


def test_the_live_preview_is_the_saved_page(page):
    page.goto(address("edit", new_title("Pier")))
    live = page.get_by_role("region", name="Live preview")

    text_field(page).fill(RICH_TEXT)
    expect(live).to_contain_text("At low tide.")
    previewed = live.locator(".prose").evaluate_all(SHOWN)
    press(page, PUBLISH)
    expect_notice(page, "The page was created.")

    saved = prose(page).evaluate_all(SHOWN)
    assert len(saved) == 1
    assert "<math" in saved[0]
    assert previewed == saved


def test_the_preview_without_scripts_is_the_saved_page(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(address("edit", new_title("Pier")))

    text_field(page).fill(RICH_TEXT)
    press(page, "Show preview")
    previewed = prose(page).evaluate_all(SHOWN)
    press(page, PUBLISH)
    expect_notice(page, "The page was created.")

    assert previewed == prose(page).evaluate_all(SHOWN)


def test_a_preview_that_comes_too_late_is_not_shown(page):
    page.goto(address("edit", new_title("Pier")))
    live = page.get_by_role("region", name="Live preview")
    page.wait_for_load_state("networkidle")
    held = []
    page.route("**/preview", lambda route: held.append(route))

    for number, text in enumerate(("The first thought.", "The second thought."), 1):
        text_field(page).fill(text)
        wait_for(page, partial(_has, held, number))
    first, second = held
    second.continue_()
    expect(live).to_have_text("The second thought.")
    with page.expect_response("**/preview") as late:
        first.continue_()
    assert "The first thought." in late.value.text()
    page.evaluate("new Promise(done => setTimeout(done, 200))")

    expect(live).to_have_text("The second thought.")


def test_a_preview_that_fails_leaves_the_text_and_says_that_it_is_old(page):
    page.goto(address("edit", new_title("Pier")))
    page.route("**/preview", lambda route: route.abort())

    text_field(page).fill("Typed in a tunnel.")

    stale = page.locator("[data-live-preview][data-stale]")
    expect(stale).to_have_count(1)
    expect_notice(page, "The preview is out of date: no connection.")
    expect(text_field(page)).to_have_value("Typed in a tunnel.")


def test_a_preview_is_shown_again_when_there_is_a_network_again(page):
    page.goto(address("edit", new_title("Pier")), wait_until="networkidle")
    live = page.get_by_role("region", name="Live preview")

    page.context.set_offline(offline=True)
    text_field(page).fill("Typed in a tunnel.")
    expect_notice(page, "The preview is out of date: no connection.")
    page.context.set_offline(offline=False)

    expect(live).to_contain_text("Typed in a tunnel.")
    expect(page.locator("[data-preview-state]")).to_have_text("")


def test_a_servers_error_is_not_shown_as_a_preview(page):
    page.goto(address("edit", new_title("Pier")), wait_until="networkidle")
    page.route(
        "**/preview",
        lambda route: route.fulfill(status=503, body="<!doctype html><h1>Busy</h1>"),
    )

    text_field(page).fill("Typed while it was busy.")

    expect_notice(page, "The preview is out of date: the server did not answer.")
    expect(page.get_by_role("region", name="Live preview")).not_to_contain_text("Busy")


def test_the_preview_is_asked_for_with_the_pages_title(page):
    title = new_title("Pier")
    page.goto(address("edit", title), wait_until="networkidle")

    with page.expect_request("**/preview") as asked:
        text_field(page).fill("A pier.")

    assert f'name="title"\r\n\r\n{title}\r\n' in asked.value.post_data


@pytest.mark.parametrize("field", ["Text", "Edit summary"])
def test_control_and_enter_show_the_preview_and_publish_nothing(page, field):
    page.goto(address("edit", new_title("Pier")))
    text_field(page).fill("A quick look.")

    page.get_by_label(field, exact=True).press("Control+Enter")

    preview = page.get_by_role("region", name="Preview", exact=True)
    expect(preview).to_contain_text("A quick look.")
    expect(text_field(page)).to_have_value("A quick look.")


def test_tab_leaves_the_text_field(page):
    page.goto(address("edit", "Secret Speech"))
    text = text_field(page).input_value()

    text_field(page).focus()
    page.keyboard.press("Tab")

    expect(text_field(page)).not_to_be_focused()
    expect(text_field(page)).to_have_value(text)


def test_what_was_typed_can_be_taken_back_with_the_keyboard(page):
    page.goto(address("edit", "Secret Speech"))
    text = text_field(page).input_value()

    text_field(page).focus()
    page.keyboard.press("Control+End")
    words = "Harbour masters disagree."
    with page.expect_response("**/preview"):
        page.keyboard.type(words)
    # Whoever pauses while typing takes it back in as many steps.
    for _ in words:
        page.keyboard.press("Control+Z")

    expect(text_field(page)).to_have_value(text)


def test_preview_and_changes_keep_what_was_typed(new_page, writer):
    title = new_title("Pier")
    writer.write(title, "A pier of wood.\n")
    page = new_page(java_script_enabled=False)
    page.goto(address("edit", title))

    text_field(page).fill("A pier of stone.\n")
    page.get_by_label("Edit summary").fill("It burnt down")
    page.get_by_label("This is a minor edit").check()
    press(page, "Show preview")
    expect(prose(page)).to_have_text("A pier of stone.")
    _expect_fields(page, "A pier of stone.\n", "It burnt down")
    press(page, "Show changes")
    expect(page.locator(".diff:visible ins")).to_have_text("stone")
    expect(page.locator(".diff:visible del")).to_have_text("wood")
    _expect_fields(page, "A pier of stone.\n", "It burnt down")
    press(page, PUBLISH)

    expect(prose(page)).to_have_text("A pier of stone.")
    page.get_by_role("link", name="View history").click()
    newest = page.locator(".rows > li").first
    expect(newest.get_by_text("It burnt down")).to_be_visible()
    expect(newest.get_by_title("Minor edit")).to_be_visible()


def test_leaving_with_unsaved_text_asks_first(page):
    page.goto(address("edit", "Secret Speech"))
    asked = _answers_to(page, leave=False)

    text_field(page).focus()
    page.keyboard.type("Not saved. ")
    page.get_by_role("link", name="Cancel").click()

    expect(text_field(page)).to_have_value(re.compile("Not saved"))
    assert asked == ["beforeunload"]


def test_leaving_without_a_change_does_not_ask(page):
    page.goto(address("edit", "Secret Speech"))
    asked = _answers_to(page, leave=True)

    text_field(page).click()
    page.get_by_role("link", name="Cancel").click()

    expect(page).to_have_title(re.compile("^Secret Speech"))
    assert asked == []


def test_sending_the_text_does_not_ask(page):
    page.goto(address("edit", new_title("Pier")))
    asked = _answers_to(page, leave=True)

    text_field(page).focus()
    page.keyboard.type("A short pier.")
    press(page, PUBLISH)

    expect_notice(page, "The page was created.")
    assert asked == []


def test_an_edit_without_an_account_makes_a_temporary_one_and_says_so(page):
    page.goto(address("edit", new_title("Pier")))
    expect(page.get_by_text("You are not logged in.")).to_contain_text(
        "temporary account"
    )

    publish(page, "Built by a passer-by.\n")

    name = page.get_by_role("navigation", name="Account").locator("summary")
    expect(name).to_have_text(re.compile(r"^~\d{4}-\d+$"))
    expect(page.locator(".last-edited")).to_contain_text(name.inner_text())


def test_edits_from_one_browser_without_an_account_are_of_one_author(page):
    page.goto(address("edit", new_title("Pier")))
    publish(page, "One.\n")
    author = page.locator(".last-edited a").last
    first = author.inner_text()

    page.goto(address("edit", new_title("Pier")))
    publish(page, "Two.\n")

    expect_notice(page, "The page was created.")
    expect(author).to_have_text(first)


def test_what_is_wrong_is_said_and_the_text_is_kept(page):
    page.goto("/accounts/join")
    sign_up(page)
    page.goto(address("edit", new_title("Pier")))

    publish(page, "   \n")

    expect(page.get_by_role("alert")).to_contain_text("A new page needs some text.")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved")


def _has(things, number):
    return len(things) == number


def _answers_to(page, *, leave):
    """Answer every question the browser asks, and return the list of them."""
    asked: list[str] = []

    def answer(dialog):
        asked.append(dialog.type)
        if leave:
            dialog.accept()
        else:
            dialog.dismiss()

    page.on("dialog", answer)
    return asked


def _expect_fields(page, text, summary):
    expect(text_field(page)).to_have_value(text)
    expect(page.get_by_label("Edit summary")).to_have_value(summary)
    expect(page.get_by_label("This is a minor edit")).to_be_checked()
