"""What is kept for all, or sent to all, is in the language of the encyclopedia."""

from xml.etree import ElementTree

import pytest

from accounts.appearance import Appearance
from articles.models import Revision
from tests.articles.disputes import ADA, conflict_of_mary, decided
from tests.articles.pages import form_of, main_of, words_of
from tests.articles.uploads import form, said
from tests.makers import make_history, make_revision, make_user

pytestmark = pytest.mark.django_db

ONE = "One is.\n\nTwo is.\n\nFour is."
UNO = ONE.replace("One", "Uno")


@pytest.fixture
def russian(settings):
    """An encyclopedia that speaks Russian."""
    settings.LANGUAGE_CODE = "ru"


def _speak(client, language):
    client.cookies["appearance"] = f"system.standard.measured.{language}"
    assert Appearance.parse(client.cookies["appearance"].value).language == language


def _title_of_feed(client, address):
    feed = ElementTree.fromstring(client.get(address).content)  # noqa: S314 - our own
    return feed.findtext("{http://www.w3.org/2005/Atom}title")


@pytest.mark.parametrize(
    ("way", "summary"),
    [
        ("undo", "Отменена версия 2"),
        ("restore", "Восстановлена версия 2"),
    ],
)
def test_taking_back_is_told_in_its_language(way, summary, russian, client, mary):
    _, moved, _ = make_history(ONE, UNO, UNO.replace("Four", "Quattro"))
    _speak(client, "en")

    assert form_of(client.get(f"/{way}/{moved.pk}"))["summary"] == summary


@pytest.mark.parametrize(
    ("way", "summary"),
    [
        ("undo", "Undid revision 2"),
        ("restore", "Restored revision 2"),
        ("rollback", "Rolled back revision 2"),
    ],
)
def test_the_language_of_who_takes_back_does_not_matter(way, summary, client, mary):
    first, vandal = make_revision(text=ONE), make_user("Vandal")
    moved = make_revision(text=UNO, base=first, author=vandal)
    make_revision(text=UNO.replace("Four", "Quattro"), base=moved)
    _speak(client, "ru")

    assert form_of(client.get(f"/{way}/{moved.pk}"))["summary"] == summary


def test_a_summary_of_rolling_back_is_suggested_anew_in_every_language(
    russian, client, mary
):
    vandal = make_user("Vandal")
    first = make_revision(text=ONE)
    last = make_revision(text=UNO, base=first, author=vandal)
    opened = form_of(client.get(f"/rollback/{last.pk}"))
    make_revision(text=UNO.replace("Four is", "Four was"), base=last, author=vandal)

    again = form_of(client.post(f"/rollback/{last.pk}", opened))
    own = {**opened, "summary": "Вандализм"}
    kept = form_of(client.post(f"/rollback/{last.pk}", own))

    assert opened["summary"].startswith("Откат: ")
    assert again["summary"].startswith("Откат: ")
    assert again["summary"] != opened["summary"]
    assert kept["summary"] == "Вандализм"


@pytest.mark.parametrize(
    ("site", "reader", "summary"),
    [("ru", "en", "Загружено изображение"), ("en", "ru", "Picture uploaded")],
)
def test_an_upload_is_told_in_its_language(
    site, reader, summary, settings, client, mary, media
):
    settings.LANGUAGE_CODE = site
    _speak(client, reader)

    client.post("/upload", form())

    assert Revision.objects.get().summary == summary


def test_feeds_are_in_its_language_whatever_the_reader_chose(client, settings):
    _speak(client, "ru")
    in_english = _title_of_feed(client, "/feeds/recent.atom")
    settings.LANGUAGE_CODE = "ru"
    _speak(client, "en")

    assert in_english == "Recent changes - Canonica AI"
    assert _title_of_feed(client, "/feeds/recent.atom") == "Свежие правки - Canonica AI"


def test_forms_are_in_the_language_of_the_reader(client, mary):
    _speak(client, "ru")

    shown, wrong = client.get("/upload"), client.post("/upload", form(alt=""))

    assert "CC BY-SA 4.0 — лицензия здешних текстов" in said(shown)
    assert "Опишите, что изображено" in said(wrong)


def test_a_conflict_is_in_the_language_of_the_reader(client):
    _speak(client, "ru")
    shown = conflict_of_mary(client)
    missing = client.post(ADA, decided(form_of(shown), "mine"))

    assert "Ни тот, ни другой: как было" in words_of(main_of(shown))
    assert "Выберите, каким должен быть фрагмент 2." in words_of(main_of(missing))
