"""Uploading: who may send which picture, and what comes of it."""

from typing import Any

import pytest
from django.test import Client

from accounts import lists
from accounts.blocking import Terms, block_account
from accounts.models import ListKind
from articles.models import Article, Patrol, Revision, Tag, Upload
from articles.policy import EditRefused, ProposedEdit
from articles.raster import read_picture
from articles.uploading import Told, title_for, upload
from markup import Title
from moderation.models import HeldEdit, Switch
from tests.articles.uploads import assert_nothing_is_stored, files_in, form, said
from tests.images import (
    image_bytes,
    opened,
)
from tests.makers import (
    delete_pages,
    make_revision,
    make_upload,
    make_user,
    protect_all,
)

pytestmark = pytest.mark.django_db


def test_a_picture_is_uploaded_with_its_page(client, mary, media):
    answer = client.post("/upload", form(source="Pravda, 1956"))

    made = Upload.objects.select_related("revision__article").get()
    assert answer.status_code == 302
    assert answer.url == "/wiki/File:Hall.png"
    assert made.revision.article.title == "File:Hall.png"
    assert made.revision.author == mary
    assert made.revision.text == "The hall of the congress."
    assert made.revision.tags[0] == Tag.UPLOAD
    assert (made.credit, made.licence, made.source, made.sent_as) == (
        "Ada", "cc-by-sa-4.0", "Pravda, 1956", "hall.png"
    )  # fmt: skip
    (path,) = files_in(media)
    assert path == media / made.digest[:2] / made.digest / "40.png"
    assert opened(path.read_bytes()).size == (made.width, made.height) == (40, 30)
    assert path.stat().st_size == made.size


def test_the_edit_waits_for_a_patrol_as_every_edit_of_somebody_new(client, mary):
    client.post("/upload", form())

    assert Patrol.objects.get().revision == Upload.objects.get().revision


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Hall", "File:Hall.png"),
        ("hall.png", "File:Hall.png"),
        ("Hall.JPEG", "File:Hall.png"),
        ("File:Hall.webp", "File:Hall.png"),
        ("Hall.png.gif", "File:Hall.png.png"),
        ("Hall.svg", "File:Hall.svg.png"),
        ("Hall of\tfame", None),
        ("../../etc/passwd", None),
        ("..", None),
        (".png", None),
        ("File:.png", None),
        ("Category:Hall", None),
        ("<script>", None),
        ("a%00b", None),
    ],
)
def test_the_name_ends_as_the_picture_is_kept(name, title):
    raster = read_picture(image_bytes())

    if title is None:
        with pytest.raises(ValueError, match=r"title|name"):
            title_for(name, raster)
    else:
        assert title_for(name, raster).text == title


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("title", "Name"), ("description", "Description"), ("credit", "Who made it"),
        ("licence", "Licence"), ("file", "Please choose the file."),
        ("alt", "Please say what it shows, or tick that it only adorns."),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_and_all_else_is_kept(
    missing, words, client, mary, media
):
    without: dict[str, Any] = {missing: None}

    answer = client.post("/upload", form(**without))

    assert answer.status_code == 422
    assert words in said(answer)
    assert f'id="error-{missing}"' in answer.text
    kept = {"credit": 'value="Ada"', "alt": "A hall with rows", "title": 'value="Hall"'}
    assert [value for key, value in kept.items() if key != missing
            and value not in answer.text] == []  # fmt: skip
    assert_nothing_is_stored(media)


def test_what_only_adorns_needs_no_words(client, mary):
    client.post("/upload", form(alt="", decorative="on"))

    assert Upload.objects.get().alt == ""


def test_a_licence_of_ones_own_making_is_refused(client, mary, media):
    answer = client.post("/upload", form(licence="none-at-all"))

    assert answer.status_code == 422
    assert_nothing_is_stored(media)


def test_somebody_without_an_account_is_led_to_one(client, media):
    shown, sent = client.get("/upload"), client.post("/upload", form())

    assert shown.status_code == 200
    assert "Only people with an account may upload pictures." in said(shown)
    assert 'type="file"' not in shown.text
    assert sent.status_code == 403
    assert 'value="Ada"' in sent.text
    assert_nothing_is_stored(media)


def test_a_temporary_account_is_none(client, media):
    client.force_login(make_user("~2026-7", is_temporary=True))

    assert client.post("/upload", form()).status_code == 403
    assert_nothing_is_stored(media)


def test_a_blocked_author_is_refused(client, mary, media):
    root = make_user(role="administrator")
    block_account(mary, Terms(reason="Spam"), by=root)

    answer = client.post("/upload", form())

    assert answer.status_code == 422
    assert "Spam" in said(answer)
    assert_nothing_is_stored(media)


def test_a_protected_page_takes_no_new_version(client, mary, media):
    page = make_revision("File:Hall.png", "A hall.")
    protect_all("moderator")

    answer = client.post(
        "/upload", form(title="File:Hall.png", base=page.pk, description="A hall.")
    )

    assert answer.status_code == 422
    assert "This page is protected" in said(answer)
    assert Upload.objects.count() == 0
    assert files_in(media) == []


