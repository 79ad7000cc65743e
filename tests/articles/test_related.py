"""Related articles: which have most in common with one, and what that is."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.jobs import work_off
from articles.models import Article, Job, Link, Relation
from articles.related import RELATE, RELATE_AGAIN, closest_to, relate_again
from tests.articles.pages import links_of, listed_in
from tests.makers import delete_pages, make_history, make_revision

pytestmark = pytest.mark.django_db

ADA = "/wiki/Ada_Lovelace"
RELATED = ".//nav[@class='related']"
ROWS = f"{RELATED}/ul/li"


def test_articles_that_link_to_the_same_pages_are_related(client):
    make_revision(text="[[Gulag]] and [[Joseph Stalin]].")
    make_revision("Purges", "[[Joseph Stalin]], [[Gulag]], [[Else]].")
    make_revision("Alone", "[[Nothing]].")
    work_off()

    response = client.get(ADA)

    reason = "Purges both link to Gulag and Joseph Stalin"
    assert listed_in(response, ROWS) == [reason]
    assert links_of(response, ROWS) == ["/wiki/Purges"]
    assert listed_in(client.get("/wiki/Alone"), RELATED) == []


def test_articles_in_the_same_categories_are_related(client):
    make_revision(text="[[Category:Cold War]] [[Category:People]]")
    make_revision("Mary", "[[Category:People]] [[Category:Cold War]]")
    make_revision("London", "[[Paris]] [[Category:Cold War]]")
    work_off()

    assert listed_in(client.get(ADA), ROWS) == [
        "Mary both in People and Cold War",
        "London both in Cold War",
    ]


def test_to_show_the_same_picture_says_nothing(client):
    make_revision(text="[[File:Gulag.png|alt=A camp]]")
    make_revision("Purges", "[[File:Gulag.png|alt=A camp]]")
    work_off()

    assert listed_in(client.get(ADA), ROWS) == []


def test_reasons_of_both_kinds_are_told_together(client):
    make_revision(text="[[Gulag]] [[Category:Cold War]]")
    make_revision("Purges", "[[Gulag]] [[Category:Cold War]]")
    work_off()

    assert listed_in(client.get(ADA), ROWS) == [
        "Purges both link to Gulag, both in Cold War"
    ]


def test_what_few_link_to_weighs_more_than_what_many_do():
    article = make_revision(text="[[Rare]] and [[Common]].").article
    make_revision("A", "[[Common]]")
    make_revision("B", "[[Common]]")
    make_revision("Z", "[[Rare]]")

    closest = closest_to(article.pk)

    assert _titles(closest) == ["Z", "A", "B"]
    assert [reasons for _, reasons in closest] == [
        [("link", "Rare")],
        [("link", "Common")],
        [("link", "Common")],
    ]


def test_what_more_than_a_hundred_link_to_says_nothing():
    article = make_revision(text="[[Common]] and [[Rare]].").article
    pages = [Article(title=f"Page {number}") for number in range(98)]
    for page in Article.objects.bulk_create(pages):
        Link.objects.create(article=page, target="Common")
    make_revision("Hundredth", "[[Common]]")
    assert _titles(closest_to(article.pk)) == ["Hundredth"]

    make_revision("One more", "[[Common]]")

    assert _titles(closest_to(article.pk)) == []


def test_at_most_five_are_kept_in_order_with_two_reasons_at_most():
    article = make_revision(text="[[A]] [[B]] [[C]]").article
    for number in range(7):
        make_revision(f"Page {number}", "[[A]] [[B]] [[C]]")
    work_off()

    rows = Relation.objects.filter(article=article).order_by("position")

    assert list(rows.values_list("position", "other__title")) == [
        (number + 1, f"Page {number}") for number in range(5)
    ]
    assert {len(row.reasons) for row in rows} == {2}


def test_neither_redirects_nor_pages_that_are_no_articles_are_related():
    article = make_revision(text="[[Paris]] and [[Rome]].").article
    redirect = make_revision("Ada Byron", "#REDIRECT [[Paris]]").article
    project = make_revision("Project:Plans", "[[Paris]] and [[Rome]].").article
    make_revision("Gone", "[[Paris]].")
    delete_pages("Gone")

    found = [closest_to(one.pk) for one in (article, redirect, project)]

    assert found == [[], [], []]


def test_an_article_is_never_related_to_itself_or_by_itself(client):
    article = make_revision(text="[[Ada Lovelace]] and [[Mary]].").article
    make_revision("Mary", "[[Ada Lovelace]] and [[Mary]].")

    assert closest_to(article.pk) == []


def test_one_who_is_deleted_is_not_shown_from_then_on(client):
    make_revision(text="[[Gulag]]")
    make_revision("Purges", "[[Gulag]]")
    work_off()

    delete_pages("Purges")

    assert listed_in(client.get(ADA), RELATED) == []


def test_the_other_one_gets_to_know_of_it_without_a_save_of_its_own(client):
    make_revision(text="[[Gulag]]")
    work_off()

    make_revision("Purges", "[[Gulag]]")
    work_off()

    assert listed_in(client.get(ADA), ROWS) == ["Purges both link to Gulag"]


def test_what_was_taken_back_is_no_reason_any_more_for_anybody(client):
    make_revision(text="[[Canary]] and [[Gulag]].")
    _, bad = make_history("[[Gulag]].", "[[Canary]] and [[Gulag]].", title="Purges")
    work_off()
    assert "Canary" in listed_in(client.get(ADA), ROWS)[0]

    make_revision("Purges", "[[Gulag]].", base=bad)
    work_off(most=1)
    assert listed_in(client.get(ADA), ROWS) == []
    work_off()

    assert listed_in(client.get(ADA), ROWS) == ["Purges both link to Gulag"]


def test_an_article_that_becomes_a_redirect_is_related_to_none():
    make_revision(text="[[Gulag]].")
    purges = make_revision("Purges", "[[Gulag]].")
    work_off()
    assert Relation.objects.count() == 2

    make_revision("Purges", "#REDIRECT [[Gulag]]", base=purges)
    work_off()

    assert Relation.objects.count() == 0


def test_an_edit_that_changes_no_link_asks_for_nothing():
    first = make_revision(text="[[Gulag]].")
    work_off()

    make_revision(text="The [[Gulag]], again.", base=first)

    assert Job.objects.filter(kind__in=[RELATE, RELATE_AGAIN]).count() == 0


def test_relating_again_without_a_change_writes_nothing(django_assert_num_queries):
    article = make_revision(text="[[Gulag]].").article
    make_revision("Purges", "[[Gulag]].")
    work_off()

    # A savepoint and its end; what is closest, and what is kept.
    with django_assert_num_queries(4):
        relate_again(str(article.pk))


def test_refreshing_rebuilds_all_relations_to_the_same():
    make_revision(text="[[A]] [[B]] [[Category:C]]")
    for number in range(4):
        make_revision(
            f"Page {number}", "[[A]] [[Category:C]]" + " [[B]]" * (number % 2)
        )
    work_off()
    for page in Article.objects.all():
        relate_again(str(page.pk))
    expected = _everything()
    assert len(expected) == 20
    Relation.objects.filter(position__gt=2).delete()
    Relation.objects.update(reasons=[["link", "Else"]])

    call_command("refresh_derived")

    assert _everything() == expected


def test_the_check_finds_a_relation_that_is_none(capsys):
    make_revision(text="[[Gulag]].")
    make_revision("Purges", "[[Gulag]].")
    work_off()
    call_command("check_integrity")
    Relation.objects.filter(other__title="Purges").update(reasons=[["link", "Else"]])

    with pytest.raises(CommandError):
        call_command("check_integrity")

    assert "Ada Lovelace: it is not related to Purges as it is kept." in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize("others", [1, 5])
def test_reading_costs_one_query_however_many_are_related(
    others, client, django_assert_num_queries
):
    make_revision(text="[[Gulag]].")
    for number in range(others):
        make_revision(f"Page {number}", "[[Gulag]].")
    work_off()

    with django_assert_num_queries(1):
        response = client.get(ADA)

    assert len(listed_in(response, ROWS)) == others


def test_no_table_is_read_as_a_whole_to_find_them():
    """Among many pages: the planner takes indexes where there are enough rows."""
    pages = Article.objects.bulk_create(
        Article(title=f"Page {number}") for number in range(3000)
    )
    Link.objects.bulk_create(
        Link(article=page, target=f"Target {(page.pk + step) % 800}")
        for page in pages
        for step in (0, 7, 31)
    )
    with connection.cursor() as cursor:
        for table in ("link", "article", "redirect", "categorymembership"):
            cursor.execute(f"ANALYZE articles_{table}")

    plan = _plan_of(pages[5].pk)

    assert "Index" in plan
    assert "Seq Scan on articles_link" not in plan
    assert "Seq Scan on articles_article" not in plan


def _titles(closest) -> list[str]:
    titles = dict(Article.objects.values_list("pk", "title"))
    return [titles[other] for other, _ in closest]


def _everything() -> list[tuple[object, ...]]:
    rows = Relation.objects.order_by("article__title", "position")
    return list(rows.values_list("article__title", "position", "other", "reasons"))


def _plan_of(article_id: int) -> str:
    """Return how the database finds what is closest to an article."""
    plans: list[str] = []

    def explained(execute, sql, params, many, context):
        with connection.cursor() as cursor:
            if not sql.startswith("EXPLAIN"):
                cursor.execute(f"EXPLAIN {sql}", params)
                plans.extend(row[0] for row in cursor.fetchall())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        closest_to(article_id)
    return "\n".join(plans)
