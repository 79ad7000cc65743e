"""Reviewing: a person marks what a machine wrote as checked, passage by passage."""

import pytest

from articles.models import Attribution, Origin, PassageReview
from tests.articles.pages import form_of, links_of, listed_in, main_of, words_of
from tests.makers import make_revision, make_user, protect_all

pytestmark = pytest.mark.django_db


def test_a_person_marks_a_passage_as_reviewed(client, machine_and_mary, mary):
    form = form_of(client.get("/attribution/Ada_Lovelace"), ".//article[1]//form")

    answer = client.post("/attribution/Ada_Lovelace", form | {"reviewed": "yes"})

    assert answer.status_code == 302
    assert answer.url == f"/attribution/Ada_Lovelace#passage{form['passage']}"
    page = client.get("/attribution/Ada_Lovelace")
    assert "Reviewed by Mary" in words_of(main_of(page))
    shown = words_of(main_of(client.get("/wiki/Ada_Lovelace")))
    assert "people have reviewed 51% of it" in shown
    marked = client.get("/wiki/Ada_Lovelace?authors=show")
    classes = [
        span.get("class") for span in main_of(marked).findall(".//span[@data-origin]")
    ]
    assert ["reviewed" in one.split() for one in classes] == [True] + [False] * 3


def test_lines_with_the_same_words_have_each_a_place_of_its_own(client, mary):
    verse = "Row, row, row your boat."
    make_revision(text=f"{verse}\n\nGently.\n\n{verse}", origin=Origin.MACHINE)
    page = client.get("/attribution/Ada_Lovelace")
    places = [part.get("id") for part in main_of(page).iter("article")]
    form = form_of(page, ".//article[3]//form")

    answer = client.post("/attribution/Ada_Lovelace", form)

    assert len(set(places)) == 3
    assert answer.url == f"/attribution/Ada_Lovelace#{places[2]}"
    # What was read are the words: both lines are reviewed.
    told = listed_in(client.get(answer.url), ".//form[@class='review']")
    assert ["Reviewed by Mary" in words for words in told] == [True, False, True]


def test_the_places_are_the_same_wherever_the_list_is_divided(client):
    verse = "Row, row, row your boat."
    lines = [verse, *(f"Line {number} of many." for number in range(20)), verse]
    make_revision(text="\n\n".join(lines))

    first = client.get("/attribution/Ada_Lovelace")
    [following] = links_of(first, ".//nav[@class='pager']")
    second = client.get(f"/attribution/Ada_Lovelace{following}")

    earlier, *_ = [part.get("id") for part in main_of(first).iter("article")]
    *_, later = [part.get("id") for part in main_of(second).iter("article")]
    assert later == f"{earlier}-2"


@pytest.mark.parametrize("copy", ["", "0", "-1", "x", "2\r\nX: y", "9" * 50])
def test_a_copy_that_makes_no_sense_leads_to_the_first(
    copy, client, machine_and_mary, mary
):
    form = form_of(client.get("/attribution/Ada_Lovelace"), ".//article[1]//form")

    answer = client.post("/attribution/Ada_Lovelace", form | {"copy": copy})

    assert answer.url == f"/attribution/Ada_Lovelace#passage{form['passage']}"


def test_the_mark_can_be_taken_back_and_both_are_kept(client, machine_and_mary, mary):
    page = client.get("/attribution/Ada_Lovelace")
    form = form_of(page, ".//article[1]//form")

    client.post("/attribution/Ada_Lovelace", form)
    client.post("/attribution/Ada_Lovelace", form | {"reviewed": "no"})

    reviews = PassageReview.objects.order_by("pk").values_list(
        "is_reviewed", "reviewer__username"
    )
    assert list(reviews) == [(True, "Mary"), (False, "Mary")]
    assert Attribution.objects.get().reviewed_length == 0


def test_editing_the_passage_clears_the_mark_and_returning_to_it_brings_it_back(
    client, machine_and_mary, mary
):
    _, base = machine_and_mary
    page = client.get("/attribution/Ada_Lovelace")
    client.post("/attribution/Ada_Lovelace", form_of(page, ".//article[1]//form"))

    edited = make_revision(text=base.text.replace("ships", "boats"), base=base)
    after_editing = Attribution.objects.get().reviewed_length
    make_revision(text=base.text, base=edited)

    assert after_editing == 0
    assert Attribution.objects.get().reviewed_length == 23


def test_the_whole_page_can_be_reviewed(client, machine_and_mary, mary):
    for number in (1, 2):
        page = client.get("/attribution/Ada_Lovelace")
        form = form_of(page, f".//article[{number}]//form")
        client.post("/attribution/Ada_Lovelace", form)

    shown = words_of(main_of(client.get("/wiki/Ada_Lovelace")))
    assert "people have reviewed all of it" in shown


@pytest.mark.parametrize("who", ["stranger", "temporary", "unprotected"])
def test_others_may_not(who, client, machine_and_mary):
    form = form_of(client.get("/attribution/Ada_Lovelace"), ".//article[1]//form")
    if who == "temporary":
        client.force_login(make_user(is_temporary=True))
    if who == "unprotected":
        protect_all()
        client.force_login(make_user())

    answer = client.post("/attribution/Ada_Lovelace", form)

    assert answer.status_code in {403, 409}
    assert "may review this page" in words_of(main_of(answer))
    assert not PassageReview.objects.exists()


def test_a_passage_that_was_edited_meanwhile_is_read_anew(
    client, machine_and_mary, mary
):
    _, base = machine_and_mary
    form = form_of(client.get("/attribution/Ada_Lovelace"), ".//article[1]//form")
    make_revision(text=base.text.replace("ships", "boats"), base=base)

    answer = client.post("/attribution/Ada_Lovelace", form)

    assert answer.status_code == 409
    assert "was edited meanwhile" in words_of(main_of(answer))
    assert not PassageReview.objects.exists()


def test_what_a_person_wrote_needs_no_review(client, mary):
    make_revision()

    page = client.get("/attribution/Ada_Lovelace")
    answer = client.post("/attribution/Ada_Lovelace", {"passage": "1"})

    assert main_of(page).find(".//article//form") is None
    assert answer.status_code == 409


@pytest.mark.parametrize("passage", ["", "x", "1" * 5000, "--1", "1e3"])
def test_nonsense_is_refused(passage, client, machine_and_mary, mary):
    answer = client.post("/attribution/Ada_Lovelace", {"passage": passage})

    assert answer.status_code == 409
    assert not PassageReview.objects.exists()
