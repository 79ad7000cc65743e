"""Settings of the tests: as in production, but for what only costs time there."""

from canonica.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "django_linear_migrations"]  # noqa: F405
# Most tests are about edits, and few about waiting for a reviewer.
CANONICA_UNREGISTERED_EDITS = "publish"
# Everything is counted, but only tests of limits reach one.
CANONICA_LIMITS = 1000
CANONICA_TEMPORARY_ACCOUNTS_PER_MINUTE = CANONICA_NEWCOMER_EDITS_PER_MINUTE = 1000
# A test is faster than people.
CANONICA_CHANGES_PER_SECOND = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
