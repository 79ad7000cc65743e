"""Apps that take one protection out when Django is ready."""

from dataclasses import replace
from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps


class WithoutLocking(AppConfig):
    """Saves of one article don't wait for each other."""

    name = "tests.ledger.without"
    label = "without_locking"

    def ready(self) -> None:
        articles: Any = apps.get_model("articles", "Article").objects.all()
        articles.__class__.select_for_update = _select


class WithoutIdempotency(AppConfig):
    """A form sent again is another one: its key gets lost."""

    name = "tests.ledger.without"
    label = "without_idempotency"

    def ready(self) -> None:
        # Models can't be imported before Django is ready, nor what needs them.
        form: Any = import_module("articles.forms").SummaryForm
        to_edit = form.to_edit
        form.to_edit = lambda *args, **given: replace(to_edit(*args, **given), key="")


def _select(articles: Any, *_args: Any, **_options: Any) -> Any:
    return articles.all()
