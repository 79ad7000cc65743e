"""Rules of the database: what it refuses, whoever writes to it."""

from contextlib import contextmanager

import pytest
from django.db import Error, IntegrityError, connection, models, transaction
from django.db.models import ProtectedError

from articles.models import (
    Article,
    CategoryMembership,
    Job,
    Link,
    Protection,
    Revision,
)
from tests.makers import make_history, make_revision, make_user, protect_all

pytestmark = pytest.mark.django_db


@contextmanager
def refused_by(rule: str):
    """Expect the database to refuse what is done, in the name of the rule."""
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        yield


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Forged."},
        {"summary": "Forged."},
        {"number": 7},
        {"title": "Forged"},
        {"minor": True},
        {"origin": "bot"},
        {"size": 0},
        {"sha1": ""},
        {"key": "forged"},
        {"created_at": "2001-01-01T00:00:00Z"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_revision_is_never_changed(change):
    revision = make_revision()

    with refused_by("A revision is never changed or deleted"):
        Revision.objects.filter(pk=revision.pk).update(**change)


def test_a_revision_never_gets_another_author():
    revision = make_revision()
    revision.author = make_user()

    with refused_by("A revision is never changed or deleted"):
        revision.save()


def test_a_revision_may_be_written_again_as_it_is():
    revision = make_revision()

    revision.save()
    changed = Revision.objects.update(text=revision.text, summary=revision.summary)

    assert changed == 1


def test_a_revision_is_never_deleted():
    make_revision()

    with (
        refused_by("A revision is never changed or deleted"),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM articles_revision")


def test_a_revision_that_something_refers_to_is_protected():
    first, second = make_history("One.", "Two.")

    with pytest.raises(ProtectedError):
        second.delete()
    with pytest.raises(ProtectedError):
        first.delete()

    assert Revision.objects.count() == 2


def test_an_article_with_a_history_is_protected():
    revision = make_revision()

    with pytest.raises(ProtectedError):
        revision.article.delete()

    assert Article.objects.get() == revision.article


def test_an_author_is_protected():
    author = make_user()
    make_revision(author=author)

    with pytest.raises(ProtectedError):
        author.delete()

    author.refresh_from_db()


def test_history_is_protected_wherever_something_refers_to_it():
    kept = {Article, Revision}
    derived = {
        "Attribution",
        "CategoryMembership",
        "DatedFact",
        "Link",
        "MembershipPeriod",
        "Redirect",
        "Relation",
        "RemovedPassage",
        "Rendering",
        "SearchTitle",
        "SourceUse",
        "Standing",
        "TitlePeriod",
        "Transclusion",
    }

    cascading = {
        relation.related_model.__name__
        for model in kept
        for relation in model._meta.related_objects
        if relation.on_delete is not models.PROTECT
    }

    assert cascading == derived


def test_two_revisions_of_an_article_have_different_numbers():
    first, second = make_history("One.", "Two.")

    with refused_by("revision_number_unique_in_article"):
        _copy(second, parent=make_revision("Other"), number=first.number + 1)


def test_a_revision_is_followed_by_one_other():
    first, _ = make_history("One.", "Two.")

    with refused_by("revision_follows_each_parent_once"):
        _copy(first, parent=first, number=3)


def test_a_later_revision_has_a_parent():
    first = make_revision()

    with refused_by("revision_has_parent_unless_first"):
        _copy(first, number=2)


def test_the_first_revision_has_no_parent():
    first = make_revision()
    article = Article.objects.create(title="Other")

    with refused_by("revision_has_parent_unless_first"):
        _copy(first, article=article, parent=first, number=1)


def test_the_origin_of_a_revision_is_a_known_one():
    with refused_by("revision_origin_is_known"):
        make_revision(origin="oracle")


def test_a_key_makes_one_revision():
    first = make_revision(key="k")

    with refused_by("articles_revision_key"):
        _copy(first, parent=first, number=2, key=first.key)


def test_two_articles_have_different_titles():
    make_revision("Ada Lovelace")

    with refused_by("articles_article_title"):
        Article.objects.create(title="Ada Lovelace")


def test_an_article_has_a_title():
    with refused_by("article_has_a_title"):
        Article.objects.create(title="")


@pytest.mark.parametrize("field", ["act", "level"])
def test_the_protection_of_an_article_is_a_known_one(field):
    make_revision()
    protect_all()

    with refused_by("protection_is_known"):
        Protection.objects.update(**{field: "everything"})


def test_a_revision_is_current_in_one_article():
    revision = make_revision()

    with refused_by("current_revision_id"):
        Article.objects.create(title="Other", current_revision=revision)


def test_a_link_is_counted_once_in_an_article():
    revision = make_revision(text="[[Babbage]]")

    with refused_by("link_counted_once_in_article"):
        Link.objects.create(article=revision.article, target="Babbage")


def test_a_category_is_joined_once_by_an_article():
    revision = make_revision(text="[[Category:People]]")

    with refused_by("category_joined_once_by_article"):
        CategoryMembership.objects.create(
            article=revision.article, category="Category:People", sort_key="x"
        )


def test_one_job_of_a_kind_waits_for_a_subject():
    Job.objects.create(kind="refresh", subject="1")

    with refused_by("job_waits_once"):
        Job.objects.create(kind="refresh", subject="1")


def test_what_is_refused_leaves_the_transaction_usable():
    revision = make_revision()

    with pytest.raises(Error), transaction.atomic():
        Revision.objects.update(text="Forged.")

    assert Revision.objects.get().text == revision.text


def _copy(revision: Revision, **changes: object) -> Revision:
    """Write a revision past the write path, as nobody should."""
    values = {
        field.attname: getattr(revision, field.attname)
        for field in Revision._meta.concrete_fields
        if field.name not in {"id", "key", "parent"}
    }
    if "article" in changes:
        del values["article_id"]
    return Revision.objects.create(**{**values, **changes})
