"""Languages: in which one articles are, and from which side they are read."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from canonica.languages import ContentLanguage


@pytest.mark.parametrize(
    ("code", "direction", "locale"),
    [
        ("en", "ltr", "en"),
        ("pt-BR", "ltr", "pt_BR"),
        ("ar", "rtl", "ar"),
        ("AR-EG", "rtl", "AR_EG"),
        ("he", "rtl", "he"),
        ("ja", "ltr", "ja"),
    ],
)
def test_a_language_has_a_direction(code, direction, locale):
    language = ContentLanguage.parse(code)

    assert (language.direction, language.locale) == (direction, locale)


@pytest.mark.parametrize("code", ["", "e", "english please", 'en"><script>', "en_GB"])
def test_what_can_be_no_language_is_refused(code):
    with pytest.raises(ImproperlyConfigured, match="CANONICA_LANGUAGE"):
        ContentLanguage.parse(code)
