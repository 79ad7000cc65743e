"""Reading: an article, by its address."""

import pytest

from articles.models import Article, Rendering
from markup import VERSION
from tests.articles.pages import heading_of, links_of, listed_in, main_of, words_of
from tests.makers import delete_pages, make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

LONG = "Lead.\n\n## One\n\nA.\n\n### Deep\n\nB.\n\n## Two\n\nC."


def test_an_article_is_shown_with_its_title_and_text(client):
    make_revision("Ada Lovelace", "A **mathematician**.")

    response = client.get("/wiki/Ada_Lovelace")

    assert response.status_code == 200
    assert heading_of(response) == "Ada Lovelace"
    assert "A <strong>mathematician</strong>." in response.text


def test_an_article_names_its_own_address(client):
    make_revision("Ada Lovelace")

    response = client.get("/wiki/Ada_Lovelace?redirect=no")

    address = '<link rel="canonical" href="http://testserver/wiki/Ada_Lovelace">'
    assert address in response.text


def test_an_article_tells_when_and_by_whom_it_was_edited(client):
    revision = make_revision(author=make_user("Mary Somerville"))

    response = client.get("/wiki/Ada_Lovelace")

    when = f"{revision.created_at:%B %Y}"
    [last_edited] = listed_in(response, ".//p[@class='last-edited quiet']")
    assert when in last_edited
    assert last_edited.endswith("by Mary Somerville. Its text is by 1 author.")


def test_a_text_by_a_machine_says_so(client):
    make_revision(origin="machine")

    response = client.get("/wiki/Ada_Lovelace")

    assert "written by a machine" in response.text


def test_an_article_with_three_headings_has_a_list_of_contents(client):
    make_revision(text=LONG)

    response = client.get("/wiki/Ada_Lovelace")

    assert links_of(response, ".//nav[@class='contents']") == [
        "#h-one",
        "#h-deep",
        "#h-two",
    ]


def test_an_article_with_two_headings_has_none(client):
    make_revision(text="## One\n\nA.\n\n## Two\n\nB.")

    response = client.get("/wiki/Ada_Lovelace")

    assert main_of(response).find(".//nav[@class='contents']") is None


def test_an_article_shows_its_categories_in_the_order_of_its_text(client):
    make_revision(text="A. [[Category:Women]] [[Category:Mathematicians]]")

    response = client.get("/wiki/Ada_Lovelace")

    assert links_of(response, ".//nav[@class='categories']") == [
        "/wiki/Category:Women",
        "/wiki/Category:Mathematicians",
    ]


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("AC/DC", "/wiki/AC/DC"),
        ("C++", "/wiki/C++"),
        ("What?", "/wiki/What%3F"),
        ("100%", "/wiki/100%25"),
        ("Étoile", "/wiki/%C3%89toile"),
        ("AT&T", "/wiki/AT&T"),
        ('"Heroes"', "/wiki/%22Heroes%22"),
        ("O'Neill", "/wiki/O'Neill"),
        ("Back\\slash", "/wiki/Back%5Cslash"),
        ("Project:About", "/wiki/Project:About"),
    ],
)
def test_titles_of_all_kinds_have_an_address(title, address, client):
    article = make_revision(title, "Text.").article

    response = client.get(address)

    assert response.status_code == 200
    assert heading_of(response) == title
    assert article.get_absolute_url() == address


def test_a_missing_article_is_an_invitation_to_write_it(client):
    make_revision("Ada Lovelace")

    response = client.get("/wiki/Ada_Byron")

    assert response.status_code == 404
    assert heading_of(response) == "Ada Byron"
    assert "/edit/Ada_Byron" in links_of(response)
    assert "/search?q=Ada%20Byron" in links_of(response)


def test_a_missing_article_names_pages_with_similar_titles(client):
    make_revision("Ada Lovelace")
    make_revision("Adam Smith")
    make_revision("Charles Babbage")

    response = client.get("/wiki/Ada")

    assert listed_in(response, ".//ul[@class='plain rows']/li") == [
        "Ada Lovelace",
        "Adam Smith",
    ]


def test_only_those_who_may_edit_are_invited(client, settings):
    settings.CANONICA_UNREGISTERED_EDITS = "refuse"

    response = client.get("/wiki/Ada_Byron")

    assert listed_in(response, ".//p[@class='actions']/a") == [
        "Search for it",
        "What links here",
    ]


