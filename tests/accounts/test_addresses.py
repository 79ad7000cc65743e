"""Addresses of temporary accounts: kept apart, shown nowhere, erased in time."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.utils import timezone

from accounts.addresses import (
    erase_old_addresses,
    note_address,
    note_failed_log_in,
)
from accounts.blocking import Terms, block_account
from accounts.models import AccountAddress, Appeal, Block, FailedLogIn, User
from tests.makers import make_user

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.77"


def edit(client, address: str = ADDRESS) -> User:
    client.post("/edit/Algebra", {"text": "Letters."}, REMOTE_ADDR=address)
    return User.objects.get(is_temporary=True)


def grow_old(**age: int) -> None:
    for row in AccountAddress.objects.all():
        row.seen_at = timezone.now() - timedelta(**age)
        row.save()


def test_the_address_is_kept_with_its_time(client):
    account = edit(client)

    kept = AccountAddress.objects.get()
    assert (kept.account, kept.address) == (account, ADDRESS)
    assert timezone.now() - kept.seen_at < timedelta(minutes=1)
    assert ADDRESS not in str(kept)


@pytest.mark.parametrize("address", ["2001:db8::77", ""])
def test_every_kind_of_address_can_be_kept(client, address):
    edit(client, address)

    assert AccountAddress.objects.get().address == (address or "0.0.0.0")  # noqa: S104


def test_the_account_itself_knows_no_address(client):
    account = edit(client)

    fields = User.objects.filter(pk=account.pk).values_list().get()
    assert not [value for value in fields if ADDRESS in str(value)]


def test_no_page_shows_it(client, admin_client):
    account = edit(client)
    addresses = [
        "/wiki/Algebra",
        "/history/Algebra",
        "/recent",
        account.get_absolute_url(),
        f"/admin/accounts/user/{account.pk}/change/",
    ]

    pages = [admin_client.get(address) for address in addresses]

    assert [page.status_code for page in pages] == [200] * 5
    assert not [page for page in pages if ADDRESS in page.text]


def test_the_administration_does_not_list_addresses():
    assert not admin.site.is_registered(AccountAddress)


def test_after_ninety_days_it_is_erased(client):
    account = edit(client)
    grow_old(days=90, minutes=1)

    erased = erase_old_addresses()

    assert (erased, AccountAddress.objects.count()) == (1, 0)
    assert User.objects.filter(pk=account.pk).exists()


def test_what_followed_from_addresses_is_erased_with_them():
    moderator, vandal = make_user("Mo", role="moderator"), make_user("Vandal")
    note_address(vandal, ADDRESS)
    made = block_account(vandal, Terms(reason="Spam"), by=moderator)
    note_failed_log_in("Vandal", ADDRESS)
    Appeal.objects.create(block=made.automatic.get(), text="Please.")
    kept = erase_old_addresses()
    long_ago = timezone.now() - timedelta(days=91)
    Block.objects.update(created_at=long_ago, expires_at=None)
    FailedLogIn.objects.update(tried_at=long_ago)

    erased = erase_old_addresses()

    assert (kept, erased) == (0, 3)
    assert Block.objects.get() == made
    assert not FailedLogIn.objects.exists()


def test_until_then_it_is_kept(client):
    edit(client)
    grow_old(days=89, hours=23)

    assert (erase_old_addresses(), AccountAddress.objects.count()) == (0, 1)


def test_an_account_without_an_address_is_no_trouble():
    make_user()

    assert erase_old_addresses() == 0
