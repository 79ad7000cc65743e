"""Filters of histories and changes: they stand in the address, and combine."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from articles.models import Origin, Revision
from tests.articles.pages import links_of, listed_in, main_of, words_of
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db

ROWS = ".//div[@class='revision']"


@pytest.fixture
def edits():
    """Four edits on four days, each of another kind."""
    first = make_revision(text="One.", author=make_user("Ann"), summary="Began")
    second = make_revision(
        text="One, two.",
        base=first,
        author=make_user("Bob"),
        summary="Typo",
        minor=True,
    )
    third = make_revision(
        text="One, two, three.",
        base=second,
        author=make_user("Robot"),
        summary="By rote",
        origin=Origin.BOT,
    )
    fourth = make_revision("Category:Numbers", "Them all.", summary="A category")
    made = [first, second, third, fourth]
    for day, revision in enumerate(made, start=1):
        _set_date(revision, datetime(2026, 3, day, 23, 59, tzinfo=UTC))
    return made


def _set_date(revision: Revision, at: datetime) -> None:
    """A revision can't be changed, not even by a test: only by who owns the table."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE articles_revision DISABLE TRIGGER USER")
        Revision.objects.filter(pk=revision.pk).update(created_at=at)
        cursor.execute("ALTER TABLE articles_revision ENABLE TRIGGER USER")


def summaries(client, address: str) -> list[str]:
    return listed_in(client.get(address), f"{ROWS}/q")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["By rote", "Typo", "Began"]),
        ("author=bob", ["Typo"]),
        ("author=Nobody", []),
        ("minor=hide", ["By rote", "Began"]),
        ("bots=hide", ["Typo", "Began"]),
        ("origin=bot", ["By rote"]),
        ("new=only", ["Began"]),
        ("since=2026-03-02", ["By rote", "Typo"]),
        ("until=2026-03-02", ["Typo", "Began"]),
        ("since=2026-03-02&until=2026-03-02", ["Typo"]),
        ("author=Bob&minor=hide", []),
    ],
)
def test_a_history_is_filtered(query, expected, client, edits):
    assert summaries(client, f"/history/Ada_Lovelace?{query}") == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["A category", "By rote", "Typo", "Began"]),
        ("namespace=14", ["A category"]),
        ("namespace=0&bots=hide", ["Typo", "Began"]),
        ("new=only", ["A category", "Began"]),
    ],
)
def test_recent_changes_are_filtered(query, expected, client, edits):
    assert summaries(client, f"/recent?{query}") == expected


@pytest.mark.parametrize(
    "query",
    [
        "since=2026-13-45",
        "until=9999-12-31",
        "since=yesterday",
        "namespace=99",
        "namespace=x",
        "origin=martian",
        "minor=1",
        "new=%00",
        "author=%00",
        "tag=x",
        "size=7",
        "before=x",
    ],
)
def test_what_makes_no_sense_is_left_out(query, client, edits):
    assert len(summaries(client, f"/recent?{query}")) == 4
    assert len(summaries(client, f"/history/Ada_Lovelace?{query}")) == 3


def test_the_form_shows_what_is_filtered(client, edits):
    page = client.get("/recent?since=2026-03-01&minor=hide&tag=undo&namespace=0")

    form = main_of(page).find(".//details[@open]//form")
    fields = {
        field.get("name"): field.get("value")
        for field in form.iter("input")
        if field.get("value")
        and (field.get("type") != "checkbox" or "checked" in field.attrib)
    }
    chosen = [option.get("value") for option in form.findall(".//option[@selected]")]
    assert fields == {"since": "2026-03-01", "minor": "hide"}
    assert chosen == ["undo", "0"]


def test_the_next_part_of_a_list_is_filtered_too(client):
    author, base = make_user("Ann & Bob"), None
    for number in range(52):
        base = make_revision(text=f"Text {number}.", base=base, author=author)

    first = client.get("/recent?author=Ann+%26+Bob")
    [following] = links_of(first, ".//nav[@class='pager']")

    assert following.startswith("?author=Ann+%26+Bob&before=")
    assert len(listed_in(client.get(f"/recent{following}"), ROWS)) == 2


def test_a_name_in_a_filter_is_only_a_name(client, edits):
    page = client.get("/recent", {"author": '"><script>alert(1)</script>'})

    assert "<script>alert" not in page.text
    assert "No changes match these filters" in words_of(main_of(page))


def test_edits_in_a_row_are_not_told_where_some_are_left_out(client, edits):
    page = client.get("/history/Ada_Lovelace?bots=hide")

    assert "in a row" not in words_of(main_of(page))
