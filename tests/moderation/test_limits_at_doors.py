"""Limits at the doors: whoever does too much is told to wait, and loses no word."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.allowances import Act, kind_of, limits_of
from accounts.models import Attempts, User
from articles.models import Draft, Revision
from moderation.models import HeldEdit, Report
from tests.articles.pages import form_of, main_of, words_of
from tests.makers import make_history, make_revision, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("limits")]

TEXT = "Born in <b>1815</b> &amp; died in 1852."


@pytest.fixture
def ada(client) -> User:
    account = make_user("Ada")
    client.force_login(account)
    return account


def exhaust(account: User, act: Act) -> None:
    """Let an account have done as much as it may."""
    for _scope, limit in limits_of(act, kind_of(account))[:1]:
        Attempts.objects.create(
            key=f"{limit.action} {account.pk}",
            count=limit.count,
            began_at=timezone.now(),
        )


def is_told_to_wait(response) -> bool:
    return response.status_code == 429 and int(response["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("act", "action"),
    [
        (Act.EDIT, "publish"),
        (Act.CREATE, "publish"),
        (Act.PREVIEW, "preview"),
        (Act.PREVIEW, "changes"),
    ],
)
def test_the_editor_gives_the_text_back(act, action, ada, client):
    exhaust(ada, act)

    response = client.post(
        "/edit/Ada_Lovelace", {"text": TEXT, "summary": "Why & how", "action": action}
    )

    assert is_told_to_wait(response)
    assert "Too many tries. Please wait" in words_of(main_of(response))
    sent = form_of(response)
    assert (sent["text"], sent["summary"]) == (TEXT, "Why & how")
    assert Revision.objects.count() == 0


def test_creating_is_limited_more_strictly_than_editing(ada, client):
    make_revision()
    exhaust(ada, Act.CREATE)

    edited = client.post(
        "/edit/Ada_Lovelace", form_of(client.get("/edit/Ada_Lovelace"))
    )

    assert edited.status_code == 302
    assert is_told_to_wait(client.post("/edit/Gulag", {"text": TEXT}))


def test_a_refused_edit_uses_up_nothing(ada, client):
    exhaust(ada, Act.CREATE)

    client.post("/edit/Gulag", {"text": TEXT})

    assert not Attempts.objects.filter(key__startswith="edit ").exists()


@pytest.mark.parametrize("action", ["resolve", "resolve-preview", "changes"])
def test_a_conflict_that_is_decided_too_often_keeps_its_text(action, ada, client):
    first, second = make_history("One.", "Two.")
    exhaust(ada, Act.EDIT if action == "resolve" else Act.PREVIEW)
    sent = {
        "mine": TEXT, "text": TEXT, "base": second.pk, "began": first.pk,
        "choice-1": "mine", "action": action,
    }  # fmt: skip

    response = client.post("/edit/Ada_Lovelace", sent)

    assert is_told_to_wait(response)
    assert form_of(response)["mine"] == TEXT
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("door", ["undo", "restore", "rollback"])
def test_taking_back_is_limited(door, ada, client):
    first, second = make_history("One.", "Two.")
    exhaust(ada, Act.TAKE_BACK)
    revision = first if door == "restore" else second

    response = client.post(f"/{door}/{revision.pk}", {"summary": "No."})

    assert is_told_to_wait(response)
    assert Revision.objects.count() == 2


def test_renaming_is_limited_and_keeps_what_was_typed(ada, client):
    make_revision()
    exhaust(ada, Act.MOVE)

    response = client.post(
        "/rename/Ada_Lovelace", {"new_title": "Countess", "reason": "Her title"}
    )

    assert is_told_to_wait(response)
    sent = form_of(response)
    assert (sent["new_title"], sent["reason"]) == ("Countess", "Her title")
    assert Revision.objects.get().article.title == "Ada Lovelace"


@pytest.mark.parametrize(("act", "action"), [(Act.MOVE, ""), (Act.PREVIEW, "changes")])
def test_merging_is_limited_and_keeps_its_text(act, action, ada, client):
    taken_in, into = make_revision("One"), make_revision("Two", "Other words.")
    exhaust(ada, act)
    sent = {"taken_in": taken_in.pk, "base": into.pk, "text": TEXT, "action": action}

    response = client.post("/merge/One", sent)

    assert is_told_to_wait(response)
    assert form_of(response)["text"] == TEXT
    assert Revision.objects.count() == 2


@pytest.mark.parametrize(
    ("act", "action"), [(Act.MOVE, ""), (Act.CREATE, ""), (Act.PREVIEW, "changes")]
)
def test_splitting_is_limited_and_keeps_its_texts(act, action, ada, client):
    base = make_revision(text="Lead.\n\n## Life\n\nBorn.")
    exhaust(ada, act)
    sent = {
        "base": base.pk, "section": "h-life", "new_title": "Life", "new_text": TEXT,
        "left_text": "See there.", "action": action,
    }  # fmt: skip

    response = client.post("/split/Ada_Lovelace", sent)

    assert is_told_to_wait(response)
    fields = form_of(response)
    assert (fields["new_text"], fields["left_text"]) == (TEXT, "See there.")
    assert Revision.objects.count() == 1


def test_the_live_preview_is_limited(ada, client):
    exhaust(ada, Act.PREVIEW)

    response = client.post("/preview", {"content": TEXT})

    assert is_told_to_wait(response)
    assert response.text.lstrip().startswith("<p class")
    assert "Please wait" in response.text
    assert "Your text is kept." in response.text


def test_drafts_are_limited(ada, client):
    exhaust(ada, Act.DRAFT)

    response = client.post("/draft/Ada_Lovelace", {"text": TEXT})

    assert is_told_to_wait(response)
    assert Draft.objects.count() == 0


def test_reports_are_limited_and_keep_their_words(ada, client):
    make_revision()
    exhaust(ada, Act.REPORT)

    response = client.post("/report/Ada_Lovelace", {"cause": "wrong", "text": TEXT})

    assert is_told_to_wait(response)
    assert form_of(response)["text"] == TEXT
    assert Report.objects.count() == 0


def test_marking_passages_as_checked_is_limited(ada, client):
    make_revision(text="A machine's.", origin="machine")
    exhaust(ada, Act.CHECK)

    response = client.post("/attribution/Ada_Lovelace", {"passage": "1"})

    assert is_told_to_wait(response)


def test_proposing_is_limited(site):
    client = Client()
    client.post("/edit/One", {"text": "Text."})
    exhaust(HeldEdit.objects.get().author, Act.PROPOSE)

    response = client.post("/edit/Two", {"text": TEXT})

    assert is_told_to_wait(response)
    assert form_of(response)["text"] == TEXT
    assert HeldEdit.objects.count() == 1


def test_amending_a_proposal_is_limited(site):
    client = Client()
    client.post("/edit/One", {"text": "Text."})
    held = HeldEdit.objects.get()
    exhaust(held.author, Act.PROPOSE)

    response = client.post(held.get_absolute_url(), {"text": TEXT})

    assert is_told_to_wait(response)
    assert form_of(response)["text"] == TEXT
    held.refresh_from_db()
    assert held.text == "Text."


def test_searching_is_limited_by_network_and_writes_nothing(client, limits):
    here, there = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "198.51.100.1"}
    for _ in range(120):
        client.get("/search?q=ada", **here)

    refused = client.get("/search?q=ada", **here)

    assert is_told_to_wait(refused)
    assert "Too many tries." in words_of(main_of(refused))
    assert client.get("/search?q=ada", **there).status_code == 200
    assert client.get("/suggest?q=ada", **here).status_code == 200
    assert not Attempts.objects.exists()


def test_reading_is_not_counted(client, django_assert_num_queries):
    make_revision()

    with django_assert_num_queries(1):
        client.get("/wiki/Ada_Lovelace")

    assert not Attempts.objects.exists()
