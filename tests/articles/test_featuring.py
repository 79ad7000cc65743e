"""Featuring: moderators choose the article on the front page, and it is logged."""

import pytest

from accounts.models import LogEntry
from articles.featuring import feature, unfeature
from articles.models import Feature
from articles.policy import EditRefused
from markup import Title
from tests.articles.pages import links_of, listed_in
from tests.makers import delete_pages, make_revision, make_user

pytestmark = pytest.mark.django_db

ADA = Title.parse("Ada")
CHOSEN = ".//section[@class='featured']/h2"


@pytest.fixture
def moderator(client):
    account = make_user("Mona", role="moderator")
    client.force_login(account)
    return account


def test_a_moderator_puts_an_article_on_the_front_page(moderator, client):
    make_revision("Ada", "A mathematician.")

    answer = client.post("/feature/Ada", {"reason": "Well told"}, follow=True)

    assert listed_in(answer, CHOSEN) == ["Today\u2019s article: Ada"]
    assert "“Ada” stands on the front page now." in answer.text
    [entry] = LogEntry.objects.all()
    assert (entry.act, entry.subject, entry.reason, entry.actor) == (
        "feature", "Ada", "Well told", moderator
    )  # fmt: skip


def test_a_moderator_takes_it_off_again(moderator, client):
    make_revision("Ada", "A mathematician.")
    feature(ADA, by=moderator, reason="Well told")

    sent = {"reason": "Not checked", "action": "take-off"}
    answer = client.post("/feature/Ada", sent, follow=True)

    assert "“Ada” is not on the front page any more." in answer.text
    assert not Feature.objects.exists()
    assert LogEntry.objects.first().act == "unfeature"


def test_what_is_chosen_again_stands_at_the_top_again(moderator, client):
    for title in ("Ada", "Byron"):
        make_revision(title, "A subject.")
        feature(Title.parse(title), by=moderator, reason="Good")

    feature(ADA, by=moderator, reason="Better")

    assert listed_in(client.get("/"), CHOSEN) == ["Today\u2019s article: Ada"]
    assert Feature.objects.count() == 2


def test_what_was_deleted_or_leads_on_makes_room_for_the_one_before(moderator, client):
    revisions = {}
    for title in ("Ada", "Byron", "Circe"):
        revisions[title] = make_revision(title, "A subject.")
        feature(Title.parse(title), by=moderator, reason="Good")

    delete_pages("Circe")
    make_revision("Byron", "#REDIRECT [[Ada]]", base=revisions["Byron"])

    assert listed_in(client.get("/"), CHOSEN) == ["Today\u2019s article: Ada"]


@pytest.mark.parametrize(
    ("title", "text", "reason", "words"),
    [
        ("Ada", "A text.", " ", "needs a reason"),
        ("Category:Ada", "A text.", "Good", "Only articles"),
        ("Ada", "#REDIRECT [[Byron]]", "Good", "only leads to another page"),
        ("Ada", "", "Good", "There is no page called"),
    ],
)
def test_what_can_not_stand_there_is_refused(title, text, reason, words, moderator):
    if text:
        make_revision(title, text)

    with pytest.raises(EditRefused, match=words):
        feature(Title.parse(title), by=moderator, reason=reason)

    assert not LogEntry.objects.exists()


def test_taking_off_needs_a_reason_and_a_choice(moderator):
    make_revision("Ada", "A text.")
    with pytest.raises(EditRefused, match="Nobody chose it"):
        unfeature(ADA, by=moderator, reason="Bad")
    feature(ADA, by=moderator, reason="Good")

    with pytest.raises(EditRefused, match="needs a reason"):
        unfeature(ADA, by=moderator, reason="")


def test_an_answer_without_a_reason_shows_the_form_again(moderator, client):
    make_revision("Ada", "A text.")

    answer = client.post("/feature/Ada", {"reason": ""})

    assert answer.status_code == 422
    assert not Feature.objects.exists()


def test_the_page_shows_what_was_chosen_until_now(moderator, client):
    make_revision("Ada", "A text.")
    make_revision("Byron", "A text.")
    feature(Title.parse("Byron"), by=moderator, reason="Good")

    page = client.get("/feature/Ada")

    [line] = listed_in(page, ".//ul[@class='plain rows']/li")
    assert line.startswith("Byron ")
    assert line.endswith(" · Mona")
    assert "Take it off" not in page.text
    assert "Take it off" in client.get("/feature/Byron").text


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_others_do_not_choose(role, client):
    make_revision("Ada", "A text.")
    client.force_login(make_user(role=role))

    assert client.get("/feature/Ada").status_code == 403
    assert client.post("/feature/Ada", {"reason": "Me"}).status_code == 403
    assert "/feature/Ada" not in links_of(client.get("/wiki/Ada"))


def test_moderators_find_the_way_there(moderator, client):
    make_revision("Ada", "A text.")

    assert "/feature/Ada" in links_of(client.get("/wiki/Ada"))
