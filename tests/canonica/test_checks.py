"""System checks: settings that would not do what they say are refused at the start."""

import pytest
from django.conf import settings as current
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError


def found(number: str) -> list[tuple[str, str | None]]:
    """Return what the checks say under this number: message and hint."""
    return [(one.msg, one.hint) for one in run_checks() if one.id == number]


def test_as_it_comes_nothing_is_wrong():
    assert current.CANONICA_UNREGISTERED_EDITS == "publish"
    assert [str(one) for one in run_checks() if str(one.id).startswith("canon")] == []


@pytest.mark.parametrize("value", ["publish", "hold", "refuse"])
def test_unregistered_edits_may_be_published_held_or_refused(settings, value):
    settings.CANONICA_UNREGISTERED_EDITS = value

    assert found("canonica.E001") == []


@pytest.mark.parametrize("value", ["", "Publish", "yes", "publish;", "0"])
def test_nonsense_is_refused_with_the_choices(settings, value):
    settings.CANONICA_UNREGISTERED_EDITS = value

    assert found("canonica.E001") == [
        (
            f"CANONICA_UNREGISTERED_EDITS can't be {value!r}.",
            "Choose publish, hold or refuse.",
        )
    ]


def test_no_command_runs_with_a_setting_that_is_refused(settings):
    settings.CANONICA_UNREGISTERED_EDITS = "perhaps"

    with pytest.raises(SystemCheckError, match="perhaps"):
        call_command("check")


@pytest.mark.parametrize("value", ["open", "email", "approval", "invitation", "closed"])
def test_one_may_sign_up_in_five_ways(settings, value):
    settings.CANONICA_SIGN_UP = value

    assert found("canonica.E003") == []


@pytest.mark.parametrize("value", ["", "Open", "yes", "email,approval", "0"])
def test_another_way_to_sign_up_is_refused_with_the_choices(settings, value):
    settings.CANONICA_SIGN_UP = value

    assert found("canonica.E003") == [
        (
            f"CANONICA_SIGN_UP can't be {value!r}.",
            "Choose one of open, email, approval, invitation, closed.",
        )
    ]


def test_letters_that_nobody_gets_are_warned_of(settings):
    settings.CANONICA_SIGN_UP = "email"
    backends = "django.core.mail.backends"

    settings.EMAIL_BACKEND = f"{backends}.console.EmailBackend"
    printed = found("canonica.W001")
    settings.EMAIL_BACKEND = f"{backends}.smtp.EmailBackend"
    sent = found("canonica.W001")

    assert printed == [
        (
            "Letters to confirm e-mail addresses are only printed to the log.",
            "Name a mail server in CANONICA_EMAIL_URL.",
        )
    ]
    assert sent == []


def test_the_driver_is_psycopg2():
    assert found("canonica.E002") == []


def test_another_driver_is_refused(monkeypatch):
    # What Django says of itself once psycopg 3 is installed beside ours.
    monkeypatch.setattr("canonica.checks.is_psycopg3", True)

    assert found("canonica.E002") == [
        (
            "The database driver is psycopg 3.",
            "Uninstall psycopg; psycopg2-binary is the driver Canonica is tested with.",
        )
    ]


@pytest.mark.parametrize("host", ["", "media.example.org", "localhost:8001"])
def test_pictures_may_have_a_host_of_their_own(settings, host):
    settings.CANONICA_MEDIA_HOST = host

    assert found("canonica.E004") == []


@pytest.mark.parametrize(
    "host", ["https://media.example.org", "a.example/b", "a b", "a.example; x", "*"]
)
def test_what_is_no_host_is_refused(settings, host):
    settings.CANONICA_MEDIA_HOST = host

    ((message, _hint),) = found("canonica.E004")
    assert message == f"CANONICA_MEDIA_HOST can't be {host!r}."
