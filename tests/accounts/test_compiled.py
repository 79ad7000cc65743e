"""A question that is often asked is put into SQL once, and answers as any other."""

from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.db.models import F, QuerySet, Value

from accounts.compiled import compiled
from accounts.models import User
from articles.models import Rendering, Revision
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

SHOWN = ("number", "size", "origin", "tags", "created_at", "article_id", "author_id")


def test_the_query_is_made_once_and_asked_for_each_value(
    django_assert_num_queries,
):
    made = []

    @compiled
    def names(pk: int) -> QuerySet[User, tuple[str]]:
        made.append(pk)
        return User.objects.filter(pk=pk).values_list("username")

    one, other = make_user("One"), make_user("Other")

    with django_assert_num_queries(2):
        assert names(one.pk) == [("One",)]
        assert names(other.pk) == [("Other",)]
    assert len(made) == 1


def test_values_are_put_where_they_belong_and_constants_stay():
    @compiled
    def names(ending: str, beginning: str) -> QuerySet[User, tuple[str]]:
        users = User.objects.filter(username__gte=beginning, username__lte=ending)
        return (
            users.exclude(username="Bob").order_by("username").values_list("username")
        )

    for name in ("Ann", "Bob", "Cid", "Dan"):
        make_user(name)

    assert names("Cid", "Ann") == [("Ann",), ("Cid",)]
    assert names("Dan", "Cid") == [("Cid",), ("Dan",)]


def test_nothing_is_equal_to_none():
    @compiled
    def addresses(email: str | None) -> QuerySet[User, tuple[str]]:
        return User.objects.filter(email=email).values_list("username")

    make_user("Nobody")

    assert addresses(None) == []


def test_a_list_is_an_array_of_any_length():
    @compiled
    def names(ids: list[int]) -> QuerySet[User, tuple[str]]:
        found = User.objects.filter(pk__one_of=ids)
        return found.order_by("pk").values_list("username")

    ids = [make_user(name).pk for name in ("One", "Other", "Third")]

    assert names([]) == []
    assert names(ids[1:]) == [("Other",), ("Third",)]
    assert names([*ids, ids[0], 0]) == [("One",), ("Other",), ("Third",)]


def test_rows_are_objects_as_of_any_query():
    """With what they are related to, what was added, and without what was left out."""

    @compiled
    def revisions(number: int) -> QuerySet[Revision, Revision]:
        return (
            Revision.objects.filter(number=number)
            .select_related("article", "accepted_by")
            .annotate(longer=F("size") + 1)
            .defer("text")
        )

    make_history("One.", "Two words.")
    (found,) = revisions(2)
    expected = Revision.objects.select_related("article").get(number=2)

    assert found == expected
    assert {name: getattr(found, name) for name in SHOWN} == {
        name: getattr(expected, name) for name in SHOWN
    }
    assert vars(found)["longer"] == expected.size + 1
    assert found.get_deferred_fields() == {"text"}
    assert found.text == "Two words."
    assert "article" in found._state.fields_cache
    assert found.accepted_by is None
    assert revisions(3) == []


def test_what_is_kept_as_json_is_read_as_by_any_query():
    @compiled
    def renderings(article: int) -> QuerySet[Rendering, Rendering]:
        return Rendering.objects.filter(article=article)

    made = make_revision(text="## One\n\nA.\n\n## Two\n\nB.\n\n## Three\n\nC.")
    (found,) = renderings(made.article_id)

    assert found.contents == Rendering.objects.get(article=made.article_id).contents
    assert found.contents


@pytest.mark.django_db(transaction=True)
def test_a_statement_is_planned_once_in_each_connection():
    @compiled
    def names(pk: int) -> QuerySet[User, tuple[str]]:
        return User.objects.filter(pk=pk).values_list("username")

    one, before = make_user("One"), _prepared()
    for _ in range(3):
        names(one.pk)

    assert len(_prepared() - before) == 1
    connection.close()  # as when the database was away
    assert names(one.pk) == [("One",)]
    assert len(_prepared()) == 1


def test_it_survives_a_transaction_that_is_taken_back():
    @compiled
    def names(pk: int) -> QuerySet[User, tuple[str]]:
        return User.objects.filter(pk=pk).values_list("username")

    one = make_user("One")
    with suppress(ZeroDivisionError), transaction.atomic():
        names(one.pk)
        1 / 0  # noqa: B018

    assert names(one.pk) == [("One",)]


def test_signs_of_sql_in_a_constant_and_in_a_value_are_letters():
    @compiled
    def names(name: str) -> QuerySet[User, tuple[str]]:
        found = User.objects.filter(username__in=["50 % 's $1", Value("x")])
        return found.filter(username=name).values_list("username")

    make_user("50 % 's $1")

    assert names("50 % 's $1") == [("50 % 's $1",)]
    assert names("%s' OR true --") == []


def _prepared() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements")
        return {name for (name,) in cursor.fetchall()}
