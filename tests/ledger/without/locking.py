"""Settings of a site on which an article's row is not locked while it is saved."""

from canonica.settings import *  # noqa: F403

INSTALLED_APPS = [
    *INSTALLED_APPS,  # noqa: F405
    "tests.ledger.without.apps.WithoutLocking",
]
