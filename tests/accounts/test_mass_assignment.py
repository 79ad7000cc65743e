"""Nobody gets rights by sending fields that no form shows."""

import pytest
from django.forms import model_to_dict

from accounts.models import User
from tests.accounts.doors import join, log_in
from tests.makers import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def stolen() -> dict[str, object]:
    """Every field an account has, as somebody greedy would fill it in."""
    names = [field.name for field in User._meta.get_fields()]
    greedy: dict[str, object] = dict.fromkeys(names, "1")
    greedy |= {"role": "administrator", "date_joined": "2001-01-01", "id": "4711"}
    return {**greedy, "usable_password": "false", "email": "eve@example.org"}


def test_joining_gives_a_name_and_a_password_only(client, stolen):
    stolen.pop("username")

    join(client, "Eve", **{name: stolen[name] for name in stolen if name != "password"})

    account = User.objects.get()
    kept = model_to_dict(account, exclude=["password", "last_login", "date_joined"])
    assert kept == {
        "id": account.pk,
        "username": "Eve",
        "email": "",
        "role": "editor",
        "is_active": True,
        "is_temporary": False,
        "is_trust_withheld": False,
        "awaits": "",
    }
    assert account.pk != 4711
    assert account.date_joined.year > 2001


@pytest.mark.parametrize("door", ["/accounts/preferences", "/accounts/login"])
def test_other_doors_change_no_account(client, stolen, door):
    make_user("Ada")
    log_in(client)
    before = User.objects.values().get()

    client.post(door, {**stolen, "theme": "dark", "size": "large", "width": "wide"})

    assert User.objects.values().get() == before


def test_editing_changes_no_account(client, stolen):
    make_user("Ada")
    log_in(client)
    before = User.objects.values().get()

    client.post("/edit/Algebra", {**stolen, "text": "Letters.", "author": "1"})

    assert User.objects.values().get() == before
