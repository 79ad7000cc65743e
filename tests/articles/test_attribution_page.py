"""Who wrote what: in the page itself, as a list, and passage by passage."""

import pytest

from articles.hiding import Hiding, hide
from articles.models import Attribution
from articles.reviewing import review_passage
from markup import Title
from markup.attribution import digest_of
from tests.articles.pages import (
    heading_of,
    links_of,
    listed_in,
    main_of,
    words_of,
)
from tests.makers import delete_pages, make_revision, make_user

pytestmark = pytest.mark.django_db


class TestInThePage:
    def test_words_are_marked_by_their_authors(self, client, machine_and_mary):
        machine, mary = machine_and_mary

        page = client.get("/wiki/Ada_Lovelace?authors=show")

        spans = main_of(page).findall(".//span[@data-origin]")
        assert [(words_of(span), span.get("data-origin")) for span in spans] == [
            ("Harbours shelter ships.", str(machine.pk)),
            ("Pilots know the", str(machine.pk)),
            ("sands", str(mary.pk)),
            ("well.", str(machine.pk)),
        ]
        assert "machine" in spans[0].get("class", "")
        assert "machine" not in spans[2].get("class", "")

    def test_marks_follow_who_reviews_what_and_whose_name_is_hidden(
        self, client, machine_and_mary
    ):
        _, mary = machine_and_mary
        address, root = "/wiki/Ada_Lovelace?authors=show", make_user(role="moderator")
        client.get(address)

        review_passage(
            Title.parse("Ada Lovelace"),
            digest=digest_of("Harbours shelter ships."),
            reviewer=root,
            is_reviewed=True,
        )
        reviewed = main_of(client.get(address)).find(".//span[@data-origin]")
        hide(mary, Hiding(fields=["author"], reason="Private"), by=root)
        hidden = words_of(main_of(client.get(address)))

        assert "reviewed" in reviewed.get("class", "")
        assert mary.author.username not in hidden

    def test_a_legend_names_the_authors(self, client, machine_and_mary):
        page = client.get("/wiki/Ada_Lovelace?authors=show")

        assert listed_in(page, ".//section[@class='authors']//li") == [
            "Robot 90%",
            "Mary Ann 10%",
        ]

    def test_it_is_a_switch(self, client, machine_and_mary):
        off, on = client.get("/wiki/Ada_Lovelace"), "/wiki/Ada_Lovelace?authors=show"

        assert on in links_of(off)
        assert "/wiki/Ada_Lovelace" in links_of(client.get(on))
        assert "data-origin" not in off.text

    def test_the_page_says_how_much_a_machine_wrote(self, client, machine_and_mary):
        page = words_of(main_of(client.get("/wiki/Ada_Lovelace")))

        assert "A machine wrote 90% of this text" in page
        assert "people have reviewed none of it" in page

    def test_what_people_wrote_says_nothing_of_machines(self, client):
        make_revision()

        assert "machine" not in words_of(main_of(client.get("/wiki/Ada_Lovelace")))

    @pytest.mark.parametrize("value", ["", "no", "%00", "show%00"])
    def test_anything_else_shows_the_plain_page(self, value, client, machine_and_mary):
        page = client.get(f"/wiki/Ada_Lovelace?authors={value}")

        assert "data-origin" not in page.text


