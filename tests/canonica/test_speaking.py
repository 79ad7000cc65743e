"""Speaking: the language of pages is the reader's choice, or else the site's."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.blocking import Terms, block_account, words_of
from accounts.limits import TooManyTries
from accounts.models import LogEntry
from accounts.names import validate_name
from accounts.rights import NotAllowed, Right, Role, require
from accounts.roles import give_role
from canonica.languages import ContentLanguage
from markup import Title
from tests.accounts.letters import letters
from tests.makers import make_user

DOOR = "/accounts/preferences"
LOG_IN = "/accounts/login"
IN_RUSSIAN, IN_ENGLISH = "...ru", "...en"


@pytest.fixture
def russian_site(settings):
    settings.CONTENT_LANGUAGE = ContentLanguage.parse("ru")
    settings.LANGUAGE_CODE = settings.CONTENT_LANGUAGE.spoken


def language_of(response):
    """Return the language that a page says it is in, if its words are in it."""
    said = response.text.partition('<html lang="')[2].partition('"')[0]
    heading = {"ru": ">Войти<", "en": ">Log in<"}[said]
    assert heading in response.text
    return said


def test_a_page_is_in_the_language_that_its_reader_chose(client):
    client.cookies["appearance"] = IN_RUSSIAN

    assert language_of(client.get(LOG_IN)) == "ru"


def test_what_the_browser_prefers_is_not_asked(client):
    response = client.get(LOG_IN, headers={"Accept-Language": "ru"})

    assert language_of(response) == "en"


def test_the_page_where_one_chooses_speaks_the_language_it_was_asked_in(client):
    response = client.get(f"{DOOR}?language=ru&next=/all")

    assert language_of(response) == "ru"
    assert response.context["form"].initial["language"] == "ru"
    assert "appearance" not in response.cookies


def test_what_was_chosen_is_told_in_the_language_that_was_chosen(client):
    sent = {"theme": "dark", "size": "small", "width": "wide", "language": "ru"}

    response = client.post(f"{DOOR}?next={LOG_IN}", sent, follow=True)

    assert language_of(response) == "ru"
    assert "Сохранено." in response.text


@pytest.mark.parametrize("address", [LOG_IN, f"{DOOR}?language=ru", "/nowhere"])
def test_a_thread_does_not_keep_the_language_of_the_request_before(client, address):
    client.cookies["appearance"] = IN_RUSSIAN
    assert '<html lang="ru"' in client.get(address).text
    del client.cookies["appearance"]

    assert translation.get_language() == "en"
    assert language_of(client.get(LOG_IN)) == "en"


@pytest.mark.usefixtures("russian_site")
def test_a_russian_site_speaks_russian_and_its_readers_may_choose_english(client):
    assert language_of(client.get(LOG_IN)) == "ru"

    client.cookies["appearance"] = IN_ENGLISH

    assert language_of(client.get(LOG_IN)) == "en"


def test_the_licence_is_explained_in_the_language_of_the_page(client):
    deed = "https://creativecommons.org/licenses/by-sa/4.0/"
    assert f'<a rel="license" href="{deed}">' in client.get(LOG_IN).text

    client.cookies["appearance"] = IN_RUSSIAN

    assert f'<a rel="license" href="{deed}deed.ru">' in client.get(LOG_IN).text


@pytest.mark.parametrize(
    ("kind", "english", "russian"),
    [
        ("DATE_FORMAT", "28 November 2026", "28 ноября 2026"),
        ("DATETIME_FORMAT", "28 November 2026, 09:05", "28 ноября 2026, 09:05"),
        ("YEAR_MONTH_FORMAT", "November 2026", "Ноябрь 2026"),
        ("MONTH_DAY_FORMAT", "28 November", "28 ноября"),
    ],
)
def test_dates_are_as_encyclopedias_write_them(kind, english, russian):
    moment = datetime(2026, 11, 28, 9, 5, tzinfo=UTC)

    assert date_format(moment, kind) == english
    with translation.override("ru"):
        assert date_format(moment, kind) == russian
        assert date_format(date(2026, 3, 1)) == "1 марта 2026"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1, "Слишком много попыток. Подождите 1 секунду."),
        (22, "Слишком много попыток. Подождите 22 секунды."),
        (50, "Слишком много попыток. Подождите 50 секунд."),
        (61, "Слишком много попыток. Подождите 2 минуты."),
    ],
)
def test_numbers_are_said_with_their_forms(seconds, said):
    with translation.override("ru"):
        assert str(TooManyTries(seconds)) == said


def test_an_error_page_is_in_the_language_of_its_reader(client):
    client.cookies["appearance"] = IN_RUSSIAN

    response = client.get("/nowhere")

    assert response.status_code == 404
    assert "<h1>Страница не найдена</h1>" in response.text
    assert "По этому адресу страницы нет." in response.text


def test_a_refusal_names_the_role_and_the_right(db):
    with translation.override("ru"), pytest.raises(NotAllowed) as refusal:
        require(make_user(), Right.PROTECT)

    needed = "Для этого нужны права роли «модератор»: защищать названия."
    assert str(refusal.value) == needed


def test_a_block_says_until_when_in_the_language_of_who_reads_it(db):
    moderator = make_user(role=Role.MODERATOR)
    end = timezone.now().replace(hour=12, minute=0) + timedelta(days=400)
    terms = Terms(reason="Спам", expires_at=end, acts=["edit", "move"])
    block = block_account(make_user(), terms, by=moderator)

    with translation.override("ru"):
        said = words_of(block)
        day = date_format(end, "DATE_FORMAT")

    assert f"заблокирована до {day}, 12:00 (UTC)" in said
    assert "правка страниц, переименование, объединение и разделение страниц" in said


def test_the_log_is_written_in_the_language_of_the_site_and_read_in_ones_own(db):
    administrator = make_user(role=Role.ADMINISTRATOR)

    with translation.override("ru"):
        give_role(make_user(), Role.REVIEWER, by=administrator, reason="Хорошо")

    line = LogEntry.objects.get()
    assert line.details == {"role": "Reviewer"}
    assert line.details_in_words == [("role", "Reviewer")]
    with translation.override("ru"):
        assert line.details_in_words == [("роль", "Проверяющий")]
        assert line.get_act_display() == "смена роли"


@pytest.mark.usefixtures("russian_site")
def test_the_log_of_a_russian_site_is_written_in_russian(db):
    administrator = make_user(role=Role.ADMINISTRATOR)

    with translation.override("en"):
        give_role(make_user(), Role.REVIEWER, by=administrator, reason="Good")

    assert LogEntry.objects.get().details == {"role": "Проверяющий"}


def test_a_letter_is_in_the_language_of_who_asked_for_it(db, client):
    make_user("Ada", email="ada@example.org")
    client.cookies["appearance"] = IN_RUSSIAN

    client.post("/accounts/password/forgotten", {"username": "Ada"})

    [letter] = letters()
    assert letter.subject == "Ваш пароль на сайте Canonica AI"
    assert "записи «Ada»" in letter.body
    assert "/accounts/password/set?account=" in letter.body


def test_what_a_title_may_not_be_is_said_of_names(monkeypatch):
    def refuse(_raw):
        raise ValueError("Название не может содержать «|».")

    monkeypatch.setattr(Title, "parse", refuse)

    with translation.override("ru"), pytest.raises(ValidationError) as refusal:
        validate_name("a|b")

    assert refusal.value.messages == ["Имя не может содержать «|»."]
