"""Previews of sections: they show what the page will show there, and nothing else."""

import re
from typing import Any

import pytest

from articles.models import Revision
from tests.articles.pages import form_of, listed_in, main_of, words_of
from tests.makers import delete_pages, make_revision

pytestmark = pytest.mark.django_db

ADA = "/edit/Ada_Lovelace"
PAGE = """\
Lead[^life].

## Life

Born in 1815.

## Work

Notes on the [[Engine]].

## Life

A second one.

## References

[^life]: *Her life*, by [[Nobody]].
[^work]: *Her work*.
"""
WORK = "## Work\n\nSeven notes[^work], as told[^life].\n\n|a|\n|-|"


@pytest.fixture(params=["form", "live"])
def preview(request, client, mary):
    """Ask for a preview of a section, with the button or as the script does."""

    def ask(text: str, *, base: Any, section: str = "h-work") -> Any:
        if request.param == "form":
            sent = {"text": text, "base": base, "section": section}
            return client.post(ADA, {**sent, "action": "preview"})
        sent = {"content": text, "base": base, "section": section}
        return client.post("/preview", {**sent, "title": "Ada Lovelace"})

    return ask


def test_a_section_looks_as_it_will_on_the_page(preview, client):
    base = make_revision(text=PAGE)

    shown = _prose(preview(WORK, base=base.pk))

    fields = form_of(client.get(f"{ADA}?section=h-work"))
    client.post(ADA, {**fields, "text": WORK})
    saved = _prose(client.get(f"/revision/{Revision.objects.latest('pk').pk}"))
    body, notes = shown.split('<section class="references"')
    assert body in saved
    assert body.startswith('<div class="section-heading"><h2 dir="auto" id="h-work">')
    assert re.findall(r"fn-\d", body) == re.findall(r"fn-\d", _work(saved))
    # The notes it uses are below, as they are below the page.
    assert re.findall(r"<em>[^<]*</em>", notes) == [
        "<em>Her life</em>",
        "<em>Her work</em>",
    ]


def test_a_note_defined_elsewhere_is_no_slip(preview):
    base = make_revision(text=PAGE)

    response = preview(WORK, base=base.pk)

    assert "[^" not in _prose(response)
    assert "Warnings" not in response.text


def test_only_slips_of_the_section_are_told_by_the_lines_of_the_field(preview):
    base = make_revision(text=f"{PAGE}\n[[<b>]]")

    response = preview("\r\n## Work\r\n\r\n[[<i>]] and[^none]", base=base.pk)

    lines = re.findall(r'data-line="(\d+)"', response.text)
    assert lines == ["4", "4"]
    assert "&lt;b&gt;" not in response.text


def test_the_second_section_of_a_name_is_told_to_be_one(preview):
    base = make_revision(text=PAGE)

    response = preview("## Life\n\nMore.", base=base.pk, section="h-life-2")

    assert 'id="h-life-2"' in _prose(response)
    assert "Another section is called “Life” too" in response.text


def test_a_missing_page_is_marked_and_one_that_is_there_is_not(preview):
    make_revision("Nobody", "Somebody.")
    base = make_revision(text=PAGE)

    shown = _prose(preview(f"{WORK} [[Engine]]", base=base.pk))

    assert re.findall(r'<a href="(/wiki/[^"]*)"( class="missing")?', shown) == [
        ("/wiki/Engine", ' class="missing"'),
        ("/wiki/Nobody", ""),
    ]


@pytest.mark.parametrize(
    ("base", "section"),
    [
        ("", "h-work"),
        ("x", "h-work"),
        ("999999", "h-work"),
        ("9" * 40, "h-work"),
        ("{}", ""),
        ("{}", "h-nowhere"),
        ("{}", "<b>"),
    ],
)
def test_what_is_no_section_of_the_page_is_a_text_of_its_own(
    base, section, client, mary
):
    revision = make_revision(text=PAGE)
    sent = {"base": base.format(revision.pk), "section": section}

    response = client.post(
        "/preview", {"content": "Mine[^life].", "title": "Ada Lovelace", **sent}
    )

    assert response.status_code == 200
    assert _prose(response).strip() == '<p dir="auto">Mine[^life].</p>'


@pytest.mark.parametrize("title", ["", "Other", "<b>", "\0"])
def test_a_base_of_another_page_is_none(title, client, mary):
    base = make_revision(text=PAGE)
    make_revision("Other")
    sent = {"content": WORK, "base": base.pk, "section": "h-work", "title": title}

    response = client.post("/preview", sent)

    assert response.status_code == 200
    assert "Her work" not in response.text


def test_a_deleted_page_tells_nothing_of_its_notes(preview):
    base = make_revision(text=PAGE)
    delete_pages()

    response = preview(WORK, base=base.pk)

    assert "Her work" not in _prose(response)


def test_the_form_keeps_what_was_typed(client, mary):
    make_revision(text=PAGE)
    fields = form_of(client.get(f"{ADA}?section=h-work"))

    response = client.post(ADA, {**fields, "text": WORK, "action": "preview"})

    assert form_of(response) == {**fields, "text": WORK}
    assert "Born in 1815." not in words_of(main_of(response))
    assert listed_in(response, ".//section[@class='preview']//h2")[1:] == ["Work"]


@pytest.mark.parametrize("sections", [1, 20])
def test_it_costs_the_same_however_many_sections_there_are(
    sections, client, django_assert_num_queries
):
    base = make_revision(text=PAGE + "".join(f"\n## S{n}\n" for n in range(sections)))
    sent = {"base": base.pk, "section": "h-work", "title": "Ada Lovelace"}

    # Counting it, in a transaction of its own. The page, the revision it began with,
    # and which of the links lead somewhere.
    with django_assert_num_queries(6):
        client.post("/preview", {"content": WORK, **sent})


def _prose(response: Any) -> str:
    """Return the HTML of the text that is shown, and what of the page follows it."""
    html: str = response.text.split('<div class="prose" lang="en" dir="ltr">')[1]
    return re.split(r'</div>\s*(?:<section class="warnings"|</section>|$)', html)[0]


def _work(html: str) -> str:
    """Return the part of a saved page that its section about work is."""
    start = html.index('<h2 dir="auto" id="h-work"')
    return html[start : html.index("<h2", start + 1)]
