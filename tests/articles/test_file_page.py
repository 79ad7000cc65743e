"""The page of a file: the picture, what is told of it, its versions, and its uses."""

import pytest
from django.test import Client

from articles.hiding import NOBODY, Hiding, hide
from articles.models import Article, Link
from tests.articles.pages import heading_of, links_of, main_of, words_of
from tests.images import image_bytes
from tests.makers import (
    delete_pages,
    make_revision,
    make_upload,
    make_user,
    protect_all,
)

pytestmark = pytest.mark.django_db

TIMES = "\u00d7"
HALL = "/wiki/File:Hall.png"


def said(answer) -> str:
    return words_of(main_of(answer))


def link(page: str, target: str) -> None:
    """Let a page link to a title, as the syntax of pictures does."""
    make_revision(page, "A page.")
    article = Article.objects.get(title=page)
    Link.objects.create(article=article, target=target)


def test_the_page_shows_the_picture_and_what_is_told_of_it(client):
    made = make_upload(
        text="The hall, *full*.",
        sent=image_bytes(size=(700, 350)),
        author=make_user("Mary"),
        credit="Ada <b>",
        source="Pravda, 1956",
        sent_as="IMG_4711.png",
    )

    answer = client.get(HALL)

    (image,) = main_of(answer).findall(".//div[@class='file-picture']//img")
    assert image.attrib == {
        "src": f"/media/{made.digest}/640.png",
        "srcset": ", ".join(
            f"/media/{made.digest}/{width}.png {width}w" for width in (320, 640, 700)
        ),
        "sizes": "(min-width: 768px) 41rem, 100vw",
        "width": "700",
        "height": "350",
        "alt": "A hall",
    }
    assert heading_of(answer) == "File:Hall.png"
    words = said(answer)
    size = f"700 {TIMES} 350 pixels"
    for told in (
        "The hall, full.", "Ada <b>", "CC BY-SA 4.0", "Pravda, 1956", "IMG_4711.png",
        size, f"{made.size:,} bytes, PNG", "Mary", "No page uses it.",
    ):  # fmt: skip
        assert told in words


def test_what_only_adorns_has_an_empty_text(client):
    make_upload(alt="")

    answer = client.get(HALL)

    (image,) = main_of(answer).findall(".//div[@class='file-picture']//img")
    assert image.attrib["alt"] == ""
    assert "It only adorns." in said(answer)


def test_all_versions_are_listed_the_newest_first(client):
    base = None
    for width in (10, 20, 30):
        made = make_upload(sent=image_bytes(size=(width, 10)), base=base)
        base = made.revision

    answer = client.get(HALL)

    rows = main_of(answer).findall(".//li[@class='upload']")
    assert [words_of(row).split(f" {TIMES}")[0].split()[-1] for row in rows] == [
        "30", "20", "10"
    ]  # fmt: skip


def test_a_long_list_of_versions_is_continued(client):
    base = None
    for width in range(1, 13):
        made = make_upload(sent=image_bytes(size=(width, 1)), base=base)
        base = made.revision

    first = client.get(HALL)
    (more,) = [one for one in links_of(first) if "before=" in one]
    second = client.get(HALL + more)

    assert len(main_of(first).findall(".//li[@class='upload']")) == 10
    assert len(main_of(second).findall(".//li[@class='upload']")) == 2
    assert "No picture can be seen" not in said(second)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_versions(
    count, client, django_assert_num_queries
):
    base = None
    for number in range(count):
        made = make_upload(sent=image_bytes(size=(9 + number, 9)), base=base)
        base = made.revision
        link(f"Page {number}", "File:Hall.png")
    client.get(HALL)

    with django_assert_num_queries(3):
        client.get(HALL)


def test_pages_that_use_it_are_named(client):
    make_upload()
    link("Twentieth Congress", "File:Hall.png")
    link("Gone", "File:Hall.png")
    link("Other", "File:Other.png")
    delete_pages("Gone")

    answer = client.get(HALL)

    assert "Used in Twentieth Congress" in said(answer)
    assert "Gone" not in said(answer)


def test_a_name_that_was_removed_is_not_there(client):
    made = make_upload(author=make_user("Vandal"))
    moderator = make_user(role="moderator")

    hide(made.revision, Hiding(fields=["author"], reason="Abuse"), by=moderator)

    answer = client.get(HALL)
    assert "Vandal" not in answer.text
    assert NOBODY in said(answer)


def test_a_hidden_version_is_not_listed_and_the_one_before_is_shown(client):
    good = make_upload()
    bad = make_upload(sent=image_bytes(size=(9, 9)), base=good.revision)
    make_revision("File:Hall.png", "A hall.", base=bad.revision)
    moderator = make_user(role="moderator")

    hide(bad.revision, Hiding(fields=["text"], reason="Abuse"), by=moderator)

    for who in (None, moderator):
        browser = Client()
        if who:
            browser.force_login(who)
        answer = browser.get(HALL)
        assert bad.digest not in answer.text
        assert f"/media/{good.digest}/40.png" in answer.text


def test_a_file_without_a_page_can_be_uploaded(client, mary):
    answer = client.get(HALL)

    assert answer.status_code == 404
    assert "/upload?title=File%3AHall.png" in links_of(answer)
    assert "Upload it" in said(answer)
    assert not [one for one in links_of(answer, ".//p") if one.startswith("/edit/")]


def test_a_stranger_is_offered_no_upload(client):
    assert "/upload?" not in client.get(HALL).text


def test_an_article_without_a_page_can_not_be_uploaded(client, mary):
    assert "/upload?" not in client.get("/wiki/Hall.png").text


def test_a_page_without_a_picture_says_so(client, mary):
    make_revision("File:Hall.png", "To come.")

    answer = client.get(HALL)

    assert "No picture can be seen under this name." in said(answer)
    assert "To come." in said(answer)
    assert "/upload?title=File%3AHall.png" in links_of(answer)


def test_a_deleted_page_is_gone_with_its_picture(client):
    made = make_upload()

    delete_pages("File:Hall.png")

    answer = client.get(HALL)
    assert answer.status_code == 410
    assert made.digest not in answer.text


def test_its_description_is_edited_as_every_page(client, mary):
    make_upload(text="A hall.")

    client.post(
        "/edit/File:Hall.png",
        {
            "text": "A large hall.",
            "base": Article.objects.get().current_revision_id,
        },
    )

    answer = client.get(HALL)
    assert "A large hall." in said(answer)
    assert "/media/" in answer.text


def test_who_may_hide_is_led_to_it(client):
    made = make_upload()
    moderator = make_user(role="moderator")
    client.force_login(moderator)

    assert f"/hide/{made.revision_id}" in links_of(client.get(HALL))


def test_it_is_found_as_every_page(client):
    make_upload()
    protect_all()

    assert "File:Hall.png" in client.get("/all?namespace=6").text
    assert "picture uploaded" in client.get("/recent").text
