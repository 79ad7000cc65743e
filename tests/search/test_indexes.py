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


def test_words_are_found_by_their_index(client):
    counting, ranking, *_titles = plans_of(client, "/search?q=poet")

    assert "Bitmap Index Scan on rendering_words" in counting
    assert "Bitmap Index Scan on rendering_words" in ranking


def test_words_of_titles_are_found_by_their_index(client):
    _beginnings, words = plans_of(client, "/suggest?q=ada")

    assert "Bitmap Index Scan on rendering_words" in words


def test_beginnings_of_titles_are_found_by_their_index(client):
    beginnings, _words = plans_of(client, "/suggest?q=ada")

    assert "article_title_beginning" in beginnings


def test_a_title_in_any_case_is_found_by_its_index(client):
    plans = plans_of(client, "/search?q=aDA&go=1")

    assert "article_title_beginning" in plans[1]


def test_categories_in_use_are_found_by_their_index(client):
    _beginnings, categories = plans_of(client, "/suggest?q=Category:")

    assert categories.count("Only Scan using member_") == 2, categories


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=poet",
        "/search?q=poet&go=1",
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
