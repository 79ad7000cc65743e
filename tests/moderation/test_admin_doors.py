"""Doors of the administration: none of them writes past the acts, or tells secrets."""

import time

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import URLResolver, reverse

from accounts.addresses import note_address
from accounts.blocking import Terms, block_account
from accounts.models import User
from articles.hiding import Hiding, hide
from articles.models import HiddenField, Job
from moderation.models import HeldEdit
from moderation.rules import set_rule
from moderation.switches import turn
from tests.articles.pages import main_of, words_of
from tests.makers import PASSWORD, make_revision, make_user
from tests.moderation.community import all_rows
from tests.world import waiting_and_invited

pytestmark = pytest.mark.django_db

LISTED = {
    "accounts": {
        "appeal",
        "application",
        "auditentry",
        "block",
        "invitation",
        "listentry",
        "logentry",
        "user",
    },
    "articles": {"article", "hiddenfield", "job", "patrol", "protection", "revision"},
    "moderation": {"heldedit", "holdrule", "report", "switch"},
}
VIEWS = ("changelist", "add", "change", "delete", "history")
OF_THE_SITE = {
    "index", "login", "logout", "password_change", "password_change_done", "jsi18n",
    "app_list",
}  # fmt: skip


@pytest.fixture
def community(settled, administrator):
    """Something in each list."""
    Job.objects.create(kind="refresh", subject="1")
    waiting_and_invited()
    turn("notice", is_on=True, words="Hello", by=administrator)
    set_rule(
        title=None, namespace=14, level="trusted", reason="War", expires_at=None,
        by=administrator,
    )  # fmt: skip
    return settled


def _names(patterns) -> set[str | None]:
    found: set[str | None] = set()
    for one in patterns:
        is_branch = isinstance(one, URLResolver)
        found |= _names(one.url_patterns) if is_branch else {one.name}
    return found


def _door(model, view: str, order: str = "pk") -> str:
    arguments = []
    if view in {"change", "delete", "history"}:
        arguments = [model._default_manager.order_by(order)[0].pk]
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}"
    return reverse(name, args=arguments)


def _forged(model) -> dict[str, str]:
    """Every field of a row, as somebody greedy would fill it in."""
    names = [field.name for field in model._meta.get_fields()]
    fields = dict.fromkeys(names, "1") | dict.fromkeys(
        [f"form-0-{name}" for name in names], "1"
    )
    counts = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "1", "MAX_NUM_FORMS": "1"}
    sent = fields | {f"form-{name}": count for name, count in counts.items()}
    return sent | {
        "_save": "Save", "post": "yes", "action": "delete_selected", "is_on": "on",
        "role": "administrator", "password1": PASSWORD, "password2": PASSWORD,
    }  # fmt: skip


def test_each_door_of_the_administration_is_known_here():
    models = {
        f"{app}_{model}_{view}"
        for app, names in LISTED.items()
        for model in names
        for view in VIEWS
    }

    # Without a name: what leads from a short address, and what is not found.
    assert _names(admin.site.get_urls()) == models | OF_THE_SITE | {None}


def test_no_door_adds_changes_or_deletes_a_row(community, root, administrator):
    before, statuses = all_rows(), {}
    for model in admin.site._registry:
        for view in VIEWS:
            door = _door(model, view)
            sent = _forged(model)
            for method in (root.get, root.post, root.put, root.patch, root.delete):
                answer = method(door, sent if method == root.post else {})
                if method == root.post:
                    statuses[model.__name__, view] = answer.status_code

    assert all_rows() == before
    writing = {one: status for one, status in statuses.items() if one[1] in VIEWS[1:4]}
    assert set(writing.values()) == {403}


@pytest.mark.parametrize("name", sorted(OF_THE_SITE - {"app_list", "logout", "login"}))
def test_no_other_door_writes_either(name, community, root):
    before = all_rows()

    root.post(reverse(f"admin:{name}"), _forged(User))

    assert all_rows() == before


def test_a_password_is_changed_by_nobody_else(community, root):
    vandal = community.vandal
    sent = {"password1": "another horse", "password2": "another horse"}

    root.post(f"/admin/accounts/user/{vandal.pk}/password/", sent)

    assert User.objects.get(pk=vandal.pk).check_password(PASSWORD)


