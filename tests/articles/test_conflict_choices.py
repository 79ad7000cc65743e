"""Deciding a conflict: passage by passage, without a script, and nothing gets lost."""

import pytest

from articles.models import Revision
from articles.views import conflict, passages
from tests.articles.disputes import ADA, MIDDLE, conflict_of_mary, decided
from tests.articles.pages import form_of, heading_of, listed_in, main_of, words_of
from tests.makers import make_revision, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("choices", "text"),
    [
        (["mine", "mine"], f"Born in May 1815.{MIDDLE}Died young."),
        (["theirs", "theirs"], f"Born in December 1815.{MIDDLE}Died in London."),
        (["mine", "theirs"], f"Born in May 1815.{MIDDLE}Died in London."),
        (["base", "base"], f"Born in 1815.{MIDDLE}Died in 1852."),
        (
            ["both", "base"],
            "Born in December 1815.\n\nBorn in May 1815."
            "\n\nWrote seven notes.\n\nDied in 1852.",
        ),
    ],
)
def test_what_is_chosen_is_published(choices, text, client):
    fields = form_of(conflict_of_mary(client))

    response = client.post(ADA, decided(fields, *choices))

    assert (response.status_code, response["Location"]) == (302, "/wiki/Ada_Lovelace")
    saved = Revision.objects.latest("pk")
    assert saved.text == text
    assert (saved.number, saved.author.username) == (3, "Mary")
    assert (saved.summary, saved.minor) == ("Why", True)


def test_a_passage_can_be_written_anew(client):
    fields = decided(form_of(conflict_of_mary(client)), "own", "mine")

    client.post(ADA, {**fields, "words-1": "Born in winter,\r\nin London."})

    assert Revision.objects.latest("pk").text == (
        f"Born in winter,\nin London.{MIDDLE}Died young."
    )


def test_the_field_for_writing_anew_begins_with_my_words(client):
    fields = form_of(conflict_of_mary(client))

    assert fields["words-1"].strip("\n") == "Born in May 1815."
    assert fields["words-2"] == "Died young."


def test_each_passage_is_asked_about_and_nothing_is_chosen_beforehand(client):
    response = conflict_of_mary(client)

    questions = main_of(response).findall(".//fieldset[@class='passage']")
    assert [words_of(one.find("legend")) for one in questions] == [
        "Passage 1",
        "Passage 2",
    ]
    assert [words_of(label) for label in questions[0].iter("label")] == [
        "Keep mine",
        "Keep theirs",
        "Keep both",
        "Neither: as it was before",
        "Write it anew",
        "Passage 1, written anew",
    ]
    assert not {"choice-1", "choice-2"} & set(form_of(response))


def test_the_words_that_differ_are_marked(client):
    response = conflict_of_mary(client)

    passage = main_of(response).find(".//fieldset[@class='passage']")
    assert [words_of(one) for one in passage.iter("ins")] == ["December", "May"]
    assert list(passage.iter("del")) == []


def test_what_either_side_took_away_is_marked_in_the_text_before(client):
    base = make_revision(text="Ada was born in the old city of London in winter.")
    make_revision(text="Ada was born in the city of London in spring.", base=base)
    client.force_login(make_user())
    mine = "Ada was born in the old town of London in autumn."

    response = client.post(ADA, {"text": mine, "base": base.pk})

    texts = main_of(response).findall(".//fieldset[@class='passage']//pre")
    before, theirs, yours = [
        [words_of(one) for one in text.iter() if one.tag in {"ins", "del"}]
        for text in texts
    ]
    assert "".join(before).replace("·", "") == "old citywinter"
    assert [word.strip("·") for word in theirs] == ["spring"]
    assert yours == ["town", "autumn"]


def test_line_feeds_of_a_passage_stay_line_feeds(client):
    base = make_revision(text="One.")
    make_revision(text="* a\n* b", base=base)
    client.force_login(make_user())

    response = client.post(ADA, {"text": "* c\n* d", "base": base.pk})

    _, theirs, mine = main_of(response).findall(".//fieldset[@class='passage']//pre")
    assert "".join(theirs.itertext()).split("\n")[:2] == ["* a", "* b"]
    assert "".join(mine.itertext()).split("\n")[:2] == ["* c", "* d"]


