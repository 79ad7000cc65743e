"""Drafts: what was typed and not published comes back, whatever happened meanwhile."""

import os
import re
import signal
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Error, expect

from tests.browser import chromium
from tests.browser.conftest import MILLISECONDS, QUIET
from tests.browser.desk import open_editor, type_at_end
from tests.browser.people import (
    address,
    expect_notice,
    new_title,
    press,
    prose,
    publish,
    sign_up,
    text_field,
)
from tests.canonica.served import processes

KEPT = re.compile(r"^Draft kept in this browser, \d\d:\d\d\.$")
ON_SERVER = re.compile(r"^Draft saved on the server, \d\d:\d\d:\d\d\.$")


def _state(page):
    return page.locator("[data-draft-state]")


def _offer(page):
    return page.get_by_role("region", name="Draft")


def _type(page, title, words):
    """Open a page's editor, type, and wait until it is kept."""
    open_editor(page, title)
    type_at_end(page, words)
    expect(_state(page)).to_have_text(KEPT)


def _leave(page):
    """Go away as one does whose computer is shut, without a question."""
    page.close(run_before_unload=False)


def _answer(page, button):
    _offer(page).get_by_role("button", name=button).click()


def test_what_is_typed_is_kept_at_once_and_offered_when_one_comes_back(page, writer):
    title = new_title("Draft")
    writer.write(title, "A dock.\n")
    context = page.context
    _type(page, title, " It is dry.")
    page.get_by_label("Edit summary").fill("Looked")
    page.get_by_label("This is a minor edit").check()
    page.wait_for_timeout(700)
    _leave(page)

    again = context.new_page()
    open_editor(again, title)
    expect(_offer(again)).to_contain_text("11 characters longer than the text below")
    expect(text_field(again)).to_have_value("A dock.")
    _answer(again, "Continue with it")

    expect(text_field(again)).to_have_value("A dock. It is dry.")
    expect(text_field(again)).to_be_focused()
    expect(again.get_by_label("Edit summary")).to_have_value("Looked")
    expect(again.get_by_label("This is a minor edit")).to_be_checked()
    expect(_offer(again)).to_have_count(0)
    again.keyboard.press("Control+Z")
    expect(text_field(again)).to_have_value("A dock.")


def test_a_killed_browser_gives_the_whole_text_back(browser, site, tmp_path):
    title, words = new_title("Draft"), "Typed before the lights went out.\n" * 30
    browser_of = _persistent(browser, site, tmp_path)
    context = browser_of()
    page = context.pages[0]
    open_editor(page, title)
    text_field(page).fill(words)
    expect(_state(page)).to_have_text(KEPT)

    _kill(tmp_path, context)
    context = browser_of()
    page = context.pages[0]
    open_editor(page, title)
    _answer(page, "Continue with it")

    expect(text_field(page)).to_have_value(words)
    context.close()


def test_a_text_sent_without_a_network_comes_back_until_it_is_published(page, writer):
    title = new_title("Draft")
    _type(page, title, "Sent at sea.")

    page.context.set_offline(offline=True)
    press(page, "Publish changes")
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(offline=False)
    open_editor(page, title)
    _answer(page, "Continue with it")
    expect(text_field(page)).to_have_value("Sent at sea.")
    press(page, "Publish changes")

    expect_notice(page, "Your edit was published.")
    page.wait_for_load_state("networkidle")
    writer.write(title, "Sent by somebody else.")
    page.goto(address("edit", title), wait_until="networkidle")
    expect(_offer(page)).to_have_count(0)


def test_publishing_removes_the_draft_of_that_form_only(page, writer):
    title, other = new_title("Draft"), new_title("Draft")
    context = page.context
    _type(page, other, "Not yet.")
    _leave(page)
    page = context.new_page()
    _type(page, title, "Done.")

    press(page, "Publish changes")
    expect_notice(page, "Your edit was published.")
    page.wait_for_load_state("networkidle")

    writer.write(title, "Something else.")
    page.goto(address("edit", title), wait_until="networkidle")
    expect(_offer(page)).to_have_count(0)
    open_editor(page, other)
    expect(_offer(page)).to_contain_text("8 characters longer")


