"""Settings of the tests: as in production, but for what only costs time there."""

from canonica.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "django_linear_migrations"]  # noqa: F405
# Most tests are about edits, and few about waiting for a reviewer.
CANONICA_UNREGISTERED_EDITS = "publish"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
