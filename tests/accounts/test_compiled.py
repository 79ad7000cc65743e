"""A question that is often asked is put into SQL once, and answers as any other."""

import pytest
from django.db.models import QuerySet

from accounts.compiled import compiled
from accounts.models import User
from tests.makers import make_user

pytestmark = pytest.mark.django_db


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
