"""A query that reads a large table from end to end is found, and told where."""

import pytest
from django.db import connection

from articles.models import Article
from benchmarks.plans import Watch, large_tables, watching
from tests.makers import make_revision

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages() -> None:
    for number in range(30):
        make_revision(f"Page {number}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def test_tables_are_large_by_their_rows():
    assert "articles_article" in large_tables(29)
    assert "articles_article" not in large_tables(30)
    assert "articles_redirect" not in large_tables(0)


def test_a_query_without_an_index_is_found_with_its_page():
    watch = Watch(large_tables(10))

    with watching(watch, "/somewhere"):
        assert not list(Article.objects.filter(deleted_at__isnull=False))

    (one,) = watch.found.values()
    assert (one.address, one.table) == ("/somewhere", "articles_article")
    assert "deleted_at" in str(one)


def test_a_query_by_an_index_or_of_a_small_table_is_not_found():
    watch = Watch(large_tables(10))

    with watching(watch, "/somewhere"), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        Article.objects.get(title="Page 3")
        cursor.execute("SELECT 1 FROM articles_redirect")

    assert watch.found == {}


def test_what_a_page_writes_is_taken_back():
    with watching(Watch(frozenset()), "/somewhere"):
        Article.objects.create(title="Written")

    assert not Article.objects.filter(title="Written").exists()
