"""Values: the dates and numbers of infoboxes, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.values import iso_date, number_and_unit


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("25 February 1956", "1956-02-25"),
        ("February 25, 1956", "1956-02-25"),
        ("1956-02-25", "1956-02-25"),
        ("25 февраля 1956", "1956-02-25"),
        ("February 1956", "1956-02"),
        ("1956", "1956"),
        ("800", "0800"),
        ("15 April 1894 (aged 77)", "1894-04-15"),
        ("14 February 1956 to 25 February 1956", "1956-02-14"),
        ("30 February 1956", ""),
        ("1956-13-01", ""),
        ("25 Brumaire 1956", ""),
        ("soon", ""),
        ("384 BC", ""),
        ("20000", ""),
        ("3000 years ago", ""),
        ("", ""),
        ("٢٥ February 1956", ""),
    ],
)
def test_a_date_is_as_iso_8601_has_it(text, date):
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("22,402,200 km²", ("22402200", "km²")),
        ("22 402 200", ("22402200", "")),
        ("3.5 million", ("3.5", "million")),
        ("-4 °C", ("-4", "°C")),
        ("\u22124 °C", ("-4", "°C")),
        ("1956", ("1956", "")),
        ("about 7", None),
        ("", None),
        ("1,23 m", None),
        ("10\u201320 km", None),
        ("2.5\u00d710^6", None),
        ("50 %", ("50", "%")),
    ],
)
def test_a_number_is_divided_from_its_unit(text, found):
    assert number_and_unit(text) == found


@given(st.text(max_size=40))
def test_any_words_are_a_date_or_none(text):
    assert iso_date(text) == "" or iso_date(text)[:4].isdigit()
    number_and_unit(text)
