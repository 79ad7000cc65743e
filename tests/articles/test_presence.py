"""Presence: who else has a page's editor open. It informs, and never blocks."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import presence
from articles.models import Presence
from tests.articles.crowds import all_at_once
from tests.makers import make_user

pytestmark = pytest.mark.django_db

DOOR = "/editing/Ada_Lovelace"


def test_the_first_is_told_that_there_is_nobody_else(client, mary):
    response = client.post(DOOR, {"key": "k"})

    assert response.status_code == 200
    assert response.json() == {"others": [], "more": 0}
    noted = Presence.objects.get()
    assert (noted.title, noted.key, noted.account) == ("Ada Lovelace", "k", mary)


def test_the_second_is_told_of_the_first(client, mary):
    Presence.objects.create(
        title="Ada Lovelace", key="k", account=mary, began_at=_today_at(12, 3)
    )

    response = _visitor("Charles").post(DOOR, {"key": "other"})

    assert response.json() == {
        "others": [{"name": "Mary", "since": "12:03"}],
        "more": 0,
    }


def test_somebody_not_signed_in_has_no_name(client, mary):
    Client().post(DOOR, {"key": "stranger"})

    [other] = client.post(DOOR, {"key": "k"}).json()["others"]

    assert other["name"] == ""


def test_ones_own_forms_are_nobody_else(client, mary):
    client.post(DOOR, {"key": "one"})
    Client().post(DOOR, {"key": "mine"})

    as_mary = client.post(DOOR, {"key": "two"}).json()
    as_stranger = Client().post(DOOR, {"key": "mine"}).json()

    assert [other["name"] for other in as_mary["others"]] == [""]
    assert [other["name"] for other in as_stranger["others"]] == ["Mary"]


def test_an_account_with_three_forms_is_named_once(client, mary):
    for key in ("one", "two", "three"):
        client.post(DOOR, {"key": key})

    answer = Client().post(DOOR, {"key": "k"}).json()

    assert [other["name"] for other in answer["others"]] == ["Mary"]


def test_five_are_named_and_more_are_counted():
    for number in range(7):
        _visitor(f"Editor no {number}").post(DOOR, {"key": f"k{number}"})

    answer = Client().post(DOOR, {"key": "k"}).json()

    names = [other["name"] for other in answer["others"]]
    assert names == [f"Editor no {number}" for number in range(5)]
    assert answer["more"] == 2


def test_the_editor_of_another_page_is_nobody_here(client, mary):
    client.post("/editing/Babbage", {"key": "k"})

    assert Client().post(DOOR, {"key": "k"}).json()["others"] == []


@pytest.mark.parametrize(("age", "is_told"), [(50, True), (70, False)])
def test_who_was_not_heard_of_for_a_minute_is_not_told_of(age, is_told, client, mary):
    client.post(DOOR, {"key": "k"})
    _let_pass(age)

    answer = Client().post(DOOR, {"key": "other"}).json()

    assert len(answer["others"]) == is_told


def test_who_is_heard_of_again_has_been_there_from_the_beginning(client, mary):
    client.post(DOOR, {"key": "k"})
    began = Presence.objects.get().began_at
    _let_pass(50)

    client.post(DOOR, {"key": "k"})

    noted = Presence.objects.get()
    assert noted.began_at == began
    assert timezone.now() - noted.seen_at < timedelta(seconds=10)


def test_what_is_older_than_five_minutes_is_removed(client, mary):
    client.post("/editing/Babbage", {"key": "old"})
    _let_pass(301)
    client.post("/editing/Babbage", {"key": "newer"})

    client.post(DOOR, {"key": "k"})

    assert set(Presence.objects.values_list("key", flat=True)) == {"newer", "k"}


@pytest.mark.parametrize("key", ["", "x" * 65, "a\0b", "a\nb"])
def test_a_form_without_a_proper_key_is_not_noted(key, client):
    response = client.post(DOOR, {"key": key})

    assert response.status_code == 422
    assert response.json()["reason"]
    assert Presence.objects.count() == 0


def test_who_may_not_edit_has_no_editor_open(client, settings):
    settings.CANONICA_UNREGISTERED_EDITS = "refuse"

    response = client.post(DOOR, {"key": "k"})

    assert response.status_code == 403
    assert Presence.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_presence_is_told_with_post(method, client):
    response = getattr(client, method)(DOOR)

    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_a_network_is_heard_only_so_often(client):
    statuses = {client.post(DOOR, {"key": f"k{n % 3}"}).status_code for n in range(300)}

    response = client.post(DOOR, {"key": "k"})
    from_elsewhere = client.post(DOOR, {"key": "k"}, REMOTE_ADDR="203.0.113.9")

    assert statuses == {200}
    assert (response.status_code, from_elsewhere.status_code) == (429, 200)
    assert 0 < int(response["Retry-After"]) <= 60


def test_a_crowd_at_one_page_fills_only_so_many_rows(client, monkeypatch):
    monkeypatch.setattr(presence, "MOST_AT_A_PAGE", 3)

    statuses = {client.post(DOOR, {"key": f"k{n}"}).status_code for n in range(5)}
    elsewhere = client.post("/editing/Babbage", {"key": "k"})

    assert statuses == {200}
    assert elsewhere.status_code == 200
    assert Presence.objects.filter(title="Ada Lovelace").count() == 3
    assert Presence.objects.filter(title="Babbage").count() == 1


def test_a_crowd_at_many_pages_fills_only_so_many_rows(client, monkeypatch):
    monkeypatch.setattr(presence, "MOST_ALTOGETHER", 3)

    for number in range(5):
        client.post(f"/editing/Page_{number}", {"key": "k"})

    assert Presence.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_form_that_is_heard_of_twice_at_once_is_noted_once(mary):
    def tell(_number: int) -> int:
        window = Client()
        window.force_login(mary)
        return window.post(DOOR, {"key": "k"}).status_code

    statuses = all_at_once(tell, 20)

    assert statuses == [200] * 20
    assert Presence.objects.count() == 1


@pytest.mark.parametrize("people", [1, 3])
def test_telling_costs_the_same_however_many_there_are(
    people, client, mary, django_assert_num_queries
):
    for number in range(people):
        _visitor(f"Editor no {number}").post(DOOR, {"key": f"k{number}"})

    # Session, account, page, limit, old rows, number of rows, this one, the others.
    with django_assert_num_queries(8):
        client.post(DOOR, {"key": "k"})


def _visitor(name: str) -> Client:
    visitor = Client()
    visitor.force_login(make_user(name))
    return visitor


def _let_pass(seconds: int) -> None:
    """Make it so long ago that each form was heard of."""
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=seconds))


def _today_at(hour: int, minute: int):
    return timezone.now().replace(hour=hour, minute=minute)
