"""Each character that nobody would see in a difference is named in it."""

import sys
import unicodedata

import pytest

from markup.visible import show_changed, show_unchanged

# As Unicode 17 has them in DerivedCoreProperties.txt and PropList.txt.
DEFAULT_IGNORABLE = """
    00AD 034F 061C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164
    FE00-FE0F FEFF FFA0 FFF0-FFF8 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF
"""
PREPENDED_CONCATENATION_MARK = "0600-0605 06DD 070F 0890-0891 08E2 110BD 110CD"
OTHER_FORMATS = "FFF9-FFFB 13430-1343F"
CONTROLS = "0000-0008 000B-001F 007F-009F 2028-2029"
BLANKS = "1680 2000-200A 202F 205F 3000 2800 16FE4 1D159"
NEEDED = """
    00AD 034F 200C-200D 180B-180D 180F FE00-FE0F E0100-E01EF 1BCA0-1BCA3 1D173-1D17A
    13430-1343F
"""
UNSEEN = f"{DEFAULT_IGNORABLE} {OTHER_FORMATS} {CONTROLS}"


def characters(ranges):
    for each in ranges.split():
        first, _, last = each.partition("-")
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))


def name(character):
    return f"[U+{ord(character):04X}]"


def changed(text):
    return show_changed(text, opens_line=True, closes_line=True)


@pytest.mark.parametrize("ranges", [UNSEEN, BLANKS], ids=["unseen", "blank"])
def test_what_nobody_sees_is_named_where_it_changed(ranges):
    missed = [
        name(character)
        for character in characters(ranges)
        if changed(f"a{character}b") != f"a{name(character)}b"
    ]

    assert missed == []


def test_what_stayed_is_named_unless_scripts_need_it():
    left_alone = {*characters(NEEDED), *characters(BLANKS)}

    for character in {*characters(UNSEEN), *left_alone}:
        shown = character if character in left_alone else name(character)
        assert show_unchanged(f"a{character}b") == f"a{shown}b"


def test_no_character_that_python_knows_as_unseen_is_missed():
    drawn = {*characters(PREPENDED_CONCATENATION_MARK), *"\t\n \u00a0"}
    unseen = {
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp"}
    }

    assert unseen - drawn == {
        character for character in unseen if changed(f"a{character}b")[1:2] == "["
    }


def test_signs_around_a_number_are_seen_anyway():
    for sign in characters(PREPENDED_CONCATENATION_MARK):
        assert changed(f"a{sign}1") == f"a{sign}1"
