"""Nobody changes more than a form is for, whatever fields are sent along with it.

Each form is sent twice, as it is and with every field of every model besides; what is
then in the database has to be the same.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import User
from accounts.names import TEMPORARY_SIGN
from articles.models import Article, Job, Revision
from tests.moderation.matrix import POST, State
from tests.moderation.places import as_if_nothing_had_happened, form_for
from tests.routes import routes
from tests.writes import BESIDE_THE_POINT

pytestmark = pytest.mark.django_db

OWN_WORDS = {"key", "summary", "minor", "origin", "section", "base", "text", "reason"}
"""What is said of one's own edit, wherever one may make it."""
STRICT = ("accounts:", "/admin/")
"""Forms of which even these are no part."""
MODELS = [
    model
    for app in ("accounts", "articles", "moderation")
    for model in apps.get_app_config(app).get_models()
]
Newest = dict[Any, int]
ROUTES = {route.name: route for route in routes()}


def _greedy(name: str, root: User) -> dict[str, object]:
    """Every field there is, as somebody greedy would fill it in."""
    found: dict[str, object] = {}
    for model in MODELS:
        for field in model._meta.fields:
            value = _coveted(field, root)
            found |= {field.name: value, field.attname: value}
    found |= {"id": "4711", "pk": "4711", "role": "administrator", "is_active": ""}
    found |= {"is_staff": "on", "is_superuser": "on", "groups": "1", "groups-0": "1"}
    if name.startswith(STRICT):
        return found
    return {key: value for key, value in found.items() if key not in OWN_WORDS}


def _coveted(field: models.Field[Any, Any], root: User) -> object:
    if field.related_model is User:
        return root.pk
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateTimeField):
        return "2001-01-01 00:00"
    if isinstance(field, ArrayField):
        return "undo"
    choices = list(field.flatchoices)
    return choices[-1][0] if choices else "1"


@pytest.mark.parametrize("role", ["nobody", "editor"])
@pytest.mark.parametrize("name", POST)
def test_fields_that_no_form_shows_change_nothing(name, role, world):
    greedy = _greedy(name, world.root)

    plain_status, plain = _after_sending(name, role, world, {})
    status, found = _after_sending(name, role, world, greedy)

    assert status == plain_status
    changed = {table for table in found if found[table] != plain[table]}
    assert {table: set(found[table]) ^ set(plain[table]) for table in changed} == {}


def test_the_fields_are_those_of_all_models(world):
    greedy = _greedy("accounts:join", world.root)

    assert len(greedy) > 90
    assert {"role", "is_deleted", "author", "tags", "accepted_by"} <= greedy.keys()
    assert greedy["author_id"] == world.root.pk


def _after_sending(name, role, world, more) -> tuple[int, dict[str, list[str]]]:
    """Send a form with more fields, and return the status and all that is there."""
    newest = _newest_of_all()
    with as_if_nothing_had_happened():
        form = form_for(name, world, State.PLAIN)
        arguments = world.address_arguments(State.PLAIN)
        address = ROUTES[name.partition(" ")[0]].filled(arguments)
        status = world.browser(role).post(address, more | form).status_code
        return status, _everything(newest)


def _everything(newest: Newest) -> dict[str, list[str]]:
    """Return for each table its rows, without what no two requests have in common."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in BESIDE_THE_POINT:
            continue
        fields = model._meta.concrete_fields
        rows = model._base_manager.values_list(*[field.attname for field in fields])
        found[model._meta.db_table] = sorted(
            json.dumps(
                [
                    _comparable(field, value, newest)
                    for field, value in zip(fields, row, strict=True)
                ],
                default=str,
            )
            for row in rows
        )
    return found


def _comparable(field: models.Field[Any, Any], value: Any, newest: Newest) -> object:
    """Ids of new rows, secrets and times differ; whether they were chosen shows."""
    if isinstance(value, datetime):
        return value.year
    if field.name in {"password", "token", "words"}:
        return bool(value)
    if isinstance(value, list):
        return [_comparable(field, one, newest) for one in value]
    if field.model is Job and field.name == "subject" and value.isdigit():
        return _comparable(Article._meta.pk, int(value), newest)
    if isinstance(value, str):
        return "temporary" if value.startswith(TEMPORARY_SIGN) else value
    model = Revision if isinstance(field, ArrayField) else field.related_model
    if field.primary_key and model is None:
        model = field.model
    is_new = isinstance(value, int) and value > newest.get(model, value)
    return "new" if is_new and value != 4711 else value


def _newest_of_all() -> Newest:
    """Return the newest id of each table whose rows have numbers."""
    newest = {
        model: model._base_manager.aggregate(newest=models.Max("pk"))["newest"] or 0
        for model in apps.get_models()
    }
    return {model: one for model, one in newest.items() if isinstance(one, int)}
