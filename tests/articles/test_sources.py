"""Sources: what articles cite is one row, however many cite it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from articles.models import Source, SourceUse
from tests.articles.pages import heading_of, links_of, listed_in, main_of
from tests.makers import delete_pages, make_history, make_revision

pytestmark = pytest.mark.django_db

BOOK = "{{{{cite|title={}|author=Le, T.|date=1990|isbn=0-306-40615-2|quote={}}}}}"


def test_articles_that_cite_one_book_share_its_row(client):
    make_revision(text=BOOK.format("A book", "Yes"))
    make_revision("Alan Turing", BOOK.format("The same book", "No"))

    source = Source.objects.get()
    page = client.get(f"/sources/{source.pk}")

    assert (source.key, source.name) == ("isbn:9780306406157", "A book")
    assert heading_of(page) == "A book"
    assert listed_in(page, ".//ul[@class='plain rows']/li") == [
        "Ada Lovelace Yes",
        "Alan Turing No",
    ]


def test_the_sources_are_listed_by_name_with_how_many_cite_them(client):
    make_revision(text="{{cite|title=B}} {{cite|title=A}} {{cite|title=A|pages=2}}")
    make_revision("Alan Turing", "{{cite|title=A}}")

    page = client.get("/sources")

    assert listed_in(page, ".//ul[@class='plain rows']/li") == ["A 2", "B 1"]
    assert [Source.objects.get(name=name).pk for name in "AB"] == [
        int(link.rpartition("/")[2]) for link in links_of(page, ".//ul")
    ]


def test_a_source_that_no_article_cites_any_more_is_not_listed(client):
    make_history("{{cite|title=A}}", "Words.")
    (source,) = Source.objects.all()

    assert SourceUse.objects.count() == 0
    assert "No article cites a source yet." in client.get("/sources").text
    assert client.get(f"/sources/{source.pk}").status_code == 404


def test_a_deleted_article_names_no_source(client):
    make_revision(text=BOOK.format("A secret", "hidden words"))
    make_revision("Alan Turing", BOOK.format("A book", "Yes"))

    delete_pages("Ada Lovelace")

    (source,) = Source.objects.all()
    pages = client.get("/sources").text + client.get(f"/sources/{source.pk}").text
    assert source.name == "A book"
    assert "secret" not in pages
    assert "hidden words" not in pages


def test_a_source_is_called_what_its_first_article_calls_it_in_any_order():
    first = make_revision(text="Words.")
    make_revision("Alan Turing", BOOK.format("Second", ""))
    make_revision(text=BOOK.format("First", ""), base=first)

    assert Source.objects.get().name == "First"


def test_a_name_is_shown_as_it_is_written(client):
    make_revision(text="{{cite|title=<script>alert(1)</script>|url=javascript:1}}")
    source = Source.objects.get()

    page = client.get(f"/sources/{source.pk}")

    assert heading_of(page) == "<script>alert(1)</script>"
    assert "javascript:" not in "".join(links_of(page))


@pytest.mark.parametrize(
    "address", ["/sources/0", "/sources/99999999999", "/sources/x"]
)
def test_there_is_no_other_source(client, address):
    assert client.get(address).status_code == 404


def test_a_long_list_is_divided(client):
    text = " ".join(f"{{{{cite|title=T{number:03}}}}}" for number in range(101))
    make_revision(text=text)

    first = client.get("/sources")
    (more,) = links_of(first, ".//nav[@class='pager']")
    second = client.get(f"/sources{more}")

    assert len(main_of(first).findall(".//ul[@class='plain rows']/li")) == 100
    assert listed_in(second, ".//ul[@class='plain rows']/li") == ["T100 1"]
    assert client.get("/sources?after=nonsense").status_code == 200
    assert client.get("/sources?after=99999999999999999999:x").status_code == 200


@pytest.mark.parametrize("articles", [1, 3])
def test_the_lists_cost_the_same_however_long_they_are(
    articles, client, django_assert_num_queries
):
    for number in range(articles):
        make_revision(
            f"Page {number}", f"{{{{cite|title=A}}}} {{{{cite|title={number}}}}}"
        )
    source = Source.objects.get(name="A")

    with django_assert_num_queries(1):
        client.get("/sources")
    with django_assert_num_queries(2):
        client.get(f"/sources/{source.pk}")


@pytest.mark.django_db(transaction=True)
def test_articles_that_begin_to_cite_and_cease_to_at_once_agree():
    names = [f"Page {number}" for number in range(8)]
    bases = {name: make_revision(name, "Words.") for name in names}

    def change(name: str) -> None:
        base = bases[name]
        try:
            for text in (
                "{{cite|title=B}} {{cite|title=A}}",
                "Words.",
                "{{cite|title=A}}",
            ):
                base = make_revision(name, text, base=base)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(change, names))

    assert {s.name: s.uses.count() for s in Source.objects.exclude(name="")} == {"A": 8}


@pytest.mark.parametrize(
    "cited",
    [
        f"{{{{cite|title=A|doi=10.1000/{'x' * 900}}}}}",
        f"{{{{cite|title={'字' * 990}}}}}",
        f"{{{{cite|title=A|url=https://a.example/{'y' * 900}}}}}",
    ],
)
def test_a_long_source_is_saved_like_any(client, cited):
    make_revision(text=cited)

    assert Source.objects.exclude(name="").count() == 1
    assert client.get("/sources").status_code == 200


def test_a_template_cites_for_the_pages_that_show_it(client):
    make_revision("Template:Book", "{{cite|title={{{1}}}}}")
    make_revision(text="{{Book|A book}}")

    assert listed_in(client.get("/sources"), ".//ul[@class='plain rows']/li") == [
        "A book 1"
    ]
