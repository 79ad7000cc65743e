"""Generated encyclopedias are what saves would have made, row by row."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from articles import counting, indexing
from articles.models import Article, Redirect, Revision, SearchTitle
from benchmarks.generated.filling import fill
from benchmarks.generated.pages import Encyclopedia

pytestmark = pytest.mark.django_db(transaction=True)

SMALL = Encyclopedia(articles=30)


@pytest.fixture
def filled() -> Encyclopedia:
    fill(SMALL, processes=1)
    return SMALL


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of the encyclopedia, without the numbers that nobody chose."""
    found = {}
    for model in apps.get_app_config("articles").get_models():
        fields = [
            field.attname
            for field in model._meta.concrete_fields
            if not field.primary_key or field.remote_field or model in _NUMBERED
        ]
        rows = model._default_manager.order_by(*fields).values_list(*fields)
        found[model.__name__] = list(rows)
    return found


_NUMBERED = {Article, Revision}


def test_nothing_is_wrong_with_what_was_generated(filled):
    output = io.StringIO()

    call_command("check_integrity", stdout=output, stderr=output)

    assert f"No problems in {filled.pages} pages." in output.getvalue()


def test_making_everything_derived_anew_changes_nothing(filled):
    before = everything()

    call_command("refresh_derived", stdout=io.StringIO())

    after = everything()
    for name, rows in before.items():
        assert rows == after[name], name


def test_titles_are_kept_to_be_found_as_a_save_keeps_them(filled):
    kept = list(SearchTitle.objects.order_by("pk").values())
    redirects = set(Redirect.objects.values_list("pk", flat=True))

    for article in Article.objects.all():
        indexing.store_title(article, is_redirect=article.pk in redirects)

    assert list(SearchTitle.objects.order_by("pk").values()) == kept
