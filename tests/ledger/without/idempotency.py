"""Settings of a site on which a form's key means nothing."""

from canonica.settings import *  # noqa: F403

INSTALLED_APPS = [
    *INSTALLED_APPS,  # noqa: F405
    "tests.ledger.without.apps.WithoutIdempotency",
]
