"""Cards: what an article is about, told to who points at a link to it."""

import pytest

from articles.cards import extract_of
from articles.hiding import Hiding, hide
from articles.models import Rendering
from tests.makers import delete_pages, make_history, make_revision, make_user

ADA = "/card/Ada_Lovelace"
ODD = "[[Category:People]] [[Category:Women]] [[Category:Poets]] [[Category:Others]]"


@pytest.mark.parametrize(
    ("lead", "extract"),
    [
        ("", ""),
        ("One sentence.", "One sentence."),
        ("One. Two. Three.", "One. Two."),
        ("One? Two! Three.", "One? Two!"),
        ("No stop", "No stop"),
        (
            "By N. S. Khrushchev. It was long. More.",
            "By N. S. Khrushchev. It was long.",
        ),
        ("It was ca. 1956, e.g. then. Two. Three.", "It was ca. 1956, e.g. then. Two."),
        ("He said “no.” Then he left. More.", "He said “no.” Then he left."),
        ("Pi is 3.14. Yes. No.", "Pi is 3.14. Yes."),
        ("一。二。三。", "一。二。"),
        ("One.\nTwo.\n Three.", "One. Two."),
    ],
)
def test_an_extract_is_the_first_two_sentences(lead, extract):
    assert extract_of(lead) == extract


def test_a_long_extract_is_cut_between_words():
    extract = extract_of("word " * 300 + ".")

    assert len(extract) <= 402
    assert extract.endswith("word …")


@pytest.mark.django_db
def test_a_card_tells_what_an_article_is_about(client):
    make_revision(text=f"A **mathematician** <b>. Of London. Later more. {ODD}")

    response = client.get(ADA)

    assert response.status_code == 200
    assert response.json() == {
        "title": "Ada Lovelace",
        "description": "People, Women, Poets",
        "extract": "A mathematician <b>. Of London.",
    }


@pytest.mark.django_db
def test_a_card_is_the_same_for_everybody_and_kept_for_a_minute(client):
    make_revision()
    anonymous = client.get(ADA)

    client.force_login(make_user(role="administrator"))
    signed_in = client.get(ADA)

    assert signed_in.content == anonymous.content
    for response in (anonymous, signed_in):
        assert response.headers["Cache-Control"] == "public, max-age=60"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert response.headers["ETag"]
        assert "Vary" not in response.headers
    assert anonymous.cookies == {}


@pytest.mark.django_db
def test_a_redirect_is_followed_once(client):
    make_revision()
    make_revision("Ada Byron", "#REDIRECT [[Ada Lovelace]]")
    make_revision("Countess", "#REDIRECT [[Ada Byron]]")
    make_revision("Nowhere", "#REDIRECT [[Nothing]]")

    assert client.get("/card/Ada_Byron").json()["title"] == "Ada Lovelace"
    assert client.get("/card/Countess").status_code == 404
    assert client.get("/card/Nowhere").status_code == 404


@pytest.mark.django_db
def test_following_a_redirect_costs_one_query_more(client, django_assert_num_queries):
    make_revision()
    make_revision("Ada Byron", "#REDIRECT [[Ada Lovelace]]")

    with django_assert_num_queries(2):
        client.get("/card/Ada_Byron")


@pytest.mark.django_db
def test_a_missing_page_has_none_and_a_deleted_one_has_no_more(client):
    make_revision("Gone", "Secret.")
    delete_pages("Gone")

    missing, gone = client.get("/card/Nothing"), client.get("/card/Gone")

    assert (missing.status_code, missing.content) == (404, b"{}")
    assert (gone.status_code, gone.content) == (410, b"{}")
    for response in (missing, gone):
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert "Cache-Control" not in response.headers
    assert client.post(ADA).status_code == 405


@pytest.mark.django_db
def test_what_was_taken_back_and_hidden_is_in_no_card(client):
    _, bad, _ = make_history("Good.", "Canary.", "Good again.")
    hide(bad, Hiding(fields=["text"], reason="Abuse"), by=make_user(role="moderator"))

    assert client.get(ADA).json()["extract"] == "Good again."


@pytest.mark.django_db
def test_a_page_that_is_not_rendered_yet_has_a_card(client):
    make_revision()
    Rendering.objects.all().delete()

    assert client.get(ADA).json()["extract"] == "A mathematician."


@pytest.mark.django_db
def test_odd_titles_have_cards_under_any_spelling(client):
    make_revision('AC/DC & "more"')

    response = client.get("/card/aC/DC & %22more%22")

    assert response.json()["title"] == 'AC/DC & "more"'
