"""The doors to the past: what is no day, who is kept out, and what it costs."""

import pytest
from django.utils import timezone

from tests.articles.bygone import now, past
from tests.makers import make_history, make_revision, make_upload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ("yesterday", 400, "is no day"),
        ("2026-02-30", 400, "is no day"),
        ("2026-01-01T25:00", 400, "is no day"),
        ("0001-01-01T00:00+14:00", 400, "is no day"),
        ("9999-12-31", 400, "is no day"),
        ("9998-12-31", 404, "Nobody knows yet"),
        ("2026-01-01\0", 400, "is no day"),
        ("<b>" * 50, 400, "is no day"),
        ("", 200, "Choose a day"),
    ],
)
def test_what_is_no_day_is_answered_with_a_sentence(sent, status, words):
    make_revision()

    answer = past("Ada Lovelace", sent)

    assert answer.status_code == status
    assert words in answer.text
    assert "<b>" not in answer.text


@pytest.mark.parametrize(
    "sent",
    [
        "{day}T{time}Z", "{day} {time}Z", "{day}T{time}", "{day}T{time}+00:00",
        "{day}T{time} 00:00", "{day}T{time}.5Z",
    ],
)  # fmt: skip
def test_a_time_is_understood_as_iso_8601_has_it(sent):
    make_revision()
    moment = timezone.now().replace(year=timezone.now().year)
    text = sent.format(day=moment.date(), time="00:00:00")

    assert past("Ada Lovelace", text).status_code == 404


def test_dated_pages_are_kept_from_crawlers(client):
    make_revision()

    answer = past("Ada Lovelace", now())

    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Disallow: /*?*as_of=" in client.get("/robots.txt").text
    canonical = '<link rel="canonical" href="http://testserver/wiki/Ada_Lovelace">'
    assert canonical in answer.text


def test_history_and_tools_have_a_door_to_the_past(client):
    make_revision()

    assert 'href="/wiki/Ada_Lovelace?as_of="' in client.get("/wiki/Ada_Lovelace").text
    history = client.get("/history/Ada_Lovelace").text
    assert 'method="get" action="/wiki/Ada_Lovelace"' in history
    assert '<input type="date" name="as_of"' in history


QUERIES = {
    # Which revision was read under the title; it; what is around it.
    "Plain": 3,
    # And which of its links led anywhere.
    "Linking": 4,
    # And a template: which revision of it, its text.
    "With a template": 5,
    # The redirect, too.
    "Redirect": 5,
    # Of the picture: which revisions, where they lead, of which pages, uploads.
    "With a picture": 8,
    # Both lists of members.
    "Category:People": 5,
    # The title, whether it was there before, what is around.
    "Nobody": 3,
}


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize("title", QUERIES)
def test_the_past_costs_the_same_for_one_row_and_for_three(
    title, items, django_assert_num_queries
):
    numbers = range(items)
    make_revision("Template:Tea", "Tea.")
    make_upload()
    for number in numbers:
        make_revision(f"Member {number}", "[[Category:People]]")
    make_history(*(f"Words {number}." for number in numbers), title="Plain")
    links = " ".join(f"[[Page {number}]]" for number in numbers)
    make_revision("Linking", links)
    make_revision("With a template", "{{tea}} " * items)
    make_revision("With a picture", "[[File:Hall.png|A hall]]\n\n" * items)
    make_revision("Redirect", "#REDIRECT [[Plain]]")
    make_revision("Category:People", "All of them.")
    then = now()

    with django_assert_num_queries(QUERIES[title]):
        past(title, then)
    with django_assert_num_queries(QUERIES[title]):
        past(title, then)
