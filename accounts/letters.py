"""Letters: the e-mails that Canonica sends, and the links in them."""

import hashlib
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import cast

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import send_mail
from django.utils.translation import gettext, gettext_noop

from accounts.limits import Limit, TooManyTries, count_try
from accounts.models import User

_TO_ONE_ADDRESS = Limit("letter to", 5, 24 * 3600)
_CONFIRM = gettext_noop(
    """\
Somebody, probably you, made the account "%(name)s" at %(site)s and gave this
address. To confirm it, open this link within 3 days and press the button there:

%(link)s

If it was not you, there is nothing to do: without that, the account is removed.
"""
)
_FORGOTTEN = gettext_noop(
    """\
Somebody, probably you, has forgotten the password of the account "%(name)s" at \
%(site)s.
To set a new one, open this link within 3 days:

%(link)s

If it was not you, there is nothing to do: the password stays as it is.
"""
)

_log = logging.getLogger("canonica.letters")

# Nobody waits for a letter to go: a mail server may be slow, and how long it took
# would tell whether there was an address to write to.
_post = ThreadPoolExecutor(max_workers=1, thread_name_prefix="letters")


class _Tokens(PasswordResetTokenGenerator):
    """Signed words that confirm the address of one account, once, within 3 days.

    They fit what the account is now: when it no longer waits, or has another address,
    they fit no more.
    """

    key_salt = "accounts.letters"

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        account = cast("User", user)
        return f"{account.pk} {account.awaits} {account.email} {timestamp}"


TOKENS = _Tokens()


def send_confirmation(account: User, link: str) -> None:
    """Send the link that confirms the address of an account, if it can be sent."""
    _send(account, gettext("Confirm your account at %(site)s"), _CONFIRM, link)


def send_password_link(account: User, link: str) -> None:
    """Send the link with which a new password can be set, if it can be sent."""
    _send(account, gettext("Your password at %(site)s"), _FORGOTTEN, link)


def wait_until_sent() -> None:
    """Return when all letters so far have gone out, or could not."""
    _post.submit(int).result()


def _send(account: User, subject: str, words: str, link: str) -> None:
    """Post a letter in the language spoken now; it goes out in a moment.

    One address gets at most five a day, whoever asks for them; nobody is told whether
    one was sent, which would tell something about the address.
    """
    named = {"name": account.username, "site": settings.CANONICA_NAME, "link": link}
    try:
        count_try(_TO_ONE_ADDRESS, _digest(account.email))
    except TooManyTries:
        _log.warning("Account %s gets no more letters today.", account.pk)
        return
    _post.submit(_deliver, account, subject % named, gettext(words) % named)


def _deliver(account: User, subject: str, message: str) -> None:
    try:
        send_mail(subject, message, from_email=None, recipient_list=[account.email])
    except Exception:  # noqa: BLE001 - nobody else would hear of it
        _log.exception("The letter to account %s was not sent.", account.pk)


def _digest(address: str) -> str:
    """Return what limits remember of an address: nothing that one could write to."""
    return hashlib.sha256(address.strip().casefold().encode()).hexdigest()
