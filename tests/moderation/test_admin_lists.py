"""Lists of the administration: what they cost, how they are filtered, their links."""

import pytest
from django.contrib import admin

from accounts.blocking import Terms, block_account
from articles.models import Article
from tests.articles.pages import links_of, main_of, words_of
from tests.makers import make_history, make_revision, make_user
from tests.moderation.community import propose

pytestmark = pytest.mark.django_db

TABLES = sorted(
    model._meta.label_lower.replace(".", "/") for model in admin.site._registry
)


@pytest.fixture
def community(settled):
    return settled


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(
    ("table", "queries"),
    [
        ("articles/article", 5),
        ("articles/revision", 6),
        ("accounts/user", 4),
        ("moderation/heldedit", 6),
        ("articles/patrol", 4),
        ("accounts/block", 6),
        ("accounts/logentry", 6),
    ],
)
def test_a_list_costs_the_same_for_one_row_and_for_three(
    table, queries, items, root, administrator, django_assert_num_queries
):
    for number in range(items):
        make_history("One.", "Two.", title=f"Page {number}")
        propose("Three.", f"Page {number}", author=make_user())
        block_account(make_user(), Terms(reason="Spam"), by=administrator)

    with django_assert_num_queries(queries):
        root.get(f"/admin/{table}/")


@pytest.mark.parametrize("table", TABLES)
def test_each_filter_search_and_order_of_a_list_answers(table, root, community):
    door = f"/admin/{table}/"
    page = root.get(door)

    offered = {link for link in links_of(page) if link.startswith("?")}
    asked = [f"{door}{link}" for link in offered] + [f"{door}?q=a%00b", f"{door}?q=a"]
    statuses = {address: root.get(address).status_code for address in asked}

    assert {one for one in statuses.items() if one[1] != 200} == set()


def test_accounts_are_filtered_by_their_blocks(root, community):
    blocked = root.get("/admin/accounts/user/?blocked=yes").context["cl"].result_list
    others = root.get("/admin/accounts/user/?blocked=no").context["cl"].result_list

    assert list(blocked) == [community.blocked]
    assert community.vandal in others
    assert community.blocked not in others


def test_revisions_are_filtered_by_what_is_to_be_done(root, community):
    def found(query):
        page = root.get(f"/admin/articles/revision/?{query}")
        return set(page.context["cl"].result_list)

    assert community.revision in found("patrol=waits")
    assert found("patrol=done") == set()
    assert found("hidden=any") == found("hidden=summary") == {community.hidden}
    assert found("hidden=text") == set()


def test_deleted_revisions_are_listed_as_such(desk, community):
    page = desk.get("/admin/articles/revision/?is_deleted__exact=1")

    assert [one.title for one in page.context["cl"].result_list] == ["Gone"]
    assert "deleted" in words_of(main_of(page))


@pytest.mark.parametrize(
    ("table", "name", "address"),
    [
        ("articles/article", "article", "/wiki/Ada_Lovelace"),
        ("articles/revision", "revision", "/revision/{0.pk}"),
        ("accounts/user", "vandal", "/contributions/Vandal"),
        ("accounts/block", "block", "/block/{0.pk}"),
        ("accounts/appeal", "appeal", "/appeal/{0.pk}"),
        ("moderation/heldedit", "proposal", "/review/{0.pk}"),
        ("moderation/report", "report", "/settle/{0.pk}"),
        ("articles/patrol", "patrol", "/diff/{0.pk}"),
    ],
)
def test_each_row_leads_to_its_public_page(table, name, address, desk, community):
    row = getattr(community, name)
    wanted = address.format(row)

    links = links_of(desk.get(f"/admin/{table}/"))
    of_the_row = links_of(desk.get(f"/admin/{table}/{row.pk}/change/"))

    assert wanted in links
    assert wanted in of_the_row
    assert desk.get(wanted).status_code == 200


def test_the_history_of_a_row_is_the_public_log(desk, community):
    answer = desk.get(f"/admin/articles/article/{community.deleted.pk}/history/")

    assert answer.url == "/log?subject=Gone"
    assert "deleted" in words_of(main_of(desk.get(answer.url)))


def test_what_waits_is_counted_on_the_first_page(desk, community):
    page = desk.get("/admin/")

    rows = [
        [words_of(cell) for cell in row]
        for row in main_of(page).findall(".//table[1]/tbody/tr")
    ]
    assert ["Proposed edits", "1", "In the list"] in rows
    assert ["Reports", "1", "In the list"] in rows
    assert ["Appeals", "1", "In the list"] in rows
    links = set(links_of(page))
    assert {"/moderation", "/review", "/patrol", "/log", "/blocks"} <= links
    for link in links:
        assert desk.get(link).status_code == 200, link


@pytest.mark.parametrize("items", [0, 3])
def test_the_first_page_costs_the_same_however_much_waits(
    items, desk, django_assert_num_queries
):
    for number in range(items):
        make_revision(f"Page {number}", "Words.")
        propose("Words.", f"Other {number}")

    with django_assert_num_queries(12):
        desk.get("/admin/")


def test_a_title_without_a_page_can_be_looked_at(desk):
    row = Article.objects.create(title="Nothing yet")

    assert desk.get(f"/admin/articles/article/{row.pk}/change/").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "created_at__year=9999",
        "created_at__year=99999999999999999999",
        "act__exact=a%00",
        "created_at__gte=yesterday",
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(query, root):
    answer = root.get(f"/admin/accounts/logentry/?{query}")

    assert answer.status_code in {302, 400}
