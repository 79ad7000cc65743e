"""Queries: how many a page costs, whatever it shows."""

import pytest
from django.utils import timezone

from articles.counting import count_all
from articles.featuring import feature
from articles.models import Revision
from markup import Title
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db

ADA = "/wiki/Ada_Lovelace"
TEXT = "A text with [[London]]. [[Category:People]] [[Category:Women]]"


@pytest.mark.parametrize("revisions", [1, 3, 30])
def test_reading_costs_one_query_however_long_the_history(
    revisions, client, django_assert_num_queries
):
    _make_history(revisions)

    with django_assert_num_queries(1):
        client.get(ADA)


@pytest.mark.parametrize("revisions", [1, 3, 30])
def test_reading_costs_somebody_signed_in_two_more(
    revisions, client, django_assert_num_queries
):
    _make_history(revisions)
    client.force_login(make_user())

    # The session and the account.
    with django_assert_num_queries(3):
        client.get(ADA)


@pytest.mark.parametrize("links", [1, 3, 100])
def test_reading_costs_one_query_however_many_links_there_are(
    links, client, django_assert_num_queries
):
    make_revision(text=" ".join(f"[[Page {number}]]" for number in range(links)))

    with django_assert_num_queries(1):
        client.get(ADA)


def test_following_a_redirect_costs_one_more(client, django_assert_num_queries):
    make_revision()
    make_revision("Ada Byron", "#REDIRECT [[Ada Lovelace]]")

    with django_assert_num_queries(2):
        client.get("/wiki/Ada_Byron")


def test_a_missing_page_costs_two(client, django_assert_num_queries):
    make_revision("Ada")

    with django_assert_num_queries(2):
        client.get("/wiki/Ada_Byron")


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # The account, its revisions, their number, their weeks.
        ("/contributions/Editor", 4),
        # The article, its revisions.
        ("/history/Ada_Lovelace", 3),
        ("/recent", 1),
        # Pages, and their letters.
        ("/all", 2),
        ("/all?namespace=14", 2),
        # Categories, what is in them, and their letters.
        ("/categories", 3),
        # Sub-categories, members, their letters, how many, the category's own page.
        ("/wiki/Category:People", 5),
        ("/day/2/25", 1),
        ("/sitemap.xml", 1),
        # Pages, redirects; and what links to the redirects, if there are any.
        ("/links/London", 3),
        ("/raw/Ada_Lovelace", 1),
        # The page.
        ("/cite/Ada_Lovelace", 1),
        ("/card/Ada_Lovelace", 1),
        # The page; revisions counted, and the first; protections; links out and here,
        # and redirects.
        ("/info/Ada_Lovelace", 7),
        # The page, who else has the editor open, blocks.
        ("/edit/Ada_Lovelace", 4),
    ],
)
def test_a_list_costs_the_same_for_one_row_and_for_three(
    address, queries, items, client, django_assert_num_queries
):
    _make_lists(items)
    count_all()
    client.get("/history/Ada_Lovelace")

    with django_assert_num_queries(queries):
        response = client.get(address)

    assert response.status_code in {200, 302}


@pytest.mark.parametrize("items", [1, 3])
def test_a_random_page_costs_two_queries(items, client, django_assert_num_queries):
    for number in range(items):
        make_revision(f"Page {number}")
    count_all()

    # The last lot, and a page.
    with django_assert_num_queries(2):
        client.get("/random")


@pytest.mark.parametrize("items", [1, 3])
def test_the_front_page_costs_the_same_for_one_row_and_for_three(
    items, client, django_assert_num_queries
):
    _make_lists(items)
    for number in range(items):
        date = f"{1900 + number}-{timezone.localdate():%m-%d}"
        box = f"::: infobox event\nBegun (date) = {date}\n:::\n{TEXT}"
        begun = make_revision(f"Event {number}", box)
        make_revision(f"Event {number}", f"{box} More.", base=begun)
        title = Title.parse(f"Event {number}")
        feature(title, by=make_user(role="moderator"), reason="Good")
    count_all()

    # Featured, lately, what is counted, on this day.
    with django_assert_num_queries(4):
        response = client.get("/")

    assert len(response.context["events"].rows) == items
    assert len(response.context["lately"].improved) == items


@pytest.mark.parametrize("chosen", [True, False])
def test_a_front_page_for_which_nobody_chose_costs_some_more(
    chosen, client, django_assert_num_queries, settings
):
    make_revision()
    settings.CANONICA_FEATURED_ARTICLE = "Ada Lovelace" if chosen else "Nobody"
    count_all()

    # The operator's article; if it is not there, the last lot, and one of the day.
    with django_assert_num_queries(5 if chosen else 7):
        client.get("/")


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # The revision; its links; the ones before and after.
        ("/revision/{new}", 4),
        # Both revisions; links; the ones around; the run of edits.
        ("/diff/{old}/{new}", 7),
        ("/diff/{new}", 7),
        # The revision, its parent, the current one.
        ("/undo/{new}", 4),
        ("/restore/{old}", 3),
    ],
)
def test_looking_at_revisions_costs_the_same_however_many_there_are(
    address, queries, items, client, django_assert_num_queries
):
    _make_history(items + 2)
    numbers = {"old": items + 1, "new": items + 2}
    ids = {
        name: Revision.objects.get(number=number).pk for name, number in numbers.items()
    }

    with django_assert_num_queries(queries):
        response = client.get(address.format(**ids))

    assert response.status_code == 200


@pytest.mark.parametrize("links", [1, 30])
def test_saving_costs_the_same_however_many_links_the_text_has(
    links, django_assert_num_queries
):
    base = make_revision(text="Short.")
    author = make_user()
    text = " ".join(f"[[Page {number}]]" for number in range(links))

    # Three of them keep up who wrote what: it is read, and stored, as is the passage
    # that is gone. One asks which sites are not linked to, one that the page be related
    # to others, and one that what it links to be counted.
    with django_assert_num_queries(21):
        make_revision(text=text, base=base, author=author)


def _make_history(revisions: int) -> None:
    author, base = make_user("Editor"), None
    for number in range(revisions):
        text = f"{TEXT} Version {number}."
        base = make_revision(text=text, base=base, author=author)


def _make_lists(items: int) -> None:
    """Make pages so that each list has so many rows."""
    author = make_user("Editor")
    make_revision(text=TEXT, author=author)
    for number in range(items - 1):
        make_revision(f"Page {number}", TEXT, author=author)
    for number in range(items):
        redirect = make_revision(
            f"Town {number}", "#REDIRECT [[London]]", author=author
        )
        make_revision(f"Visitor {number}", f"[[{redirect.title}]]", author=author)
        make_revision(f"Category:Sub {number}", "[[Category:People]]", author=author)
