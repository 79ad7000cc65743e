"""The administration, as a moderator uses it: choose rows, look, confirm."""

from typing import Any

from tests.articles.pages import form_of

ADDRESSES = {
    "article": "/admin/articles/article/",
    "revision": "/admin/articles/revision/",
    "patrol": "/admin/articles/patrol/",
    "account": "/admin/accounts/user/",
    "block": "/admin/accounts/block/",
    "appeal": "/admin/accounts/appeal/",
    "proposal": "/admin/moderation/heldedit/",
    "report": "/admin/moderation/report/",
}


def begin(browser: Any, table: str, act: str, *rows: Any) -> Any:
    """Choose rows and an act in the list."""
    sent = {"action": act, "_selected_action": [row.pk for row in rows], "index": "0"}
    return browser.post(ADDRESSES[table], sent)


def confirm(browser: Any, table: str, shown: Any, *rows: Any, **fields: Any) -> Any:
    """Fill in what the page of an act asks, and press its button."""
    sent: dict[str, Any] = form_of(shown) | fields
    sent["_selected_action"] = [row.pk for row in rows]
    return browser.post(ADDRESSES[table], sent)


def act_on(browser: Any, table: str, act: str, *rows: Any, **fields: Any) -> Any:
    """Do an act as somebody does who looks first."""
    shown = begin(browser, table, act, *rows)
    assert shown.status_code == 200
    return confirm(browser, table, shown, *rows, **fields)


def forge(browser: Any, table: str, act: str, *rows: Any, **fields: Any) -> Any:
    """Send what the page of an act would send, without having seen it."""
    sent = {"action": act, "confirmed": "yes", **fields}
    sent["_selected_action"] = [row.pk for row in rows]
    return browser.post(ADDRESSES[table], sent)
