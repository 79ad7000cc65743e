"""A newcomer's journey: read, follow, edit, compare, restore."""

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
    tab_to,
    text_field,
)

SUBJECT = "Secret Speech"
SECTION = "Domestic Reactions"
BEFORE = "had a profound impact on Soviet society"
AFTER = "had a deep effect on Soviet society"

with_and_without_scripts = pytest.mark.parametrize(
    "scripts", [True, False], ids=["with JavaScript", "without JavaScript"]
)


@pytest.fixture(autouse=True)
def _leave_the_subject_as_it_was(writer):
    text = writer.text_of(SUBJECT)
    yield
    writer.write(SUBJECT, text)


@with_and_without_scripts
def test_a_newcomer_reads_follows_a_link_edits_compares_and_undoes(new_page, scripts):
    page = new_page(java_script_enabled=scripts)

    _read_and_follow(page)
    name = _sign_up_from_the_article(page)
    _fix_a_sentence(page, name)
    page.get_by_role("link", name="View your change").click()
    _expect_marked_change(page, added="deep effect", removed="profound impact")
    page.get_by_role("link", name=f"by {name}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"Undo an edit of {SUBJECT}"
    )
    _expect_marked_change(page, added="profound impact", removed="deep effect")
    press(page, "Undo this edit")

    expect_notice(page, "The edit was undone.")
    expect(prose(page)).to_contain_text(BEFORE)
    expect(prose(page)).not_to_contain_text(AFTER)


@with_and_without_scripts
def test_a_newcomer_restores_an_older_revision_from_the_history(new_page, scripts):
    page = new_page(java_script_enabled=scripts)
    page.goto(address("wiki", SUBJECT))
    older = page.get_by_role("link", name="Permanent link").get_attribute("href")
    name = _sign_up_from_the_article(page)
    _fix_a_sentence(page, name)

    page.get_by_role("link", name="View history").click()
    row = page.locator("li", has=page.locator(f'a[href="{older}"]'))
    row.locator(f'a[href="{older}"]').click()
    expect(prose(page)).to_contain_text(BEFORE)
    page.get_by_role("link", name="Restore this revision").click()
    _expect_marked_change(page, added="profound impact", removed="deep effect")
    press(page, "Restore this revision")

    expect_notice(page, "The revision was restored.")
    expect(prose(page)).to_contain_text(BEFORE)
    page.get_by_role("link", name="View history").click()
    newest = page.locator(".rows > li").first
    expect(newest).to_contain_text(name)
    expect(newest).to_contain_text("Restored revision")


@with_and_without_scripts
def test_any_two_revisions_are_compared_from_the_history(new_page, writer, scripts):
    title = new_title("Compared quay")
    for text in ("One stone.\n", "Two stones.\n", "Three stones.\n"):
        writer.write(title, text)
    page = new_page(java_script_enabled=scripts)

    page.goto(address("history", title))
    page.get_by_label("Compare from revision 1").check()
    page.get_by_label("Compare to revision 3").check()
    page.get_by_role("button", name="Compare selected revisions").first.click()

    _expect_marked_change(page, added="Three stones.", removed="One stone.")
    expect(page.get_by_text("2 edits by 1 author")).to_be_visible()


def test_search_edit_preview_publish_history_and_undo_by_keyboard_alone(page, writer):
    title = new_title("Keyboard island")
    writer.write(title, "An island with ninety keys.\n")
    page.goto("/")

    tab_to(page, page.get_by_label("Search articles"))
    page.keyboard.type(title)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    _tab_and_enter(page, page.get_by_role("link", name="Edit", exact=True))
    tab_to(page, text_field(page))
    page.keyboard.press("Control+End")
    page.keyboard.type("It has a lighthouse.")
    tab_to(page, page.get_by_label("Edit summary"))
    page.keyboard.type("The lighthouse was missing")
    _tab_and_enter(page, page.get_by_role("button", name="Show preview"))
    preview = page.get_by_role("region", name="Preview", exact=True)
    expect(preview).to_contain_text("It has a lighthouse.")
    _tab_and_enter(page, page.get_by_role("button", name=PUBLISH))
    expect(prose(page)).to_contain_text("It has a lighthouse.")
    _tab_and_enter(page, page.get_by_role("link", name="View history"))
    expect(page.get_by_text("The lighthouse was missing")).to_be_visible()
    _tab_and_enter(page, page.get_by_role("link", name="undo revision 2"))
    _tab_and_enter(page, page.get_by_role("button", name="Undo this edit"))

    expect_notice(page, "The edit was undone.")
    expect(prose(page)).to_have_text("An island with ninety keys.")


def test_the_first_press_of_tab_offers_to_skip_to_the_content(page):
    page.goto(address("wiki", SUBJECT))

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")

    page.keyboard.press("Tab")
    within = "document.querySelector('main').contains(document.activeElement)"
    assert page.evaluate(within)


def _read_and_follow(page):
    page.goto("/")
    page.get_by_role("link", name=SUBJECT, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SUBJECT)
    prose(page).get_by_role("link", name="Nikita Khrushchev").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nikita Khrushchev")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(SUBJECT)


def _sign_up_from_the_article(page):
    page.get_by_role("link", name="Create account").click()
    name = sign_up(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(SUBJECT)
    expect(page.get_by_role("navigation", name="Account")).to_contain_text(name)
    return name


def _fix_a_sentence(page, name):
    page.get_by_role("link", name=f"edit section {SECTION}").click()
    text = text_field(page).input_value()
    assert text.startswith(f"### {SECTION}")
    assert BEFORE in text
    publish(page, text.replace(BEFORE, AFTER))
    expect_notice(page, "Your edit was published.")
    expect(prose(page)).to_contain_text(AFTER)
    expect(page.locator(".last-edited")).to_contain_text(name)


def _expect_marked_change(page, *, added, removed):
    table = page.locator(".diff:visible")
    expect(table).to_be_visible()
    assert " ".join(table.locator("ins").all_inner_texts()) == added
    assert " ".join(table.locator("del").all_inner_texts()) == removed


def _tab_and_enter(page, goal):
    tab_to(page, goal)
    page.keyboard.press("Enter")
