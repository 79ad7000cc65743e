"""Days: what was on each, as the infoboxes of articles say."""

import pytest

from articles.front import on_day
from articles.management.commands import refresh_derived
from articles.models import DatedFact, Revision
from tests.articles.pages import heading_of, links_of, listed_in, main_of, words_of
from tests.makers import delete_pages, make_revision

pytestmark = pytest.mark.django_db

BOX = "::: infobox event\n{lines}\n:::\nA subject."
EVENTS = ".//ul[@class='plain rows']/li"


def make_dated(title: str, *lines: str, base: Revision | None = None) -> Revision:
    return make_revision(title, BOX.format(lines="\n".join(lines)), base=base)


def rows() -> list[tuple[object, ...]]:
    found = DatedFact.objects.order_by("year")
    return list(found.values_list("year", "month", "day", "label"))


def test_the_days_of_infoboxes_are_kept_and_nothing_less():
    make_dated(
        "Ada",
        "Born (date) = 10 December 1815",
        "Died (date) = 27 November 1852 (aged 36)",
        "Married (date) = July 1835",
        "Active (date) = 1843",
        "Known for = 10 December 1900",
    )

    assert rows() == [(1815, 12, 10, "Born"), (1852, 11, 27, "Died")]


def test_days_follow_the_text():
    first = make_dated("Ada", "Born (date) = 10 December 1815")
    second = make_dated("Ada", "Born (date) = 11 December 1815", base=first)
    assert rows() == [(1815, 12, 11, "Born")]

    make_revision("Ada", "#REDIRECT [[Countess]]", base=second)

    assert rows() == []


def test_a_deleted_page_names_no_day():
    make_dated("Ada", "Born (date) = 10 December 1815")

    delete_pages()

    assert rows() == []


@pytest.mark.parametrize("title", ["User:Ada", "Template:Person"])
def test_what_is_no_article_names_no_day(title):
    make_dated(title, "Born (date) = 10 December 1815")

    assert rows() == []


def test_days_are_rebuilt_to_the_same_rows():
    make_dated("Ada", "Born (date) = 10 December 1815", "Died (date) = 1852-11-27")
    kept = rows()
    DatedFact.objects.filter(year=1815).delete()
    DatedFact.objects.update(day=1)

    refresh_derived.Command().execute(stale=False, no_color=True, force_color=False,
                                      skip_checks=True)  # fmt: skip

    assert rows() == kept


def test_a_day_lists_what_was_on_it_oldest_first(client):
    make_dated("Ada", "Born (date) = 10 December 1815")
    make_dated("Nobel Prize", "First given (date) = 1901-12-10")
    make_dated("Eve", "Born (date) = 11 December 1900")

    page = client.get("/day/12/10")

    assert heading_of(page) == "On 10 December"
    assert listed_in(page, EVENTS) == ["1815 Ada Born", "1901 Nobel Prize First given"]
    assert links_of(page, EVENTS) == ["/wiki/Ada", "/wiki/Nobel_Prize"]
    assert links_of(page)[-2:] == ["/day/12/9", "/day/12/11"]


def test_a_day_without_anything_says_so(client):
    page = client.get("/day/2/29")

    assert "No article names this day in its infobox." in words_of(main_of(page))
    assert links_of(page)[-2:] == ["/day/2/28", "/day/3/1"]


@pytest.mark.parametrize("day", ["2/30", "13/1", "0/1", "1/0", f"1/{10**30}"])
def test_there_is_no_such_day(day, client):
    assert client.get(f"/day/{day}").status_code == 404


@pytest.mark.parametrize("size", [1, 2, 3, 9])
def test_a_full_day_is_divided_by_key(size):
    # Two in one year, and two of one article.
    make_dated("One", "Begun (date) = 1900-05-01", "Opened (date) = 1900-05-01")
    make_dated("Two", "Begun (date) = 1900-05-01")
    make_dated("Three", "Begun (date) = 1890-05-01")
    make_dated("Four", "Begun (date) = 1910-05-01")
    shown, after = [], ""

    for _ in range(-(-5 // size)):
        part = on_day(5, 1, after=after, size=size)
        shown += [(one.year, one.title.text, one.label) for one in part.rows]
        after = part.after

    assert after == ""
    assert shown == [
        (1890, "Three", "Begun"), (1900, "One", "Begun"), (1900, "One", "Opened"),
        (1900, "Two", "Begun"), (1910, "Four", "Begun"),
    ]  # fmt: skip


@pytest.mark.parametrize("items", [1, 3])
def test_a_day_costs_one_query(items, client, django_assert_num_queries):
    for number in range(items):
        make_dated(f"Page {number}", "Begun (date) = 1900-05-01")

    with django_assert_num_queries(1):
        client.get("/day/5/1")


@pytest.mark.parametrize("after", ["x", "1", "1-2-x", "-", "1-2-3-4", "\0", "9" * 40])
def test_a_key_that_is_none_is_the_beginning(after, client):
    make_dated("One", "Begun (date) = 1900-05-01")

    page = client.get("/day/5/1", {"after": after})

    assert listed_in(page, EVENTS) == ["1900 One Begun"]
