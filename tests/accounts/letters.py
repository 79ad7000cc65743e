"""Letters that were sent, as tests read them."""

from django.core import mail
from django.core.mail import EmailMessage

from accounts.letters import wait_until_sent


def letters() -> list[EmailMessage]:
    """Return all letters of this test, when they have gone out."""
    wait_until_sent()
    return mail.outbox
