"""Generated encyclopedias are what saves would have made, row by row."""

import io
from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from articles import indexing
from articles.models import Article, Link, Redirect, Revision, SearchTitle
from benchmarks.generated.filling import fill
from benchmarks.generated.indexes import taken_away
from benchmarks.generated.pages import Encyclopedia
from benchmarks.generated.vocabulary import title_of
from markup import Title
from tests.makers import make_revision

pytestmark = pytest.mark.django_db(transaction=True)

SMALL = Encyclopedia(articles=30)


@pytest.fixture
def filled() -> Encyclopedia:
    fill(SMALL, processes=1)
    return SMALL


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of the encyclopedia, without the numbers that nobody chose."""
    found = {}
    for model in apps.get_app_config("articles").get_models():
        fields = [
            field.attname
            for field in model._meta.concrete_fields
            if not field.primary_key or field.remote_field or model in _NUMBERED
        ]
        rows = model._default_manager.order_by(*fields).values_list(*fields)
        found[model.__name__] = list(rows)
    return found


_NUMBERED = {Article, Revision}


def test_nothing_is_wrong_with_what_was_generated(filled):
    output = io.StringIO()

    call_command("check_integrity", stdout=output, stderr=output)

    assert f"No problems in {filled.pages} pages." in output.getvalue()


def test_making_everything_derived_anew_changes_nothing(filled):
    before = everything()

    call_command("refresh_derived", stdout=io.StringIO())

    after = everything()
    for name, rows in before.items():
        assert rows == after[name], name


def test_titles_are_kept_to_be_found_as_a_save_keeps_them(filled):
    kept = list(SearchTitle.objects.order_by("pk").values())
    redirects = set(Redirect.objects.values_list("pk", flat=True))

    for article in Article.objects.all():
        indexing.store_title(article, is_redirect=article.pk in redirects)

    assert list(SearchTitle.objects.order_by("pk").values()) == kept


def test_all_tables_that_saves_fill_are_filled(filled):
    empty = {name for name, rows in everything().items() if not rows}

    # Those of moderators, of pictures, of templates and of work that was done. Of so
    # few authors, all are trusted.
    assert empty == {
        "Draft", "Feature", "HiddenField", "Job", "PassageReview", "Patrol", "Presence",
        "Protection", "Transclusion", "Uncounted", "Upload",
    }  # fmt: skip


def test_each_article_has_ten_revisions_in_the_order_of_time(filled):
    revisions = Revision.objects.filter(article__lte=filled.articles)

    counted = Counter(revisions.values_list("article", flat=True))
    times = list(Revision.objects.order_by("pk").values_list("created_at", flat=True))

    assert set(counted.values()) == {10}
    assert times == sorted(times)
    assert Revision.objects.count() == filled.revisions


def test_few_articles_have_most_links_and_some_links_lead_nowhere(filled):
    links = Counter(Link.objects.values_list("target", flat=True))
    titles = {*Article.objects.values_list("title", flat=True)}

    missing = sum(count for title, count in links.items() if title not in titles)
    articles = Counter({t: n for t, n in links.items() if ":" not in t})

    assert 0.03 < missing / links.total() < 0.2
    assert articles.most_common(1)[0][1] > 3 * articles.total() / len(articles) / 2


def test_a_page_can_be_edited_further(filled):
    base = Revision.objects.filter(article=1).latest("number")

    made = make_revision(base.title, f"{base.text}\n\nMore.", base=base)

    assert made.number == 11
    assert made.pk > base.pk


def test_what_was_taken_away_to_be_faster_is_there_again(filled):
    with connection.cursor() as cursor:
        cursor.execute(_STRUCTURE)
        after = cursor.fetchall()

    call_command("flush", interactive=False, verbosity=0)
    with taken_away(), connection.cursor() as cursor:
        cursor.execute(_STRUCTURE)
        assert len(cursor.fetchall()) < len(after)
    with connection.cursor() as cursor:
        cursor.execute(_STRUCTURE)
        assert cursor.fetchall() == after
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'")
        assert cursor.fetchone() == (0,)


_STRUCTURE = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
UNION ALL SELECT relname, pg_get_indexdef(oid) FROM pg_class WHERE relkind = 'i'
ORDER BY 1, 2
"""


@pytest.mark.parametrize("number", [0, 1, 2, 3, 999_999, 5_000_000])
def test_titles_are_titles(number):
    assert Title.parse(title_of(number)).text == title_of(number)


def test_no_two_titles_are_the_same():
    assert len({title_of(number) for number in range(200_000)}) == 200_000