def test_ones_own_is_changed_where_everybody_changes_it(root):
    answer = root.get("/admin/password_change/")

    assert (answer.status_code, answer.url) == (302, "/accounts/password")


@pytest.mark.parametrize(
    "door",
    ["/admin/auth/group/", "/admin/auth/group/add/", "/admin/autocomplete/"],
)
def test_some_doors_of_django_are_not_there(door, root):
    assert root.get(door).status_code == 404


def test_no_door_leads_to_the_private_link_of_a_proposal(community, desk):
    kinds = apps.get_model("contenttypes", "ContentType").objects
    number = kinds.get_for_model(HeldEdit).pk

    answer = desk.get(f"/admin/r/{number}/{community.proposal.pk}/")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("table", "lookup"),
    [
        ("accounts/user", "password__startswith"),
        ("accounts/user", "email__contains"),
        ("accounts/user", "addresses__address"),
        ("accounts/block", "network__contains_address"),
        ("accounts/block", "account__password__startswith"),
        ("articles/hiddenfield", "value__contains"),
        ("articles/revision", "author__email"),
        ("articles/revision", "hidden_fields__value__contains"),
        ("articles/patrol", "revision__hidden_fields__value"),
        ("moderation/heldedit", "token__startswith"),
        ("moderation/heldedit", "author__password__startswith"),
    ],
)
def test_what_a_list_does_not_show_cannot_be_guessed_from_it(table, lookup, root):
    assert root.get(f"/admin/{table}/", {lookup: "1"}).status_code == 400


def test_the_administration_tells_no_secrets(community, moderator, root, desk):
    bad = community.revision
    note_address(community.vandal, "203.0.113.77")
    block_account(community.vandal, Terms(reason="Spam"), by=moderator)
    hide(bad, Hiding(fields=["text", "summary"], reason="Rude"), by=moderator)
    secrets = [
        "203.0.113", community.proposal.token, "Nonsense.</", ">Ha<",
        community.vandal.password,
    ]  # fmt: skip
    make_revision("Elsewhere", "Words.")

    pages = [
        (model.__name__, view, browser.get(_door(model, view, order)))
        for model in admin.site._registry
        for view in ("changelist", "change", "history")
        for order in ("pk", "-pk")
        for browser in (root, desk)
    ]
    found = {
        (model, view, secret)
        for model, view, page in pages
        for secret in secrets
        if secret in page.text and (model, view) != ("HeldEdit", "change")
    }

    assert found == set()
    assert HiddenField.objects.filter(revision=bad).count() == 2


def test_what_is_suppressed_is_listed_for_administrators_only(
    community, administrator, root, desk
):
    suppressing = Hiding(fields=["text"], reason="Her address", is_suppressed=True)
    hide(community.revision, suppressing, by=administrator)
    row = HiddenField.objects.get(revision=community.revision)
    address = f"/admin/articles/hiddenfield/{row.pk}/change/"

    lists = [one.get("/admin/articles/hiddenfield/").text for one in (root, desk)]

    assert ["Her address" in text for text in lists] == [True, False]
    assert root.get(address).status_code == 200
    assert desk.get(address).status_code == 302  # as if there were no such row


def test_e_mail_addresses_are_found_by_looking_them_up_alone(root, desk):
    account = make_user("Ada", email="ada@example.org")
    address = f"/admin/accounts/user/{account.pk}/change/"

    pages = [one.get(address).text for one in (root, desk)]
    found = [
        one.get("/admin/accounts/user/?q=ada@example.org").context["cl"].result_count
        for one in (root, desk)
    ]

    assert ["ada@example.org" in page for page in pages] == [False, False]
    assert found == [0, 0]


@pytest.mark.parametrize("table", ["accounts/auditentry", "moderation/switch"])
def test_the_audit_and_the_switches_are_administrators(table, community, root, desk):
    door = f"/admin/{table}/"
    index = desk.get("/admin/")

    assert root.get(door).status_code == 200
    assert desk.get(door).status_code == 403
    assert door not in index.text
    assert door in root.get("/admin/").text


def test_the_audit_asks_for_a_password_that_was_given_long_ago(community, root):
    session = root.session
    session["password_confirmed_at"] = time.time() - 3600
    session.save()

    asked = root.get("/admin/accounts/auditentry/")

    assert asked.status_code == 403
    assert "Your password, please" in words_of(main_of(asked))
