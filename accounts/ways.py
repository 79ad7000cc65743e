"""Ways: how one gets an account here, as ``CANONICA_SIGN_UP`` says."""

from django.conf import settings
from django.db.models import TextChoices


class Way(TextChoices):
    """How one gets an account."""

    OPEN = "open", "at once"
    EMAIL = "email", "by confirming an e-mail address"
    APPROVAL = "approval", "when a moderator approves it"
    INVITATION = "invitation", "with an invitation"
    CLOSED = "closed", "not at all"


def way() -> Way:
    """Return how one gets an account here. A system check keeps nonsense out."""
    return Way(settings.CANONICA_SIGN_UP)
