"""What people send to the doors of accounts."""

from typing import Any

from tests.makers import PASSWORD

JOIN = "/accounts/join"
LOG_IN = "/accounts/login"
LOG_OUT = "/accounts/logout"


def join(client, name: str = "Ada", **fields: Any):
    """Send the sign-up form as a browser does, hidden fields and all."""
    sent = {
        "username": name,
        "password1": PASSWORD,
        "password2": PASSWORD,
        "website": "",
        "next": "/",
    }
    return client.post(JOIN, sent | fields)


def log_in(client, name: str = "Ada", password: str = PASSWORD, **fields: Any):
    """Send the form for logging in."""
    return client.post(LOG_IN, {"username": name, "password": password, **fields})


def account_of(client) -> str | None:
    """Return the id of the account that the client is signed in to."""
    account: str | None = client.session.get("_auth_user_id")
    return account
