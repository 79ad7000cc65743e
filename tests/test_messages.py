"""What Canonica says is said in each of its languages."""

from gettext import GNUTranslations

import pytest

from tests.messages.catalogues import catalogues

CATALOGUES = list(catalogues())


@pytest.fixture(params=CATALOGUES, ids=lambda one: f"{one.language}-{one.domain}")
def catalogue(request):
    return request.param


def test_it_holds_the_words_of_the_sources_and_no_others(catalogue):
    assert catalogue.path.read_bytes() == catalogue.brought_up_to_date(), (
        "make messages"
    )


def test_it_is_compiled(catalogue):
    assert catalogue.compiled_path.read_bytes() == catalogue.compiled(), "make messages"


def test_nothing_in_it_is_without_a_translation(catalogue):
    assert [message.id for message in catalogue.missing()] == []


def test_translations_name_what_the_sources_name(catalogue):
    faults = [
        (message.id, str(error))
        for message, errors in catalogue.read().check()
        for error in errors
    ]

    assert faults == []


def test_numbers_choose_among_all_forms():
    russian = next(one for one in CATALOGUES if one.domain == "django")
    with russian.compiled_path.open("rb") as file:
        translations = GNUTranslations(file)

    said = {
        translations.ngettext("%(number)s edit", "%(number)s edits", number)
        for number in (1, 2, 5, 11, 21, 22, 25)
    }

    assert said == {"%(number)s правка", "%(number)s правки", "%(number)s правок"}
