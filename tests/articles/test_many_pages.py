"""Many pages: no way in reads a large table from end to end, however much there is."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg2.sql import SQL, Identifier

from articles import counting
from articles.counting import recount
from articles.featuring import feature
from articles.models import Standing
from markup import Title
from tests.makers import make_history, make_revision, make_user
from tests.search.pages import fill_up

pytestmark = pytest.mark.django_db

ENOUGH = 5_000
_SMALL = 500
_READ_WHOLE = re.compile(r"Seq Scan on (\w+)")
_TABLES = """
    INSERT INTO articles_link (article_id, target)
    SELECT id, 'Missing ' || id %% 700 FROM articles_article;
    INSERT INTO articles_link (article_id, target)
    SELECT id, 'Filler ' || id %% 900 FROM articles_article;
    INSERT INTO articles_datedfact (article_id, month, day, year, label)
    SELECT id, 1 + id %% 12, 1 + id %% 28, 1000 + id %% 900, 'Begun'
    FROM articles_article;
    INSERT INTO articles_categorymembership
        (article_id, category, sort_key, is_subcategory, latest)
    SELECT id, 'Category:Large', title, false, current_revision_id
    FROM articles_article WHERE title LIKE 'Filler %%';
    INSERT INTO articles_categorymembership (article_id, category, sort_key)
    SELECT id, 'Category:Small ' || id %% 900, title FROM articles_article;
"""
ADDRESSES = [
    "/",
    "/all",
    "/all?namespace=0&after=Filler 3000",
    "/all?namespace=0&before=Filler 3000",
    "/all?prefix=Filler 30",
    "/all?from=G",
    "/categories",
    "/categories?after=Category:Small 3",
    "/categories?before=Category:Small 3",
    "/wiki/Category:Large",
    "/wiki/Category:Large?after=0:Filler 3000",
    "/wiki/Category:Large?before=0:Filler 3000",
    "/wiki/Category:Large?from=F",
    "/random",
    "/day/5/5",
    "/day/5/5?after=1500-1-1",
    "/feeds/recent.atom",
    "/feeds/new.atom",
    "/feeds/history/Ada.atom",
    "/feeds/category/Large.atom",
    "/feeds/category/Small_7.atom",
    "/feeds/contributions/Filler.atom",
    "/sitemap.xml",
    "/oembed?url=http://testserver/wiki/Ada",
]


@pytest.fixture(scope="module", autouse=True)
def _many_pages(lasting: None) -> None:
    author = make_user("Filler")
    make_history("A [[Paris]].", "B [[Paris]]. [[Category:Large]]", title="Ada")
    make_revision("Category:Inner", "[[Category:Large]]", author=author)
    feature(Title.parse("Ada"), by=make_user(role="moderator"), reason="Good")
    fill_up(ENOUGH)
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [])
        recount()
        cursor.execute("ANALYZE")


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_large_table_is_read_from_end_to_end(address, client):
    plans = plans_of(client, address)

    assert plans
    read = {table for plan in plans for table in _READ_WHOLE.findall(plan)}
    assert {table for table in read if rows_of(table) > _SMALL} == set(), plans


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_more_is_fetched_than_is_shown(address, client):
    """What is looked at on the way does not grow with the encyclopedia."""
    looked_at = [
        int(float(rows) * int(loops))
        for plan in plans_of(client, address, analyze=True)
        for rows, loops in re.findall(r"actual rows=([\d.]+) loops=(\d+)", plan)
    ]

    assert max(looked_at) <= 1200


def test_a_part_of_the_sitemap_is_read_by_its_ids(client, monkeypatch):
    monkeypatch.setattr(counting, "SHARE", 100)
    number = Standing.objects.latest("pk").pk // 100 - 1

    plans = plans_of(client, f"/sitemap-{number}.xml")

    assert "Index Scan using articles_article_pkey" in plans[0]


def test_the_front_page_is_what_the_worker_counted(client):
    page = client.get("/")

    assert f"<dd>{Standing.objects.exclude(lot=None).count():,}</dd>" in page.text
    assert len(page.context["counts"].wanted) == 8
    assert page.context["counts"].subjects[0].title.name == "Large"
    assert page.context["today"] == timezone.localdate()


def plans_of(client, address: str, *, analyze: bool = False) -> list[str]:
    """Return how the database goes about each query that the page needs."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code in {200, 302}
    explain = "EXPLAIN (ANALYZE, TIMING off)" if analyze else "EXPLAIN"
    plans = []
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            cursor.execute(f"{explain} {query['sql']}".replace("%", "%%"), [])
            plans.append("\n".join(row[0] for row in cursor.fetchall()))
    return plans


def rows_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(SQL("SELECT count(*) FROM {}").format(Identifier(table)))
        return int(cursor.fetchone()[0])
