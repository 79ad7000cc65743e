"""Refreshing: everything derived can be rebuilt, to the same bytes."""

import json

import pytest
from django.core.management import call_command

from articles.jobs import work_off
from articles.models import CategoryMembership, Link, Redirect, Rendering
from markup import VERSION
from tests.makers import make_history, make_revision

pytestmark = pytest.mark.django_db

TEXT = """\
The **first** programmer, a friend of [[Charles Babbage]].

## Life

Born in [[London#History|the capital]]; see [[:Category:People]].

[[Category:People|Lovelace, Ada]] [[Category:Mathematicians]]"""
MODELS = (Rendering, Link, Redirect, CategoryMembership)


def test_refreshing_rebuilds_to_the_same_bytes_what_was_damaged():
    _make_pages()
    expected = _everything()
    Rendering.objects.update(html="Broken.", lead="", contents=[], categories=["X"])
    Link.objects.all().delete()
    Redirect.objects.update(target="Elsewhere")
    CategoryMembership.objects.update(sort_key="~")

    call_command("refresh_derived")

    assert _everything() == expected


def test_refreshing_rebuilds_what_was_lost():
    _make_pages()
    expected = _everything()
    for model in MODELS:
        model._default_manager.all().delete()

    call_command("refresh_derived")

    assert _everything() == expected


def test_refreshing_removes_what_should_not_be_there():
    revision = make_revision(text="Plain.")
    expected = _everything()
    article = revision.article
    Link.objects.create(article=article, target="Elsewhere")
    Redirect.objects.create(article=article, target="Elsewhere")
    CategoryMembership.objects.create(article=article, category="X", sort_key="x")

    call_command("refresh_derived")

    assert _everything() == expected


@pytest.mark.parametrize("damage", ["missing", "older revision", "older markup"])
def test_refreshing_the_stale_ones_leaves_the_others_alone(damage, capsys):
    first, _ = make_history("One.", "Two.")
    make_revision("Fresh", "Fresh.")
    Rendering.objects.filter(title="Fresh").update(html="Left alone.")
    rendering = Rendering.objects.filter(article=first.article)
    if damage == "missing":
        rendering.delete()
    elif damage == "older revision":
        rendering.update(revision=first, html="<p>One.</p>")
    else:
        rendering.update(version=VERSION - 1, html="Old.")

    call_command("refresh_derived", stale=True)

    assert capsys.readouterr().out == "Refreshed 1 pages.\n"
    assert list(Rendering.objects.order_by("title").values_list("html", flat=True)) == [
        '<p dir="auto">Two.</p>\n',
        "Left alone.",
    ]


def _make_pages() -> None:
    make_history("Draft.", TEXT)
    make_revision("Ada Byron", "#REDIRECT [[Ada Lovelace#Life]]")
    make_revision("Category:People", "Everybody. [[Category:Everything|*]]")
    work_off()


def _everything() -> str:
    """Return all that is derived, whatever ids the rows have."""
    rows = [
        [
            {name: value for name, value in row.items() if name != "id"}
            for row in model._default_manager.order_by("article").values()
        ]
        for model in MODELS
    ]
    rows[1].sort(key=lambda row: (row["article_id"], row["target"]))
    rows[3].sort(key=lambda row: (row["article_id"], row["category"]))
    return json.dumps(rows, indent=1)
