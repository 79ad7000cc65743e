"""Editors: what a person with a browser does, and writes down meanwhile."""

import html
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from hashlib import sha256
from pathlib import Path

import requests
from requests.cookies import RequestsCookieJar

from tests.ledger.journal import Answer, Intent, Ledger, Manner
from tests.ledger.page import (
    MOTTO,
    NOBODY,
    Page,
    cleared,
    mark_of,
    marks_in,
    speaker,
    with_mark,
)

PATIENCE = 60.0
_PAUSE = 0.1
# Long enough for the request to be sent, too short for the answer.
_HANGING_UP = 0.02
_TOO_LONG = "x" * 600
_PASSWORD = "correct horse battery"
_FIELD = re.compile(r'name="(base|key|csrfmiddlewaretoken)" value="([^"]*)"')
_TEXT = re.compile(r'<textarea [^>]*name="text"[^>]*>\n?(.*?)</textarea>', re.DOTALL)
_TOLD = re.compile(r'<a href="/diff/(\d+)">View your change')


class Kind(Enum):
    """Who an editor is to the site."""

    MEMBER = auto()
    REGULAR = auto()
    """Has no account, and keeps the cookie of a temporary one."""
    NEWCOMER = auto()
    """Has no account, and comes without cookies each time."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form, opened and filled in: sent again, it is the same form."""

    intent: Intent
    fields: dict[str, str]
    cookies: RequestsCookieJar


class Editor:
    """Somebody who edits one page, and keeps a ledger of it."""

    def __init__(self, number: int, kind: Kind, page: Page, folder: Path):
        self.number = number
        self.kind = kind
        self.page = page
        self.ledger = Ledger(folder / f"{number:03}.jsonl")
        self.session = _browser()
        self._last_acknowledged = ""

    def join(self) -> None:
        """Create an account, if this editor is to have one."""
        if self.kind is not Kind.MEMBER:
            return
        address = f"{self.page.site}/accounts/join"
        fields = _fields(self.session.get(address, timeout=PATIENCE).text)
        name = f"Editor {self.number} of {self.page.title}"
        sent = {**fields, "username": name}
        sent |= {"password1": _PASSWORD, "password2": _PASSWORD}
        answer = self.session.post(
            address, data=sent, allow_redirects=False, timeout=PATIENCE
        )
        assert answer.status_code == 302, answer.text

    def open_form(self, round_number: int, manner: Manner) -> Form:
        """Open the page's form, and fill it in."""
        if self.kind is Kind.NEWCOMER:
            self.session = _browser()
        shown = self._fetch_form()
        for revision in _TOLD.findall(shown):
            self.ledger.told(self._last_acknowledged, int(revision))
        fields, mark = _fields(shown), mark_of(round_number, self.number)
        fields |= {
            "text": self._edited(shown, mark, manner),
            "summary": mark if manner is not Manner.HASTY else mark + _TOO_LONG,
            "action": "publish",
        }
        intent = Intent(
            mark=mark,
            key=fields["key"],
            title=self.page.title,
            base=int(fields["base"]) if fields.get("base") else None,
            sha256=sha256(fields["text"].encode()).hexdigest(),
            manner=manner,
            round_number=round_number,
        )
        return Form(intent, fields, self.session.cookies.copy())

    def send(self, form: Form) -> None:
        """Send the form until there is an answer, and write it down."""
        self.ledger.intend(form.intent)
        cookies, answer = self._post_patiently(form)
        outcome = _outcome(answer)
        seen = marks_in(answer.text) if answer.status_code != 302 else ()
        self.ledger.answered(form.intent.mark, outcome, answer.status_code, seen)
        self.session.cookies.update(cookies)
        if outcome is Answer.ACKNOWLEDGED:
            self._last_acknowledged = form.intent.mark

    def send_unheard(self, form: Form) -> None:
        """Send the form, and behave as if the answer had not come."""
        self.ledger.intend(form.intent)
        _, answer = self._post_patiently(form)
        self.ledger.answered(form.intent.mark, Answer.NONE, answer.status_code)

    def hang_up(self, form: Form) -> None:
        """Send the form, and don't wait for the answer."""
        self.ledger.intend(form.intent)
        with _browser() as browser, suppress(requests.RequestException):
            self._post(form, browser, (PATIENCE, _HANGING_UP))
        self.ledger.answered(form.intent.mark, Answer.NONE, 0)

    def hang_up_and_send(self, form: Form) -> None:
        """Lose the connection, and try again at once."""
        self.hang_up(form)
        self.send(form)

    def _fetch_form(self) -> str:
        """Return the page's form; an answer of the server that is none is noted."""

        def ask() -> requests.Response:
            answer = self.session.get(self.page.form, timeout=PATIENCE)
            if answer.status_code != 200:
                self.ledger.answered("", Answer.FAILED, answer.status_code)
                raise requests.RequestException(f"{answer.status_code}")
            return answer

        return _patiently(ask).text

    def _edited(self, shown: str, mark: str, manner: Manner) -> str:
        if manner is Manner.STEWARD:
            return cleared(self.page.editors, mark)
        found = _TEXT.search(shown)
        text = html.unescape(found[1]) if found else ""
        me = speaker(self.number)
        if manner is Manner.MOTTO:
            return with_mark(text, mark, says=MOTTO, repeats=me)
        if manner is Manner.GONE:
            return with_mark(text, mark, says=NOBODY, repeats=NOBODY)
        return with_mark(text, mark, says=me, repeats=me)

    def _post_patiently(
        self, form: Form
    ) -> tuple[RequestsCookieJar, requests.Response]:
        def ask() -> requests.Response:
            try:
                return self._post(form, browser, (PATIENCE, PATIENCE))
            except requests.RequestException:
                self.ledger.answered(form.intent.mark, Answer.NONE, 0)
                raise

        with _browser() as browser:
            answer = _patiently(ask)
            return browser.cookies, answer

    def _post(
        self, form: Form, browser: requests.Session, patience: tuple[float, float]
    ) -> requests.Response:
        browser.cookies.update(form.cookies)
        return browser.post(
            self.page.form, data=form.fields, allow_redirects=False, timeout=patience
        )


def fetch(address: str) -> str:
    """Return what the site answers in the end; an error page has no marks in it."""
    with _browser() as browser:
        answer = _patiently(lambda: browser.get(address, timeout=PATIENCE))
        answer.encoding = "utf-8"
        return answer.text


def _browser() -> requests.Session:
    browser = requests.Session()
    # The site is on this computer: no proxy is asked, and none could be.
    browser.trust_env = False
    return browser


def _patiently(ask: Callable[[], requests.Response]) -> requests.Response:
    """Ask until there is an answer, as one does whose connection comes and goes."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except requests.RequestException:
            if time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)


def _outcome(answer: requests.Response) -> Answer:
    if answer.status_code >= 500:
        return Answer.FAILED
    known = {302: Answer.ACKNOWLEDGED, 409: Answer.CONFLICT}
    return known.get(answer.status_code, Answer.REFUSED)


def _fields(shown: str) -> dict[str, str]:
    return dict(_FIELD.findall(shown))
