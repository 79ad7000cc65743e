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
from tests.browser.desk import (
    KEPT,
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
    expect_notice,
    new_title,
    press,
    prose,
    publish,
    text_field,
)
from tests.canonica.served import processes


def _answer(page, button):
    draft_offer(page).get_by_role("button", name=button).click()


def test_what_is_typed_is_kept_at_once_and_offered_when_one_comes_back(page, writer):
    title = new_title("Draft")
    writer.write(title, "A dock.\n")
    context = page.context
    type_and_keep(page, title, " It is dry.")
    page.get_by_label("Edit summary").fill("Looked")
    page.get_by_label("This is a minor edit").check()
    page.wait_for_timeout(700)
    leave(page)

    again = context.new_page()
    open_editor(again, title)
    expect(draft_offer(again)).to_contain_text(
        "11 characters longer than the text below"
    )
    expect(text_field(again)).to_have_value("A dock.")
    _answer(again, "Continue with it")

    expect(text_field(again)).to_have_value("A dock. It is dry.")
    expect(text_field(again)).to_be_focused()
    expect(again.get_by_label("Edit summary")).to_have_value("Looked")
    expect(again.get_by_label("This is a minor edit")).to_be_checked()
    expect(draft_offer(again)).to_have_count(0)
    again.keyboard.press("Control+Z")
    expect(text_field(again)).to_have_value("A dock.")


def test_a_killed_browser_gives_the_whole_text_back(browser, site, tmp_path):
    title, words = new_title("Draft"), "Typed before the lights went out.\n" * 30
    browser_of = _persistent(browser, site, tmp_path)
    context = browser_of()
    page = context.pages[0]
    open_editor(page, title)
    text_field(page).fill(words)
    expect(draft_state(page)).to_have_text(KEPT)

    _kill(tmp_path, context)
    context = browser_of()
    page = context.pages[0]
    open_editor(page, title)
    _answer(page, "Continue with it")

    expect(text_field(page)).to_have_value(words)
    context.close()


def test_a_text_sent_without_a_network_comes_back_until_it_is_published(page, writer):
    title = new_title("Draft")
    type_and_keep(page, title, "Sent at sea.")

    page.context.set_offline(offline=True)
    press(page, PUBLISH)
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(offline=False)
    open_editor(page, title)
    _answer(page, "Continue with it")
    expect(text_field(page)).to_have_value("Sent at sea.")
    press(page, PUBLISH)

    expect_notice(page, "The page was created.")
    page.wait_for_load_state("networkidle")
    writer.write(title, "Sent by somebody else.")
    page.goto(address("edit", title), wait_until="networkidle")
    expect(draft_offer(page)).to_have_count(0)


def test_publishing_removes_the_draft_of_that_form_only(page, writer):
    title, other = new_title("Draft"), new_title("Draft")
    context = page.context
    type_and_keep(page, other, "Not yet.")
    leave(page)
    page = context.new_page()
    type_and_keep(page, title, "Done.")

    press(page, PUBLISH)
    expect_notice(page, "The page was created.")
    page.wait_for_load_state("networkidle")

    writer.write(title, "Something else.")
    page.goto(address("edit", title), wait_until="networkidle")
    expect(draft_offer(page)).to_have_count(0)
    open_editor(page, other)
    expect(draft_offer(page)).to_contain_text("8 characters longer")


def test_publishing_in_another_way_removes_no_draft(page, writer):
    title = new_title("Draft")
    writer.write(title, "One.")
    revision = writer.write(title, "Two.")
    type_and_keep(page, title, " Three.")
    page.context.set_offline(offline=True)
    press(page, PUBLISH)
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(offline=False)

    page.goto(f"/undo/{revision}")
    press(page, "Undo this edit")
    expect_notice(page, "The edit was undone.")
    page.wait_for_load_state("networkidle")

    open_editor(page, title)
    expect(draft_offer(page)).to_be_visible()


