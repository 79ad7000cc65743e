"""Searching never looks through all pages: the database uses its indexes."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg2.sql import SQL, Identifier

from tests.search.pages import fill_up, make_pages

pytestmark = pytest.mark.django_db

# So many that the database sees for itself what is worth its while.
ENOUGH = 5_000
_READ_WHOLE = re.compile(r"Seq Scan on (\w+)")


def plans_of(client, address: str) -> list[str]:
    """Return how the database goes about each query that the page needs."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    statements = [query["sql"] for query in captured.captured_queries]
    with connection.cursor() as cursor:
        return [_plan(cursor, sql) for sql in statements]


def _plan(cursor, sql: str) -> str:
    cursor.execute(f"EXPLAIN {sql}".replace("%", "%%"), [])
    return "\n".join(row[0] for row in cursor.fetchall())


@pytest.fixture(scope="module", autouse=True)
def _many_pages(lasting: None) -> None:
    make_pages(Ada="A poet.", Byron="Another poet.", Circe="No poet.")
    fill_up(ENOUGH)


@pytest.mark.parametrize("query", ["poet", "nothing", "poet -nothing", "a or poet"])
def test_words_are_found_by_their_index(client, query):
    ranking = plans_of(client, f"/search?q={query}")[0]

    assert "Bitmap Index Scan on rendering_words" in ranking
    assert "Bitmap Index Scan on search_title_words" in ranking


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("a", "search_title_by_letter"),
        ("fi", "search_title_by_two"),
        ("fil", "search_title_by_three"),
        ("filler 12", "search_title_folded"),
    ],
)
def test_beginnings_of_titles_are_found_by_their_index(client, query, index):
    beginnings = plans_of(client, f"/suggest?q={query}")[0]

    assert f"{index} " in beginnings


def test_words_of_titles_and_misspelt_ones_are_found_by_their_trigrams(client):
    _beginnings, words, alike = plans_of(client, "/suggest?q=xfiller 1234")

    assert "Bitmap Index Scan on search_title_trigrams" in words
    assert "Bitmap Index Scan on search_title_trigrams" in alike


def test_a_title_in_any_case_is_found_by_its_index(client):
    plans = plans_of(client, "/search?q=aDA&go=1")

    assert "search_title_folded" in plans[1]


def test_categories_in_use_are_found_by_their_index(client):
    _beginnings, categories = plans_of(client, "/suggest?q=Category:")

    assert categories.count("Only Scan using member_") == 2, categories


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=poet",
        "/search?q=poet&go=1",
        # A word of every page.
        "/search?q=nothing",
        "/search?q=nothing&sort=edit",
        "/search?q=nothing&after=1-1",
        "/search?q=nothing&before=1-1",
        '/search?q="nothing filler"',
        '/search?q=nothing -"poet nothing"',
        "/search?q=intitle:filler nothing",
        '/search?q=incategory:"Filler 1" nothing',
        "/search?q=nothing -intitle:filler -incategory:Fillers",
        # Of which nothing is found.
        "/search?q=nothingg",
        "/suggest?q=f",
        "/suggest?q=filler",
        "/suggest?q=12",
        "/suggest?q=fillerr 1",
        "/suggest?q=ada",
        "/suggest?q=Category:filler",
        "/suggest?q=Template:",
    ],
)
def test_no_table_is_read_from_end_to_end(client, address):
    plans = plans_of(client, address)

    read = {table for plan in plans for table in _READ_WHOLE.findall(plan)}
    assert {table for table in read if _rows_of(table)} == set()


def _rows_of(table: str) -> int:
    """An empty table may well be read whole, once the database knows that it is."""
    with connection.cursor() as cursor:
        cursor.execute(SQL("SELECT count(*) FROM {}").format(Identifier(table)))
        return int(cursor.fetchone()[0])
