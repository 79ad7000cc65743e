"""What people send to the doors of accounts."""

import time
from typing import Any

from accounts.pace import stamp
from tests.makers import PASSWORD

JOIN = "/accounts/join"
LOG_IN = "/accounts/login"
LOG_OUT = "/accounts/logout"


def opened_a_minute_ago() -> str:
    """Return what the sign-up form carries that somebody took a minute to fill in."""
    return stamp(time.time() - 60)


def join(client, name: str = "Ada", *, headers: Any = None, **fields: Any):
    """Send the sign-up form as a browser does, hidden fields and all."""
    sent = {
        "username": name,
        "password1": PASSWORD,
        "password2": PASSWORD,
        "website": "",
        "opened": opened_a_minute_ago(),
        "next": "/",
    }
    return client.post(JOIN, sent | fields, headers=headers)


def log_in(client, name: str = "Ada", password: str = PASSWORD, **fields: Any):
    """Send the form for logging in."""
    return client.post(LOG_IN, {"username": name, "password": password, **fields})


def account_of(client) -> str | None:
    """Return the id of the account that the client is signed in to."""
    account: str | None = client.session.get("_auth_user_id")
    return account
