"""Derived data: what follows from an article's current text, and only from it."""

import pytest

from articles.models import CategoryMembership, Link, Redirect, Rendering
from markup import VERSION
from tests.makers import delete_pages, make_history, make_revision

pytestmark = pytest.mark.django_db

TEXT = """\
The **first** programmer, a friend of [[Charles Babbage]] and of [[charles_Babbage]].

## Life

Born in [[London#History|the capital]]; see [[:Category:People]].

## Notes

Seven of them.

[[Category:People|Lovelace, Ada]] [[Category:Mathematicians]]"""


def test_a_rendering_says_what_it_was_made_from():
    revision = make_revision(text=TEXT)

    rendering = Rendering.objects.get()
    assert rendering.revision == revision
    assert rendering.version == VERSION
    assert rendering.title == "Ada Lovelace"


def test_a_rendering_has_what_a_reader_sees():
    make_revision(text=TEXT)

    rendering = Rendering.objects.get()
    assert rendering.html.startswith(
        '<p dir="auto">The <strong>first</strong> programmer'
    )
    assert rendering.contents == [[1, "h-life", "Life"], [1, "h-notes", "Notes"]]
    assert rendering.categories == ["People", "Mathematicians"]
    assert rendering.lead == (
        "The first programmer, a friend of Charles Babbage and of charles_Babbage."
    )
    assert "Seven of them." in rendering.plain_text.splitlines()


def test_each_title_linked_to_is_kept_once():
    make_revision(text=TEXT)

    assert list(Link.objects.order_by("target").values_list("target", flat=True)) == [
        "Category:People",
        "Charles Babbage",
        "London",
    ]


def test_memberships_carry_their_sort_keys():
    make_revision(text=TEXT)

    memberships = CategoryMembership.objects.order_by("category")
    assert list(memberships.values_list("category", "sort_key")) == [
        ("Category:Mathematicians", "Ada Lovelace"),
        ("Category:People", "Lovelace, Ada"),
    ]


def test_a_sub_category_is_sorted_by_its_name_alone():
    make_revision("Category:Poets", "[[Category:People]]")

    assert list(CategoryMembership.objects.values_list("category", "sort_key")) == [
        ("Category:People", "Poets")
    ]


def test_a_redirect_is_kept_with_its_section():
    make_revision("Ada Byron", "#REDIRECT [[ada Lovelace#Early life]]")

    assert list(Redirect.objects.values_list("target", "anchor")) == [
        ("Ada Lovelace", "h-early-life")
    ]


def test_the_next_edit_replaces_everything_derived():
    make_history(TEXT, "Only [[Paris]].\n\n[[Category:Cities]]")

    rendering = Rendering.objects.get()
    assert "Paris" in rendering.html
    assert (rendering.contents, rendering.categories) == ([], ["Cities"])
    assert list(Link.objects.values_list("target", flat=True)) == ["Paris"]
    assert list(CategoryMembership.objects.values_list("category", flat=True)) == [
        "Category:Cities"
    ]


def test_a_redirect_that_becomes_an_article_is_none_any_more():
    first = make_revision(text="#REDIRECT [[Paris]]")
    make_revision(text="#REDIRECT [[Rome]]", base=first)
    targets = list(Redirect.objects.values_list("target", flat=True))

    make_revision(text="A city.", base=first.article.revisions.first())

    assert targets == ["Rome"]
    assert list(Redirect.objects.all()) == []


def test_a_sort_key_that_changes_alone_is_replaced():
    make_history("[[Category:People|A]]", "[[Category:People|B]]")

    assert CategoryMembership.objects.get().sort_key == "B"


def test_links_to_pages_that_exist_are_told_from_the_others():
    make_revision("London", "A city.")
    make_revision("Deleted", "Gone.")
    delete_pages("Deleted")

    make_revision(text="[[London]], [[Paris]], [[Deleted]].")

    html = Rendering.objects.get(title="Ada Lovelace").html
    assert html.count('class="missing"') == 2
    assert '<a href="/wiki/London">London</a>' in html


def test_a_page_that_links_to_itself_finds_itself_once_it_is_there():
    first = make_revision(text="See [[Ada Lovelace]].")

    make_revision(text="See [[Ada Lovelace]]!", base=first)

    assert "missing" not in Rendering.objects.get().html


def test_a_very_long_page_can_be_kept_and_found():
    words = " ".join(f"word{number}" for number in range(40_000))

    make_revision(text=words)

    rendering = Rendering.objects.get()
    assert len(rendering.plain_text.encode()) == 200_000
    assert Rendering.objects.filter(words="word7").exists()
