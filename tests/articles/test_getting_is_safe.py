"""Getting is safe: looking at every address writes nothing."""

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver

from accounts import lists
from accounts.blocking import Terms, appeal, block_account
from accounts.joining import invite, make_account
from accounts.models import ListKind, User
from articles.models import Job
from articles.policy import ProposedEdit
from markup import Title
from moderation.holding import keep
from moderation.models import HeldEdit
from moderation.reports import send_report
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

QUERIES = [
    "",
    "?after=1:x&before=2&from=a&q=ada&go=1&start=1&section=h-life&view=inline",
]


def test_looking_at_every_address_writes_nothing(client):
    ids = _make_one_of_everything()
    client.force_login(make_user("Root", role="administrator"))
    addresses = [
        _filled(route, ids) + query for route in _routes() for query in QUERIES
    ]
    before = _everything()

    statuses = {address: client.get(address).status_code for address in addresses}

    assert len(addresses) > 60
    assert {one: code for one, code in statuses.items() if code >= 500} == {}
    found = [
        one for one, code in statuses.items() if code == 200 and "admin" not in one
    ]
    assert len(found) > 25
    assert _everything() == before


def test_looking_as_a_stranger_writes_nothing(client):
    ids = _make_one_of_everything()
    addresses = [_filled(route, ids) for route in _routes()]
    before = _everything()

    statuses = {client.get(address).status_code for address in addresses}

    assert max(statuses) < 500
    assert _everything() == before


def test_sending_without_a_token_is_refused_everywhere():
    ids = _make_one_of_everything()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("Root", role="administrator"))
    addresses = [_filled(route, ids) for route in _routes()]
    before = _everything()

    statuses = {
        address: client.post(address, {"text": "Forged.", "post": "yes"}).status_code
        for address in addresses
    }

    assert {one: code for one, code in statuses.items() if code != 403} == {}
    assert _everything() == before


def test_every_address_of_the_encyclopedia_was_looked_at():
    routes = _routes()

    named = ["wiki/", "raw/", "edit/", "history/", "revision/", "diff/", "restore/"]
    named += ["undo/", "links/", "all", "categories", "recent", "contributions/"]
    named += [
        "random",
        "search",
        "suggest",
        "admin/articles/revision/",
        "accounts/join",
    ]
    for beginning in named:
        assert [route for route in routes if route.startswith(f"/{beginning}")], (
            beginning
        )


def _routes() -> list[str]:
    """Return every route of the site, with its parameters as they are declared."""
    return [f"/{route}" for route in _routes_of(get_resolver())]


def _routes_of(resolver: URLResolver) -> list[str]:
    found: list[str] = []
    for entry in resolver.url_patterns:
        start = _readable(str(entry.pattern))
        if isinstance(entry, URLResolver):
            found += [start + rest for rest in _routes_of(entry)]
        elif isinstance(entry, URLPattern):
            found.append(start)
    return found


def _readable(route: str) -> str:
    """The admin's last route is an expression that matches everything."""
    return "nonsense" if route.startswith("(?P<url>") else route


def _filled(route: str, ids: dict[str, str]) -> str:
    for parameter, value in ids.items():
        route = route.replace(parameter, value)
    assert "<" not in route, route
    return route


def _make_one_of_everything() -> dict[str, str]:
    make_user("Mary")
    first, second = make_history(
        "## Life\n\nOne. [[Paris]]", "## Life\n\nTwo. [[Rome]]"
    )
    make_revision("Ada Byron", "#REDIRECT [[Ada Lovelace]]")
    make_revision("Category:People", "[[Category:Everything]]")
    Job.objects.update(parked_at=None)
    root = make_user(role="administrator")
    block = block_account(make_user(), Terms(reason="Spam"), by=root)
    proposed = ProposedEdit(title=Title.parse("Rome"), author=root, text="A city.")
    token = keep(proposed, "Rome", "Edits wait.").address.rpartition("/")[2]
    with override_settings(CANONICA_SIGN_UP="approval"):
        make_account(User(username="Eve"))
    invite(by=root)
    lists.add(ListKind.NAME, "spam", by=root)
    report = send_report(
        first.article, cause="wrong", text="", reporter=None, address="192.0.2.1"
    )
    return {
        "<int:held_id>": str(HeldEdit.objects.get().pk),
        "<slug:token>": token,
        "<int:report_id>": str(report.pk),
        "<int:block_id>": str(block.pk),
        "<int:appeal_id>": str(appeal(block, "It was not me.").pk),
        "<title:title>": "Ada_Lovelace",
        "<path:address>": "Ada%7CLovelace",
        "<account:name>": "Mary",
        "<str:name>": "Mary",
        "<name>": "Mary",
        "<int:article_id>": str(first.article_id),
        "<int:revision_id>": str(second.pk),
        "<int:old_id>": str(first.pk),
        "<int:new_id>": str(second.pk),
        "<path:content_type_id>": "1",
        "<path:object_id>": str(second.pk),
        "<id>": "1",
        "<app_label>": "articles",
    }


def _everything() -> dict[str, tuple[int, object]]:
    """Return for each table how many rows it has, and a digest of them."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(
                "SELECT count(*), md5(string_agg(row::text, '|' ORDER BY row::text))"  # noqa: S608
                f" FROM {table} AS row"
            )
            found[model._meta.db_table] = cursor.fetchone()
    return found
