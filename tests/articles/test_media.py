"""Media: pictures as bytes, on the site's host or on one of their own."""

import os
import time

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.deleting import undelete
from articles.hiding import Hiding, hide
from articles.media import keep, path_of
from markup import Title
from tests.images import image_bytes, opened
from tests.makers import delete_pages, make_revision, make_upload, make_user

pytestmark = pytest.mark.django_db

OWN = "media.example"
YEAR = "public, max-age=31536000, immutable"


def address(made, width: int | str = 40, extension: str = "png") -> str:
    return f"/media/{made.digest}/{width}.{extension}"


def test_a_picture_is_given_as_what_it_is_and_runs_nothing(client):
    answer = client.get(address(make_upload()))

    assert answer.status_code == 200
    assert opened(answer.content).size == (40, 30)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Content-Disposition"] == "inline"
    assert answer.headers["Cache-Control"] == YEAR


def test_it_is_the_same_for_who_is_signed_in_and_is_not_sent_twice(client, mary):
    picture = address(make_upload())
    first = client.get(picture)

    again = client.get(picture, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == YEAR
    assert "Set-Cookie" not in first.headers
    assert again.status_code == 304


def test_all_sizes_are_there_and_no_others(client):
    made = make_upload(sent=image_bytes("JPEG", (1000, 10)))

    found = {
        width: client.get(address(made, width, "jpg")).status_code
        for width in (0, 1, 319, 320, 640, 960, 1000, 1280, 10**30, 10**300)
    }

    kept = {320, 640, 960, 1000}
    assert {width for width, status in found.items() if status == 200} == kept
    assert set(found.values()) == {200, 404}


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media/{digest}",
        "/media/{digest}/",
        "/media/{digest}/40",
        "/media/{digest}/40.svg",
        "/media/{digest}/40.jpg",
        "/media/{digest}/40.PNG",
        "/media/{digest}/40.png/",
        "/media/{digest}/-40.png",
        "/media/{digest}/..%2f40.png",
        "/media/{digest}/40.png%00.html",
        "/media/../{digest}/40.png",
        "/media/%2e%2e/%2e%2e/secret_key",
        "/media/{zeros}/40.png",
        "/media/{short}/40.png",
    ],
)
def test_addresses_lead_to_nothing_else(path, client):
    digest = make_upload().digest
    spelt = path.format(digest=digest, zeros="0" * 64, short=digest[:63])

    assert client.get(spelt).status_code == 404


def test_giving_a_picture_asks_the_database_once(client, django_assert_num_queries):
    picture = address(make_upload())

    with django_assert_num_queries(1):
        client.get(picture)


def test_a_picture_of_a_deleted_page_is_gone_at_once_and_comes_back(client):
    made = make_upload()

    delete_pages("File:Hall.png")
    gone = client.get(address(made))
    title, moderator = Title.parse("File:Hall.png"), make_user(role="moderator")
    undelete(title, by=moderator, reason="It is free")

    assert gone.status_code == 410
    assert gone.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert gone.headers["Cache-Control"] == "no-store"
    assert client.get(address(made)).status_code == 200


def test_a_page_begun_anew_does_not_bring_the_picture_back(client):
    made = make_upload()
    delete_pages("File:Hall.png")

    make_revision("File:Hall.png", "Begun anew.")

    assert client.get(address(made)).status_code == 410


def test_one_bad_version_is_hidden_and_the_others_stay(client):
    good = make_upload()
    bad = make_upload(sent=image_bytes(size=(9, 9)), base=good.revision)
    make_revision("File:Hall.png", "A hall.", base=bad.revision)

    hiding = Hiding(fields=["text"], reason="Abuse")
    hide(bad.revision, hiding, by=make_user(role="moderator"))

    assert client.get(address(bad, 9)).status_code == 410
    assert client.get(address(good)).status_code == 200


def test_a_picture_that_two_pages_have_stays_with_one_of_them(client):
    made = make_upload()
    make_upload("File:Same.png")

    delete_pages("File:Hall.png")

    assert client.get(address(made)).status_code == 200


def test_a_picture_whose_file_was_lost_is_not_found(client, media):
    made = make_upload()
    path_of(made.digest, 40, "png").unlink()

    assert client.get(address(made)).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_pictures_are_only_read(method, client):
    assert getattr(client, method)(address(make_upload())).status_code == 405


@pytest.fixture
def own_host(settings):
    settings.CANONICA_MEDIA_HOST = OWN
    settings.ALLOWED_HOSTS = ["testserver", OWN]
    return settings


def test_on_their_own_host_there_are_pictures_and_nothing_else(own_host):
    there = Client(headers={"Host": OWN})
    picture = address(make_upload())

    given = there.get(picture)
    others = [
        there.get(path) for path in ("/", "/wiki/File:Hall.png", "/accounts/login")
    ]

    assert given.status_code == 200
    assert given.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert [answer.status_code for answer in others] == [404] * 3
    assert there.post("/accounts/login").status_code == 404


def test_pictures_with_a_host_of_their_own_are_nowhere_else(own_host, client):
    picture = address(make_upload())

    assert client.get(picture).status_code == 404


def test_pages_may_show_pictures_of_that_host(own_host, client):
    policy = client.get("/").headers["Content-Security-Policy"]

    assert f"img-src 'self' {OWN};" in policy


def test_without_such_a_host_pages_show_pictures_of_their_own(client):
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "img-src 'self';" in policy


def test_files_of_no_upload_are_swept_away_when_they_are_old(media, capsys):
    made = make_upload()
    keep("a" * 64, {40: b"old"}, "png")
    keep("b" * 64, {40: b"new"}, "png")
    old = time.time() - 2 * 24 * 3600
    for digest in (made.digest, "a" * 64):
        os.utime(path_of(digest, 40, "png"), (old, old))

    call_command("sweep_media", "--dry-run")
    assert path_of("a" * 64, 40, "png").exists()
    call_command("sweep_media")

    assert capsys.readouterr().out == "1 file of no upload.\nRemoved 1 file.\n"
    left = {path.parent.name[0] for path in media.rglob("*.png")}
    assert left == {made.digest[0], "b"}


def test_the_check_of_integrity_misses_files_and_sees_forged_ones(media, capsys):
    made = make_upload(sent=image_bytes(size=(400, 10)))
    call_command("check_integrity")
    path_of(made.digest, 320, "png").unlink()
    path_of(made.digest, 400, "png").write_bytes(b"forged")

    with pytest.raises(CommandError, match="2 problems"):
        call_command("check_integrity")

    assert capsys.readouterr().err.splitlines() == [
        f"Upload {made.pk}: the file 320.png of its picture is missing.",
        f"Upload {made.pk}: the picture has another digest.",
    ]
