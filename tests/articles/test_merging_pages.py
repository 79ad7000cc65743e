"""Merging two articles: one text, two histories that tell of it, and every author."""

import pytest

from articles.attribution import replay, stored
from articles.editing import EditConflict
from articles.lifecycle import Union, merge_pages, suggest_union
from articles.models import Article, Revision, Tag
from articles.policy import EditRefused, ProposedEdit
from articles.reading import find_page
from markup import Title
from tests.articles.pages import form_of, links_of, listed_in, main_of, words_of
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db

HARBOUR = "Harbours shelter ships from the wind and the waves."
PORT = (
    "Ports are where ships are loaded and unloaded.\n\n## Trade\n\nGrain came from far."
)


def merged(
    taken_in: Revision,
    into: Revision,
    text: str | None = None,
    *,
    summary: str = "",
    key: str = "",
) -> Revision:
    edit = ProposedEdit(
        title=Title.parse("Port"),
        author=make_user(),
        text="",
        summary=summary,
        key=key,
    )
    text = suggest_union(taken_in, into) if text is None else text
    return merge_pages(edit, Union(taken_in=taken_in, into=into, text=text))


def test_the_text_goes_over_and_a_redirect_is_left():
    port, harbour = make_revision("Port", PORT), make_revision("Harbour", HARBOUR)

    saved = merged(port, harbour, summary="The same thing")

    assert saved.article == harbour.article
    assert saved.text == (
        f"{HARBOUR}\n\n## Port\n\nPorts are where ships are loaded and unloaded.\n\n"
        "### Trade\n\nGrain came from far."
    )
    page = find_page(Title.parse("Port"))
    assert (page.title.text, page.redirected_from.text) == ("Harbour", "Port")


def test_both_histories_tell_of_it():
    port, harbour = make_revision("Port", PORT), make_revision("Harbour", HARBOUR)

    saved = merged(port, harbour, summary="The same thing")

    left = Article.objects.get(title="Port").current_revision
    assert saved.summary == "Merged with [[Port]]: The same thing"
    assert left.summary == "Merged into [[Harbour]]: The same thing"
    assert (saved.copied_from, left.parent) == (port, port)
    assert saved.tags[0] == left.tags[0] == Tag.MERGE


def test_the_words_stay_their_authors():
    port, harbour = make_revision("Port", PORT), make_revision("Harbour", HARBOUR)

    saved = merged(port, harbour)

    kept = stored(saved.article)
    lengths: dict[int, int] = {}
    for stretch in kept.stretches:
        lengths[stretch.origin] = lengths.get(stretch.origin, 0) + stretch.length
    assert set(lengths) == {port.pk, harbour.pk, saved.pk}
    # Only the headings are the merger's.
    assert lengths[saved.pk] < 30
    assert kept == replay(saved)


def test_what_was_edited_meanwhile_is_looked_at_again():
    port, harbour = make_revision("Port", PORT), make_revision("Harbour", HARBOUR)
    make_revision("Port", f"{PORT} And wine.", base=port)

    with pytest.raises(EditRefused, match="was edited meanwhile"):
        merged(port, harbour)

    assert Revision.objects.count() == 3


def test_an_edit_of_the_page_that_stays_is_merged_with_or_in_conflict():
    port, harbour = make_revision("Port", PORT), make_revision("Harbour", HARBOUR)
    make_revision("Harbour", HARBOUR.replace("wind", "storm"), base=harbour)

    with pytest.raises(EditConflict):
        merged(port, harbour, text=HARBOUR.replace("wind", "gale"))

    assert "storm" in merged(port, harbour).text


def test_a_redirect_and_the_page_itself_are_refused():
    harbour = make_revision("Harbour", HARBOUR)
    redirect = make_revision("Port", "#REDIRECT [[Harbour]]")

    with pytest.raises(EditRefused, match="is a redirect"):
        merged(redirect, harbour)
    with pytest.raises(EditRefused, match="the same page"):
        merged(harbour, harbour)


def test_the_same_request_twice_merges_once():
    port, harbour = make_revision("Port", PORT), make_revision("Harbour", HARBOUR)

    answers = [merged(port, harbour, key="k") for _ in range(2)]

    assert answers[0] == answers[1]
    assert Revision.objects.count() == 4


def test_it_is_chosen_shown_and_sent(client, mary):
    make_revision("Port", PORT)
    make_revision("Harbour", HARBOUR)

    chosen = client.get("/merge/Port?into=harbour")
    fields = form_of(chosen)
    looked = client.post(
        "/merge/Port", fields | {"text": "All of it.", "action": "changes"}
    )
    sent = client.post("/merge/Port", form_of(looked) | {"action": "publish"})

    assert fields["text"].startswith(HARBOUR)
    assert listed_in(chosen, ".//table[@class='diff side']/tbody//ins") != []
    assert form_of(looked)["text"] == "All of it."
    assert (sent.status_code, sent.url) == (302, "/wiki/Harbour")
    assert client.get("/raw/Harbour").text == "All of it."
    assert "text from another page" in client.get("/history/Harbour").text


