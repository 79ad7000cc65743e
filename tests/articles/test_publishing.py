"""Publishing: what sending the editing form comes to."""

import pytest

from articles.models import Article, Revision
from articles.policy import MAX_TEXT_BYTES, EditHeld, ProposedEdit, Waiting
from tests.articles.pages import form_of, links_of, main_of, notices_of, words_of
from tests.makers import make_revision, protect_all

pytestmark = pytest.mark.django_db


def test_a_form_that_is_sent_becomes_a_revision(client, mary):
    first = make_revision(text="One.")
    fields = form_of(client.get("/edit/Ada_Lovelace"))

    response = client.post(
        "/edit/Ada_Lovelace",
        {
            **fields,
            "text": "Two.",
            "summary": "More",
            "minor": "on",
            "action": "publish",
        },
    )

    assert (response.status_code, response.url) == (302, "/wiki/Ada_Lovelace")
    revision = Revision.objects.latest("pk")
    assert (revision.number, revision.parent, revision.author) == (2, first, mary)
    assert (revision.text, revision.summary, revision.minor) == ("Two.", "More", True)


def test_a_form_may_begin_an_article(client, mary):
    fields = form_of(client.get("/edit/Category:People"))

    response = client.post("/edit/Category:People", {**fields, "text": "Everybody."})

    assert (response.status_code, response.url) == (302, "/wiki/Category:People")
    revision = Revision.objects.get()
    assert (revision.title, revision.author) == ("Category:People", mary)


def test_a_form_sent_to_another_spelling_is_taken(client, mary):
    response = client.post("/edit/ada__lovelace", {"text": "One."})

    assert (response.status_code, response.url) == (302, "/wiki/Ada_lovelace")
    assert Revision.objects.get().title == "Ada lovelace"


def test_what_was_published_is_told_once(client, mary):
    base = make_revision(text="One.")
    client.post("/edit/Ada_Lovelace", {"text": "Two.", "base": base.pk})

    first, second = client.get("/wiki/Ada_Lovelace"), client.get("/wiki/Ada_Lovelace")

    pk = Revision.objects.latest("pk").pk
    assert notices_of(first) == [
        "Your edit was published. View your change or undo it."
    ]
    assert f'<a href="/diff/{pk}">View your change</a>' in first.text
    assert f'<a href="/undo/{pk}">undo it</a>' in first.text
    assert notices_of(second) == []


def test_a_new_page_is_said_to_be_created_and_offers_no_undoing(client, mary):
    client.post("/edit/Ada_Lovelace", {"text": "One."})

    page = client.get("/wiki/Ada_Lovelace")

    assert notices_of(page) == ["The page was created."]
    assert "/undo/" not in page.text


def test_an_empty_new_page_is_not_said_to_keep_what_was_typed(client, mary):
    response = client.post("/edit/Ada_Lovelace", {"text": ""})

    assert response.status_code == 422
    assert notices_of(response) == [
        "There is nothing to publish yet. A new page needs some text. Write it"
    ]


def test_a_text_that_is_the_same_is_said_to_be(client, mary):
    base = make_revision(text="One.")

    client.post("/edit/Ada_Lovelace", {"text": "One.\r\n", "base": base.pk})

    assert notices_of(client.get("/wiki/Ada_Lovelace")) == [
        "Your text is the same as the page's, so there was nothing to save."
    ]
    assert Revision.objects.count() == 1


def test_a_merge_is_said_to_be_one(client, mary):
    base = make_revision(text="One.\n\nTwo.\n\nThree.")
    make_revision(text="Uno.\n\nTwo.\n\nThree.", base=base)

    response = client.post(
        "/edit/Ada_Lovelace", {"text": "One.\n\nTwo.\n\nTre.", "base": base.pk}
    )

    assert response.status_code == 302
    assert Revision.objects.latest("pk").text == "Uno.\n\nTwo.\n\nTre."
    [notice] = notices_of(client.get("/wiki/Ada_Lovelace"))
    assert notice.startswith("Your edit was merged with another one made meanwhile")


def test_what_somebody_else_saved_already_is_not_called_mine(client, mary):
    base = make_revision(text="One.")
    make_revision(text="Two.", base=base)

    client.post("/edit/Ada_Lovelace", {"text": "Two.", "base": base.pk})

    assert Revision.objects.count() == 2
    assert notices_of(client.get("/wiki/Ada_Lovelace")) == [
        "Your text is the same as the page's, so there was nothing to save."
    ]


