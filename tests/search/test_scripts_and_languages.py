"""Scripts and languages: words are found as they are written in each."""

import pytest
from django.core.management import call_command

from articles.models import Rendering, SearchTitle
from canonica.languages import ContentLanguage
from tests.makers import make_revision
from tests.search.pages import search, suggested, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def _russian(settings) -> None:
    settings.CONTENT_LANGUAGE = ContentLanguage.parse("ru")


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Served in a café.", "cafe", ["café"]),
        ("Served in a cafe.", "CAFÉ", ["cafe"]),
        ("Die Straße.", "strasse", ["Straße"]),
        ("Встре\u0301ча друзей.", "встреча", ["Встре\u0301ча"]),  # noqa: RUF001
        ("Ёж в лесу.", "еж", ["Ёж"]),
        ("東京は日本の首都です。", "日本", ["日本"]),
        ("東京は日本の首都です。", "首", ["首"]),
        ("東京は日本の首都です。", '"日本の首都"', ["日本の首都"]),
        ("คนไทยพูดภาษาไทย", "ภาษา", ["ภาษา"]),
        ("학교에서 공부한다", "학교", ["학교"]),
        ("العَرَبِيَّة لغة", "العربية", ["العَرَبِيَّة"]),
        ("कितना हिन्दी", "हिन्दी", ["हिन्दी"]),
    ],
)
def test_words_of_any_script_are_found_and_marked(client, text, query, marked):
    make_revision("A page", text)

    (found,) = search(client, query)

    assert found.marked == marked


@pytest.mark.parametrize("query", ["京日", "本日", "都首", "ดีไทย"])
def test_letters_in_another_order_are_not_found(client, query):
    make_revision("A page", "東京は日本の首都です。 คนไทยพูดภาษาไทย")

    assert titles(client, query) == []


@pytest.mark.parametrize("query", ["ecole", "école", "ÉCOLE", "éco"])
def test_titles_are_suggested_with_accents_or_without(client, query):
    make_revision("École normale", "A school.")

    assert suggested(client, query) == ["École normale"]


def test_a_title_goes_without_its_accents(client):
    make_revision("Émile Zola", "A writer.")

    answer = client.get("/search", {"q": "emile zola", "go": "1"})

    assert (answer.status_code, answer["Location"]) == (302, "/wiki/%C3%89mile_Zola")


@pytest.mark.parametrize("query", ["本語", "日本"])
def test_titles_without_spaces_are_suggested_from_any_letter_on(client, query):
    make_revision("日本語", "A language.")

    assert suggested(client, query) == ["日本語"]


@pytest.mark.usefixtures("_russian")
@pytest.mark.parametrize("query", ["речи", "речью", "книг", "секретными", "speeches"])
def test_a_russian_encyclopedia_knows_the_forms_of_russian_words(client, query):
    make_revision("Доклад", "Секретная речь и книги. A speech.")

    assert titles(client, query) == ["Доклад"]


def test_without_a_language_of_its_own_words_are_found_as_they_are(client, settings):
    settings.CONTENT_LANGUAGE = ContentLanguage.parse("ja")
    make_revision("A page", "Speeches 東京.")

    assert titles(client, "speeches") == titles(client, "東京") == ["A page"]
    assert titles(client, "speech") == []


def test_after_a_change_of_language_what_is_stale_is_made_anew(
    client, settings, capsys
):
    make_revision("Доклад", "Секретная речь.")
    assert titles(client, "речью") == []

    settings.CONTENT_LANGUAGE = ContentLanguage.parse("ru")
    call_command("refresh_derived", stale=True)
    call_command("refresh_derived", stale=True)

    assert titles(client, "речью") == ["Доклад"]
    assert capsys.readouterr().out == "Refreshed 1 pages.\nRefreshed 0 pages.\n"
    assert SearchTitle.objects.get().recipe.startswith("russian ")


def test_what_was_never_divided_is_stale(capsys):
    make_revision("Ada", "She.")
    SearchTitle.objects.all().delete()
    Rendering.objects.update(words=None)

    call_command("refresh_derived", stale=True)

    assert SearchTitle.objects.count() == 1
    assert Rendering.objects.exclude(words=None).count() == 1


@pytest.mark.parametrize(
    ("code", "rules"),
    [("en", "english"), ("pt-BR", "portuguese"), ("nb", "norwegian"), ("th", "simple")],
)
def test_each_language_has_the_rules_that_postgresql_has_for_it(code, rules):
    assert ContentLanguage.parse(code).text_search == rules
