"""Passwords: hashed well, made for administrators, and never there from the start."""

import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.accounts.doors import account_of
from tests.makers import PASSWORD

PRINT_HASH = """
import django
django.setup()
from django.contrib.auth.hashers import make_password
print(make_password("correct horse battery"))
"""


def test_passwords_are_hashed_with_argon2(settings, tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "canonica.settings",
        "CANONICA_DATA": str(tmp_path),
    }

    printed = subprocess.run(
        [sys.executable, "-c", PRINT_HASH],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert printed.startswith("argon2$argon2id$")


@pytest.mark.django_db
def test_the_first_administrator_is_made_from_the_environment(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "Root")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    monkeypatch.setenv("DJANGO_SUPERUSER_EMAIL", "root@example.org")

    call_command("createsuperuser", interactive=False, verbosity=0)
    client.post("/accounts/login", {"username": "root", "password": PASSWORD})

    account = User.objects.get()
    assert (account.username, account.email) == ("Root", "root@example.org")
    assert account_of(client) == str(account.pk)
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_an_administrator_is_made_once(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "Root")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    monkeypatch.setenv("DJANGO_SUPERUSER_EMAIL", "root@example.org")
    call_command("createsuperuser", interactive=False, verbosity=0)

    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "ROOT")
    with pytest.raises(CommandError):
        call_command("createsuperuser", interactive=False, verbosity=0)

    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_new_encyclopedia_has_no_account_to_log_in_to():
    call_command("loaddata", "secret_speech", "encyclopedia", verbosity=0)

    accounts = list(User.objects.all())
    assert [account.username for account in accounts] == ["Canonica AI"]
    assert not accounts[0].has_usable_password()
    assert not accounts[0].is_staff
