"""Marking: what holds for any two pages, and how long the hardest of them take."""

import re
import time
from collections import Counter
from html import unescape
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markup import parse, to_html
from markup.cleaner import clean
from markup.marking import mark_changes

# What is not linear takes minutes; a busy machine makes the rest take thrice as long.
_FAR_TOO_LONG = 10.0

WORDS = st.lists(
    st.sampled_from(
        [
            *("one", "two", "three,", "*four* five", "**six [[Ada]]**", "[[Ada|her]]"),
            *(
                "[at](http://a.example)",
                "[*it* `is`](http://b.at)",
                "&lt;",
                "日本",
            ),
            *("*two.one*", "*one*.*two*", "**_one_.two**", "_one_", "**_two_**"),
            *("~~no **more**~~", "`a b`", "a\u200bb", "\u202e", "seven  \neight"),
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
PARAGRAPHS = st.lists(WORDS, max_size=4).map("\n\n".join)
NOTES = ["one[^1] two", "one[^2] two[^1]", "[^1]: A note.", "[^2]: Or so."]
ITEMS = st.lists(WORDS, max_size=3)
BLOCKS = st.one_of(
    WORDS,
    st.sampled_from(["# One", "## One", "### *Two*", "---", "    a b", "$$\nx\n$$"]),
    st.sampled_from(NOTES),
    ITEMS.map(lambda items: "\n".join(f"- {item}" for item in items)),
    ITEMS.map(lambda items: "\n\n".join(f"1. {item}" for item in items)),
    WORDS.map("- one\n\n  > {}\n  - two".format),
    WORDS.map("> {}\n> - x[^1] $x^2$".format),
    WORDS.map("Term\n: {}".format),
    ITEMS.map(lambda rows: "| a | b |\n|--|--|\n" + "\n".join(map(row_of, rows))),
)
NOISE = st.text(alphabet="[]()!*_~`#>|-^$:<>\\\n aA&;1/\"'")
HTML = st.lists(
    st.sampled_from(
        [
            *("one", " two", "<p>", "</p>", "<em>", "</em>", "<ul>", "<li>", "</ul>"),
            *("<div>", "</div>", "<math>", "</math>", "<ins>", "<tr>", "<td>", "<br>"),
            *('<section class="references"', "><ol>", '<a class="backlink">', "</a>"),
        ]
    )
).map("".join)
TEXTS = st.lists(BLOCKS, max_size=5).map("\n\n".join) | NOISE


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_without_what_was_removed_the_page_is_the_new_one(old, new):
    tree = tree_of(marked(old, new))

    assert spell(tree, without="del") == spell(
        tree_of(to_html(parse(new))), without="del"
    )


@settings(deadline=None)
@given(PARAGRAPHS, PARAGRAPHS)
def test_without_what_was_added_the_text_is_the_old_one(old, new):
    tree = tree_of(marked(old, new))

    assert text_in(tree, without="ins") == text_in(
        tree_of(to_html(parse(old))), without="ins"
    )


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_a_marked_page_is_clean_and_no_name_is_given_twice(old, new):
    html = marked(old, new)

    assert clean(html) == html
    names = Counter(re.findall(r'<[^<>]* id="([^"]*)"', html))
    assert [name for name, times in names.items() if times > 1] == []


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_a_browser_reads_the_elements_as_they_are_written(old, new):
    html = marked(old, new)

    written = re.findall(r"<(\w+)", html)
    tree = tree_of(html)
    assert [element.tag.split("}")[-1] for element in tree.iter()][1:] == written
    text = unescape(re.sub(r"<[^<>]*>", "", html))
    assert "".join(tree.itertext()).split() == text.split()
    misplaced = {
        (outer.tag, inner.tag)
        for outer in tree.iter()
        for inner in outer
        if inner.tag in {"ins", "del"}
        and outer.tag in {"table", "thead", "tbody", "tr", "ul", "ol", "dl"}
    }
    assert misplaced == set()


@settings(deadline=None)
@given(HTML, HTML)
def test_even_html_that_no_page_has_comes_back_clean(old, new):
    html = mark_changes(old, new)

    assert clean(html) == html


def test_a_page_shown_as_it_was_typed_is_compared_like_any_other():
    brackets = "[" * 30_000

    html = marked(f"one {brackets}", f"two {brackets}")

    assert html.endswith(f'tabindex="0"><del>one</del><ins>two</ins> {brackets}</pre>')


def test_elements_nested_beyond_reading_are_replaced_as_one():
    old, new = (
        f"<p>{'<em>a '.join([''] * 100)}{word}{'</em>' * 99}</p>\n" for word in "xy"
    )

    html = mark_changes(old, new)

    assert [html.count(tag) for tag in ("<del>", "<ins>", "<em>")] == [1, 1, 198]


def test_more_changes_than_can_be_read_are_one():
    words = [str(number) for number in range(9_000)]
    changed = [word if number % 3 else "x" for number, word in enumerate(words)]

    html = marked(" ".join(words), " ".join(changed))

    assert html == (
        f'<p dir="auto"><del>{" ".join(words)}</del>'
        f"<ins>{' '.join(changed)}</ins></p>\n"
    )


def test_a_page_too_large_to_compare_is_shown_unmarked():
    new = "<p>a</p>\n" * 120_000

    assert mark_changes("<p>b</p>\n", new) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (range(9_000), [number * 7919 % 9_000 for number in range(9_000)]),
        (["foo"] * 10_000, ["foo"] * 5_000),
        (
            ["foo" if i * i % 7 < 3 else "bar" for i in range(10_000)],
            ["foo" if i * i % 11 < 5 else "bar" for i in range(10_000)],
        ),
    ],
    ids=["shuffled", "repeated", "two words"],
)
@pytest.mark.parametrize("separator", [" ", "</p>\n<p>", "</em> <em>"])
def test_pages_made_to_be_hard_are_compared_in_reasonable_time(old, new, separator):
    pages = [f"<p>{separator.join(map(str, words))}</p>\n" for words in (old, new)]
    pages = [clean(page) for page in pages]
    start = time.thread_time()

    mark_changes(*pages)

    assert time.thread_time() - start < _FAR_TOO_LONG


def marked(old: str, new: str) -> str:
    return mark_changes(to_html(parse(old)), to_html(parse(new)))


def row_of(words: str) -> str:
    return f"| {words} |".replace("\n", " ")


def tree_of(html: str) -> Element:
    tree: Element = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return tree


def spell(element: Element, *, without: str) -> str:
    """Write an element's inside but for white space, marks, and one kind of change."""
    inside = "".join((element.text or "").split())
    for inner in element:
        inside += spell_whole(inner, without=without)
        inside += "".join((inner.tail or "").split())
    return inside


def spell_whole(element: Element, *, without: str) -> str:
    if element.tag == without or _has_class(element, _CLASS_OF[without]):
        return ""
    if element.tag in {"ins", "del"}:
        return spell(element, without=without)
    attributes = {**element.attrib}
    attributes["class"] = attributes.get("class", "").replace("added", "").strip()
    return f"<{element.tag} {attributes}>{spell(element, without=without)}</>"


def text_in(element: Element, *, without: str) -> str:
    return re.sub(r"<[^<>]*>", "", spell(element, without=without))


_CLASS_OF = {"ins": "added", "del": "removed"}


def _has_class(element: Element, name: str) -> bool:
    return name in element.attrib.get("class", "").split()
