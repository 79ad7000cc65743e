"""Doors: what every address does with nonsense and with the wrong method."""

import pytest

from articles.models import Revision
from tests.makers import make_history, make_user

pytestmark = pytest.mark.django_db

HUGE = "9" * 30
ABSURD = "9" * 5000
READING = [
    "/",
    "/wiki/Ada_Lovelace",
    "/wiki/Category:People",
    "/wiki/%3C",
    "/raw/Ada_Lovelace",
    "/article/{article}",
    "/history/Ada_Lovelace",
    "/revision/{first}",
    "/diff/{first}/{second}",
    "/diff/{second}",
    "/links/Ada_Lovelace",
    "/all",
    "/categories",
    "/recent",
    "/contributions/Mary",
    "/random",
]
NONSENSE_LISTS = [
    "/?x={}",
    "/wiki/Ada_Lovelace?redirect={}",
    "/wiki/Category:People?after={}",
    "/history/Ada_Lovelace?before={}",
    "/history/Ada_Lovelace?size={}",
    "/history/Ada_Lovelace?old={}&new=1",
    "/history/Ada_Lovelace?old=1&new={}",
    "/history/Ada_Lovelace?old={0}&new={0}",
    "/raw/Ada_Lovelace?revision={}",
    "/links/Ada_Lovelace?after={}",
    "/all?from={}",
    "/all?namespace={}",
    "/categories?after={}",
    "/recent?before={}",
    "/recent?minor={}",
    "/contributions/Mary?before={}",
    "/edit/Ada_Lovelace?section={}",
    "/diff/{first}/{second}?view={{}}",
]
PEACEFUL = {200, 302, 400, 404}
NONSENSE = [
    "",
    "0",
    "-1",
    "1e9",
    "%00",
    "a%00b",
    "1:%00",
    "%C2%B2",
    "%C2%B2:x",
    "%D9%A1",
    "%FF",
    "%ED%A0%80",
    "%27%22%3E%3Cscript%3E",
    HUGE,
    HUGE + ":x",
    ABSURD,
    ABSURD + ":x",
    "x" * 3000,
]


@pytest.mark.parametrize("address", READING)
def test_reading_is_done_with_get(address, client):
    address = _filled(address)

    answers = [
        act(address) for act in (client.post, client.put, client.patch, client.delete)
    ]

    assert [answer.status_code for answer in answers] == [405] * 4
    assert {answer.headers["Allow"] for answer in answers} == {"GET, HEAD"}
    assert Revision.objects.count() == 2


@pytest.mark.parametrize(
    "address", ["/edit/Ada_Lovelace", "/undo/{second}", "/restore/{first}"]
)
def test_writing_is_done_with_post(address, client):
    address = _filled(address)

    answers = [act(address) for act in (client.put, client.patch, client.delete)]

    assert [answer.status_code for answer in answers] == [405] * 3
    assert {answer.headers["Allow"] for answer in answers} == {"GET, HEAD, POST"}
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_the_live_preview_is_asked_for_with_post(method, client):
    response = getattr(client, method)("/preview")

    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"


@pytest.mark.parametrize(
    "address",
    [
        "/article/{}",
        "/revision/{}",
        "/diff/{}",
        "/diff/{first}/{}",
        "/diff/{}/{first}",
        "/undo/{}",
        "/restore/{}",
    ],
)
def test_what_has_no_such_number_is_not_found(address, client):
    numbers = ["0", "987654321", HUGE, ABSURD, "-1", "x", "1.5", "%00", ""]
    address = _filled(address)

    answers = [client.get(address.replace("{}", number)) for number in numbers]

    assert [answer.status_code for answer in answers] == [404] * len(numbers)


@pytest.mark.parametrize(
    "address", ["/raw/", "/edit/", "/history/", "/links/", "/contributions/", "/wiki/"]
)
def test_what_has_no_such_name_is_not_found(address, client):
    names = ["", "%00", "a%00b", "a%0Ab", "%3Cb%3E", "x" * 300, "%FF"]

    answers = [client.get(address + name) for name in names]

    assert [answer.status_code for answer in answers] == [404] * len(names)


@pytest.mark.parametrize("address", ["/raw/Nothing", "/history/Nothing"])
def test_what_was_never_written_is_not_found(address, client):
    response = client.get(address)

    assert response.status_code == 404


@pytest.mark.parametrize("address", NONSENSE_LISTS)
def test_nonsense_in_a_query_is_answered_in_peace(address, client):
    client.raise_request_exception = False
    address = _filled(address.replace("{0}", "{}"))

    answers = {word: client.get(address.replace("{}", word)) for word in NONSENSE}

    statuses = {word[:20]: answer.status_code for word, answer in answers.items()}
    harmful = {
        word for word, answer in answers.items() if "'\"><script>" in answer.text
    }
    assert {word: one for word, one in statuses.items() if one not in PEACEFUL} == {}
    assert harmful == set()


def _filled(address: str) -> str:
    """The address, with the ids of an article that has two revisions."""
    first, second = make_history("One. [[Category:People]]", "Two. [[Category:People]]")
    make_user("Mary")
    return (
        address.replace("{{}}", "{}")
        .replace("{first}", str(first.pk))
        .replace("{second}", str(second.pk))
        .replace("{article}", str(first.article_id))
    )