def test_titles_that_are_not_wanted_are_refused(client, mary, media):
    lists.add(ListKind.TITLE, "nonsense", by=make_user(role="administrator"))

    answer = client.post("/upload", form(title="Nonsense"))

    assert answer.status_code == 422
    assert_nothing_is_stored(media)


def test_a_picture_does_not_wait_for_a_reviewer(client, mary, media):
    Switch.objects.create(kind=Switch.Kind.HOLD_ALL, is_on=True)

    answer = client.post("/upload", form())

    assert answer.status_code == 422
    words = "Only reviewers may upload pictures meanwhile."
    assert words in said(answer)
    assert HeldEdit.objects.count() == 0
    assert_nothing_is_stored(media)


def test_a_name_that_is_taken_replaces_nothing(client, mary):
    make_upload()

    answer = client.post("/upload", form(image_bytes(size=(9, 9))))

    assert answer.status_code == 422
    assert "There is a page called “File:Hall.png” already." in said(answer)
    assert Upload.objects.count() == 1


def test_a_new_version_begins_with_what_is_told_of_the_one_there_is(client, mary):
    first = make_upload(credit="Mary Evans", source="An album")

    shown = client.get("/upload?title=File:Hall.png")
    sent = client.post(
        "/upload",
        form(
            image_bytes(size=(9, 9)),
            title="File:Hall.png",
            base=first.revision_id,
            credit="Mary Evans",
        ),
    )

    assert "New version of File:Hall.png" in said(shown)
    for value in ("Mary Evans", "An album", "A hall", "The hall of the congress."):
        assert value in shown.text
    assert sent.status_code == 302
    assert [one.width for one in Upload.objects.order_by("pk")] == [40, 9]
    assert list(Article.objects.values_list("title", flat=True)) == ["File:Hall.png"]


def test_a_new_version_keeps_what_others_wrote_meanwhile(client, mary):
    first = make_upload(text="A hall.\n\nOf stone.")
    make_revision("File:Hall.png", "A hall.\n\nOf wood.", base=first.revision)
    new: dict[str, Any] = {"title": "File:Hall.png", "base": first.revision_id}

    merged = client.post("/upload", form(description="A hall.\n\nOf stone.", **new))
    refused = client.post("/upload", form(description="A hall.\n\nOf clay.", **new))

    assert merged.status_code == 302
    assert Upload.objects.count() == 2
    assert Revision.objects.first().text == "A hall.\n\nOf wood."
    assert refused.status_code == 409
    assert "Of clay." in refused.text


def test_a_page_that_was_deleted_meanwhile_takes_no_new_version(client, mary):
    first = make_upload()
    delete_pages("File:Hall.png")
    answer = client.post("/upload", form(title="File:Hall.png", base=first.revision_id))

    assert answer.status_code == 422
    assert "deleted or renamed meanwhile" in said(answer)


def test_the_same_form_sent_twice_uploads_once(client, mary):
    answers = [client.post("/upload", form(key="k1")) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Upload.objects.count() == Revision.objects.count() == 1


def test_a_form_of_somebody_else_is_not_saved(client, mary, media):
    answer = client.post("/upload", form(editor="Ada"))

    assert answer.status_code == 403
    assert "You are no longer logged in as Ada" in said(answer)
    assert 'name="editor" value="Mary"' in answer.text
    assert_nothing_is_stored(media)


def test_uploads_are_limited(client, mary, limits, media):
    answers = [client.post("/upload", form(title=f"Hall {n}")) for n in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert 'value="Ada"' in answers[-1].text
    assert Upload.objects.count() == 5


@pytest.mark.parametrize("title", ["", "%00", "Category:X", "<>", "a" * 900, "File:"])
def test_odd_titles_open_the_form(title, client, mary):
    assert client.get(f"/upload?title={title}").status_code == 200


def test_nonsense_is_answered_with_the_form(client, mary):
    sent = {"title": "\0", "base": "x", "file": "no file", "licence": "\0"}

    assert client.post("/upload", sent).status_code == 422
    assert client.put("/upload").status_code == 405
    assert client.post("/upload", form(base="999999999")).status_code == 422
    assert client.post("/upload", form(title="Hall", credit="a\0b")).status_code == 422


def test_the_function_itself_asks_who_it_is(media):
    raster = read_picture(image_bytes())
    told = Told(credit="Ada", licence="cc0-1.0")
    reader = make_user(role="reader", is_temporary=True)

    for author, title in [(reader, "File:Hall.png"), (make_user(), "Hall.png")]:
        edit = ProposedEdit(title=Title.parse(title), author=author, text="A hall.")
        with pytest.raises(EditRefused):
            upload(edit, raster, told)

    assert_nothing_is_stored(media)


def test_what_was_typed_comes_back_when_the_session_has_changed(mary):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mary)

    answer = browser.post("/upload", form())

    assert answer.status_code == 403
    words = ("Ada", "A hall with rows of seats", "The hall of the congress.")
    assert [one for one in words if one not in answer.text] == []
    assert Upload.objects.count() == 0
