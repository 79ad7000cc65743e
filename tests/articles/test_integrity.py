"""Integrity: the check finds each kind of damage, and nothing where there is none."""

from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.jobs import work_off
from articles.models import (
    Article,
    CategoryMembership,
    Link,
    Redirect,
    Rendering,
    Revision,
)
from tests.makers import make_history, make_revision

pytestmark = pytest.mark.django_db

ATTRIBUTED_OTHERWISE = (
    "Ada Lovelace: the attribution differs from what the revisions say."
)


def test_an_empty_encyclopedia_has_no_problems(capsys):
    call_command("check_integrity")

    assert capsys.readouterr().out == "No problems in 0 pages.\n"


def test_a_sound_encyclopedia_has_no_problems(capsys):
    _make_pages()

    call_command("check_integrity")

    assert capsys.readouterr().out == "No problems in 3 pages.\n"


def test_checking_changes_nothing(capsys):
    _make_pages()
    Rendering.objects.update(html="Broken.")

    _problems(capsys)

    assert set(Rendering.objects.values_list("html", flat=True)) == {"Broken."}


@pytest.mark.parametrize(
    "damage",
    [
        {"html": "Broken."},
        {"lead": "Broken."},
        {"title": "Broken"},
        {"plain_text": "Broken."},
        {"version": 0},
        {"contents": [[1, "h-x", "X"]]},
        {"categories": ["X"]},
    ],
    ids=lambda damage: next(iter(damage)),
)
def test_a_damaged_rendering_is_found(damage, capsys):
    _make_pages()
    Rendering.objects.filter(title="Ada Lovelace").update(**damage)

    problems = _problems(capsys)

    assert problems == ["Ada Lovelace: the derived rendering differ from the text."]


def test_a_rendering_of_another_revision_is_found(capsys):
    first, _ = make_history("One.", "Two.")
    Rendering.objects.update(revision=first)

    problems = _problems(capsys)

    assert problems == ["Ada Lovelace: the derived rendering differ from the text."]


def test_a_missing_rendering_is_found(capsys):
    make_revision()
    Rendering.objects.all().delete()

    problems = _problems(capsys)

    assert problems == ["Ada Lovelace: the derived rendering differ from the text."]


@pytest.mark.parametrize("damage", ["missing", "wrong", "superfluous"])
def test_damaged_links_are_found(damage, capsys):
    revision = make_revision(text="[[London]]")
    if damage == "missing":
        Link.objects.all().delete()
    elif damage == "wrong":
        Link.objects.update(target="Paris")
    else:
        Link.objects.create(article=revision.article, target="Paris")

    problems = _problems(capsys)

    assert problems == ["Ada Lovelace: the derived links differ from the text."]


@pytest.mark.parametrize("damage", ["missing", "other section", "superfluous"])
def test_a_damaged_redirect_is_found(damage, capsys):
    revision = make_revision(text="#REDIRECT [[London#History]]")
    other = make_revision("Other", "Plain.")
    if damage == "missing":
        Redirect.objects.all().delete()
    elif damage == "other section":
        Redirect.objects.update(anchor="")
    else:
        Redirect.objects.create(article=other.article, target="London")

    problems = _problems(capsys)

    damaged = other if damage == "superfluous" else revision
    assert problems == [f"{damaged.title}: the derived redirect differ from the text."]


@pytest.mark.parametrize("damage", ["missing", "other key", "superfluous"])
def test_damaged_memberships_are_found(damage, capsys):
    revision = make_revision(text="[[Category:People|L]]")
    if damage == "missing":
        CategoryMembership.objects.all().delete()
    elif damage == "other key":
        CategoryMembership.objects.update(sort_key="A")
    else:
        CategoryMembership.objects.create(
            article=revision.article, category="Category:X", sort_key="x"
        )

    problems = _problems(capsys)

    assert problems == ["Ada Lovelace: the derived memberships differ from the text."]


def test_an_article_without_a_current_revision_is_found(capsys):
    make_revision()
    Article.objects.update(current_revision=None)

    problems = _problems(capsys)

    assert problems[0] == "Ada Lovelace: there is no current revision."


def test_a_current_revision_that_is_not_the_newest_is_found(capsys):
    first, _ = make_history("Same.", "Other.")
    Article.objects.update(current_revision=first)

    problems = _problems(capsys)

    assert problems[0] == "Ada Lovelace: the current revision is not the newest."


def test_a_current_revision_of_another_page_is_found(capsys):
    one = make_revision("One", "One.")
    two = make_revision("Two", "Two.")
    Article.objects.filter(pk=one.article_id).update(current_revision=None)
    Article.objects.filter(pk=two.article_id).update(current_revision=one)

    problems = _problems(capsys)

    assert problems[:2] == [
        "One: there is no current revision.",
        "Two: the current revision is another page's.",
    ]


def test_a_changed_text_is_found_by_its_size_and_digest(capsys):
    make_history("Old.", "New.")
    with _without_trigger():
        Revision.objects.filter(number=1).update(text="Forged!")

    problems = _problems(capsys)

    pk = Revision.objects.get(number=1).pk
    assert problems == [
        f"Revision {pk}: the text has another size.",
        f"Revision {pk}: the text has another digest.",
        ATTRIBUTED_OTHERWISE,
    ]


def test_a_changed_text_of_the_same_size_is_found_by_its_digest(capsys):
    make_history("Old.", "New.")
    with _without_trigger():
        Revision.objects.filter(number=1).update(text="Bad.")

    problems = _problems(capsys)

    pk = Revision.objects.get(number=1).pk
    assert problems == [
        f"Revision {pk}: the text has another digest.",
        ATTRIBUTED_OTHERWISE,
    ]


def test_a_gap_in_the_numbers_is_found(capsys):
    _, _, third = make_history("One.", "Two.", "Three.")
    with _without_trigger():
        Revision.objects.filter(pk=third.pk).update(number=5)

    problems = _problems(capsys)

    assert problems == [f"Revision {third.pk} does not follow its parent."]


def test_a_parent_of_another_article_is_found(capsys):
    other = make_revision("Other", "One.")
    _, second = make_history("One.", "Two.")
    with _without_trigger():
        Revision.objects.filter(pk=second.pk).update(parent=other)

    problems = _problems(capsys)

    assert problems == [f"Revision {second.pk} does not follow its parent."]


@contextmanager
def _without_trigger():
    """Damage revisions as only somebody who owns the database could."""
    with connection.cursor() as cursor:
        # Constraints checked at the end of the transaction would bar the way.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE articles_revision DISABLE TRIGGER USER")
        yield
        cursor.execute("ALTER TABLE articles_revision ENABLE TRIGGER USER")


def _make_pages() -> None:
    make_history("Draft.", "A [[friend]].\n\n[[Category:People|Lovelace]]")
    make_revision("Ada Byron", "#REDIRECT [[Ada Lovelace]]")
    make_revision("Category:People", "Everybody.")
    work_off()


def _problems(capsys) -> list[str]:
    """Run the check, which fails, and return what it complained of."""
    with pytest.raises(CommandError, match=r"^\d+ problems\.$"):
        call_command("check_integrity")
    complaints: list[str] = capsys.readouterr().err.splitlines()
    return complaints
