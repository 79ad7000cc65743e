"""The sitemap names the pages that search engines may show, and nothing else."""

import xml.etree.ElementTree as ET

import pytest

from articles import counting
from articles.counting import count_all
from articles.deleting import delete
from markup import Title
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(client, address):
    """Return what a sitemap lists: each address, and when it was changed."""
    response = client.get(address)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    # Ours, and no stranger's.
    root = ET.fromstring(response.content)  # noqa: S314
    return {one[0].text: one[1].text for one in root.iter() if one.tag in _LISTED}


_LISTED = {f"{SPACE}url", f"{SPACE}sitemap"}


def pages(client):
    count_all()
    return {
        address: changed
        for part in read(client, "/sitemap.xml")
        for address, changed in read(client, part).items()
    }


def test_pages_are_named_with_the_time_of_their_last_edit(client):
    first = make_revision("«Ярмарка» & Sons", "One.")
    latest = make_revision("«Ярмарка» & Sons", "Two.", base=first)

    found = pages(client)

    quoted = "%C2%AB%D0%AF%D1%80%D0%BC%D0%B0%D1%80%D0%BA%D0%B0%C2%BB_&_Sons"
    assert found[f"http://testserver/wiki/{quoted}"] == latest.created_at.isoformat(
        timespec="microseconds"
    )


@pytest.mark.parametrize("title", ["User:Ada", "Template:Box"])
def test_what_is_no_article_for_readers_is_not_named(title, client):
    make_revision("Ada", "One.")
    make_revision(title, "Words.")

    assert list(pages(client)) == ["http://testserver/wiki/Ada"]


def test_redirects_and_deleted_pages_are_not_named(client):
    make_revision("Ada", "One.")
    make_revision("Countess", "#REDIRECT [[Ada]]")
    make_revision("Spam", "Spam.")
    delete(Title.parse("Spam"), by=make_user(role="moderator"), reason="Spam")

    assert list(pages(client)) == ["http://testserver/wiki/Ada"]


def test_many_pages_are_several_parts(client, monkeypatch):
    monkeypatch.setattr(counting, "SHARE", 2)
    for number in range(5):
        make_revision(f"Page {number}", "Words.")

    assert len(pages(client)) == 5
    assert len(read(client, "/sitemap.xml")) >= 3


def test_a_part_tells_when_the_last_of_its_pages_was_changed(client):
    first = make_revision("Ada", "One.")
    make_revision("Byron", "One.")
    latest = make_revision("Ada", "Two.", base=first)
    count_all()

    [changed_at] = read(client, "/sitemap.xml").values()

    assert changed_at == latest.created_at.isoformat(timespec="microseconds")


def test_a_part_whose_pages_are_all_gone_is_not_named(client):
    make_revision("Ada", "One.")
    count_all()
    assert len(read(client, "/sitemap.xml")) == 1

    delete(Title.parse("Ada"), by=make_user(role="moderator"), reason="Spam")
    count_all()

    assert read(client, "/sitemap.xml") == {}


@pytest.mark.parametrize("number", [0, 7, 2**31, 10**30])
def test_a_part_without_pages_is_not_there(number, client):
    assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_an_index_is_one_query_and_so_is_a_part(client, django_assert_num_queries):
    revision = make_revision("Ada", "One.")
    part = revision.article_id // counting.SHARE

    with django_assert_num_queries(1):
        client.get("/sitemap.xml")
    with django_assert_num_queries(1):
        client.get(f"/sitemap-{part}.xml")
