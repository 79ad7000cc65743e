"""Plots: how an article grew, who edited it, and how active an account was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from articles.plots import HEIGHT, WIDTH, activity_of, plots_of
from tests.articles.pages import listed_in, main_of, words_of
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

PLOT = '<figure class="plot">'


def points_of(line: str) -> list[tuple[float, float]]:
    pairs = (point.split(",") for point in line.split())
    return [(float(x), float(y)) for x, y in pairs]


def test_the_line_goes_from_the_first_size_to_the_last():
    make_history("1234567890", "12345", "12345678901234567890")

    growth = plots_of(_article()).growth

    points = points_of(growth.line)
    assert growth.largest == 20
    heights = [y for _, y in points]
    assert (points[0][0], points[-1][0]) == (0, WIDTH)
    assert [heights[0], *dict.fromkeys(heights[1:])] == [50, 50, 75, 0]
    assert [x for x, _ in points] == sorted(x for x, _ in points)


def test_a_long_history_is_drawn_by_some_of_its_points(monkeypatch):
    monkeypatch.setattr("articles.plots._MOST_POINTS", 20)
    author, base = make_user(), None
    for number in range(45):
        base = make_revision(text=f"{number} " * (number + 1), base=base, author=author)

    points = points_of(plots_of(_article()).growth.line)

    assert 20 <= len(points) <= 2 * 21
    assert points[-1] == (WIDTH, 0)


def test_those_who_edited_most_are_named():
    base = None
    for name, edits in (("Rare", 1), ("Often", 3), ("Twice", 2)):
        author = make_user(name)
        for number in range(edits):
            base = make_revision(text=f"{name} {number}.", base=base, author=author)

    plots = plots_of(_article())

    named = [(edits.author.username, edits.count) for edits in plots.authors]
    assert named == [("Often", 3), ("Twice", 2), ("Rare", 1)]
    assert (plots.revisions, plots.all_authors) == (6, 3)


def test_a_history_shows_both(client):
    make_history("One.", "Two.")

    page = client.get("/history/Ada_Lovelace")

    assert page.text.count(PLOT) == 1
    caption = ".//table[@class='shares']/caption"
    assert listed_in(page, caption) == ["2 revisions by 2 authors"]


def test_a_single_revision_is_no_plot(client):
    make_revision()

    assert plots_of(_article()) is None
    assert PLOT not in client.get("/history/Ada_Lovelace").text


def test_a_blanked_page_is_drawn():
    make_history("Something.", "")

    assert points_of(plots_of(_article()).growth.line)[-1] == (WIDTH, HEIGHT)


@pytest.mark.parametrize("revisions", [2, 4])
def test_plots_are_drawn_once_for_each_edit(revisions, django_assert_num_queries):
    make_history(*(f"Version {number}." for number in range(revisions)))
    article = _article()

    # Those who edited most, their names, how many did, and the sizes.
    with django_assert_num_queries(5):
        plots_of(article)
    with django_assert_num_queries(1):
        plots_of(article)


def test_activity_counts_edits_pages_and_beginnings():
    author = make_user("Busy")
    first = make_revision("One", author=author)
    make_revision("One", "More.", base=first, author=author)
    other = make_revision("Two")
    make_revision("Two", "More.", base=other, author=author)

    activity = activity_of(author, None)

    assert (activity.edits, activity.pages, activity.begun) == (3, 2, 1)
    assert activity.busiest == 3
    assert [bar.count for bar in activity.bars] == [0] * 52 + [3]
    assert activity.bars[-1].height == HEIGHT
    today = timezone.now().date()
    assert today - activity.bars[-1].week < timedelta(days=7)


def test_contributions_show_the_activity(client):
    make_revision(author=make_user("Busy"))

    page = client.get("/contributions/Busy")

    assert listed_in(page, ".//dl[@class='numbers']/div") == [
        "edit1",
        "page edited1",
        "page begun1",
    ]
    assert page.text.count(PLOT) == 1


def test_an_account_without_edits_has_no_plot(client):
    make_user("Idle")

    page = client.get("/contributions/Idle")

    assert PLOT not in page.text
    assert "No edits yet." in page.text


def _article() -> Article:
    return Article.objects.select_related("current_revision").get()


def test_of_who_has_done_very_much_the_last_edits_are_counted(client, monkeypatch):
    author = make_user()
    first = make_revision(author=author)
    for number in range(3):
        first = make_revision(text=f"{number}.", base=first, author=author)
    monkeypatch.setattr("articles.plots.MOST_COUNTED", 3)

    activity = activity_of(author, None)
    page = client.get(author.get_absolute_url())

    assert (activity.edits, activity.pages, activity.begun) == (3, 1, 0)
    assert (activity.is_more, activity.bars) == (True, [])
    assert "3+" in words_of(main_of(page))
