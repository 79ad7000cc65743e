"""Differences: what changed between two revisions."""

import pytest

from articles.models import Revision
from articles.reading import compare
from markup.diff import compare as compare_texts
from tests.articles.pages import heading_of, links_of, listed_in, main_of, words_of
from tests.makers import make_history, make_revision, protect_all

pytestmark = pytest.mark.django_db

FOX = "The quick brown fox jumps over the lazy dog."
SEVEN = "one\ntwo\nthree\nfour\nfive\nsix\nseven"


def test_a_difference_marks_the_words_that_changed(client):
    old, new = make_history("Born in 1815.", "Born in 1816.")

    response = client.get(f"/diff/{old.pk}/{new.pk}")

    assert response.status_code == 200
    assert heading_of(response) == "Ada Lovelace: Difference between revisions"
    side = ".//table[@class='diff side']"
    assert listed_in(response, f"{side}//del") == ["1815"]
    assert listed_in(response, f"{side}//ins") == ["1816"]


def test_a_revision_is_compared_with_the_one_before(client):
    _, second, third = make_history("One.", "Two.", "Three.")

    response = client.get(f"/diff/{third.pk}")

    assert _heads(response) == [f"/revision/{second.pk}", f"/revision/{third.pk}"]
    assert listed_in(response, ".//table[@class='diff side']//del") == ["Two."]


def test_the_first_revision_is_compared_with_nothing(client):
    first = make_revision(text="One.")

    response = client.get(f"/diff/{first.pk}")

    assert response.status_code == 200
    assert "Before, there was no page." in words_of(main_of(response))
    assert listed_in(response, ".//table[@class='diff side']//ins") == ["One."]


def test_a_difference_shows_the_page_after_it(client):
    old, new = make_history("One.", "**Two.**")

    response = client.get(f"/diff/{old.pk}/{new.pk}")

    assert "<strong>Two.</strong>" in response.text


def test_a_difference_leads_to_its_neighbours(client):
    _, second, third, fourth = make_history("1", "2", "3", "4")

    response = client.get(f"/diff/{second.pk}/{third.pk}")

    assert f'<a rel="prev" href="/diff/{second.pk}">' in response.text
    assert f'<a rel="next" href="/diff/{fourth.pk}">' in response.text


def test_each_side_offers_what_can_be_done_with_it(client):
    first, second, third = make_history("1", "2", "3")

    begun = _acts(client.get(f"/diff/{first.pk}/{second.pk}"))
    latest = _acts(client.get(f"/diff/{second.pk}/{third.pk}"))

    assert begun == [
        f"/restore/{first.pk}",
        f"/restore/{second.pk}",
        f"/undo/{second.pk}",
    ]
    assert latest == [
        f"/restore/{second.pk}",
        f"/undo/{second.pk}",
        "/edit/Ada_Lovelace",
        f"/undo/{third.pk}",
    ]


def test_those_who_may_not_edit_are_offered_none_of_it(client):
    _, new = make_history("1", "2")
    protect_all()

    assert _acts(client.get(f"/diff/{new.pk}")) == []


def test_old_and_new_in_the_wrong_order_are_put_right(client):
    old, new = make_history("One.", "Two.")

    response = client.get(f"/diff/{new.pk}/{old.pk}")

    assert (response.status_code, response.url) == (302, f"/diff/{old.pk}/{new.pk}")


def test_a_revision_is_no_different_from_itself(client):
    revision = make_revision()

    response = client.get(f"/diff/{revision.pk}/{revision.pk}")

    assert response.status_code == 200
    assert "There is no difference." in words_of(main_of(response))


def test_revisions_of_two_articles_are_not_compared(client):
    one, two = make_revision("One"), make_revision("Two")

    response = client.get(f"/diff/{one.pk}/{two.pk}")

    assert response.status_code == 404


def test_a_difference_too_large_to_draw_says_so(client):
    old = "\n".join(f"Line {number}." for number in range(4_001))
    new = "\n".join(f"Other {number}." for number in range(4_001))
    first, second = make_history(old, new)

    response = client.get(f"/diff/{first.pk}/{second.pk}")

    assert response.status_code == 200
    assert "The difference is too large to be shown here." in response.text
    notice = ".//div[@class='notice warning']"
    assert links_of(response, notice) == [
        f"/raw/Ada_Lovelace?revision={first.pk}",
        f"/raw/Ada_Lovelace?revision={second.pk}",
    ]
    texts = [client.get(link).text for link in links_of(response, notice)]
    assert texts == [old, new]


