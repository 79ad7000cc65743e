"""Guarding: titles are protected, pages deleted and undeleted, and it is all logged."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from articles.models import Article, Level, Protection, Revision
from articles.policy import EditRefused
from articles.protecting import Terms, protect
from markup import Title
from tests.articles.pages import form_of, heading_of, listed_in, main_of, words_of
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db


def test_a_page_is_protected_with_a_reason_and_an_end(desk, moderator):
    make_revision()
    fields = form_of(desk.get("/protect/Ada_Lovelace"))

    sent = desk.post(
        "/protect/Ada_Lovelace",
        fields | {"edit": "trusted", "days": "3", "reason": "Edit war"},
    )

    assert (sent.status_code, sent.url) == (302, "/wiki/Ada_Lovelace")
    found = Protection.objects.get()
    assert (found.act, found.level, found.by) == ("edit", "trusted", moderator)
    days = timezone.now() + timedelta(days=2.9), timezone.now() + timedelta(days=3)
    assert Protection.objects.filter(expires_at__range=days).exists()
    [line] = LogEntry.objects.all()
    assert (line.act, line.subject, line.reason) == (
        "protect",
        "Ada Lovelace",
        "Edit war",
    )
    assert line.details["edit"] == "trusted editors"


def test_a_protection_that_has_run_out_keeps_nobody_out(moderator):
    base = make_revision()
    terms = Terms(levels={"edit": "moderator"}, reason="War")
    protect(Title.parse("Ada Lovelace"), terms, by=moderator)
    Protection.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert make_revision(text="Two.", base=base).number == 2


def test_a_title_is_protected_before_there_is_a_page(moderator, client):
    terms = Terms(levels={"create": "moderator"}, reason="Again and again")
    protect(Title.parse("Spam"), terms, by=moderator)

    with pytest.raises(EditRefused, match="only moderators may begin it"):
        make_revision("Spam", "Buy.")
    assert make_revision("Spam", "Of ham.", author=moderator).number == 1
    assert client.get("/all").status_code == 200


def test_a_page_is_protected_from_renaming_only(moderator, client):
    base = make_revision(text="One.")
    terms = Terms(levels={"rename": "moderator"}, reason="Known name")
    protect(Title.parse("Ada Lovelace"), terms, by=moderator)
    client.force_login(make_user())

    renamed = client.post("/rename/Ada_Lovelace", {"new_title": "Countess"})

    assert renamed.status_code == 403
    assert make_revision(text="Two.", base=base).number == 2


def test_a_protection_may_cascade_to_the_pages_below(moderator):
    terms = Terms(levels={"create": "moderator"}, reason="War", cascades=True)
    protect(Title.parse("Notes"), terms, by=moderator)

    with pytest.raises(EditRefused):
        make_revision("Notes/Machine/Note G", "Numbers.")
    assert make_revision("Notes on the machine", "Text.").number == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"edit": "administrator", "reason": "Mine"},
        {"edit": "moderator", "reason": " "},
        {"edit": "nonsense", "reason": "War"},
        {"edit": "moderator", "reason": "War", "days": "-1"},
    ],
)
def test_a_protection_that_makes_no_sense_is_refused(sent, desk):
    make_revision()

    assert desk.post("/protect/Ada_Lovelace", sent).status_code == 422
    assert (Protection.objects.count(), LogEntry.objects.count()) == (0, 0)


def test_every_level_is_a_role_from_which_on_it_is_allowed():
    assert set(Level.values) == {
        "editor", "trusted", "reviewer", "moderator", "administrator"
    }  # fmt: skip


def test_a_deleted_page_is_out_of_sight_and_nothing_is_lost(desk, client):
    first, second = make_history("Vandals were here.", "Vandals are here.")
    make_revision("Other", "See [[Ada Lovelace]].")

    shown = desk.get("/delete/Ada_Lovelace")
    sent = desk.post("/delete/Ada_Lovelace", {"reason": "Nonsense"})

    assert "The page and its 2 revisions" in words_of(main_of(shown))
    assert (sent.status_code, sent.url) == (302, "/undelete/Ada_Lovelace")
    assert client.get("/wiki/Ada_Lovelace").status_code == 410
    for address in (
        "/history/Ada_Lovelace",
        "/raw/Ada_Lovelace",
        f"/revision/{second.pk}",
        f"/diff/{first.pk}/{second.pk}",
        f"/undo/{second.pk}",
        "/attribution/Ada_Lovelace",
    ):
        assert client.get(address).status_code == 404, address
    assert "were here" not in client.get("/search?q=vandals").text
    assert Revision.objects.filter(title="Ada Lovelace").count() == 2
    assert desk.get(f"/revision/{second.pk}").status_code == 200


def test_a_deleted_page_says_who_deleted_it_and_why(desk, client):
    make_revision()
    desk.post("/delete/Ada_Lovelace", {"reason": "A copy of another"})

    page = client.get("/wiki/Ada_Lovelace")

    assert "Moritz deleted the page: A copy of another" in words_of(main_of(page))


def test_the_editor_of_a_deleted_page_is_empty(desk, client):
    make_revision(text="A secret.")
    desk.post("/delete/Ada_Lovelace", {"reason": "Private"})
    client.force_login(make_user())

    page = client.get("/edit/Ada_Lovelace")

    assert "A secret." not in page.text
    assert form_of(page)["text"] == ""


def test_it_is_begun_anew_and_the_old_history_stays_hidden(desk, client):
    make_history("Old nonsense.", "Older nonsense.")
    desk.post("/delete/Ada_Lovelace", {"reason": "Nonsense"})
    client.force_login(make_user())

    client.post("/edit/Ada_Lovelace", {"text": "A mathematician."})

    assert client.get("/wiki/Ada_Lovelace").status_code == 200
    history = client.get("/history/Ada_Lovelace")
    assert len(listed_in(history, ".//ol/li")) == 1
    newest = Article.objects.get().current_revision
    assert newest.number == 3
    assert "nonsense" not in client.get(f"/diff/{newest.pk}").text


@pytest.mark.parametrize("role", ["editor", "moderator"])
@pytest.mark.parametrize("door", ["undo", "rollback"])
def test_a_deleted_text_does_not_come_back_by_a_side_door(door, role, desk, client):
    make_history("Old nonsense.", "Older nonsense.")
    desk.post("/delete/Ada_Lovelace", {"reason": "Nonsense"})
    client.force_login(make_user(role=role))
    client.post("/edit/Ada_Lovelace", {"text": "A mathematician."})
    newest = Article.objects.get().current_revision

    shown = client.get(f"/{door}/{newest.pk}")
    sent = client.post(f"/{door}/{newest.pk}", {"summary": "Back"})

    assert (shown.status_code, sent.status_code) == (422, 422)
    assert "nonsense" not in shown.text + sent.text
    assert Article.objects.get().current_revision == newest


def test_a_deleted_page_is_undeleted_and_not_restored(desk):
    first, _ = make_history("## Life\n\nOne.", "## Life\n\nTwo.")
    desk.post("/delete/Ada_Lovelace", {"reason": "Nonsense"})

    answers = [
        desk.get(f"/restore/{first.pk}"),
        desk.post(f"/restore/{first.pk}", {"summary": "Back"}),
        desk.post(
            "/edit/Ada_Lovelace",
            {"text": "## Life", "section": "h-life", "base": first.pk},
        ),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert not Article.objects.get().is_published


@pytest.mark.parametrize("door", ["protect", "delete"])
def test_what_administrators_protect_moderators_leave_alone(
    door, desk, administrator, signed_in
):
    make_revision()
    terms = Terms(levels={"edit": "administrator"}, reason="A court asks")
    protect(Title.parse("Ada Lovelace"), terms, by=administrator)
    sent = {"edit": "", "reason": "Let me in"}

    refused = desk.post(f"/{door}/Ada_Lovelace", sent)
    allowed = signed_in(administrator).post(f"/{door}/Ada_Lovelace", sent)

    assert (refused.status_code, allowed.status_code) == (422, 302)
    assert "only administrators" in words_of(main_of(refused)).lower()


def test_it_is_undeleted_whole(desk, client):
    make_history("One.", "Two.")
    desk.post("/delete/Ada_Lovelace", {"reason": "By mistake"})

    sent = desk.post("/undelete/Ada_Lovelace", {"reason": "It was a mistake"})

    assert sent.status_code == 302
    assert client.get("/raw/Ada_Lovelace").text == "Two."
    assert len(listed_in(client.get("/history/Ada_Lovelace"), ".//ol/li")) == 2
    acts = LogEntry.objects.values_list("act", flat=True)
    assert list(acts) == ["undelete", "delete"]


def test_it_is_undeleted_in_part(desk, client):
    good, _bad = make_history("Good.", "Bad.")
    desk.post("/delete/Ada_Lovelace", {"reason": "Private"})

    listed = desk.get("/undelete/Ada_Lovelace")
    desk.post("/undelete/Ada_Lovelace", {"reason": "Clean", "revision": [good.pk]})

    assert heading_of(listed) == "Undelete Ada Lovelace"
    assert client.get("/raw/Ada_Lovelace").text == "Good."
    numbers = Revision.objects.filter(is_deleted=False).values_list("number", flat=True)
    assert sorted(numbers) == [1, 3]
    assert "Bad." not in client.get("/history/Ada_Lovelace").text


@pytest.mark.parametrize("role", ["editor", "trusted", "reviewer"])
@pytest.mark.parametrize("door", ["protect", "delete", "undelete"])
def test_others_may_not(door, role, signed_in):
    make_revision()

    answer = signed_in(make_user(role=role)).post(
        f"/{door}/Ada_Lovelace", {"reason": "Mine", "edit": "editor"}
    )

    assert answer.status_code == 403
    assert Article.objects.get().is_published
    assert LogEntry.objects.count() == 0


@pytest.mark.parametrize("door", ["protect", "delete", "undelete"])
def test_strangers_are_asked_to_log_in_or_refused(door, client):
    make_revision()

    answer = client.post(f"/{door}/Ada_Lovelace", {"reason": "Mine"})

    assert answer.status_code in {302, 403}
    assert LogEntry.objects.count() == 0
