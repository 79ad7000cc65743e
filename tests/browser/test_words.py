"""Words: scripts speak the language of the page, and English where it can't be had."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import tools, write, written
from tests.browser.people import address, new_title, text_field, wait_for

ARTICLE = address("wiki", "Secret Speech")
RUSSIAN = "system.standard.measured.ru"
KEPT_AT = re.compile(r"^\d{1,2} \S+ 20\d\d \S\., \d\d:\d\d$")
TABLE = "| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 1 |\n| 2 | 3 |\n"
LINK, QUOTATION = "Ссылка", "Цитата"
EDITOR_TOOLS = [
    "Полужирный", "Курсив", "Заголовок", LINK, "Список", "Нумерованный список",
    QUOTATION, "Источник", "Изображение", "Таблица", "Формула",
]  # fmt: skip


@pytest.fixture
def russian(new_page, site):
    """The page of a visitor who chose Russian."""
    page = new_page()
    page.context.add_cookies([{"name": "appearance", "value": RUSSIAN, "url": site}])
    return page


def _open_editor(page, title):
    page.goto(address("edit", title))
    expect(page.get_by_role("toolbar")).to_be_visible()


def _say(page, words):
    return expect(page.get_by_role("status").filter(has_text=words)).to_have_count(1)


def test_the_editors_tools_are_called_in_russian_and_work(russian):
    title = new_title("Words")
    _open_editor(russian, title)

    bar = russian.get_by_role("toolbar", name="Форматирование")
    assert bar.get_by_role("button").all_inner_texts() == EDITOR_TOOLS
    write(russian, "«a»")
    bar.get_by_role("button", name=QUOTATION).click()
    assert written(russian) == "«> a»"
    bar.get_by_role("button", name=LINK).click()
    dialog = russian.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.locator("[name=page]").fill("Gulag")
    dialog.locator("[value=insert]").click()
    assert "[[Gulag" in text_field(russian).input_value()


def test_drafts_are_kept_and_offered_in_russian(russian):
    title = new_title("Words")
    _open_editor(russian, title)
    text_field(russian).press_sequentially("abcde")
    _say(russian, "Черновик сохранён в этом браузере, ")

    _open_editor(russian, title)

    offer = russian.locator(".draft-offer")
    expect(offer.locator("span")).to_have_text("на 5 знаков длиннее, чем")
    expect(offer.locator("time")).to_have_text(KEPT_AT)
    offer.locator("[value=discard]").click()
    _say(russian, "Черновик удалён.")


def test_links_are_completed_in_russian(russian):
    _open_editor(russian, "Words")
    write(russian, "«»")

    russian.keyboard.type("[[joseph stal")
    titles = russian.get_by_role("listbox", name="Названия").get_by_role("option")
    expect(titles).to_have_count(1)
    _say(russian, "1 вариант, стрелка вниз — выбрать")
    russian.keyboard.press("ArrowDown")
    _say(russian, "Joseph Stalin, 1 из 1")
    russian.keyboard.press("Enter")

    assert written(russian) == "[[Joseph Stalin]]«»"


def test_a_preview_that_fails_says_so_in_russian(russian):
    russian.route("**/preview", lambda route: route.abort())
    _open_editor(russian, "Words")

    expect(russian.locator("[data-preview-state]")).to_have_text(
        "Предпросмотра нет: нет связи."
    )


def test_others_in_the_editor_are_named_in_russian(russian, page):
    title = new_title("Words")
    _open_editor(page, title)
    _open_editor(russian, title)

    expect(russian.locator("[data-presence-line]")).to_contain_text(
        "Кроме вас, эту страницу открыли в редакторе: "
    )


def test_a_search_suggests_in_russian(russian):
    russian.goto(ARTICLE)

    russian.locator("#site-search").press_sequentially("gulag")

    pages = russian.get_by_role("listbox", name="Варианты").get_by_role("option")
    expect(pages.last).to_have_text("Искать страницы, где есть gulag")


def test_a_table_is_sorted_in_russian(russian, writer):
    title = new_title("Words")
    writer.write(title, TABLE)
    russian.goto(address("wiki", title))

    head = russian.locator(".prose thead").get_by_role("button", name="B")
    for order in (", по возрастанию", ", по убыванию"):
        head.click()
        _say(russian, f"упорядочено по столбцу «B»{order}")
    head.click()

    _say(russian, "в исходном порядке")


def test_a_picture_is_shown_in_russian(russian):
    russian.goto(ARTICLE)

    russian.locator(".prose a.picture").first.click()

    viewer = russian.get_by_role("dialog", name="Изображение")
    expect(viewer.get_by_role("button", name="Закрыть")).to_be_visible()
    expect(viewer).to_contain_text("этом изображении: автор и лицензия")


def test_words_that_cannot_be_fetched_are_english(russian):
    asked = []

    def refuse(route):
        asked.append(route.request.url)
        route.abort()

    russian.route("**/words/ru*.json", refuse)
    _open_editor(russian, "Words")

    expect(tools(russian)).to_be_visible()
    write(russian, "«»")
    russian.keyboard.type("[[joseph stal")
    _say(russian, "1 suggestion, Down to choose")
    _say(russian, "Draft kept in this browser, ")
    assert len(asked) == 1


def test_words_that_are_no_words_are_english(russian):
    russian.route("**/words/ru*.json", lambda route: route.fulfill(status=502))
    _open_editor(russian, "Words")

    expect(tools(russian)).to_be_visible()


def test_a_first_view_in_russian_asks_for_no_words_of_scripts(russian):
    asked = []
    russian.on("request", lambda request: asked.append(request.url))
    russian.goto(ARTICLE, wait_until="networkidle")
    assert not any("words" in url for url in asked)

    russian.locator("#site-search").focus()

    wait_for(russian, lambda: sum("/words/" in url for url in asked) == 1)


def test_who_reads_english_asks_for_no_translation(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    _open_editor(page, "Words")
    page.wait_for_load_state("networkidle")

    assert not any(".json" in url for url in asked)
