"""Mementos: programs ask for the past in the way of RFC 7089."""

import re
from datetime import UTC, datetime

import pytest
from django.utils.http import http_date

from articles import mementos
from articles.models import Revision
from tests.articles.bygone import delete_page, hide_text, past, prose_of, rename_page
from tests.makers import make_history, make_revision

pytestmark = pytest.mark.django_db

ADA = "http://testserver/wiki/Ada_Lovelace"
TIMEMAP = "http://testserver/timemap/Ada_Lovelace"


def at(revision: Revision) -> str:
    return revision.created_at.isoformat().replace("+00:00", "Z")


def date_of(revision: Revision) -> str:
    return http_date(revision.created_at.timestamp())


def linked(text: str) -> dict[str, str]:
    """Return by relation where links lead."""
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"', text)
    return {rel: address for address, rels in found for rel in rels.split()}


def test_a_page_of_now_names_its_timegate_and_its_timemap(client):
    make_revision()

    answer = client.get("/wiki/Ada_Lovelace")

    links = linked(answer.headers["Link"])
    assert links == {"original": ADA, "timegate": ADA, "timemap": TIMEMAP}
    assert "Accept-Datetime" in answer.headers["Vary"]
    assert "Memento-Datetime" not in answer.headers


def test_a_memento_names_itself_and_those_around(client):
    first, second, third, last = make_history("One.", "Two.", "Three.", "Four.")

    answer = past("Ada Lovelace", at(second))

    assert answer.headers["Memento-Datetime"] == date_of(second)
    links = linked(answer.headers["Link"])
    assert links["original"] == links["timegate"] == ADA
    assert links["timemap"] == TIMEMAP
    assert links["first"] == links["prev"] == f"{ADA}?as_of={at(first)}"
    assert links["next"] == f"{ADA}?as_of={at(third)}"
    assert links["last"] == f"{ADA}?as_of={at(last)}"
    assert f'datetime="{date_of(third)}"' in answer.headers["Link"]


def test_whoever_prefers_a_time_is_led_to_the_page_of_then(client):
    first = make_revision(text="One.")

    answer = client.get(
        "/wiki/Ada_Lovelace", headers={"Accept-Datetime": date_of(first)}
    )

    assert answer.status_code == 302
    assert answer.url == f"/wiki/Ada_Lovelace?as_of={at(first)}"
    assert "Accept-Datetime" in answer.headers["Vary"]
    assert linked(answer.headers["Link"])["timemap"] == TIMEMAP
    assert "Memento-Datetime" not in answer.headers
    found = client.get(answer.url)
    assert found.headers["Memento-Datetime"] == date_of(first)


@pytest.mark.parametrize(
    ("preferred", "which"),
    [
        (datetime(2001, 1, 15, tzinfo=UTC), 0),
        (datetime(2200, 1, 15, tzinfo=UTC), -1),
    ],
)
def test_before_all_mementos_is_the_first_after_them_the_last(preferred, which, client):
    history = make_history("One.", "Two.")
    wanted = http_date(preferred.timestamp())

    answer = client.get("/wiki/Ada_Lovelace", headers={"Accept-Datetime": wanted})

    assert answer.url == f"/wiki/Ada_Lovelace?as_of={at(history[which])}"


def test_a_preference_that_is_no_date_is_refused(client):
    make_revision()

    answer = client.get("/wiki/Ada_Lovelace", headers={"Accept-Datetime": "1956"})

    assert answer.status_code == 400
    assert answer.text == "Accept-Datetime has to be a date as HTTP has it."


def test_a_page_that_never_was_has_no_memento(client):
    headers = {"Accept-Datetime": http_date(0)}

    assert client.get("/wiki/Nobody", headers=headers).status_code == 404
    assert client.get("/timemap/Nobody").status_code == 404


def test_a_timemap_lists_all_mementos(client):
    first, second = make_history("One.", "Two.")

    answer = client.get("/timemap/Ada_Lovelace")

    assert answer.headers["Content-Type"] == "application/link-format"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    lines = answer.text.splitlines()
    assert lines[0] == f'<{ADA}>; rel="original timegate",'
    assert lines[1].startswith(f'<{TIMEMAP}>; rel="self"; type="application/link-f')
    assert f'from="{date_of(first)}"; until="{date_of(second)}"' in lines[1]
    assert lines[2:] == [
        f'<{ADA}?as_of={at(first)}>; rel="first memento"; datetime="{date_of(first)}",',
        f'<{ADA}?as_of={at(second)}>; rel="last memento"; datetime="{date_of(second)}"',
    ]


def test_a_long_timemap_is_listed_in_parts(client, monkeypatch):
    monkeypatch.setattr(mementos, "PAGE_SIZE", 2)
    history = make_history("One.", "Two.", "Three.")

    part = client.get("/timemap/Ada_Lovelace")
    following = linked(part.text)["next"]
    rest = client.get(following)

    assert following == f"{TIMEMAP}?after={at(history[1])}"
    assert at(history[2]) not in part.text
    assert re.findall(r"as_of=([^>]*)>", rest.text) == [at(history[2])]
    assert linked(rest.text)["last"] == f"{ADA}?as_of={at(history[2])}"
    assert "first" not in linked(rest.text)


def test_each_memento_of_a_timemap_is_the_text_of_its_revision(client):
    history = make_history("One.", "Two.", "Three.")

    found = re.findall(r"as_of=([^>]*)>", client.get("/timemap/Ada_Lovelace").text)

    assert found == [at(one) for one in history]
    for revision in history:
        assert revision.text in prose_of(past("Ada Lovelace", at(revision)))


def test_what_is_hidden_or_deleted_is_no_memento(client):
    first, second, third = make_history("One.", "Two.", "Three.")
    make_revision("Gone", "Gone.")
    hide_text(second)
    delete_page("Gone")

    found = re.findall(r"as_of=([^>]*)>", client.get("/timemap/Ada_Lovelace").text)

    assert found == [at(first), at(third)]
    assert client.get("/timemap/Gone").status_code == 404
    links = linked(past("Ada Lovelace", at(third)).headers["Link"])
    assert links["prev"] == f"{ADA}?as_of={at(first)}"
    gone = past("Ada Lovelace", at(second))
    assert gone.status_code == 410
    assert "Memento-Datetime" not in gone.headers


def test_a_title_has_the_mementos_of_all_pages_that_had_it(client):
    make_revision("Ada Byron", "One.")
    rename_page("Ada Byron", "Ada Lovelace")

    old = re.findall(r"as_of=([^>]*)>", client.get("/timemap/Ada_Byron").text)
    new = re.findall(r"as_of=([^>]*)>", client.get("/timemap/Ada_Lovelace").text)

    assert len(old) == 2
    assert len(new) == 1
    assert "One." in prose_of(past("Ada Byron", old[0]))


@pytest.mark.parametrize("revisions", [1, 3, 30])
def test_asking_for_a_time_costs_one_query(
    revisions, client, django_assert_num_queries
):
    make_history(*(f"Words {number}." for number in range(revisions)))

    with django_assert_num_queries(1):
        client.get("/wiki/Ada_Lovelace", headers={"Accept-Datetime": http_date(0)})
    with django_assert_num_queries(1):
        client.get("/timemap/Ada_Lovelace")


def test_a_very_long_title_does_not_make_the_headers_too_long(client):
    title = "Дальний " * 14
    revision = make_revision(title.strip())

    answer = past(title.strip(), at(revision))

    assert answer.headers["Memento-Datetime"] == date_of(revision)
    assert "timemap" in linked(answer.headers["Link"])
    assert sum(map(len, answer.headers.values())) < 4000