def test_a_form_sent_twice_makes_one_revision(client, mary):
    fields = {**form_of(client.get("/edit/Ada_Lovelace")), "text": "One."}

    answers = [client.post("/edit/Ada_Lovelace", fields) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": " "}, "A new page needs some text."),
        ({"text": "x" * (MAX_TEXT_BYTES + 1)}, "A page has at most 524,288"),
        ({"text": "Mine.", "summary": "x" * 501}, "at most 500 characters"),
        ({"text": "Mine.", "base": "x"}, "Enter a whole number."),
        ({"text": "Mine.", "base": "-1"}, "greater than or equal to 1"),
        ({"text": "Mine.", "key": "x" * 101}, "at most 100 characters"),
        ({"text": "Mine.", "summary": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_a_form_that_makes_no_sense_keeps_the_text(fields, reason, client, mary):
    response = client.post("/edit/Ada_Lovelace", fields)

    assert response.status_code == 422
    assert reason in words_of(main_of(response))
    assert "nothing you typed is lost" in response.text
    assert form_of(response)["text"].strip() == fields["text"].strip()
    assert (Article.objects.count(), Revision.objects.count()) == (0, 0)


def test_a_form_without_fields_is_refused(client, mary):
    response = client.post("/edit/Ada_Lovelace", {})

    assert response.status_code == 422
    assert Article.objects.count() == 0


def test_a_nul_in_the_text_keeps_the_rest_of_it(client, mary):
    response = client.post("/edit/Ada_Lovelace", {"text": "a\0b"})

    assert response.status_code == 422
    assert "Null characters are not allowed." in words_of(main_of(response))
    assert form_of(response)["text"] == "a\ufffdb"


@pytest.mark.parametrize("base", ["987654321", "9" * 30, "of another page"])
def test_a_base_that_is_not_of_this_page_conflicts_and_keeps_the_text(
    base, client, mary
):
    make_revision(text="Theirs.")
    if base == "of another page":
        base = str(make_revision("Other", "Mine.").pk)

    response = client.post("/edit/Ada_Lovelace", {"text": "Mine.", "base": base})

    assert response.status_code == 409
    assert form_of(response)["text"] == "Mine."
    assert Article.objects.get(title="Ada Lovelace").revisions.count() == 1


def test_a_protected_page_refuses_and_keeps_the_text(client, mary):
    base = make_revision(text="One.")
    protect_all()

    response = client.post(
        "/edit/Ada_Lovelace", {"text": "Mine <b>.", "summary": "Why", "base": base.pk}
    )

    assert response.status_code == 403
    assert "only moderators may edit it" in words_of(main_of(response))
    fields = form_of(response)
    assert (fields["text"], fields["summary"]) == ("Mine <b>.", "Why")
    assert Revision.objects.count() == 1


def test_a_talk_page_refuses_and_keeps_the_text(client, mary):
    response = client.post("/edit/Talk:Ada", {"text": "Hello."})

    assert response.status_code == 422
    assert form_of(response)["text"] == "Hello."
    assert Article.objects.count() == 0


def hold(edit: ProposedEdit, _article: Article) -> None:
    raise EditHeld(
        "Your edit waits for a moderator.",
        keep=lambda: Waiting(edit.author, "/proposal/x"),
    )


def test_an_edit_that_is_held_says_so_and_leads_to_where_it_waits(
    client, mary, settings
):
    settings.EDIT_CHECKS = ["tests.articles.test_publishing.hold"]

    response = client.post("/edit/Ada_Lovelace", {"text": "Mine."})

    assert response.status_code == 202
    assert "Your edit waits for a moderator." in words_of(main_of(response))
    assert "/proposal/x" in links_of(response)
    assert Article.objects.count() == 0


@pytest.mark.parametrize("action", ["publish", "", "nonsense"])
def test_whatever_is_not_a_preview_publishes(action, client, mary):
    response = client.post("/edit/Ada_Lovelace", {"text": "One.", "action": action})

    assert response.status_code == 302
    assert Revision.objects.count() == 1


def test_a_blocked_account_signs_nothing(client, mary):
    mary.is_active = False
    mary.save()

    client.post("/edit/Ada_Lovelace", {"text": "Mine."})

    assert Revision.objects.filter(author=mary).count() == 0
