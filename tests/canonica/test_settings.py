"""Settings: what the environment says is understood, and nonsense is refused."""

import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

_PRINT = """
import json, sys
from canonica import settings
values = {name: getattr(settings, name) for name in sys.argv[1:]}
print(json.dumps(values, default=str))
"""


@pytest.fixture
def start(tmp_path):
    """Start Canonica's settings with an environment of nothing but these variables."""

    def start(*names: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", _PRINT, *names],
            cwd=ROOT,
            env={"CANONICA_DATA": str(tmp_path / "data"), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return start


@pytest.fixture
def settings_of(start):
    """Return the settings of these names, with these variables in the environment."""

    def settings_of(*names: str, **environment: str) -> dict[str, Any]:
        started = start(*names, **environment)
        assert started.returncode == 0, started.stderr
        values: dict[str, Any] = json.loads(started.stdout)
        return values

    return settings_of


def test_without_an_environment_it_is_safe_and_local(settings_of):
    expected = {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
        "CSRF_TRUSTED_ORIGINS": [],
        "SECRET_KEY_FALLBACKS": [],
        "CANONICA_NAME": "Canonica AI",
        "CANONICA_UNREGISTERED_EDITS": "hold",
        "CANONICA_FEATURED_ARTICLE": "Secret Speech",
        "CANONICA_SIGN_UP": "open",
        "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
        "CANONICA_SIGNUPS_PER_HOUR": 40,
        "CANONICA_TEMPORARY_ACCOUNTS_PER_HOUR": 100,
        "CANONICA_TEMPORARY_ACCOUNTS_PER_MINUTE": 120,
        "CANONICA_NEWCOMER_EDITS_PER_MINUTE": 300,
        "CANONICA_LIMITS": 5,
        "CANONICA_TRUSTED_PROXIES": 0,
        "CANONICA_HTTPS": False,
        "SESSION_COOKIE_HTTPONLY": True,
        "SECURE_HSTS_SECONDS": 0,
        "SECURE_SSL_REDIRECT": False,
        "SECURE_PROXY_SSL_HEADER": None,
    }

    assert settings_of(*expected) == expected


def test_what_an_operator_says_is_done(settings_of):
    said = {
        "CANONICA_NAME": " Our Wiki ",
        "CANONICA_UNREGISTERED_EDITS": "refuse",
        "CANONICA_FEATURED_ARTICLE": "Ada Lovelace",
        "CANONICA_SIGN_UP": " invitation ",
        "CANONICA_EMAIL_FROM": "wiki@wiki.example",
        "CANONICA_SIGNUPS_PER_HOUR": "3",
        "CANONICA_TEMPORARY_ACCOUNTS_PER_HOUR": " 0 ",
        "CANONICA_LIMITS": " Off ",
        "CANONICA_TRUSTED_PROXIES": "2",
        "CANONICA_HOSTS": " wiki.example , www.wiki.example,, ",
        "CANONICA_ORIGINS": "https://wiki.example",
        "CANONICA_SECRET_KEY": "new",
        "CANONICA_SECRET_KEY_FALLBACKS": "old,older",
        "CANONICA_DEBUG": "1",
    }
    expected = {
        "CANONICA_NAME": "Our Wiki",
        "CANONICA_UNREGISTERED_EDITS": "refuse",
        "CANONICA_FEATURED_ARTICLE": "Ada Lovelace",
        "CANONICA_SIGN_UP": "invitation",
        "DEFAULT_FROM_EMAIL": "wiki@wiki.example",
        "CANONICA_SIGNUPS_PER_HOUR": 3,
        "CANONICA_TEMPORARY_ACCOUNTS_PER_HOUR": 0,
        "CANONICA_LIMITS": 0,
        "CANONICA_TRUSTED_PROXIES": 2,
        "ALLOWED_HOSTS": ["wiki.example", "www.wiki.example"],
        "CSRF_TRUSTED_ORIGINS": ["https://wiki.example"],
        "SECRET_KEY": "new",
        "SECRET_KEY_FALLBACKS": ["old", "older"],
        "DEBUG": True,
    }

    assert settings_of(*expected, **said) == expected


@pytest.mark.parametrize(
    ("url", "port", "uses_tls", "uses_ssl"),
    [
        ("smtp://wiki:p%40ss@mail.example", 25, False, False),
        ("smtp+tls://wiki:p%40ss@mail.example", 587, True, False),
        ("smtps://wiki:p%40ss@mail.example", 465, False, True),
        ("smtp+tls://wiki:p%40ss@mail.example:2525", 2525, True, False),
    ],
)
def test_a_mail_server_is_named_by_one_address(
    settings_of, url, port, uses_tls, uses_ssl
):
    expected = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "wiki",
        "EMAIL_HOST_PASSWORD": "p@ss",
        "EMAIL_USE_TLS": uses_tls,
        "EMAIL_USE_SSL": uses_ssl,
    }

    assert settings_of(*expected, CANONICA_EMAIL_URL=url) == expected


@pytest.mark.parametrize(
    "url",
    ["mail.example", "http://u:secret@mail.example", "smtp://", "smtp://u:secret@h:x"],
)
def test_an_address_that_names_no_mail_server_is_refused(start, url):
    started = start("EMAIL_HOST", CANONICA_EMAIL_URL=url)

    assert started.returncode != 0
    assert "CANONICA_EMAIL_URL has to be such as smtp+tls://" in started.stderr
    assert "secret" not in started.stderr.partition("ImproperlyConfigured")[2]


@pytest.mark.parametrize("word", ["1", "true", "True", " YES ", "on"])
def test_https_switches_all_of_it_on(settings_of, word):
    expected = {
        "CANONICA_HTTPS": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_PROXY_SSL_HEADER": None,
    }

    assert settings_of(*expected, CANONICA_HTTPS=word) == expected


@pytest.mark.parametrize("word", ["", "0", "false", "no", "off", "maybe"])
def test_other_words_leave_https_off(settings_of, word):
    values = settings_of("CANONICA_HTTPS", CANONICA_HTTPS=word)

    assert values == {"CANONICA_HTTPS": False}


def test_a_proxy_is_believed_about_https_only_if_it_is_trusted(settings_of):
    values = settings_of(
        "SECURE_PROXY_SSL_HEADER", CANONICA_HTTPS="1", CANONICA_TRUSTED_PROXIES="1"
    )

    assert values == {"SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"]}


