"""Source texts: an article's as it is, and as it was at each of its revisions."""

import pytest

from tests.articles.pages import links_of
from tests.makers import delete_pages, make_history, make_revision

pytestmark = pytest.mark.django_db


def test_the_source_text_is_given_as_it_is(client):
    make_revision(text="A **mathematician** <script>.\n\nZoë")

    response = client.get("/raw/Ada_Lovelace")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content == "A **mathematician** <script>.\n\nZoë".encode()


def test_an_old_revision_has_its_source_text_as_it_was(client):
    first, second = make_history("One *<b>*.", "Two.")

    old = client.get(f"/raw/Ada_Lovelace?revision={first.pk}")
    new = client.get(f"/raw/Ada_Lovelace?revision={second.pk}")

    assert (old.text, new.text) == ("One *<b>*.", "Two.")
    assert old.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_an_old_revision_leads_to_its_source_text(client):
    first, _ = make_history("One.", "Two.", title="AC/DC & more")

    page = client.get(f"/revision/{first.pk}")

    [link] = [one for one in links_of(page) if one.startswith("/raw/")]
    assert client.get(link).text == "One."


def test_source_texts_are_not_to_be_found_by_search_engines(client):
    revision = make_revision()

    for address in ("/raw/Ada_Lovelace", f"/raw/Ada_Lovelace?revision={revision.pk}"):
        assert client.get(address).headers["X-Robots-Tag"] == "noindex"


def test_another_spelling_of_the_title_keeps_the_revision(client):
    first, _ = make_history("One.", "Two.")

    response = client.get(f"/raw/ada Lovelace?revision={first.pk}")

    assert response.url == f"/raw/Ada_Lovelace?revision={first.pk}"


def test_a_revision_of_another_article_is_not_found(client):
    make_revision()
    other = make_revision("Other")

    response = client.get(f"/raw/Ada_Lovelace?revision={other.pk}")

    assert response.status_code == 404


@pytest.mark.parametrize("revision", ["", "0", "-1", "x", "1e3", "999999", "9" * 40])
def test_a_revision_that_is_none_is_not_found(revision, client):
    make_revision()

    response = client.get("/raw/Ada_Lovelace", {"revision": revision})

    assert response.status_code == 404


def test_a_deleted_article_gives_none_of_its_texts(client):
    revision = make_revision()
    delete_pages()

    response = client.get(f"/raw/Ada_Lovelace?revision={revision.pk}")

    assert response.status_code == 404


def test_an_old_text_costs_one_query_more(client, django_assert_num_queries):
    first, _ = make_history("One.", "Two.")

    # The article with its current text, and the revision.
    with django_assert_num_queries(2):
        client.get(f"/raw/Ada_Lovelace?revision={first.pk}")
