"""Feeds: what is new, for programs that look again and again."""

from html import unescape
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles.counting import count_all
from articles.feeds import MOST_ENTRIES
from articles.hiding import NOBODY, Hiding, hide
from articles.models import Revision
from tests.makers import delete_pages, make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = [
    "/feeds/recent.atom",
    "/feeds/new.atom",
    "/feeds/history/Ada_Lovelace.atom",
    "/feeds/category/People.atom",
    "/feeds/contributions/Mary.atom",
]
PAGES = {
    "/": FEEDS[:2],
    "/recent": FEEDS[:1],
    "/history/Ada_Lovelace": FEEDS[2:3],
    "/wiki/Category:People": FEEDS[3:4],
    "/contributions/Mary": FEEDS[4:],
}
TEXT = "A mathematician. [[Category:People]]"


def _feed(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return ElementTree.fromstring(response.content)  # noqa: S314 - it is our own


def _entries(client, address):
    return _feed(client, address).findall(f"{ATOM}entry")


def _word(element, name):
    found = element.find(f"{ATOM}{name}")
    return "" if found is None else found.text


def _links(element):
    return [link.get("href") for link in element.findall(f"{ATOM}link")]


@pytest.fixture
def mary():
    return make_user("Mary")


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_says_what_it_is_and_when_it_changed(address, mary, client):
    revision = make_revision(text=TEXT, author=mary, summary="Begun <b> & more")

    feed = _feed(client, address)

    assert client.get(address)["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert _word(feed, "title").endswith(" - Canonica AI")
    assert _word(feed, "id") == f"http://testserver{address}"
    assert _links(feed)[1] == f"http://testserver{address}"
    assert client.get(_links(feed)[0]).status_code == 200
    assert _word(feed, "updated")[:19] == revision.created_at.isoformat()[:19]


@pytest.mark.parametrize("address", FEEDS)
def test_an_entry_names_its_author_and_leads_to_the_difference(address, mary, client):
    revision = make_revision(text=TEXT, author=mary, summary="Begun <b> & more")

    (entry,) = _entries(client, address)

    difference = f"http://testserver/diff/{revision.pk}"
    assert _word(entry, "title") == "Ada Lovelace, revision 1"
    assert _word(entry, "id") == f"http://testserver/revision/{revision.pk}"
    assert _links(entry) == [difference]
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "Mary"
    assert entry.find(f"{ATOM}author/{ATOM}uri").text.endswith("/contributions/Mary")
    assert _word(entry, "updated") == _word(entry, "published") != ""
    # It is HTML: what the author typed is escaped in it.
    assert "<p>Begun &lt;b&gt; &amp; more</p>" in _word(entry, "summary")
    assert f'<a href="{difference}">What it changed</a>' in _word(entry, "summary")


def test_each_feed_has_what_belongs_to_it(mary, client):
    first = make_revision(text=TEXT, author=mary)
    make_revision(text=f"{TEXT} More.", base=first)
    make_revision("Charles Babbage", "An engineer.", author=mary)

    found = {
        address: [_word(entry, "title") for entry in _entries(client, address)]
        for address in FEEDS
    }

    ada = ["Ada Lovelace, revision 2", "Ada Lovelace, revision 1"]
    charles = "Charles Babbage, revision 1"
    assert list(found.values()) == [
        [charles, *ada], [charles, ada[1]], ada, ada, [charles, ada[1]]
    ]  # fmt: skip


@pytest.mark.parametrize("signed_in", [False, True])
def test_what_is_hidden_or_deleted_is_in_no_feed(signed_in, client):
    root = make_user("Root", role="administrator")
    bird = make_user("Canaryname")
    first = make_revision(text=TEXT)
    bad = make_revision(
        text=f"{TEXT} Canarytext.", base=first, author=bird, summary="Canarysummary"
    )
    make_revision(text=TEXT, base=bad, author=make_user("Mary"))
    make_revision("Gonetitle", "Gonetext [[Category:People]]", summary="Gonesummary")
    fields = ["text", "author", "summary"]
    sung = _all_feeds(client, NOBODY)
    assert "Canaryname" in sung
    assert "Canarysummary" in sung
    assert "Gonesummary" in sung

    hide(bad, Hiding(fields=fields, reason="Abuse", is_suppressed=True), by=root)
    delete_pages("Gonetitle")
    if signed_in:
        client.force_login(root)

    sung = _all_feeds(client, NOBODY)
    assert "Canary" not in sung
    assert "Gone" not in sung
    assert "(summary removed)" in sung
    assert NOBODY in sung


def test_what_was_deleted_of_a_page_that_came_back_is_in_no_feed(client):
    root = make_user("Root", role="administrator")
    make_revision(text="Gonetext. [[Category:People]]", summary="Gonesummary")
    delete_pages("Ada Lovelace")
    make_revision(text=TEXT, author=make_user("Mary"), summary="Begun anew")
    client.force_login(root)

    assert "Gonesummary" not in _all_feeds(client)
    assert len(_entries(client, FEEDS[2])) == 1


def test_what_xml_can_not_say_is_left_out(client):
    make_revision(text=TEXT, summary="Be\ufffegun")

    (entry,) = _entries(client, FEEDS[0])

    assert "<p>Begun</p>" in _word(entry, "summary")


@pytest.mark.parametrize("title", ["AC/DC", "Наука & жизнь", "What?", "100% proof"])
def test_titles_may_be_odd(title, client):
    make_revision(title, TEXT)
    page = client.get("/history/" + quote(title.replace(" ", "_")))
    link = page.text.partition('type="application/atom+xml"')[2]
    address = unescape(link.partition('href="')[2].partition('"')[0])

    assert len(_entries(client, address)) == 1


@pytest.mark.parametrize("name", ["Наука & жизнь", "100% proof", "Åse's"])
def test_a_feed_names_its_own_address_as_addresses_are_written(name, client):
    author = make_user(name.replace("&", "and").replace("%", ""))
    make_revision(name, f"A. [[Category:{name}]]", author=author)
    written = quote(name.replace(" ", "_"))

    for address in (
        f"/feeds/history/{written}.atom",
        f"/feeds/category/{written}.atom",
        f"/feeds/contributions/{quote(author.username)}.atom",
    ):
        feed = _feed(client, address)
        own = _links(feed)[1]

        assert own == _word(feed, "id")
        assert own.isascii()
        assert " " not in own
        again = client.get(own.removeprefix("http://testserver"))
        assert again.content == client.get(address).content


def test_the_feed_of_a_category_has_what_its_pages_were_edited_last(client):
    """Also of a page with more edits than a feed has entries, and of one long ago."""
    make_revision("Old", TEXT)
    base = make_revision("Busy", TEXT)
    author = make_user()
    for number in range(MOST_ENTRIES - 3):
        base = make_revision("Busy", f"{TEXT} {number}", base=base, author=author)
    make_revision("New", TEXT)
    make_revision("Elsewhere", "Nothing.")

    count_all()

    titles = [_word(entry, "title") for entry in _entries(client, FEEDS[3])]
    assert titles == [
        "New, revision 1",
        *(f"Busy, revision {number}" for number in range(MOST_ENTRIES - 2, 0, -1)),
        "Old, revision 1",
    ]


@pytest.mark.parametrize(
    "address", ["/feeds/history/Nothing.atom", "/feeds/contributions/Nobody.atom"]
)
def test_there_is_no_feed_of_what_is_not_there(address, client):
    assert client.get(address).status_code == 404


def test_a_deleted_page_has_no_feed(client):
    make_revision(text=TEXT)
    delete_pages("Ada Lovelace")

    assert client.get("/feeds/history/Ada_Lovelace.atom").status_code == 404


def test_a_feed_without_entries_stays_as_it_is(client):
    feed = _feed(client, "/feeds/category/Nothing.atom")

    assert _word(feed, "updated") == "1970-01-01T00:00:00+00:00"
    assert feed.findall(f"{ATOM}entry") == []


def test_only_the_latest_edits_are_in_a_feed(mary, client):
    base = None
    for number in range(MOST_ENTRIES + 2):
        base = make_revision(text=f"{TEXT} {number}", base=base, author=mary)

    for address in (FEEDS[0], *FEEDS[2:]):
        assert len(_entries(client, address)) == MOST_ENTRIES


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_that_did_not_change_is_not_sent_again(address, mary, client):
    make_revision(text=TEXT, author=mary)
    etag = {"If-None-Match": client.get(address)["ETag"]}

    assert client.get(address, headers=etag).status_code == 304
    base = Revision.objects.get()
    make_revision(text=f"{TEXT} More.", base=base, author=mary)
    make_revision("Another", TEXT, author=mary)
    assert client.get(address, headers=etag).status_code == 200


def test_hiding_changes_a_feed_though_nobody_edited(client):
    first, *_ = make_history("One.", "Two.")
    before = client.get(FEEDS[0])
    root = make_user(role="administrator")

    hide(first, Hiding(fields=["author"], reason="Asked for"), by=root)

    known = {"If-None-Match": before["ETag"]}
    assert client.get(FEEDS[0], headers=known).status_code == 200
    assert "Last-Modified" not in before


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"), list(zip(FEEDS, [1, 1, 2, 1, 2], strict=True))
)
def test_a_feed_costs_the_same_for_one_entry_and_for_three(
    address, queries, items, mary, client, django_assert_num_queries
):
    base = make_revision(text=TEXT, author=mary)
    for number in range(items - 1):
        base = make_revision(text=f"{TEXT} {number}", base=base, author=mary)
        make_revision(f"Page {number}", TEXT, author=mary)

    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize(("page", "feeds"), PAGES.items())
def test_pages_name_their_feeds(page, feeds, mary, client):
    make_revision(text=TEXT, author=mary)

    text = client.get(page).text

    named = text.count('rel="alternate" type="application/atom+xml"')
    assert named == len(feeds)
    for feed in feeds:
        # In the head, and where people see it; on the front page in the head alone.
        assert text.count(f'href="{feed}"') == (1 if page == "/" else 2)


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_only_read(address):
    assert Client().post(address).status_code == 405


def _all_feeds(client, *names):
    extra = [f"/feeds/contributions/{name}.atom" for name in names]
    responses = [client.get(address) for address in (*FEEDS, *extra)]
    return "".join(one.text for one in responses if one.status_code == 200)