class TestAsAList:
    def test_it_tells_the_shares(self, client, machine_and_mary):
        page = client.get("/attribution/Ada_Lovelace")

        assert heading_of(page) == "Who wrote Ada Lovelace"
        assert listed_in(page, ".//table[@class='shares']/tbody/tr") == [
            "Robot 47 90%",
            "Mary Ann 5 10%",
        ]

    def test_it_tells_of_each_passage_who_brought_what(self, client, machine_and_mary):
        _, mary = machine_and_mary

        page = client.get("/attribution/Ada_Lovelace")

        assert listed_in(page, ".//p[@class='passage-text']") == [
            "Harbours shelter ships.",
            "Pilots know the sands well.",
        ]
        told = listed_in(page, ".//article//li[@class='credit']")
        assert [words.split(" · ")[0] for words in told] == [
            "Robot",
            "Robot",
            "Mary Ann",
        ]
        assert "They are sands" in told[2]
        assert "survived 1 later revision" in told[0]
        assert "survived 0 later revisions" in told[2]
        assert f"/diff/{mary.pk}" in links_of(page)

    def test_long_pages_are_divided_by_key(self, client):
        lines = "\n\n".join(f"Line {number} of many." for number in range(30))
        make_revision(text=lines)

        first = client.get("/attribution/Ada_Lovelace")
        [following] = links_of(first, ".//nav[@class='pager']")
        second = client.get(f"/attribution/Ada_Lovelace{following}")

        texts = [
            listed_in(page, ".//p[@class='passage-text']") for page in (first, second)
        ]
        assert [len(found) for found in texts] == [20, 10]
        assert texts[1][0] == "Line 20 of many."

    def test_of_lines_that_many_changed_fewer_are_shown_at_once(
        self, client, monkeypatch
    ):
        monkeypatch.setattr("articles.contributions.MOST_PARTS", 4)
        base = make_revision(text="One two three.\n\nFour five.\n\nSix.\n\nSeven.")
        make_revision(text=base.text.replace("two", "2"), base=base)
        address, seen = "/attribution/Ada_Lovelace", []

        while address:
            page = client.get(address)
            seen.append(len(listed_in(page, ".//p[@class='passage-text']")))
            onwards = links_of(page, ".//nav[@class='pager']/a[@rel='next']")
            address = f"/attribution/Ada_Lovelace{onwards[0]}" if onwards else ""

        # The first line has three parts, the others have one each.
        assert seen == [2, 2]

    @pytest.mark.parametrize("authors", [1, 3])
    def test_it_costs_the_same_however_many_wrote(
        self, authors, client, django_assert_num_queries
    ):
        base = None
        for number in range(authors):
            before = f"{base.text}\n\n" if base else ""
            base = make_revision(text=f"{before}Line {number} is here.", base=base)

        # The article, what is attributed, by whom, their names, what is reviewed; and
        # for the passages shown the revisions and the reviews; the page's protection.
        with django_assert_num_queries(8):
            client.get("/attribution/Ada_Lovelace")
        # The page, its text, what is attributed, by whom, their names, the reviews.
        with django_assert_num_queries(6):
            client.get("/wiki/Ada_Lovelace?authors=show")

    def test_what_is_not_attributed_yet_is_attributed_for_the_reader(
        self, client, machine_and_mary
    ):
        Attribution.objects.all().delete()

        page = client.get("/attribution/Ada_Lovelace")

        assert (
            listed_in(page, ".//table[@class='shares']/tbody/tr")[1] == "Mary Ann 5 10%"
        )
        assert not Attribution.objects.exists()

    def test_deleted_and_missing_pages_have_none(self, client, machine_and_mary):
        delete_pages()

        assert client.get("/attribution/Ada_Lovelace").status_code == 404
        assert client.get("/attribution/Nothing").status_code == 404


class TestCredit:
    def test_it_tells_what_a_reader_points_at(self, client, machine_and_mary):
        _, mary = machine_and_mary

        answer = client.get(f"/credit/{mary.article_id}/{mary.pk}")

        assert answer.status_code == 200
        assert "Mary Ann" in answer.text
        assert "They are sands" in answer.text
        assert "<html" not in answer.text

    def test_the_page_says_where_its_cards_are(self, client, machine_and_mary):
        page = client.get("/wiki/Ada_Lovelace?authors=show")

        legend = main_of(page).find(".//*[@data-credits]")
        article = machine_and_mary[0].article_id
        assert legend.get("data-credits") == f"/credit/{article}/"

    def test_words_that_are_not_in_the_page_have_none(self, client, machine_and_mary):
        _, mary = machine_and_mary
        other = make_revision("Other")
        last = make_revision(text="Nothing of that is left.", base=mary)

        found = [
            client.get(f"/credit/{article}/{revision}").status_code
            for article, revision in (
                (last.article_id, last.pk),
                (last.article_id, mary.pk),
                (last.article_id, other.pk),
                (other.article_id, last.pk),
                (last.article_id, 999999),
                (999999, last.pk),
                (10**30, 10**30),
            )
        ]

        assert found == [200] + [404] * 6

    def test_a_deleted_page_has_none(self, client, machine_and_mary):
        machine, _ = machine_and_mary
        delete_pages()

        answer = client.get(f"/credit/{machine.article_id}/{machine.pk}")

        assert answer.status_code == 404
