"""Structured data: what machines are told of an article, and how a page has it."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from articles.deleting import delete
from articles.hiding import Hiding, hide
from articles.models import Origin, Revision
from articles.structured import (
    MOST_CITATIONS,
    Facts,
    InScript,
    Named,
    Publisher,
    article_data,
    description_of,
)
from canonica.languages import ContentLanguage
from markup import Title
from tests.makers import make_history, make_revision, make_user

ADDRESS = "https://example.org/wiki/Ada"
SITE = Publisher(
    name="Canonica AI",
    address="https://example.org/",
    image="https://example.org/static/img/card.png",
    language="en",
)
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def _facts(**others) -> Facts:
    known: dict[str, Any] = {
        "article": Named("Ada", ADDRESS),
        "permanent_address": "https://example.org/article/1",
        "description": "A mathematician.",
        "revision": 3,
        "begun": datetime(2026, 5, 3, 14, 2, tzinfo=UTC),
        "edited": datetime(2026, 6, 1, tzinfo=UTC),
        "authors": Named("The authors", "https://example.org/attribution/Ada"),
        "editor": None,
    }
    return Facts(**known | others)


def _article(**others):
    """What is told of an article, and the steps that lead to it."""
    article, breadcrumbs = article_data(_facts(**others), SITE)["@graph"]
    return article, breadcrumbs["itemListElement"]


def _told_by(client, address="/wiki/Ada_Lovelace"):
    """What the page at an address tells machines of its article."""
    (told,) = SCRIPT.findall(client.get(address).text)
    return json.loads(told)["@graph"][0]


def test_an_article_is_told_in_the_words_of_schema_org():
    article, steps = _article(editor=Named("Mary", "https://example.org/c/Mary"))

    assert article == {
        "@type": "Article",
        "@id": "https://example.org/article/1",
        "url": ADDRESS,
        "mainEntityOfPage": ADDRESS,
        "headline": "Ada",
        "description": "A mathematician.",
        "inLanguage": "en",
        "datePublished": "2026-05-03T14:02:00+00:00",
        "dateModified": "2026-06-01T00:00:00+00:00",
        "version": 3,
        "author": {
            "@type": "Organization",
            "name": "The authors",
            "url": "https://example.org/attribution/Ada",
        },
        "editor": {
            "@type": "Person",
            "name": "Mary",
            "url": "https://example.org/c/Mary",
        },
        "creditText": "The authors",
        "publisher": {
            "@type": "Organization",
            "name": "Canonica AI",
            "url": "https://example.org/",
        },
        "license": "https://creativecommons.org/licenses/by-sa/4.0/",
        "isAccessibleForFree": True,
        "image": "https://example.org/static/img/card.png",
    }
    assert [step["name"] for step in steps] == ["Canonica AI", "Ada"]


def test_an_article_is_about_its_categories_and_reached_by_the_first():
    categories = [
        Named("People", "https://x/People"),
        Named("Women", "https://x/Women"),
    ]

    article, steps = _article(categories=categories)

    assert [thing["name"] for thing in article["about"]] == ["People", "Women"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Canonica AI", "https://example.org/"),
        (2, "People", "https://x/People"),
        (3, "Ada", ADDRESS),
    ]


def test_its_references_are_citations_but_not_without_end():
    assert _article(citations=["Menabrea, 1842"])[0]["citation"] == ["Menabrea, 1842"]
    many = [str(number) for number in range(MOST_CITATIONS + 9)]
    assert len(_article(citations=many)[0]["citation"]) == MOST_CITATIONS


@pytest.mark.parametrize(
    ("percent", "kind"),
    [
        (100, "TrainedAlgorithmicMediaDigitalSource"),
        (40, "CompositeWithTrainedAlgorithmicMediaDigitalSource"),
    ],
)
def test_what_a_machine_wrote_is_told_as_such(percent, kind):
    article, _ = _article(machine_percent=percent, reviewed_percent=10)

    assert article["digitalSourceType"] == f"https://schema.org/{kind}"
    assert f"A machine wrote {percent}% of the text" in article["creditText"]
    assert "reviewed 10% of that" in article["creditText"]


@pytest.mark.parametrize(
    "hostile",
    [
        "</script><script>alert(1)</script>",
        "<!--",
        "]]>",
        "\u2028\u2029",
        "&quot;",
        '"',
    ],
)
def test_nothing_in_data_can_end_the_element_in_which_it_stands(hostile):
    told = InScript({"name": hostile, hostile: 1})

    assert json.loads(told) == {"name": hostile, hostile: 1}
    assert not set(told) & set("<>&\u2028\u2029")


@pytest.mark.django_db
def test_a_hostile_page_stays_in_its_data(client):
    make_revision(
        text='A "b" </script><script>alert(1)</script> <!-- \u2028 &amp; c.[^1]\n\n'
        "[^1]: Note </script> & more.\n\n[[Category:A & B]]"
    )

    response = client.get("/wiki/Ada_Lovelace")

    found = SCRIPT.findall(response.text)
    assert len(found) == response.text.count("application/ld+json") == 1
    told = json.loads(found[0])["@graph"][0]
    assert 'A "b"' in told["description"]
    assert told["about"][0]["name"] == "A & B"
    assert told["citation"] == ["Note </script> & more."]


@pytest.mark.django_db
def test_a_page_tells_when_it_was_begun_and_edited_and_by_whom(client):
    mary = make_user("Mary")
    first = make_revision(text="Born.")
    last = make_revision(text="Born in 1815.", base=first, author=mary)

    told = _told_by(client)

    assert told["datePublished"] == first.created_at.isoformat()
    assert told["dateModified"] == last.created_at.isoformat()
    assert told["editor"]["name"] == "Mary"
    assert told["url"] == "http://testserver/wiki/Ada_Lovelace"
    assert told["@id"] == f"http://testserver/article/{first.article_id}"


@pytest.mark.django_db
@pytest.mark.parametrize("origin", [Origin.MACHINE, Origin.BOT, Origin.IMPORT])
def test_a_machine_is_told_as_nobodys_person(origin, client):
    make_revision(text="A text.", author=make_user("Mary"), origin=origin)

    assert "editor" not in _told_by(client)


@pytest.mark.django_db
def test_a_name_that_was_removed_is_not_told(client):
    mary, root = make_user("Mary"), make_user(role="administrator")
    make_history("One.")
    last = make_revision(
        text="Two.", base=Revision.objects.get(), author=mary, summary="x"
    )
    hide(last, Hiding(fields=["author"], reason="Asked for"), by=root)

    assert "editor" not in _told_by(client)
    assert "Mary" not in client.get("/wiki/Ada_Lovelace").text


@pytest.mark.django_db
def test_it_was_begun_with_the_oldest_revision_that_everybody_sees(client):
    root = make_user(role="administrator")
    make_revision(text="Nonsense.")
    delete(Title.parse("Ada Lovelace"), by=root, reason="Nonsense")
    anew = make_revision(text="A mathematician.")

    assert _told_by(client)["datePublished"] == anew.created_at.isoformat()


@pytest.mark.django_db
def test_articles_can_be_in_another_language(client, settings):
    settings.CONTENT_LANGUAGE = ContentLanguage.parse("he")
    make_revision(text="שלום.")

    page = client.get("/wiki/Ada_Lovelace").text

    assert '<div class="prose" lang="he" dir="rtl">' in page
    assert '<html lang="en" dir="ltr"' in page
    assert '<meta property="og:locale" content="he">' in page
    assert _told_by(client)["inLanguage"] == "he"


@pytest.mark.parametrize(
    ("lead", "description"),
    [
        ("", ""),
        ("Short.", "Short."),
        ("Two\n lines.", "Two lines."),
        ("First " * 12 + "ends. " + "Then " * 40, "First " * 12 + "ends."),
        ("First " * 12 + "ends (so!) " + "Then " * 40, "First " * 12 + "ends (so!)"),
        ("word " * 60, "word " * 31 + "word…"),
        # Neither an initial nor an abbreviation ends a sentence.
        (
            "word " * 25 + "by J. Smith " * 9,
            "word " * 25 + "by J. Smith by J. Smith by J…",
        ),
        (
            "word " * 25 + "ca. nine " * 9,
            "word " * 25 + "ca. nine ca. nine ca. nine ca…",
        ),
        ("x" * 300, "x" * 159 + "…"),
        ("字" * 80 + "。" + "字" * 200, "字" * 80 + "。"),
    ],
)
def test_a_description_is_cut_after_a_sentence_or_a_word(lead, description):
    assert description_of(lead) == description
    assert len(description) <= 160


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("A.", None),
        ("A.[^a] B.[^a]\n\n[^a]: See *Notes*.", ["See Notes."]),
        ("A.[^a]\n\n[^a]: {{cite|title=B|date=1990}}", ["(1990). B."]),
        ("{{cite|title=B}}[^a]\n\n[^a]: A remark.", ["B."]),
    ],
)
def test_its_sources_are_told_or_else_its_notes(text, cited, client):
    make_revision(text=text)

    assert _told_by(client).get("citation") == cited


@pytest.mark.django_db
def test_it_is_about_what_its_infobox_says(client):
    box = ":::infobox\nBorn (date) = 10 December 1815\nHeight (number) = 1.60 m\n:::"
    make_revision(text=f"{box}\n\nA. [[Category:People]]")

    subject, category = _told_by(client)["about"]

    assert subject == {
        "@type": "Thing",
        "name": "Ada Lovelace",
        "additionalProperty": [
            {"@type": "PropertyValue", "name": "Born", "value": "1815-12-10"},
            {"@type": "PropertyValue", "name": "Height", "value": "1.60 m"},
        ],
    }
    assert category["name"] == "People"
