"""Presence: two people who edit one page learn of each other."""

import re

from playwright.sync_api import expect

from tests.browser.desk import open_editor
from tests.browser.people import address, new_title, sign_up, wait_for

HIDE = """isHidden => {
  Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def _line(page):
    return page.locator("[data-presence-line]")


def test_somebody_who_opens_the_same_editor_is_named_to_both(new_page):
    title = new_title("Shared desk")
    mary, john = new_page(), new_page()
    mary.clock.install()
    mary.goto("/accounts/join")
    name = sign_up(mary)
    expect(mary.get_by_role("navigation", name="Account")).to_contain_text(name)
    open_editor(mary, title)
    mary.wait_for_load_state("networkidle")
    expect(_line(mary)).to_have_text("")

    open_editor(john, title)

    sentence = re.compile(
        rf"^{name} has this page open in the editor, too \(since \d\d:\d\d\)\.$"
    )
    expect(_line(john)).to_have_text(sentence)
    mary.clock.run_for(21_000)
    expect(_line(mary)).to_contain_text("has this page open in the editor, too")


def test_a_hidden_page_does_not_ask_and_asks_at_once_when_it_is_seen_again(page):
    page.clock.install()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_editor(page, new_title("Shared desk"))

    def times():
        return sum("/editing/" in url for url in asked)

    wait_for(page, lambda: times() == 1)

    page.evaluate(HIDE, arg=True)
    page.clock.run_for(60_000)
    assert times() == 1
    page.evaluate(HIDE, arg=False)

    wait_for(page, lambda: times() == 2)


def test_several_are_listed_and_what_nobody_knows_is_not_said(page):
    others = [
        {"name": "Mary", "since": "12:03"},
        {"name": "John", "since": "12:10"},
        {"name": "", "since": "12:11"},
    ]
    answers = [{"others": others, "more": 2}, None]
    page.clock.install()
    page.route(
        "**/editing/**",
        lambda route: (
            route.fulfill(json=answer)
            if (answer := answers.pop(0))
            else (route.abort())
        ),
    )
    page.goto(address("edit", new_title("Shared desk")))

    expect(_line(page)).to_have_text(
        "Mary (since 12:03), John (since 12:10), "
        "Somebody not logged in (since 12:11) and 2 more "
        "have this page open in the editor, too."
    )
    page.clock.run_for(21_000)

    expect(_line(page)).to_have_text("")
