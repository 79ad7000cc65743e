"""Searching never looks through all pages: the database uses its indexes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.search.pages import make_pages

pytestmark = pytest.mark.django_db

# With so few pages any way is as good: these are the ones that stay bad with many.
BAD_WITH_MANY = ("enable_seqscan", "enable_indexscan", "enable_nestloop")


def plans_of(client, address: str, without: tuple[str, ...]) -> list[str]:
    """Return how the database goes about each query that the page needs."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    statements = [query["sql"] for query in captured.captured_queries]
    with connection.cursor() as cursor:
        for way in without:
            cursor.execute(f"SET LOCAL {way} = off")
        return [_plan(cursor, sql) for sql in statements]


def _plan(cursor, sql: str) -> str:
    cursor.execute(f"EXPLAIN {sql}".replace("%", "%%"), [])
    return "\n".join(row[0] for row in cursor.fetchall())


@pytest.fixture(autouse=True)
def _some_pages() -> None:
    make_pages(Ada="A poet.", Byron="Another poet.", Circe="No poet.")


def test_words_are_found_by_their_index(client):
    counting, ranking, *_titles = plans_of(client, "/search?q=poet", BAD_WITH_MANY)

    assert "Bitmap Index Scan on rendering_words" in counting
    assert "Bitmap Index Scan on rendering_words" in ranking


def test_words_of_titles_are_found_by_their_index(client):
    _beginnings, words = plans_of(client, "/suggest?q=ada", BAD_WITH_MANY)

    assert "Bitmap Index Scan on rendering_words" in words


def test_beginnings_of_titles_are_found_by_their_index(client):
    beginnings, _words = plans_of(client, "/suggest?q=ada", BAD_WITH_MANY)

    assert "article_title_beginning" in beginnings


def test_a_title_in_any_case_is_found_by_its_index(client):
    plans = plans_of(client, "/search?q=aDA&go=1", BAD_WITH_MANY)

    assert "article_title_beginning" in plans[1]


@pytest.mark.parametrize(
    "address", ["/search?q=poet", "/search?q=poet&go=1", "/suggest?q=ada"]
)
def test_no_table_is_read_from_end_to_end(client, address):
    plans = plans_of(client, address, ("enable_seqscan",))

    assert [plan for plan in plans if "Seq Scan" in plan] == []
