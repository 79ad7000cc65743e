"""Periods: when pages had their titles and categories, kept by the write path."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import recalling
from articles.jobs import work_off
from articles.models import Article, Job, MembershipPeriod, Revision, TitlePeriod
from tests.articles.bygone import delete_page, hide_text, rename_page, undelete_page
from tests.makers import make_history, make_revision

pytestmark = pytest.mark.django_db

MIGRATION = import_module("articles.migrations.0016_periods_of_what_is_there")


def periods() -> list[tuple[str, bool]]:
    """Return all titles in their order, and whether each goes on."""
    rows = TitlePeriod.objects.order_by("began_at", "pk")
    return [(row.title, row.ended_at is None) for row in rows]


def members() -> list[tuple[str, str, bool]]:
    """Return who was in what in their order, and whether they still are."""
    rows = MembershipPeriod.objects.order_by("began_at", "category")
    return [(row.article.title, row.category, row.ended_at is None) for row in rows]


def all_rows(model) -> list[tuple[object, ...]]:
    fields = ["article", "began_at", "ended_at"]
    fields.append("title" if model is TitlePeriod else "category")
    return list(
        model.objects.order_by("article", "began_at", fields[-1]).values_list(*fields)
    )


def test_a_title_is_kept_from_the_first_revision_on():
    first, _ = make_history("One.", "Two.")

    assert periods() == [("Ada Lovelace", True)]
    assert TitlePeriod.objects.get().began_at == first.created_at


def test_a_title_ends_with_the_page_and_begins_with_it_again():
    make_revision()
    delete_page("Ada Lovelace")
    gone = periods()
    undelete_page("Ada Lovelace")

    assert gone == [("Ada Lovelace", False)]
    assert periods() == [("Ada Lovelace", False), ("Ada Lovelace", True)]


def test_a_rename_gives_both_pages_other_titles():
    make_revision("Ada Byron")
    make_revision("Ada Lovelace", "#REDIRECT [[Ada Byron]]")

    rename_page("Ada Byron", "Ada Lovelace")

    assert sorted(periods()) == [
        ("Ada Byron", False),
        ("Ada Byron", True),
        ("Ada Lovelace", False),
        ("Ada Lovelace", True),
    ]
    call_command("check_integrity")


def test_categories_are_kept_from_change_to_change():
    first = make_revision(text="[[Category:A]] [[Category:B]]")
    second = make_revision(text="[[Category:B]] [[Category:C]]", base=first)

    assert members() == [
        ("Ada Lovelace", "Category:A", False),
        ("Ada Lovelace", "Category:B", True),
        ("Ada Lovelace", "Category:C", True),
    ]
    left = MembershipPeriod.objects.get(category="Category:A")
    assert (left.began_at, left.ended_at) == (first.created_at, second.created_at)


def test_an_edit_that_changes_no_category_writes_no_period():
    first = make_revision(text="One. [[Category:A]]")
    before = all_rows(MembershipPeriod), all_rows(TitlePeriod)

    make_revision(text="Two. [[Category:A]]", base=first)

    assert (all_rows(MembershipPeriod), all_rows(TitlePeriod)) == before


def test_a_revision_is_later_than_its_parent_whatever_the_clock_says(monkeypatch):
    first = make_revision(text="One.")
    behind = datetime(2001, 1, 15, tzinfo=UTC)

    monkeypatch.setattr(timezone, "now", lambda: behind)
    second = make_revision(text="Two.", base=first)

    assert second.created_at > first.created_at


def test_the_migration_tells_what_the_write_path_kept():
    _live()
    kept = all_rows(TitlePeriod)
    TitlePeriod.objects.all().delete()

    MIGRATION.tell_titles(apps, None)

    assert all_rows(TitlePeriod) == kept
    assert len(kept) == 8


def test_what_is_recalled_is_what_was_kept():
    _live()
    kept = all_rows(TitlePeriod), all_rows(MembershipPeriod)
    TitlePeriod.objects.all().delete()
    MembershipPeriod.objects.all().delete()

    for pk in Article.objects.values_list("pk", flat=True):
        recalling.recall(str(pk))

    assert (all_rows(TitlePeriod), all_rows(MembershipPeriod)) == kept


def test_categories_are_recalled_that_templates_brought_and_took_away():
    first = make_revision("Template:Tea", "[[Category:A]]")
    page = make_revision(text="{{tea}}")
    second = make_revision("Template:Tea", "[[Category:B]]", base=first)
    delete_page("Template:Tea")
    gone = TitlePeriod.objects.get(title="Template:Tea").ended_at
    undelete_page("Template:Tea")
    work_off()

    recalling.recall(str(page.article_id))

    rows = page.article.membership_periods.order_by("began_at")
    assert [(row.category, row.brought_by) for row in rows] == [
        ("Category:A", [first.pk]),
        ("Category:B", [second.pk]),
        ("Category:B", [second.pk]),
    ]
    assert rows[0].ended_at == rows[1].began_at == second.created_at
    assert rows[1].ended_at == gone
    assert rows[2].ended_at is None
    call_command("check_integrity")


def test_a_page_that_is_changed_while_it_is_recalled_is_recalled_again(monkeypatch):
    page = make_revision(text="[[Category:A]]")
    Job.objects.all().delete()
    told = recalling._told_of

    def change_meanwhile(article):
        make_revision(text="[[Category:B]]", base=page)
        return told(article)

    monkeypatch.setattr(recalling, "_told_of", change_meanwhile)
    recalling.recall(str(page.article_id))

    assert Job.objects.filter(kind=recalling.RECALL, subject=page.article_id).exists()
    assert members() == [
        ("Ada Lovelace", "Category:A", False),
        ("Ada Lovelace", "Category:B", True),
    ]


def test_refreshing_tells_what_was_lost():
    _live()
    kept = all_rows(TitlePeriod)
    TitlePeriod.objects.all().delete()
    MembershipPeriod.objects.all().delete()

    call_command("refresh_derived", "--stale")

    assert all_rows(TitlePeriod) == kept
    call_command("check_integrity")


def test_a_template_that_is_younger_than_a_page_is_recalled_with_it():
    page = make_revision(text="{{tea}}")
    template = make_revision("Template:Tea", "[[Category:A]]")
    work_off()
    TitlePeriod.objects.all().delete()
    MembershipPeriod.objects.all().delete()

    call_command("refresh_derived")

    row = page.article.membership_periods.get()
    assert (row.category, row.began_at) == ("Category:A", template.created_at)
    assert row.brought_by == [template.pk]


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda: TitlePeriod.objects.all().delete(), "the kept times of its titles"),
        (
            lambda: TitlePeriod.objects.update(title="Other"),
            "the kept times of its titles",
        ),
        (
            lambda: MembershipPeriod.objects.all().delete(),
            "the categories kept as going on",
        ),
        (
            lambda: MembershipPeriod.objects.update(
                began_at=datetime(2001, 1, 15, tzinfo=UTC)
            ),
            "when it was no page",
        ),
    ],
)
def test_damaged_periods_are_found(damage, problem, capsys):
    make_revision(text="[[Category:A]]")
    damage()

    with pytest.raises(CommandError):
        call_command("check_integrity")

    assert problem in capsys.readouterr().err


def _live() -> None:
    """Let pages be begun, renamed, deleted, begun anew, undeleted and hidden."""
    first, second = make_history("[[Category:A]]", "[[Category:B]]")
    rename_page("Ada Lovelace", "Countess")
    make_revision(
        "Ada Lovelace",
        "A page of its own. [[Category:A]]",
        base=Revision.objects.get(title="Ada Lovelace", number=1, text__startswith="#"),
    )
    delete_page("Countess")
    undelete_page("Countess", second.pk)
    make_revision("Byron", "[[Category:Poets]]")
    delete_page("Byron")
    make_revision("Byron", "Anew. [[Category:Poets|B]]")
    delete_page("Byron")
    undelete_page("Byron")
    assert first.number == 1
    bad = make_revision("Babbage", "Bad.")
    make_revision("Babbage", "Good.", base=bad)
    hide_text(bad)
    delete_page("Babbage")
    work_off()