def test_a_deleted_article_is_gone(client):
    make_revision(text="Secret.")
    delete_pages()

    response = client.get("/wiki/Ada_Lovelace")

    assert response.status_code == 410
    assert "This page was deleted." in words_of(main_of(response))
    assert "Secret" not in response.text


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/wiki/A%23B", "A title can't contain '#'."),
        ("/wiki/%3Cscript%3E", "A title can't contain '<'."),
        ("/wiki/a%00b", "A title can't contain control or private characters."),
        ("/wiki/%EE%80%80", "A title can't contain control or private characters."),
        ("/wiki/%FF", "A title can't contain '%FF'."),
        ("/wiki/_", "A title needs at least one character."),
        ("/wiki/Category:", "A title needs a name after its namespace."),
        ("/wiki/a/../b", "A title can't contain the path segments . or .."),
        ("/wiki//etc/passwd", "A title can't begin with a colon or a slash."),
        ("/wiki/Category:Talk:X", "A title has one namespace only."),
        ("/wiki/" + "x" * 256, "A title has at most 255 bytes."),
    ],
)
def test_a_bad_title_is_not_found_and_says_why(address, reason, client):
    response = client.get(address)

    assert response.status_code == 404
    assert heading_of(response) == "Bad title"
    assert reason in words_of(main_of(response))


def test_a_bad_title_can_be_searched_for(client):
    response = client.get("/wiki/Ada_%5BLovelace%5D")

    [address] = [link for link in links_of(response) if link.startswith("/search")]
    shown = main_of(client.get(address))
    assert shown.find(".//form//input").get("value") == "Ada [Lovelace]"


@pytest.mark.parametrize(
    ("title", "kind"), [("Ada", "an article"), ("Help:Ada", "a page")]
)
def test_what_is_missing_is_called_what_it_would_be(title, kind, client):
    response = client.get(f"/wiki/{title}")

    assert response.status_code == 404
    assert f"does not have {kind} with this exact name." in words_of(main_of(response))


@pytest.mark.parametrize("damage", ["missing", "older revision", "older markup"])
def test_a_page_whose_rendering_is_stale_is_shown_right_and_nothing_is_written(
    damage, client
):
    make_revision("London", "A city.")
    first, _ = make_history("Old.", "New, of [[London]]. [[Category:Women]]")
    rendering = Rendering.objects.filter(title="Ada Lovelace")
    if damage == "missing":
        rendering.delete()
    elif damage == "older revision":
        rendering.update(revision=first, html="<p>Old.</p>", categories=[])
    else:
        rendering.update(version=VERSION - 1, html="<p>Old.</p>", categories=[])
    before = list(Rendering.objects.values())

    response = client.get("/wiki/Ada_Lovelace")

    assert response.status_code == 200
    assert 'New, of <a href="/wiki/London">London</a>.' in response.text
    assert links_of(response, ".//nav[@class='categories']") == ["/wiki/Category:Women"]
    assert list(Rendering.objects.values()) == before


def test_reading_parses_nothing(client):
    make_revision(text="One.")
    Rendering.objects.update(html="<p>As it was kept.</p>")

    response = client.get("/wiki/Ada_Lovelace")

    assert "As it was kept." in response.text


def test_an_article_has_a_short_address_that_survives_a_rename(client):
    article = make_revision("Ada Byron").article
    Article.objects.update(title="Ada Lovelace")

    response = client.get(f"/article/{article.pk}")

    assert (response.status_code, response.url) == (302, "/wiki/Ada_Lovelace")


@pytest.mark.parametrize("address", ["/raw/Ada_Lovelace", "/article/{}"])
def test_a_deleted_article_is_at_none_of_its_other_addresses(address, client):
    article = make_revision().article
    delete_pages()

    response = client.get(address.format(article.pk))

    assert response.status_code == 404


def test_an_article_can_be_asked_for_without_its_body(client):
    make_revision()

    response = client.head("/wiki/Ada_Lovelace")

    assert (response.status_code, response.content) == (200, b"")


def test_an_article_that_did_not_change_is_not_sent_again(client):
    make_revision()
    first = client.get("/wiki/Ada_Lovelace")

    response = client.get(
        "/wiki/Ada_Lovelace", headers={"If-None-Match": first["ETag"]}
    )

    assert response.status_code == 304
