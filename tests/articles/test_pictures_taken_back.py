"""A picture that was replaced comes back as a text does, and nothing is lost."""

import pytest

from articles.models import Article, Revision, Tag, Upload
from moderation.models import Switch
from tests.articles.uploads import said
from tests.images import image_bytes
from tests.makers import make_revision, make_upload, make_user

pytestmark = pytest.mark.django_db

PAGE = "File:Hall.png"


@pytest.fixture
def versions(media):
    """Two versions of a picture, the second by somebody else, with another text."""
    first = make_upload(PAGE, credit="Ada")
    second = make_upload(
        PAGE,
        sent=image_bytes(colour="red"),
        base=first.revision,
        author=make_user("Vandal"),
    )
    return first, second


def shown() -> Upload:
    return Upload.objects.latest("revision__number")


def take_back(client, act, revision, **fields):
    return client.post(f"/{act}/{revision.pk}", {"summary": "No", **fields})


@pytest.mark.parametrize("act", ["undo", "rollback"])
def test_taking_back_a_new_version_brings_the_one_before_back(
    act, client, mary, versions
):
    first, second = versions

    answer = take_back(client, act, second.revision)

    assert answer.status_code == 302
    assert Upload.objects.count() == 3
    assert shown().digest == first.digest != second.digest
    assert shown().revision.author == mary
    assert shown().revision.tags[0] == act
    assert Tag.UPLOAD in shown().revision.tags
    assert first.digest in client.get(f"/wiki/{PAGE}").content.decode()


def test_restoring_the_first_revision_restores_its_picture(client, mary, versions):
    first, _ = versions

    take_back(client, "restore", first.revision)

    assert shown().digest == first.digest
    assert (shown().credit, shown().alt) == ("Ada", first.alt)


def test_the_picture_is_shown_before_it_comes_back(client, mary, versions):
    first, second = versions

    page = client.get(f"/undo/{second.revision.pk}")

    assert first.digest in page.content.decode()
    assert "The picture of revision 1 comes back, as a new version." in said(page)


def test_undoing_words_leaves_the_newer_picture(client, mary, media):
    first = make_upload(PAGE)
    words = make_revision(PAGE, "Nonsense.", base=first.revision)
    second = make_upload(
        PAGE, sent=image_bytes(colour="red"), base=words, text="Nonsense."
    )

    take_back(client, "undo", words)

    assert shown() == second
    assert "Nonsense" not in Article.objects.get().current_revision.text


def test_undoing_an_older_version_leaves_the_newest(client, mary, versions):
    _, second = versions
    third = make_upload(PAGE, sent=image_bytes(colour="blue"), base=second.revision)

    take_back(client, "undo", second.revision)

    assert shown() == third


def test_a_hidden_picture_does_not_come_back(client, mary, versions):
    first, second = versions
    Revision.objects.filter(pk=first.revision.pk).update(hidden=["text"])

    take_back(client, "undo", second.revision)

    assert shown() == second


def test_somebody_without_an_account_brings_no_picture_back(client, versions, settings):
    settings.CANONICA_UNREGISTERED_EDITS = "publish"
    _, second = versions

    answer = take_back(client, "undo", second.revision)

    assert "Only people with an account may upload pictures." in said(answer)
    assert shown() == second


def test_a_picture_does_not_wait_for_a_reviewer(client, mary, versions):
    Switch.objects.create(kind=Switch.Kind.HOLD_ALL, is_on=True, words="Flood")
    _, second = versions

    answer = take_back(client, "undo", second.revision)

    assert answer.status_code == 422
    assert shown() == second


def test_the_same_form_sent_twice_brings_it_back_once(client, mary, versions):
    _, second = versions

    for _time in range(2):
        take_back(client, "undo", second.revision, key="k" * 20)

    assert Upload.objects.count() == 3