def test_two_tabs_keep_a_draft_each_and_the_newest_is_offered_first(page):
    title = new_title("Draft")
    second = page.context.new_page()
    type_and_keep(page, title, "The first tab.")
    type_and_keep(second, title, "The other tab!")
    expect(draft_offer(second)).to_be_visible()
    leave(page)
    context = second.context
    leave(second)

    page = context.new_page()
    open_editor(page, title)
    _answer(page, "Discard")
    expect(draft_state(page)).to_have_text("The draft was discarded.")
    _answer(page, "Continue with it")

    expect(text_field(page)).to_have_value("The first tab.")


def test_what_was_discarded_does_not_come_back(page):
    title = new_title("Draft")
    context = page.context
    type_and_keep(page, title, "A bad thought.")
    leave(page)
    page = context.new_page()
    open_editor(page, title)
    _answer(page, "Discard")
    expect(draft_state(page)).to_have_text("The draft was discarded.")

    page.goto(address("edit", title), wait_until="networkidle")

    expect(draft_offer(page)).to_have_count(0)


def test_a_draft_is_merged_with_what_was_published_meanwhile(page, writer):
    title = new_title("Draft")
    writer.write(title, "The dock.\n\nThe crane.\n")
    context = page.context
    type_and_keep(page, title, " It is red.")
    leave(page)
    writer.write(title, "The dry dock.\n\nThe crane.\n")

    page = context.new_page()
    open_editor(page, title)
    _answer(page, "Continue with it")
    expect(draft_state(page)).to_have_text(KEPT)
    press(page, PUBLISH)

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
    expect(draft_offer(page)).to_have_count(0)

    looker = page.context.new_page()
    open_editor(looker, title)
    expect(draft_offer(looker)).to_be_visible()
    press(page, "Publish merged")
    expect_notice(page, "Your edit was published.")
    page.wait_for_load_state("networkidle")

    page.goto(address("edit", title), wait_until="networkidle")
    expect(draft_offer(page)).to_have_count(0)


def test_a_text_that_was_only_previewed_is_offered(page):
    title = new_title("Draft")
    type_and_keep(page, title, "Only looked at.")
    press(page, "Show preview")
    expect(prose(page).first).to_have_text("Only looked at.")
    page.wait_for_load_state("networkidle")
    expect(draft_offer(page)).to_have_count(0)

    open_editor(page, title)

    expect(draft_offer(page)).to_be_visible()


def test_a_draft_of_a_section_is_offered_for_that_section_only(page, writer):
    title = new_title("Draft")
    writer.write(title, "## Stones\n\nGranite.\n\n## Lamps\n\nOil.\n")
    context = page.context
    path = address("edit", title)
    page.goto(f"{path}?section=h-lamps")
    type_at_end(page, " Gas.")
    expect(draft_state(page)).to_have_text(KEPT)
    leave(page)

    page = context.new_page()
    for section, count in (("", 0), ("?section=h-stones", 0), ("?section=h-lamps", 1)):
        page.goto(path + section, wait_until="networkidle")
        expect(draft_offer(page)).to_have_count(count)


def test_a_draft_older_than_sixty_days_is_dropped(page):
    title = new_title("Draft")
    context = page.context
    long_ago = timezone.now() - timedelta(days=61)
    page.clock.set_fixed_time(long_ago)
    type_and_keep(page, title, "Long ago.")
    leave(page)

    page = context.new_page()
    page.clock.set_fixed_time(timezone.now())
    page.goto(address("edit", title), wait_until="networkidle")

    expect(draft_offer(page)).to_have_count(0)


def test_a_browser_that_may_keep_nothing_says_so_and_everything_works(page):
    page.add_init_script("indexedDB.open = () => { throw new Error('forbidden'); }")
    open_editor(page, new_title("Draft"))

    type_at_end(page, "Typed anyway.")

    expect(draft_state(page)).to_contain_text("This browser keeps no draft")
    press(page, PUBLISH)
    expect(prose(page)).to_have_text("Typed anyway.")


def test_control_s_keeps_the_draft_and_does_not_publish(page):
    open_editor(page, new_title("Draft"))
    type_at_end(page, "Half a thought")

    page.keyboard.press("Control+s")

    expect(draft_state(page)).to_have_text(KEPT)
    expect(draft_state(page)).to_have_attribute("aria-live", "polite")
    expect(page).to_have_url(re.compile("/edit/"))


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