def test_a_first_text_too_large_to_draw_has_one_source(client):
    first = make_revision(text="\n".join("Line." for _ in range(8_001)))

    response = client.get(f"/diff/{first.pk}")

    notice = ".//div[@class='notice warning']"
    assert links_of(response, notice) == [f"/raw/Ada_Lovelace?revision={first.pk}"]


@pytest.mark.parametrize(("asked", "tables"), [("inline", 0), ("side", 1), ("x", 1)])
def test_a_difference_is_shown_in_the_view_asked_for(asked, tables, client):
    _, new = make_history("One.", "Two.")

    response = client.get(f"/diff/{new.pk}?view={asked}")

    assert len(listed_in(response, ".//table[@class='diff side']")) == tables


def test_the_view_asked_for_is_remembered(client):
    _, new = make_history("One.", "Two.")
    client.get(f"/diff/{new.pk}?view=inline")

    inline = client.get(f"/diff/{new.pk}")
    client.get(f"/diff/{new.pk}?view=side")
    side = client.get(f"/diff/{new.pk}")

    tables = [
        listed_in(page, ".//table[@class='diff side']") for page in (inline, side)
    ]
    assert [len(found) for found in tables] == [0, 1]


def test_looking_at_a_difference_alone_sets_no_cookie(client):
    _, new = make_history("One.", "Two.")

    response = client.get(f"/diff/{new.pk}")

    assert response.cookies == {}


def test_markup_in_a_difference_is_shown_as_it_was_typed(client):
    _, new = make_history("One.", "<script>alert(1)</script> & <b>")

    response = client.get(f"/diff/{new.pk}")

    assert "<script>alert" not in response.text
    added = listed_in(response, ".//table[@class='diff side']//ins")
    assert "".join(added).replace(" ", "") == "<script>alert(1)</script>&<b>"


@pytest.mark.parametrize(
    ("table", "prefix"), [("side", ""), ("only-narrow", "inline-")]
)
def test_both_ends_of_a_move_lead_to_each_other(table, prefix, client):
    _, new = make_history(f"{FOX}\n{SEVEN}", f"{SEVEN}\n{FOX}")

    response = client.get(f"/diff/{new.pk}")

    rows = f".//table[@class='diff {table}']//tr"
    ends = [row for row in main_of(response).findall(rows) if "move" in _classes(row)]
    assert [row.get("id") for row in ends] == [f"{prefix}old-1", f"{prefix}new-8"]
    assert links_of(response, rows) == [f"#{prefix}new-8", f"#{prefix}old-1"]
    assert listed_in(response, f"{rows}//a") == [
        "moved to line 8 below ↓",
        "moved from line 1 above ↑",
    ]


def test_what_was_moved_up_has_its_arrows_the_other_way(client):
    _, new = make_history(f"{SEVEN}\n{FOX}", f"{FOX}\n{SEVEN}")

    response = client.get(f"/diff/{new.pk}?view=inline")

    assert listed_in(response, ".//table//a") == [
        "moved from line 8 below ↓",
        "moved to line 1 above ↑",
    ]


def test_no_id_of_a_difference_is_there_twice(client):
    _, new = make_history(f"{FOX}\n{SEVEN}", f"{SEVEN}\n{FOX}\nMore.")

    response = client.get(f"/diff/{new.pk}")

    ids = [part.get("id") for part in main_of(response).iter() if part.get("id")]
    assert len(ids) == len(set(ids)) > 0


def _acts(response) -> list[str]:
    """Return where the links of both heads lead that change something."""
    links = links_of(response, ".//div[@class='diff-heads']")
    return [link for link in links if link.startswith(("/edit/", "/restore", "/undo"))]


def _classes(row) -> set[str | None]:
    return {part.get("class") for part in row.iter()}


def _heads(response) -> list[str]:
    links = links_of(response, ".//div[@class='diff-heads']")
    return [link for link in links if link.startswith("/revision/")]


def test_a_difference_of_two_revisions_is_worked_out_once():
    first, second, third = make_history("One.", "Two.", "Three.")

    found = compare(first, second)

    assert compare(Revision.objects.get(pk=first.pk), second) is found
    assert compare(second, third) != found
    assert compare(first, third) == compare_texts("One.", "Three.")