@pytest.mark.parametrize(
    ("choices", "reason"),
    [
        ({}, "Please choose what passage 1 shall say."),
        ({"choice-1": "mine"}, "Please choose what passage 2 shall say."),
        ({"choice-1": "x", "choice-2": "mine"}, "Passage 1: please choose one of"),
        ({"choice-1": "mine", "choice-2": "<b>"}, "Passage 2: please choose one of"),
        (
            {"choice-1": "mine", "choice-2": "mine", "choice-3": "mine"},
            "The choices are of another conflict.",
        ),
    ],
)
@pytest.mark.parametrize("action", ["resolve", "resolve-preview"])
def test_without_all_choices_the_page_comes_again_with_everything(
    action, choices, reason, client
):
    fields = {
        **form_of(conflict_of_mary(client)),
        "text": "By hand.",
        "words-2": "Died\nhappy.",
        "summary": "Because",
    }

    response = client.post(ADA, {**fields, **choices, "action": action})

    assert response.status_code == 422
    assert reason in words_of(main_of(response))
    again = form_of(response)
    valid = {
        name: value
        for name, value in choices.items()
        if value == "mine" and name != "choice-3"
    }
    assert again == {**fields, **valid}
    assert Revision.objects.count() == 2


def test_a_preview_shows_the_page_with_what_was_chosen(client):
    fields = form_of(conflict_of_mary(client))
    chosen = decided(fields, "theirs", "own", action="resolve-preview")

    response = client.post(ADA, {**chosen, "words-2": "Died *young*. [["})

    assert response.status_code == 200
    preview = main_of(response).find(".//section[@class='preview']")
    assert words_of(preview.find(".//div[@class='prose']")) == (
        "Born in December 1815. Wrote seven notes. Died young. [["
    )
    assert "Line 5: [[ has no ]]" in words_of(preview)
    again = form_of(response)
    assert (again["choice-1"], again["choice-2"]) == ("theirs", "own")
    assert again["words-2"] == "Died *young*. [["
    assert Revision.objects.count() == 2


@pytest.mark.parametrize(
    ("action", "shown"),
    [("preview", "By hand."), ("changes", "December")],
)
def test_looking_at_the_free_text_keeps_the_choices(action, shown, client):
    fields = decided(form_of(conflict_of_mary(client)), "theirs", "own", action=action)
    sent = {**fields, "text": "By hand.", "words-2": "Died happy."}

    response = client.post(ADA, sent)

    assert response.status_code == 200
    assert heading_of(response) == "Edit conflict: Ada Lovelace"
    assert shown in words_of(main_of(response).find(".//section"))
    assert form_of(response) == {k: sent[k] for k in sent if k != "action"}


def test_the_free_text_is_published_whatever_was_chosen(client):
    fields = decided(
        form_of(conflict_of_mary(client)), "theirs", "theirs", action="publish"
    )

    response = client.post(ADA, {**fields, "text": "By hand."})

    assert response.status_code == 302
    assert Revision.objects.latest("pk").text == "By hand."


def test_too_many_passages_are_decided_in_the_free_text(client, monkeypatch):
    monkeypatch.setattr(conflict, "MOST_PASSAGES", 1)

    response = conflict_of_mary(client)
    fields = form_of(response)
    client.post(ADA, {**fields, "text": "By hand."})

    assert response.status_code == 409
    assert "so many passages that you can't choose for each" in response.text
    assert listed_in(response, ".//fieldset[@class='passage']") == []
    assert Revision.objects.latest("pk").text == "By hand."


def test_a_passage_too_long_to_be_compared_is_shown_whole(client, monkeypatch):
    monkeypatch.setattr(passages, "_MOST_COMPARED", 10)

    response = conflict_of_mary(client)

    passage = main_of(response).find(".//fieldset[@class='passage']")
    assert [words_of(one) for one in passage.iter("ins")] == [
        "Born in December 1815.",
        "Born in May 1815.",
    ]


def test_markup_in_the_words_of_a_passage_is_only_text(client):
    fields = decided(form_of(conflict_of_mary(client)), "own", "", action="resolve")

    response = client.post(
        ADA, {**fields, "words-1": "</textarea><script>x</script>", "choice-2": "<b>"}
    )

    assert response.status_code == 422
    assert form_of(response)["words-1"] == "</textarea><script>x</script>"
    assert "<script>x" not in response.text