def test_publishing_in_another_way_removes_no_draft(page, writer):
    title = new_title("Draft")
    writer.write(title, "One.")
    revision = writer.write(title, "Two.")
    _type(page, title, " Three.")
    page.context.set_offline(offline=True)
    press(page, "Publish changes")
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(offline=False)

    page.goto(f"/undo/{revision}")
    press(page, "Undo this edit")
    expect_notice(page, "Your edit was published.")
    page.wait_for_load_state("networkidle")

    open_editor(page, title)
    expect(_offer(page)).to_be_visible()


def test_two_tabs_keep_a_draft_each_and_the_newest_is_offered_first(page):
    title = new_title("Draft")
    second = page.context.new_page()
    _type(page, title, "The first tab.")
    _type(second, title, "The other tab!")
    expect(_offer(second)).to_be_visible()
    _leave(page)
    context = second.context
    _leave(second)

    page = context.new_page()
    open_editor(page, title)
    _answer(page, "Discard")
    expect(_state(page)).to_have_text("The draft was discarded.")
    _answer(page, "Continue with it")

    expect(text_field(page)).to_have_value("The first tab.")


def test_what_was_discarded_does_not_come_back(page):
    title = new_title("Draft")
    context = page.context
    _type(page, title, "A bad thought.")
    _leave(page)
    page = context.new_page()
    open_editor(page, title)
    _answer(page, "Discard")
    expect(_state(page)).to_have_text("The draft was discarded.")

    page.goto(address("edit", title), wait_until="networkidle")

    expect(_offer(page)).to_have_count(0)


def test_a_draft_is_merged_with_what_was_published_meanwhile(page, writer):
    title = new_title("Draft")
    writer.write(title, "The dock.\n\nThe crane.\n")
    context = page.context
    _type(page, title, " It is red.")
    _leave(page)
    writer.write(title, "The dry dock.\n\nThe crane.\n")

    page = context.new_page()
    open_editor(page, title)
    _answer(page, "Continue with it")
    expect(_state(page)).to_have_text(KEPT)
    press(page, "Publish changes")

    expect_notice(page, "Your edit was merged with another one")
    expect(prose(page).locator("p")).to_have_text(
        ["The dry dock.", "The crane. It is red."]
    )


