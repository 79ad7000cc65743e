"""Titles: one canonical name for each page, whatever way it was written."""

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markup.titles import MAX_BYTES, Namespace, Title, category

_WRITTEN = st.text() | st.text(alphabet="aZß:/._ -~#%&;é\u200bǆTalkCategoryUser\t\n|")


@pytest.mark.parametrize(
    "raw",
    [
        "ada_lovelace",
        "Ada lovelace",
        " ada  _lovelace ",
        "ada\u00a0lovelace",
        "_Ada lovelace_",
    ],
)
def test_all_spellings_of_a_title_are_one_page(raw):
    title = Title.parse(raw)

    assert title == Title(Namespace.MAIN, "Ada lovelace")


@pytest.mark.parametrize(
    ("raw", "namespace", "name"),
    [
        ("Gulag", Namespace.MAIN, "Gulag"),
        ("Talk:Gulag", Namespace.TALK, "Gulag"),
        ("talk : gulag", Namespace.TALK, "Gulag"),
        ("USER_talk:ada", Namespace.USER_TALK, "Ada"),
        ("Category:Cold War", Namespace.CATEGORY, "Cold War"),
        ("Help:Contents", Namespace.HELP, "Contents"),
        ("File:Map.png", Namespace.FILE, "Map.png"),
        ("Project:About", Namespace.PROJECT, "About"),
        ("Template:Infobox", Namespace.TEMPLATE, "Infobox"),
        ("2001: A Space Odyssey", Namespace.MAIN, "2001: A Space Odyssey"),
        ("Http://example.org", Namespace.MAIN, "Http://example.org"),
        ("Category:2001: A Space Odyssey", Namespace.CATEGORY, "2001: A Space Odyssey"),
    ],
)
def test_a_known_prefix_names_the_namespace(raw, namespace, name):
    assert Title.parse(raw) == Title(namespace, name)


def test_a_title_without_prefix_is_in_the_default_namespace():
    assert category("cold war") == Title(Namespace.CATEGORY, "Cold war")
    assert category("Category:Cold war") == Title(Namespace.CATEGORY, "Cold war")
    assert category("Help:Cold war") == Title(Namespace.HELP, "Cold war")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("gulag", "Gulag"),
        ("élan", "Élan"),
        ("e\u0301lan", "Élan"),
        ("ß-carotene", "ß-carotene"),
        ("ŉ", "ŉ"),
        ("ǆ", "Ǆ"),
        ("москва", "Москва"),
        ("日本", "日本"),
        ("ა", "Ა"),
        ("1984", "1984"),
        ("iPhone", "IPhone"),
        ("user:éva", "User:Éva"),
    ],
)
def test_a_title_begins_with_a_capital_if_its_letter_has_one(raw, text):
    assert Title.parse(raw).text == text


@pytest.mark.parametrize(
    "invisible", ["\u200b", "\u200e", "\u202e", "\u00ad", "\ufeff"]
)
def test_characters_that_nobody_sees_are_left_out(invisible):
    raw = f"{invisible}Gu{invisible}lag{invisible}"

    assert Title.parse(raw) == Title.parse("Gulag")


@pytest.mark.parametrize(
    "raw",
    [
        *("", " ", "_", "\u200b", "\u3000", "Talk:", "Category: ", ":", "Talk::A"),
        *("A#b", "A<b", "A>b", "A[b", "A]b", "A|b", "A{b", "A}b"),
        *("A%20b", "A%2Fb", "A%2fb", "A&amp;b", "A&#60;b", "A&eacute;b", "A~~~b"),
        *(".", "..", "A/./b", "A/../b", "../A", "A/..", "Talk:..", "./A"),
        *(":A", "/A", "Talk:/A", "Talk:Talk:A", "Category:User:A"),
        *("A\tb", "A\nb", "A\rb", "A\x00b", "A\x1bb", "A\x7fb", "A\x85b"),
        *("A\ud800b", "A\ue000b", "A\ufffdb", "A\uffffb", "A\ufdd0b", "A\U0001fffeb"),
    ],
)
def test_what_cannot_be_a_title_is_refused(raw):
    with pytest.raises(ValueError, match="A title"):
        Title.parse(raw)


@pytest.mark.parametrize(
    "raw",
    ["AC/DC", "C++", "Q?", "100%", "AT&T", "Don't", "A.B", "...", "A..b", 'The "Raven"',
     "a~~b", "(What's so funny)", "*", "\\", "$9.99", "A=b", "!!!", "😀", "A;b"],
)  # fmt: skip
def test_signs_with_no_meaning_elsewhere_are_kept(raw):
    assert Title.parse(raw).text == raw[0].upper() + raw[1:]


@pytest.mark.parametrize(
    ("unit", "count"), [("a", MAX_BYTES), ("é", MAX_BYTES // 2), ("日", MAX_BYTES // 3)]
)
def test_a_title_is_as_long_as_its_bytes_allow(unit, count):
    longest = Title.parse("A" * (MAX_BYTES % len(unit.encode())) + unit * count)

    assert len(longest.text.encode()) == MAX_BYTES
    with pytest.raises(ValueError, match="at most 255 bytes"):
        Title.parse(longest.text + unit)


def test_the_namespace_counts_towards_the_length():
    with pytest.raises(ValueError, match="at most 255 bytes"):
        Title.parse("Talk:" + "a" * (MAX_BYTES - 4))


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ("Ada Lovelace", "Ada_Lovelace"),
        ("AC/DC", "AC/DC"),
        ("What is it?", "What_is_it%3F"),
        ("100%", "100%25"),
        ("Élan", "%C3%89lan"),
        ("User:Ada", "User:Ada"),
        ('"x"', "%22x%22"),
        ("A\\b", "A%5Cb"),
    ],
)
def test_the_path_is_the_slug_escaped_for_an_address(raw, path):
    assert Title.parse(raw).path == path


def test_titles_are_sorted_by_namespace_and_then_by_name():
    titles = [Title.parse(raw) for raw in ("Talk:A", "B", "A", "Category:A")]

    assert [str(title) for title in sorted(titles)] == [
        "A",
        "B",
        "Talk:A",
        "Category:A",
    ]


@settings(deadline=None)
@given(_WRITTEN)
def test_every_title_is_canonical(raw):
    title = _parse(raw)
    if title is None:
        return

    assert Title.parse(title.text) == title
    assert Title.parse(title.slug) == title
    assert unquote(title.path) == title.slug
    assert title.path.isascii()
    assert len(title.text.encode()) <= MAX_BYTES
    assert title.text == title.text.strip()
    assert title.text == unicodedata.normalize("NFC", title.text)


@settings(deadline=None)
@given(_WRITTEN)
def test_no_title_has_a_control_character(raw):
    title = _parse(raw)
    if title is None:
        return

    assert {unicodedata.category(sign) for sign in title.text}.isdisjoint(
        {"Cc", "Cs", "Co"}
    )


@settings(deadline=None)
@given(_WRITTEN, st.sampled_from([space for space in Namespace if space.prefix]))
def test_a_name_in_a_namespace_comes_back_from_its_text(raw, namespace):
    title = _parse(f"{namespace.prefix}:{raw}")
    if title is None:
        return

    assert title.namespace == namespace
    assert title.text == f"{namespace.prefix}:{title.name}"


def _parse(raw):
    try:
        return Title.parse(raw)
    except ValueError:
        return None
