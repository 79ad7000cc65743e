"""People: what they do to pages, in a browser and, for others, over plain HTTP."""

import re
import time
from collections.abc import Callable, Mapping
from html import unescape
from itertools import count
from typing import Self
from urllib.parse import quote

import requests
from playwright.sync_api import Locator, Page, expect

PASSWORD = "a lamp for every ship"
PUBLISH = re.compile("^Publish (changes|page)$")
"""The button of the editor, of a page that is there and of a new one."""
_SECONDS = 60
_RECENT = 10 * 60
"""A password counts as recent for a quarter of an hour."""
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_numbers = count(1)


class Writer:
    """Someone who edits by sending forms, as a browser without any extras would."""

    def __init__(self, site: str):
        self.site = site
        self.session = requests.Session()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.session.close()

    def write(self, title: str, text: str, **others: str) -> int:
        """Save the text as the page's next revision, and return that one's id."""
        path = address("edit", title)
        self.send(path, {"text": text, "action": "publish", **others})
        return int(self.hidden_fields(path)["base"])

    def sign_in(self, page: Page) -> None:
        """Let a browser have the session that this account has."""
        page.context.add_cookies(
            [
                {"name": cookie.name, "value": cookie.value or "", "url": self.site}
                for cookie in self.session.cookies
            ]
        )

    def text_of(self, title: str) -> str:
        answer = self.session.get(self.site + address("raw", title), timeout=_SECONDS)
        assert answer.ok, answer.text
        return answer.text

    def send(
        self, path: str, fields: Mapping[str, str], *, status: int = 302
    ) -> requests.Response:
        """Fill in the form at the path and send it; it is answered with the status."""
        return self.post(path, {**self.hidden_fields(path), **fields}, status=status)

    def upload(self, title: str, picture: bytes, **told: str) -> None:
        """Send a picture with what is told of it, under a name that is free."""
        fields = {
            **self.hidden_fields("/upload"),
            "title": title,
            "description": "A picture.",
            "credit": "Somebody",
            "licence": "cc-by-sa-4.0",
            "alt": "A wall of one colour",
            **told,
        }
        answer = self.session.post(
            f"{self.site}/upload",
            data=fields,
            files={"file": ("picture.png", picture)},
            allow_redirects=False,
            timeout=_SECONDS,
        )
        assert answer.status_code == 302, answer.text

    def open_editor(self, title: str) -> None:
        """Have the page's editor open, so that others are told."""
        fields = self.hidden_fields(address("edit", title))
        self.post(address("editing", title), fields, status=200)

    def post(
        self, path: str, fields: Mapping[str, str], *, status: int
    ) -> requests.Response:
        answer = self.session.post(
            self.site + path, data=fields, allow_redirects=False, timeout=_SECONDS
        )
        assert answer.status_code == status, answer.text
        return answer

    def hidden_fields(self, path: str) -> dict[str, str]:
        answer = self.session.get(self.site + path, timeout=_SECONDS)
        assert answer.ok, answer.text
        return {name: unescape(value) for name, value in _HIDDEN.findall(answer.text)}


class Member(Writer):
    """Someone who made an account of their own."""

    def __init__(self, site: str):
        super().__init__(site)
        self.name = f"Member {next(_numbers)}"
        passwords = {"password1": PASSWORD, "password2": PASSWORD}
        self.send("/accounts/join", {"username": self.name, **passwords})

    def keep_draft(self, title: str, text: str, *, section: str = "") -> None:
        """Have a draft on the server, as if typed into the editor."""
        query = f"?section={section}" if section else ""
        fields = self.hidden_fields(address("edit", title) + query)
        self.post(address("draft", title), {**fields, "text": text}, status=200)


class Administrator(Writer):
    """Someone with all rights, who logs in again where a recent password is asked."""

    def __init__(self, site: str, name: str):
        super().__init__(site)
        self.name = name
        self._log_in()

    def send(
        self, path: str, fields: Mapping[str, str], *, status: int = 302
    ) -> requests.Response:
        self._keep_recent()
        return super().send(path, fields, status=status)

    def sign_in(self, page: Page) -> None:
        self._keep_recent()
        super().sign_in(page)

    def numbers_on(self, path: str, kind: str) -> list[int]:
        """Return the ids of the things of a kind that the page leads to, in order."""
        answer = self.session.get(self.site + path, timeout=_SECONDS)
        assert answer.ok, answer.text
        found = re.findall(rf'href="/{kind}/(\d+)"', answer.text)
        return [int(number) for number in dict.fromkeys(found)]

    def protect(self, title: str) -> None:
        """Let only moderators edit the page."""
        fields = {"edit": "moderator", "reason": "Edit war"}
        self.send(address("protect", title), fields)

    def _keep_recent(self) -> None:
        if time.monotonic() > self._recent_until:
            self._log_in()

    def _log_in(self) -> None:
        self._recent_until = time.monotonic() + _RECENT
        self.session.cookies.clear()
        fields = {"username": self.name, "password": PASSWORD}
        super().send("/accounts/login", fields)


def new_title(subject: str) -> str:
    """Return a title that no other test uses."""
    return f"{subject} {next(_numbers)}"


def address(verb: str, title: str) -> str:
    return f"/{verb}/{quote(title.replace(' ', '_'))}"


def sign_up(page: Page) -> str:
    """Fill in the form that the page shows, and return the new account's name."""
    name = f"Reader {next(_numbers)}"
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Create account").click()
    return name


def text_field(page: Page) -> Locator:
    # In the language of the page.
    return page.get_by_label(re.compile("^(Text|Текст)$"))


def press(page: Page, button: str | re.Pattern[str]) -> None:
    """Press a button of the page itself, not of its header."""
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()


def publish(page: Page, text: str) -> None:
    """Replace the text in the open form, and publish it."""
    text_field(page).fill(text)
    press(page, PUBLISH)


def prose(page: Page) -> Locator:
    return page.locator(".prose")


def expect_notice(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def wait_for(page: Page, is_so: Callable[[], object]) -> None:
    """Let the page go on until something is so that only Python knows."""
    for _ in range(1000):
        if is_so():
            return
        page.wait_for_timeout(20)
    raise AssertionError("waited too long")


def tab_to(page: Page, goal: Locator, *, most: int = 100) -> None:
    """Press Tab until the goal has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if goal.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never reached {goal}")
