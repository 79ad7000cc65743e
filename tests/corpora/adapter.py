"""Canonica as the tools of the corpora want it: how to save, where to look.

The tools load this file by its path and call its functions. The server has to
trust one proxy: with that each request to an account's door comes from another
network, so that the limits on trying do not hide what lies behind them.
"""

import os
import re
from functools import cache
from itertools import count
from typing import Any
from urllib.parse import quote, urlsplit

import requests

PASSWORD = "correct horse battery"
_OWN_ADDRESS = re.compile(
    rb'(<form [^<>]*action="/(?:edit|restore|undo|wiki)/)[\w.]+'
    # What a page tells machines of itself, as we write it: if something gets out of
    # its quotation marks, it is not this any more.
    rb'|<link rel="canonical" href="[^"<>]*">'
    rb'|<link rel="alternate" type="[\w/+]*" title="[^"<>]*" href="[^"<>]*">'
    rb'|<meta (?:name|property)="(?:description|(?:og|twitter):\w+)" content="[^"<>]*">'
)
_APPEARANCE = {"theme": "dark", "size": "large", "width": "wide"}
_JOIN_EVERY = 4
_LOOK_AT_LISTS_EVERY = 20
_numbers, _tries, _looks = count(1), count(), count()


class Browser(requests.Session):
    """A session that sends the CSRF token with each form, and can be anywhere."""

    def request(  # type: ignore[override]
        self, method: str, url: str, **options: Any
    ) -> requests.Response:
        """Send a request as a person's browser would."""
        if method == "POST":
            base = "{0.scheme}://{0.netloc}".format(urlsplit(url))
            token = self.cookies.get("csrftoken") or self._fetch_token(base)
            options["data"] = {
                **options.get("data", {}),
                "csrfmiddlewaretoken": token,
            }
            options["headers"] = {"X-Forwarded-For": _next_address()}
        response = super().request(method, url, **options)
        if method == "POST" and "/accounts/" in urlsplit(url).path:
            _demand_redirect(response)
        # The tool compares each page with one of another title: only what an
        # article's text adds shall differ, not where the page's own forms lead.
        response._content = _OWN_ADDRESS.sub(rb"\1", response.content)
        return response

    def _fetch_token(self, base: str) -> str:
        self.get(base + "/accounts/login")
        return str(self.cookies["csrftoken"])


def session() -> Browser:
    """Return a browser; it is signed in with the first thing that it saves."""
    return Browser()


def save(browser: Browser, base: str, title: str, text: str) -> requests.Response:
    """Publish the text in two edits, so that there is something to compare."""
    if "sessionid" not in browser.cookies:
        browser.post(f"{base}/accounts/login", data=_member(base))
    address = f"{base}/edit/{_quote(title)}"
    browser.post(address, data=_edit("", "Before."), allow_redirects=False)
    form = browser.get(address).text
    response = browser.post(address, data=_edit(form, text))
    if response.status_code in {403, 404, 409, 429}:
        raise RuntimeError(f"{response.url} answered {response.status_code}")
    return response


def surfaces(base: str, title: str) -> dict[str, str]:
    """Return every address where an article, or a part of it, is shown.

    Lists show the newest fifty edits, so looking at them now and then shows all.
    """
    slug = quote(title.replace(" ", "_"))
    newest, oldest = _revisions(base, slug)
    author = _member(base)["username"].replace(" ", "_")
    lists = {
        "recent": f"{base}/recent",
        "contributions": f"{base}/contributions/{author}",
    }
    return {
        "view": f"{base}/wiki/{slug}",
        "raw": f"{base}/raw/{slug}",
        "history": f"{base}/history/{slug}",
        "difference": f"{base}/diff/{oldest}/{newest}",
        "revision": f"{base}/revision/{newest}",
        "restore": f"{base}/restore/{oldest}",
        "undo": f"{base}/undo/{newest}",
        "links": f"{base}/links/{slug}",
        "search": f"{base}/search?q={quote(title)}",
        "edit": f"{base}/edit/{slug}",
        **(lists if next(_looks) % _LOOK_AT_LISTS_EVERY == 0 else {}),
    }


def title_url(base: str, title: str) -> str:
    """Return where a page with this title would be read."""
    return f"{base}/wiki/{_quote(title)}"


def redirect_urls(
    base: str, after: str
) -> list[tuple[str, str, dict[str, str] | None]]:
    """Return every request that may lead somewhere else afterwards.

    Signing up is slow on purpose, so it is tried with one address in four.
    """
    query = f"?next={_quote(after)}"
    doors = [
        f"{base}/accounts/{name}" for name in ("join", "login", "logout", "preferences")
    ]
    join, login, logout, preferences = doors
    requests_to_make: list[tuple[str, str, dict[str, str] | None]] = [
        ("GET", login + query, None),
        ("GET", logout + query, None),
        ("POST", login, {**_member(base), "next": after}),
        ("POST", logout, {"next": after}),
        ("POST", logout + query, {}),
        ("POST", preferences, {**_APPEARANCE, "next": after}),
    ]
    if next(_tries) % _JOIN_EVERY == 0:
        requests_to_make.append(("POST", join, {**_account(), "next": after}))
    return requests_to_make


def _edit(form: str, text: str) -> dict[str, str]:
    """Return the form filled in: the text is its own summary, too."""
    return {
        "text": text,
        "summary": " ".join(text.split())[:400],
        "base": _field(form, "base"),
        "key": _field(form, "key"),
        "action": "publish",
    }


def _field(form: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', form)
    return found[1] if found else ""


def _revisions(base: str, slug: str) -> tuple[str, str]:
    """Return the numbers of a page's newest and oldest revisions."""
    history = requests.get(f"{base}/history/{slug}", timeout=30).text
    numbers = re.findall(r'href="/revision/(\d+)"', history)
    return numbers[0], numbers[-1]


@cache
def _member(base: str) -> dict[str, str]:
    """Sign somebody up, once, and return what they log in with."""
    account = _account()
    Browser().post(f"{base}/accounts/join", data=account, allow_redirects=False)
    return {"username": account["username"], "password": PASSWORD}


def _account() -> dict[str, str]:
    name = f"Corpus editor {next(_numbers)} of {os.getpid()}"
    return {"username": name, "password1": PASSWORD, "password2": PASSWORD}


def _next_address() -> str:
    number = next(_numbers)
    return f"10.{number // 256 % 256}.{number % 256}.1"


def _demand_redirect(response: requests.Response) -> None:
    """Raise RuntimeError for an answer that leads nowhere: it would prove nothing."""
    if 302 not in {
        response.status_code,
        *(part.status_code for part in response.history),
    }:
        raise RuntimeError(f"{response.url} answered {response.status_code}")


def _quote(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")
