"""Links of pages of the past: few, and none that crawlers are to go on by."""

import html5lib
import pytest
from django.utils import timezone

from canonica.crowds.kinds import Kind, kind_of
from tests.canonica.test_crowds_kinds import environ_of
from tests.makers import make_history, make_user

pytestmark = pytest.mark.django_db

ROW = 5
"""Links to costly pages that a row of a history may have: the revision, its author,
what it changed, and where its text is from; of an author's edits in a row, all."""
AROUND = 14
"""As many may stand around the rows: parts of the site, neighbours, other views."""
PLACES = {
    "/history/Ada_Lovelace?size=20": AROUND + 20 * ROW,
    "/history/Ada_Lovelace?size=20&before=50": AROUND + 20 * ROW,
    "/diff/{new}": AROUND,
    "/diff/{old}/{new}": AROUND + 10 * ROW,
    "/revision/{old}": AROUND,
    "/wiki/Ada_Lovelace?as_of={today}": AROUND,
    "/attribution/Ada_Lovelace": AROUND + ROW,
}


def costly_links(page):
    """Return the addresses of costly pages that a page leads to."""
    parsed = html5lib.parse(page, namespaceHTMLElements=False)
    found = [one.get("href") for one in parsed.iterfind(".//a[@href]")]
    return [one for one in found if is_costly(one)]


def is_costly(address):
    if address.startswith("#"):
        return False
    if address.startswith("?"):
        return True
    return kind_of(environ_of(address.partition("#")[0])) is Kind.COSTLY


def address_of(place, revisions):
    today = timezone.localdate().isoformat()
    return place.format(old=revisions[3].pk, new=revisions[20].pk, today=today)


def written_by_many(number):
    return make_history(*(f"Number {one}.\n\nA line." for one in range(number)))


@pytest.mark.parametrize(("address", "most"), PLACES.items())
def test_pages_of_the_past_have_few_links_however_long_the_past(address, most, client):
    revisions = written_by_many(60)
    address = address_of(address, revisions)

    assert len(costly_links(client.get(address).text)) <= most


@pytest.mark.parametrize("address", PLACES)
def test_crawlers_are_told_to_follow_no_link_of_a_page_of_the_past(address, client):
    response = client.get(address_of(address, written_by_many(25)))

    assert response.status_code == 200
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("name", [None, "Mary"])
def test_an_article_leads_crawlers_to_no_costly_page_around_it(name, client):
    written_by_many(3)
    if name:
        client.force_login(make_user(name))

    parsed = html5lib.parse(
        client.get("/wiki/Ada_Lovelace").text, namespaceHTMLElements=False
    )

    links = [
        one
        for label in ("toolbar", "tools")
        for one in parsed.iterfind(f".//nav[@class='{label}']//a[@href]")
        if is_costly(one.get("href"))
    ]
    assert len(links) == 7
    assert {one.get("rel") for one in links} == {"nofollow"}


def test_a_difference_leads_to_its_neighbours_and_to_no_other_pair(client):
    revisions = written_by_many(12)
    ids = [one.pk for one in revisions]

    links = costly_links(client.get(f"/diff/{ids[5]}").text)

    pairs = [one for one in links if one.startswith("/diff/") and one.count("/") == 3]
    assert sorted(one for one in links if one.startswith("/diff/")) == sorted(
        [f"/diff/{ids[4]}", f"/diff/{ids[6]}", *pairs]
    )
    assert len(pairs) <= 1
