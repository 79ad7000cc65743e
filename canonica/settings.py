"""Settings: what differs between installations is read from the environment."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from canonica.languages import SPOKEN, ContentLanguage
from canonica.logs import logging_settings
from canonica.mail import MailServer
from canonica.postgres import EmbeddedPostgres

BASE_DIR = Path(__file__).resolve().parent.parent


def _text(name: str, default: str) -> str:
    return os.environ.get(name, default).strip()


def _number(name: str, default: int) -> int:
    value = _text(name, str(default))
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name} has to be a whole number, not {value!r}.")
    return int(value)


def _is_on(name: str) -> bool:
    return _text(name, "").lower() in {"1", "true", "yes", "on"}


def _factor(name: str, default: int) -> int:
    """A number by which something is multiplied, or "off", which is kept as 0."""
    value = _text(name, str(default)).lower()
    if value == "off":
        return 0
    if not (value.isascii() and value.isdecimal() and int(value)):
        raise ImproperlyConfigured(
            f"{name} has to be off or a whole number above 0, not {value!r}."
        )
    return int(value)


def _list(name: str, default: str) -> list[str]:
    return [part.strip() for part in _text(name, default).split(",") if part.strip()]


def _secret_key(data: Path) -> str:
    """The key from the environment, or one made once and kept with the data."""
    if key := _text("CANONICA_SECRET_KEY", ""):
        return key
    path = data / "secret_key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=data) as made:  # readable by its owner only
            made.write(secrets.token_urlsafe(50))
            made.flush()
            # Whole or not at all, and whoever comes second takes the first one's.
            with suppress(FileExistsError):
                os.link(made.name, path)
    return path.read_text()


# What an operator chooses; README.md lists these with their meaning.

CANONICA_NAME = _text("CANONICA_NAME", "Canonica AI")
CANONICA_LANGUAGE = _text("CANONICA_LANGUAGE", "en")
CANONICA_DATA = Path(_text("CANONICA_DATA", str(BASE_DIR / ".data"))).absolute()
CANONICA_UNREGISTERED_EDITS = _text("CANONICA_UNREGISTERED_EDITS", "hold")
CANONICA_FEATURED_ARTICLE = _text("CANONICA_FEATURED_ARTICLE", "Secret Speech")
CANONICA_SIGN_UP = _text("CANONICA_SIGN_UP", "open")
CANONICA_EMAIL_URL = _text("CANONICA_EMAIL_URL", "")
CANONICA_EMAIL_FROM = _text("CANONICA_EMAIL_FROM", "canonica@localhost")
CANONICA_SIGNUPS_PER_HOUR = _number("CANONICA_SIGNUPS_PER_HOUR", 40)
CANONICA_TEMPORARY_ACCOUNTS_PER_HOUR = _number(
    "CANONICA_TEMPORARY_ACCOUNTS_PER_HOUR", 100
)
CANONICA_TEMPORARY_ACCOUNTS_PER_MINUTE = _number(
    "CANONICA_TEMPORARY_ACCOUNTS_PER_MINUTE", 120
)
CANONICA_NEWCOMER_EDITS_PER_MINUTE = _number("CANONICA_NEWCOMER_EDITS_PER_MINUTE", 300)
CANONICA_LIMITS = _factor("CANONICA_LIMITS", 5)
CANONICA_CHANGES_PER_SECOND = _number("CANONICA_CHANGES_PER_SECOND", 10)
CANONICA_PROPOSALS_WAITING = _number("CANONICA_PROPOSALS_WAITING", 50)
CANONICA_TRUSTED_AFTER = _number("CANONICA_TRUSTED_AFTER", 20)
CANONICA_TRUSTED_AFTER_DAYS = _number("CANONICA_TRUSTED_AFTER_DAYS", 14)
CANONICA_MEDIA = Path(_text("CANONICA_MEDIA", str(CANONICA_DATA / "media"))).absolute()
CANONICA_MEDIA_HOST = _text("CANONICA_MEDIA_HOST", "").lower()
CANONICA_MAX_UPLOAD_BYTES = _number("CANONICA_MAX_UPLOAD_BYTES", 16 * 1024 * 1024)
CANONICA_SHELF_MEGABYTES = _number("CANONICA_SHELF_MEGABYTES", 64)
CANONICA_COSTLY_PAGES_PER_MINUTE = _number("CANONICA_COSTLY_PAGES_PER_MINUTE", 600)
CANONICA_TRUSTED_PROXIES = _number("CANONICA_TRUSTED_PROXIES", 0)
CANONICA_HTTPS = _is_on("CANONICA_HTTPS")

# Told by the web server: how many requests each of its processes works on at once.
CANONICA_THREADS = _number("CANONICA_THREADS", 4)

# Django

DEBUG = _is_on("CANONICA_DEBUG")
SECRET_KEY = _secret_key(CANONICA_DATA)
SECRET_KEY_FALLBACKS = _list("CANONICA_SECRET_KEY_FALLBACKS", "")
ALLOWED_HOSTS = _list("CANONICA_HOSTS", "localhost,127.0.0.1,[::1]")
if CANONICA_MEDIA_HOST:
    ALLOWED_HOSTS.append(CANONICA_MEDIA_HOST.partition(":")[0])
CSRF_TRUSTED_ORIGINS = _list("CANONICA_ORIGINS", "")
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
ROOT_URLCONF = "canonica.urls"
WSGI_APPLICATION = "canonica.wsgi.application"
APPEND_SLASH = False

INSTALLED_APPS = [
    "canonica",
    "moderation",
    "search",
    "articles",
    "accounts",
    "markdownx",
    "canonica.administration.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "canonica.speaking.speak_to_the_reader",
    "canonica.middleware.log_requests",
    "canonica.middleware.add_security_headers",
    "canonica.compression.compress_public_pages",
    "canonica.robots.tell_robots",
    "canonica.middleware.keep_media_apart",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "canonica.middleware.answer_when_unavailable",
    "canonica.crowds.asking.answer_refused",
    "canonica.middleware.refuse_bursts",
    "canonica.crowds.asking.take_a_desk",
    "canonica.middleware.refuse_while_read_only",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "canonica.crowds.asking.tell_who_asked",
    "canonica.shelf.members.keep_for_members",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "canonica.composing.loader.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.i18n",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.appearance.appearance",
                "canonica.context.site",
                "moderation.context.moderation",
            ],
        },
    },
]

# The database: the server DATABASE_URL names, or our own in CANONICA_DATA.

EMBEDDED_POSTGRES = (
    None if os.environ.get("DATABASE_URL") else EmbeddedPostgres(CANONICA_DATA)
)


def _database() -> Any:
    """The database of commands and of the job worker, who own what is in it."""
    if EMBEDDED_POSTGRES is not None:
        return EMBEDDED_POSTGRES.database_settings
    return dj_database_url.parse(os.environ["DATABASE_URL"])


def _database_of_web() -> Any:
    """The same database, for an account that cannot change histories and logs."""
    if EMBEDDED_POSTGRES is not None:
        return EMBEDDED_POSTGRES.web_database_settings
    address = _text("WEB_DATABASE_URL", "") or os.environ["DATABASE_URL"]
    return dj_database_url.parse(address)


# Set by canonica.wsgi, and by nothing else.
_DATABASE = _database_of_web() if _is_on("CANONICA_IS_WEB") else _database()
CANONICA_WEB_ROLE = _database_of_web()["USER"]
DATABASES = {
    "default": {
        **_DATABASE,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            # Timeouts shrink inwards: a lock is given up before its statement is.
            "options": "-c lock_timeout=8s -c statement_timeout=15s"
            " -c idle_in_transaction_session_timeout=20s",
            **_DATABASE.get("OPTIONS", {}),
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.visitors.Backend"]
SESSION_ENGINE = "accounts.visitors"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation." + name, "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 10},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "/accounts/login"
LOGIN_REDIRECT_URL = "/"

# Within so many seconds a new account's e-mail address has to be confirmed.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

# E-mail: the server CANONICA_EMAIL_URL names; without one, letters go to the log.

_MAIL = MailServer.parse(CANONICA_EMAIL_URL)
EMAIL_BACKEND = _MAIL.backend
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.scheme == "smtp+tls", _MAIL.scheme == "smtps"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CANONICA_EMAIL_FROM

# Editing

EDIT_CHECKS = [
    "articles.policy.check_author",
    "articles.policy.check_blocks",
    "articles.policy.check_namespace",
    "articles.policy.check_text",
    "moderation.listed.check_new_title",
    "moderation.listed.check_links",
    "moderation.holding.hold_if_needed",
]
# What the job worker does besides what articles leave behind.
JOB_HANDLERS = {"weigh-trust": "moderation.trust.weigh"}
# django-markdownx gives the field and its widget; the preview is our own view.
MARKDOWNX_URLS_PATH = "/preview"
MARKDOWNX_MARKDOWNIFY_FUNCTION = "articles.reading.preview_of"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["articles.receiving.OnePicture"]

# Language and time: articles are in CANONICA_LANGUAGE, and so is what Canonica says,
# if it speaks it; each reader may choose another of those it speaks. UTC.

CONTENT_LANGUAGE = ContentLanguage.parse(CANONICA_LANGUAGE)

LANGUAGES = list(SPOKEN.items())
LANGUAGE_CODE = CONTENT_LANGUAGE.spoken
LOCALE_PATHS = [BASE_DIR / "canonica" / "locale"]
FORMAT_MODULE_PATH = "canonica.formats"
USE_TZ = True
TIME_ZONE = "UTC"

# Files

FIXTURE_DIRS = [BASE_DIR / "fixtures"]
STATIC_URL = "/static/"
STATIC_ROOT = CANONICA_DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "canonica.static_files.StaticFiles"},
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "woff2", "gz", "br"]

# Security: canonica.middleware adds the content security policy.

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = CANONICA_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if CANONICA_HTTPS else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https")
    if CANONICA_HTTPS and CANONICA_TRUSTED_PROXIES
    else None
)
SECURE_REDIRECT_EXEMPT = ["^livez$", "^readyz$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Our own middleware denies frames, on responses of other middleware too.
SILENCED_SYSTEM_CHECKS = ["security.W002"]
CSRF_FAILURE_VIEW = "canonica.errors.csrf_failure"

CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": name,
        "OPTIONS": {"MAX_ENTRIES": most},
    }
    # Those who search are counted apart, so that they push out nothing else; and of
    # pages with their authors marked, or as they were, only some are remembered: they
    # can be large.
    for name, most in (
        ("default", 300),
        ("limits", 20_000),
        ("marked", 30),
        ("past", 60),
    )
}
LOGGING = logging_settings(_text("CANONICA_LOG_FORMAT", "text"))