@pytest.mark.parametrize("value", ["0", "-1", "none", "1.5", "", "²"])
def test_limits_are_multiplied_or_off(start, value):
    started = start("CANONICA_LIMITS", CANONICA_LIMITS=value)

    assert started.returncode == 1
    assert started.stderr.strip().endswith(
        "ImproperlyConfigured: CANONICA_LIMITS has to be off or a whole number "
        f"above 0, not {value!r}."
    )


@pytest.mark.parametrize(
    "name",
    [
        "CANONICA_SIGNUPS_PER_HOUR",
        "CANONICA_TEMPORARY_ACCOUNTS_PER_HOUR",
        "CANONICA_TEMPORARY_ACCOUNTS_PER_MINUTE",
        "CANONICA_NEWCOMER_EDITS_PER_MINUTE",
        "CANONICA_TRUSTED_PROXIES",
    ],
)
@pytest.mark.parametrize("value", ["many", "-1", "1.5", "", "²"])
def test_what_is_no_number_is_refused_by_name(start, name, value):
    started = start(name, **{name: value})

    last_line = started.stderr.strip().splitlines()[-1]
    assert started.returncode == 1
    assert last_line == (
        "django.core.exceptions.ImproperlyConfigured: "
        f"{name} has to be a whole number, not {value!r}."
    )


def test_a_secret_key_is_made_once_and_for_the_owner_only(settings_of, tmp_path):
    first = settings_of("SECRET_KEY")
    second = settings_of("SECRET_KEY")

    path = tmp_path / "data" / "secret_key"
    assert first == second == {"SECRET_KEY": path.read_text()}
    assert len(first["SECRET_KEY"]) > 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_installation_has_another_secret_key(settings_of, tmp_path):
    here = settings_of("SECRET_KEY")
    there = settings_of("SECRET_KEY", CANONICA_DATA=str(tmp_path / "elsewhere"))

    assert here != there


def test_a_secret_key_of_ones_own_is_not_written_down(settings_of, tmp_path):
    settings_of("SECRET_KEY", CANONICA_SECRET_KEY="my own")

    assert not (tmp_path / "data" / "secret_key").exists()


def test_a_database_of_ones_own_is_used_with_our_time_limits(settings_of):
    values = settings_of(
        "EMBEDDED_POSTGRES",
        "DATABASES",
        DATABASE_URL="postgres://ada:pw%40d@db.example:5433/wiki",
    )

    default = values["DATABASES"]["default"]
    assert values["EMBEDDED_POSTGRES"] is None
    assert [default[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "wiki",
        "ada",
        "pw@d",
        "db.example",
        5433,
    ]
    assert "statement_timeout=15s" in default["OPTIONS"]["options"]


def test_what_the_database_address_demands_is_not_lost(settings_of):
    values = settings_of(
        "DATABASES", DATABASE_URL="postgres://ada@db.example/wiki?sslmode=verify-full"
    )

    options = values["DATABASES"]["default"]["OPTIONS"]
    assert options["sslmode"] == "verify-full"
    assert options["connect_timeout"] == 5


@pytest.mark.parametrize(
    ("names", "commands", "web"),
    [
        ({}, "canonica", "canonica_web"),
        ({"DATABASE_URL": "postgres://ada@db/wiki"}, "ada", "ada"),
        (
            {
                "DATABASE_URL": "postgres://ada@db/wiki",
                "WEB_DATABASE_URL": "postgres://web@db/wiki",
            },
            "ada",
            "web",
        ),
    ],
)
def test_the_web_server_has_an_account_of_its_own(names, commands, web, settings_of):
    names = {"DATABASE_URL": "", **names}

    for own, account in (({}, commands), ({"CANONICA_IS_WEB": "1"}, web)):
        values = settings_of("DATABASES", "CANONICA_WEB_ROLE", **names, **own)
        assert values["DATABASES"]["default"]["USER"] == account
        assert values["CANONICA_WEB_ROLE"] == web


def test_without_a_database_address_there_is_one_of_our_own(settings_of):
    values = settings_of("EMBEDDED_POSTGRES", "DATABASES", DATABASE_URL="")

    assert values["EMBEDDED_POSTGRES"] is not None
    assert values["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"


@pytest.mark.parametrize(
    ("articles", "spoken"), [("en", "en"), ("ru", "ru"), ("pt-BR", "en")]
)
def test_a_site_speaks_the_language_of_its_articles_if_it_can(
    settings_of, articles, spoken
):
    settings = settings_of("LANGUAGE_CODE", "LANGUAGES", CANONICA_LANGUAGE=articles)

    assert settings["LANGUAGE_CODE"] == spoken
    assert settings["LANGUAGES"] == [["en", "English"], ["ru", "Русский"]]
