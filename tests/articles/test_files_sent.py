"""Files that are sent: known by their bytes alone, refused whole, kept as pixels."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Upload
from tests.articles.uploads import assert_nothing_is_stored, files_in, form, said
from tests.images import SVG, gif_that_is_a_script, huge_png, image_bytes, moving

pytestmark = pytest.mark.django_db

REFUSALS = {
    "svg": (SVG, "This is no picture in JPEG, PNG, WebP or GIF"),
    "html": (b"<!doctype html><script>alert(1)</script>", "This is no picture"),
    "megapixels": (huge_png(), "The picture has more than 40 megapixels."),
    "truncated": (image_bytes(size=(200, 200))[:-50], "The file is damaged"),
    "empty": (b"", "The file is empty."),
    "moving": (moving("GIF"), "The picture moves."),
}
DISGUISES = [
    ("hall.png", "image/png"), ("hall.svg", "image/svg+xml"),
    ("hall.svg.png", "image/svg+xml"), ("hall.png", "text/html"),
    ("hall.gif", "application/octet-stream"), ("", "image/png"),
]  # fmt: skip


@pytest.mark.parametrize("kind", REFUSALS)
def test_what_is_no_picture_is_refused_and_nothing_is_stored(kind, client, mary, media):
    sent, sentence = REFUSALS[kind]

    answer = client.post("/upload", form(sent))

    assert answer.status_code == 422
    assert sentence in said(answer)
    assert "A hall with rows of seats" in answer.text
    assert_nothing_is_stored(media)


@pytest.mark.parametrize(("name", "content_type"), DISGUISES)
def test_a_drawing_with_scripts_is_refused_whatever_it_is_called(
    name, content_type, client, mary, media
):
    file = SimpleUploadedFile(name or "x", SVG, content_type)

    answer = client.post("/upload", form(file=file))

    assert answer.status_code == 422
    assert_nothing_is_stored(media)


def test_a_picture_is_known_by_its_bytes_alone(client, mary, media):
    file = SimpleUploadedFile("hall.html", image_bytes("JPEG"), "text/html")

    client.post("/upload", form(file=file, title="Hall.html"))

    assert Upload.objects.get().revision.title == "File:Hall.html.jpg"
    assert [path.name for path in media.rglob("*.*")] == ["40.jpg"]


def test_a_picture_that_is_a_script_too_becomes_a_picture_alone(client, mary, media):
    client.post("/upload", form(gif_that_is_a_script()))

    made = Upload.objects.get()
    kept = [path.read_bytes() for path in media.rglob("*.png")]
    assert made.format == "png"
    assert len(kept) > 4
    assert all(content[:8] == b"\x89PNG\r\n\x1a\n" for content in kept)
    assert not any(b"alert" in content for content in kept)


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\boot.ini", "a/../b", "...."])
def test_names_of_files_lead_nowhere(name, client, mary, media):
    client.post("/upload", form(name=name, title="Hall"))

    made = Upload.objects.get()
    assert "/" not in made.sent_as
    (path,) = files_in(media)
    assert path == media / made.digest[:2] / made.digest / "40.png"


def test_a_large_file_is_thrown_away_and_all_else_is_kept(
    client, mary, media, settings
):
    settings.CANONICA_MAX_UPLOAD_BYTES = 100_000

    answer = client.post("/upload", form(image_bytes() + bytes(200_000)))

    assert answer.status_code == 413
    assert "The file has more than 98 kB." in said(answer)
    assert 'value="Ada"' in answer.text
    assert_nothing_is_stored(media)


def test_a_very_large_file_is_not_read_to_its_end(client, mary, settings, media):
    settings.CANONICA_MAX_UPLOAD_BYTES = 100_000

    answer = client.post("/upload", form(bytes(5_000_000)))

    assert answer.status_code == 413
    assert answer.wsgi_request.META["wsgi.input"].read(1) != b""
    assert 'value="Ada"' in answer.text
    assert_nothing_is_stored(media)


def test_files_that_are_sent_to_other_doors_are_thrown_away(client, mary):
    file = SimpleUploadedFile("a.png", image_bytes())

    answer = client.post("/edit/Ada", {"text": "A text.", "file": file})

    assert answer.status_code == 302
    assert answer.wsgi_request.FILES == {}