def test_in_a_conflict_the_draft_stays_and_goes_when_it_is_decided(page, writer):
    title = new_title("Draft")
    writer.write(title, "The quay is long.\n")
    open_editor(page, title)
    writer.write(title, "The quay is short.\n")
    publish(page, "The quay is broad.\n")
    expect(page.locator(".passage")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(_offer(page)).to_have_count(0)

    looker = page.context.new_page()
    open_editor(looker, title)
    expect(_offer(looker)).to_be_visible()
    press(page, "Publish merged")
    expect_notice(page, "Your edit was published.")
    page.wait_for_load_state("networkidle")

    page.goto(address("edit", title), wait_until="networkidle")
    expect(_offer(page)).to_have_count(0)


def test_a_text_that_was_only_previewed_is_offered(page):
    title = new_title("Draft")
    _type(page, title, "Only looked at.")
    press(page, "Show preview")
    expect(prose(page).first).to_have_text("Only looked at.")
    page.wait_for_load_state("networkidle")
    expect(_offer(page)).to_have_count(0)

    open_editor(page, title)

    expect(_offer(page)).to_be_visible()


def test_a_draft_of_a_section_is_offered_for_that_section_only(page, writer):
    title = new_title("Draft")
    writer.write(title, "## Stones\n\nGranite.\n\n## Lamps\n\nOil.\n")
    context = page.context
    path = address("edit", title)
    page.goto(f"{path}?section=h-lamps")
    type_at_end(page, " Gas.")
    expect(_state(page)).to_have_text(KEPT)
    _leave(page)

    page = context.new_page()
    for section, count in (("", 0), ("?section=h-stones", 0), ("?section=h-lamps", 1)):
        page.goto(path + section, wait_until="networkidle")
        expect(_offer(page)).to_have_count(count)


def test_a_draft_older_than_sixty_days_is_dropped(page):
    title = new_title("Draft")
    context = page.context
    long_ago = timezone.now() - timedelta(days=61)
    page.clock.set_fixed_time(long_ago)
    _type(page, title, "Long ago.")
    _leave(page)

    page = context.new_page()
    page.clock.set_fixed_time(timezone.now())
    page.goto(address("edit", title), wait_until="networkidle")

    expect(_offer(page)).to_have_count(0)


def test_a_browser_that_may_keep_nothing_says_so_and_everything_works(page):
    page.add_init_script("indexedDB.open = () => { throw new Error('forbidden'); }")
    open_editor(page, new_title("Draft"))

    type_at_end(page, "Typed anyway.")

    expect(_state(page)).to_contain_text("This browser keeps no draft")
    press(page, "Publish changes")
    expect(prose(page)).to_have_text("Typed anyway.")


def test_control_s_keeps_the_draft_and_does_not_publish(page):
    open_editor(page, new_title("Draft"))
    type_at_end(page, "Half a thought")

    page.keyboard.press("Control+s")

    expect(_state(page)).to_have_text(KEPT)
    expect(_state(page)).to_have_attribute("aria-live", "polite")
    expect(page).to_have_url(re.compile("/edit/"))


def test_a_draft_on_the_server_is_there_on_another_device(new_page):
    title = new_title("Draft")
    desk = new_page()
    desk.goto("/accounts/join")
    sign_up(desk)
    expect(desk.get_by_role("navigation", name="Account")).to_contain_text("Reader")
    _type(desk, title, "Begun at the desk.")
    desk.keyboard.press("Control+s")
    expect(_state(desk)).to_have_text(ON_SERVER)

    telephone = new_page(storage_state=desk.context.storage_state())
    open_editor(telephone, title)
    telephone.get_by_role("link", name="Continue with the draft").click()
    expect(text_field(telephone)).to_have_value("Begun at the desk.")
    press(telephone, "Publish changes")

    expect(prose(telephone)).to_have_text("Begun at the desk.")
    telephone.goto(address("edit", title))
    expect(telephone.locator("[data-server-draft]")).to_have_count(0)


def test_a_draft_that_is_also_on_the_server_is_offered_once(page):
    title = new_title("Draft")
    page.goto("/accounts/join")
    sign_up(page)
    expect(page.get_by_role("navigation", name="Account")).to_contain_text("Reader")
    _type(page, title, "Kept twice.")
    page.keyboard.press("Control+s")
    expect(_state(page)).to_have_text(ON_SERVER)
    context = page.context
    page.wait_for_timeout(300)
    _leave(page)

    page = context.new_page()
    page.goto(address("edit", title), wait_until="networkidle")

    expect(page.locator("[data-server-draft]")).to_be_visible()
    expect(_offer(page)).to_have_count(0)


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

    expect(_state(page)).to_have_text(ON_SERVER)
    page.clock.run_for(30_000)
    assert sum("/draft/" in url for url in sent) == 1


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
    _type(page, new_title("Draft"), "In a tunnel.")

    page.keyboard.press("Control+s")

    expect(_state(page)).to_have_text(words)
    expect(_state(page)).to_have_attribute("aria-live", "polite")


def _persistent(browser, site, profile):
    """A function that starts a browser of its own, again and again on one profile."""

    def start():
        context = browser.browser_type.launch_persistent_context(
            profile,
            base_url=site,
            executable_path=chromium.find(),
            args=[*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )
        context.set_default_timeout(MILLISECONDS)
        return context

    return start


def _kill(profile, context):
    for pid, _, command in processes():
        if f"--user-data-dir={profile}" in command and "--type=" not in command:
            os.kill(pid, signal.SIGKILL)
    with pytest.raises(Error):
        context.pages[0].wait_for_timeout(60_000)
