"""Pictures: what is known of uploads to those who show them."""

import pytest
from django.db import DatabaseError, connection, transaction

from articles.hiding import Hiding, hide
from articles.lifecycle import rename
from articles.models import Job, Tag, Upload
from articles.pictures import pictures_among
from articles.policy import ProposedEdit
from markup import Title
from markup.pictures import Picture
from tests.images import image_bytes
from tests.makers import delete_pages, make_revision, make_upload, make_user

pytestmark = pytest.mark.django_db

HALL = Title.parse("File:Hall.png")
HOSTILE = [
    "UPDATE articles_upload SET credit = 'Mallory'",
    "UPDATE articles_upload SET digest = repeat('0', 64)",
    "DELETE FROM articles_upload",
]


def among(*titles: str) -> dict[str, Picture]:
    return pictures_among(Title.parse(title) for title in titles)


def test_a_picture_has_its_sizes_from_the_smallest_on():
    made = make_upload(sent=image_bytes(size=(700, 350)), credit="Ada", alt="A hall")

    found = among("File:Hall.png")

    start = f"/media/{made.digest}"
    assert found == {
        "File:Hall.png": Picture(
            src=f"{start}/640.png",
            width=700,
            height=350,
            srcset=(
                (f"{start}/320.png", 320),
                (f"{start}/640.png", 640),
                (f"{start}/700.png", 700),
            ),
            credit="Ada",
            licence="CC BY-SA 4.0",
            alt="A hall",
        )
    }


def test_the_size_of_a_large_original_is_not_offered_to_pages():
    make_upload(sent=image_bytes("JPEG", size=(2000, 10)))

    (found,) = among("File:Hall.png").values()

    assert [width for _, width in found.srcset] == [320, 640, 960, 1280, 1920]
    assert found.width == 2000


def test_a_host_of_its_own_stands_in_the_addresses(settings):
    settings.CANONICA_MEDIA_HOST = "media.example"
    make_upload()

    (found,) = among("File:Hall.png").values()

    assert found.src.startswith("http://media.example/media/")


def test_only_files_with_a_picture_are_among_them():
    make_upload()
    make_revision("File:Text.png", "No picture yet.")
    make_revision("Hall.png", "An article.")

    found = among("File:Hall.png", "File:Text.png", "File:Missing.png", "Hall.png")

    assert list(found) == ["File:Hall.png"]


def test_the_newest_picture_of_a_page_is_the_one():
    first = make_upload(sent=image_bytes(size=(10, 10)))
    edited = make_revision("File:Hall.png", "A better text.", base=first.revision)
    make_upload(text="A better text.", sent=image_bytes(size=(20, 20)), base=edited)

    assert among("File:Hall.png")["File:Hall.png"].width == 20
    make_revision("File:Hall.png", "The best text.", base=edited)
    assert among("File:Hall.png")["File:Hall.png"].width == 20


def test_a_file_that_was_renamed_is_found_under_both_names():
    made = make_upload()
    make_upload("File:Other.png", sent=image_bytes(size=(9, 9)))
    edit = ProposedEdit(
        title=made.revision.article.parsed_title, author=make_user(), text=""
    )

    rename(edit, Title.parse("File:Congress hall.png"))

    found = among("File:Hall.png", "File:Congress hall.png", "File:Nothing.png")
    assert set(found) == {"File:Hall.png", "File:Congress hall.png"}
    assert {picture.width for picture in found.values()} == {40}
    assert set(among("File:Hall.png")) == {"File:Hall.png"}


@pytest.mark.parametrize("count", [1, 3])
def test_asking_costs_one_query(count, django_assert_num_queries):
    titles = [f"File:Hall {number}.png" for number in range(count)]
    for title in titles:
        first = make_upload(title)
        make_upload(title, base=first.revision)

    with django_assert_num_queries(1):
        assert len(among(*titles)) == count
    with django_assert_num_queries(0):
        assert among("Hall", "Category:Halls") == {}


def test_what_was_deleted_is_not_among_them_and_comes_back():
    make_upload()

    delete_pages("File:Hall.png")

    assert among("File:Hall.png") == {}
    make_revision("File:Hall.png", "Begun anew, without a picture.")
    assert among("File:Hall.png") == {}


def test_with_the_text_of_its_revision_a_picture_is_hidden():
    first = make_upload(sent=image_bytes(size=(10, 10)))
    bad = make_upload(sent=image_bytes(size=(20, 20)), base=first.revision)
    make_revision("File:Hall.png", "Without what is not wanted.", base=bad.revision)
    make_revision("Congress", "See [[File:Hall.png]].")
    Job.objects.all().delete()
    moderator = make_user(role="moderator")

    hide(bad.revision, Hiding(fields=["text"], reason="Abuse"), by=moderator)

    assert among("File:Hall.png")["File:Hall.png"].width == 10
    jobs = Job.objects.values_list("kind", "subject").distinct()
    assert list(jobs) == [("refresh-linking", "File:Hall.png")]


def test_pages_that_show_a_picture_are_rendered_again_when_there_is_a_newer_one():
    first = make_upload()
    Job.objects.all().delete()

    make_upload(sent=image_bytes(size=(20, 20)), base=first.revision)

    assert {job.subject for job in Job.objects.all()} == {"File:Hall.png"}


def test_each_upload_is_a_revision_even_if_the_text_stays():
    first = make_upload()

    second = make_upload(sent=image_bytes(size=(20, 20)), base=first.revision)

    assert second.revision.number == 2
    assert second.revision.text == first.revision.text
    assert second.revision.tags[0] == Tag.UPLOAD


@pytest.mark.parametrize("statement", HOSTILE)
def test_an_upload_is_never_changed(statement):
    made = make_upload()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(statement)

    assert Upload.objects.get() == made