def test_a_conflict_keeps_the_text_in_the_form(client, mary):
    make_revision("Port", PORT)
    harbour = make_revision("Harbour", HARBOUR)
    fields = form_of(client.get("/merge/Port?into=Harbour"))
    make_revision("Harbour", "All new.", base=harbour)

    answer = client.post(
        "/merge/Port", fields | {"text": "Mine.", "reason": "Why", "action": "publish"}
    )

    assert answer.status_code == 422
    assert (form_of(answer)["text"], form_of(answer)["reason"]) == ("Mine.", "Why")


@pytest.mark.parametrize("edited", ["Port", "Harbour"])
def test_what_was_changed_meanwhile_is_shown_and_the_form_can_be_sent_again(
    edited, client, mary
):
    revisions = {
        "Port": make_revision("Port", PORT),
        "Harbour": make_revision("Harbour", HARBOUR),
    }
    fields = form_of(client.get("/merge/Port?into=Harbour"))
    old = revisions[edited]
    new = make_revision(edited, f"News.\n\n{old.text}", base=old)
    mine = fields["text"].replace("waves.", "sea.").replace("unloaded.", "emptied.")

    answer = client.post("/merge/Port", fields | {"text": mine, "action": "publish"})
    if edited == "Port":
        again = client.post("/merge/Port", form_of(answer) | {"action": "publish"})
        assert answer.status_code == 422
        assert f"/diff/{old.pk}/{new.pk}" in links_of(answer)
    else:
        again = answer

    assert again.status_code == 302
    text = client.get("/raw/Harbour").text
    assert ("News." in text, "sea." in text, "emptied." in text) == (True, True, True)


def test_a_conflict_is_begun_anew_with_the_page_as_it_is_now(client, mary):
    make_revision("Port", PORT)
    harbour = make_revision("Harbour", HARBOUR)
    fields = form_of(client.get("/merge/Port?into=Harbour"))
    make_revision("Harbour", HARBOUR.replace("wind", "storm"), base=harbour)
    mine = fields["text"].replace("wind", "gale")

    answer = client.post("/merge/Port", fields | {"text": mine, "action": "publish"})
    again = client.post("/merge/Port", form_of(answer) | {"action": "publish"})

    assert (answer.status_code, again.status_code) == (422, 302)
    assert form_of(answer)["text"] == mine
    assert "gale" in client.get("/raw/Harbour").text


def test_what_a_machine_put_together_is_said_to_be_a_machines(client, mary):
    make_revision("Port", PORT)
    make_revision("Harbour", HARBOUR)
    fields = form_of(client.get("/merge/Port?into=Harbour"))

    sent = client.post(
        "/merge/Port", fields | {"origin": "machine", "action": "publish"}
    )

    assert sent.status_code == 302
    assert Article.objects.get(title="Harbour").current_revision.origin == "machine"
    assert "Your edit was published." in words_of(main_of(client.get("/wiki/Harbour")))


def test_a_session_that_ended_keeps_the_text(client, mary):
    make_revision("Port", PORT)
    make_revision("Harbour", HARBOUR)
    fields = form_of(client.get("/merge/Port?into=Harbour"))
    client.logout()

    answer = client.post("/merge/Port", fields | {"text": "Mine.", "action": "publish"})

    assert answer.status_code == 403
    assert form_of(answer) == fields | {"text": "Mine."}
    assert "You are no longer logged in as Mary" in words_of(main_of(answer))
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("into", ["Nothing", "<", "Port"])
def test_a_page_that_will_not_do_is_asked_for_again(into, client, mary):
    make_revision("Port", PORT)

    answer = client.get("/merge/Port", {"into": into})

    assert answer.status_code == 422
    assert form_of(answer, ".//form[@method='get']") == {"into": into}


def test_a_stranger_may_look_and_not_merge(client):
    make_revision("Port", PORT)
    make_revision("Harbour", HARBOUR)
    shown = client.get("/merge/Port?into=Harbour")

    sent = client.post("/merge/Port", form_of(shown) | {"action": "publish"})

    assert (shown.status_code, sent.status_code) == (200, 403)
    assert "/accounts/login?next=/merge/Port" in links_of(shown)
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("field", ["taken_in", "base"])
@pytest.mark.parametrize("value", ["", "x", "999999", "9" * 40])
def test_a_forged_form_is_not_found(field, value, client, mary):
    make_revision("Port", PORT)
    make_revision("Harbour", HARBOUR)
    fields = form_of(client.get("/merge/Port?into=Harbour"))

    assert client.post("/merge/Port", fields | {field: value}).status_code == 404


def test_notes_and_categories_of_both_stand_at_the_end():
    port = make_revision("Port", "Quays.[^a]\n\n[^a]: Bill.\n\n[[Category:Trade]]")
    harbour = make_revision("Harbour", "Ships.[^b]\n\n[^b]: Log.\n\n[[Category:Sea]]")

    assert suggest_union(port, harbour) == (
        "Ships.[^b]\n\n## Port\n\nQuays.[^a]\n\n[^b]: Log.\n[^a]: Bill.\n\n"
        "[[Category:Sea]]\n[[Category:Trade]]"
    )
