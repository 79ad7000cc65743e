"""The first content: Secret Speech word for word, in an encyclopedia around it."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.core.management import call_command
from django.db.models import Model

from accounts.models import User
from articles.models import Article, Link, Redirect, Rendering, Revision, Upload
from canonica.first_pictures import load_pictures
from markup import Namespace

SOURCE = Path(__file__).parent / "data" / "secret-speech.txt"
HEADINGS = [
    ("h2", "Introduction"),
    ("h2", "Background"),
    ("h3", "Stalin's Era"),
    ("h3", "Khrushchev's Rise to Power"),
    ("h2", "Content of the Secret Speech"),
    ("h2", "Impact and Consequences"),
    ("h3", "Domestic Reactions"),
    ("h3", "International Reactions"),
    ("h3", "Long-term Effects"),
]
MISSING = [
    "Georgy Malenkov", "Imre Nagy", "Lavrentiy Beria", "NKVD", "Soviet (council)",
]  # fmt: skip
_NO_TEXT = {
    "section-edit", "visually-hidden", "toolbar", "contents", "infobox", "navbox",
    "picture",
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _loaded(lasting: None) -> None:
    call_command("loaddata", "secret_speech", "encyclopedia", verbosity=0)


@pytest.fixture
def _pictures() -> None:
    load_pictures(SOURCE.parents[2] / "fixtures" / "pictures")


@pytest.fixture
def _derived() -> None:
    call_command("refresh_derived", stdout=StringIO())


USES_DERIVED = pytest.mark.usefixtures("_derived")


def source() -> list[str]:
    """Return the source's words, without the heading at its end that has no text."""
    return SOURCE.read_text().removesuffix("\n\nSee Also").split()


def shown(client, address: str = "/wiki/Secret_Speech"):
    """Return the page's article as a browser sees it, without what it hides.

    The infobox and the table of links, which are the encyclopedia's, are left out.
    """
    page = html5lib.parse(client.get(address).text, namespaceHTMLElements=False)
    article = page.find(".//article")
    for parent in list(article.iter()):
        for child in list(parent):
            if _is_no_text(child):
                assert not (child.tail or "").strip()
                parent.remove(child)
    return article


def _is_no_text(element) -> bool:
    classes = set((element.get("class") or "").split())
    return bool(classes & _NO_TEXT)


def words_of(element) -> list[str]:
    return "".join(element.itertext()).split()


def test_the_article_says_the_words_of_its_source(client):
    article = shown(client)

    title, tagline = article.find("h1"), article.find("p[@class='tagline']")
    body = article.find("div[@class='prose']")
    assert words_of(title) + words_of(tagline) + words_of(body) == source()


def test_its_headings_are_those_of_its_source_in_two_levels(client):
    body = shown(client).find("div[@class='prose']")

    found = [
        (element.tag, " ".join(words_of(element)))
        for element in body.iter()
        if re.fullmatch("h[1-6]", str(element.tag))
    ]
    lines = SOURCE.read_text().splitlines()
    texts = [text for _tag, text in HEADINGS]
    assert found == HEADINGS
    assert [line for line in lines if line in texts] == texts


def test_its_paragraphs_are_those_of_its_source(client):
    body = shown(client).find("div[@class='prose']")

    paragraphs = [" ".join(words_of(element)) for element in body.iter("p")]
    texts = {text for _tag, text in HEADINGS}
    source_paragraphs = SOURCE.read_text().split("\n\n")[2:-1]
    assert paragraphs == [one for one in source_paragraphs if one not in texts]


def test_its_contents_list_has_the_same_headings(client):
    page = html5lib.parse(
        client.get("/wiki/Secret_Speech").text, namespaceHTMLElements=False
    )

    lists = [
        [(item.get("class"), " ".join(words_of(item))) for item in contents.iter("li")]
        for contents in page.iter()
        if contents.get("class") == "contents"
    ]
    expected = [("deeper" if tag == "h3" else None, text) for tag, text in HEADINGS]
    assert lists == [expected, expected]


@USES_DERIVED
def test_a_heading_without_text_is_kept_but_not_shown(client):
    text = client.get("/raw/Secret_Speech").text
    rendering = Rendering.objects.get(article__title="Secret Speech")

    assert SOURCE.read_text().endswith("\n\nSee Also")
    assert re.findall(r"(?m)^#+ (.*)$", text) == [*(t for _, t in HEADINGS), "See Also"]
    assert "See Also" not in client.get("/wiki/Secret_Speech").text
    assert "See Also" not in [heading[2] for heading in rendering.contents]


def test_every_link_of_the_article_leads_to_a_page(client):
    body = shown(client).find("div[@class='prose']")
    addresses = [link.get("href") for link in body.iter("a")]

    answers = {address: client.get(address).status_code for address in addresses}

    assert len(addresses) == len(set(addresses)) == 26
    assert answers == dict.fromkeys(addresses, 200)


def test_a_link_to_a_section_finds_it(client):
    body = shown(client).find("div[@class='prose']")
    sections = [
        link.get("href").split("#")
        for link in body.iter("a")
        if "#" in link.get("href")
    ]

    assert sections == [
        ["/wiki/De-Stalinization", "h-socialist-legality"],
        ["/wiki/Nikita_Khrushchev", "h-fall-from-power"],
    ]
    for address, anchor in sections:
        assert f'id="{anchor}"' in client.get(address).text


def test_the_article_is_in_its_categories(client):
    article = shown(client)

    nav = article.find(".//nav[@class='categories']")
    assert [(link.get("href"), link.text) for link in nav.iter("a")] == [
        ("/wiki/Category:History_of_the_Soviet_Union", "History of the Soviet Union"),
        ("/wiki/Category:Soviet_politics", "Soviet politics"),
        ("/wiki/Category:Events_of_1956", "Events of 1956"),
    ]


@USES_DERIVED
def test_every_page_can_be_read(client):
    pages = Article.objects.published()

    answers = {p.title: client.get(p.get_absolute_url()).status_code for p in pages}

    assert len(answers) == 48
    assert set(answers.values()) == {200}


@USES_DERIVED
def test_only_these_pages_are_still_to_be_written():
    written = Article.objects.published().values("title")

    missing = Link.objects.exclude(target__in=written).values_list("target", flat=True)

    # The pictures come after the articles: see test_the_first_pictures below.
    pages = {target for target in missing if not target.startswith("File:")}
    assert sorted(pages) == MISSING


@USES_DERIVED
def test_every_redirect_leads_to_an_article():
    targets = Redirect.objects.values_list("target", flat=True)
    articles = Article.objects.published().filter(redirect=None)

    assert not [one for one in targets if not articles.filter(title=one).exists()]


@USES_DERIVED
def test_every_article_is_in_a_category_that_has_a_page():
    articles = Article.objects.in_namespace(Namespace.MAIN).filter(redirect=None)
    categories = Article.objects.in_namespace(Namespace.CATEGORY)
    joined = articles.exclude(memberships=None).values("memberships__category")

    names = set(joined.values_list("memberships__category", flat=True))
    assert not articles.filter(memberships=None).exists()
    assert sorted(names) == sorted(
        categories.filter(title__in=names).values_list("title", flat=True)
    )


def test_whatever_a_machine_wrote_says_so(client):
    origins = Revision.objects.order_by().values_list("origin", flat=True).distinct()

    assert list(origins) == ["machine"]
    assert "A machine wrote this text" in client.get("/wiki/Secret_Speech").text


def test_loading_it_again_changes_nothing():
    before = everything()

    call_command("loaddata", "secret_speech", "encyclopedia", verbosity=0)

    assert everything() == before
    assert User.objects.count() == 1


def test_each_fixture_can_be_loaded_first():
    before = everything()

    call_command("loaddata", "encyclopedia", "secret_speech", verbosity=0)

    assert everything() == before


@USES_DERIVED
def test_history_and_derived_data_agree():
    output, problems = StringIO(), StringIO()

    call_command("check_integrity", stdout=output, stderr=problems)

    assert (output.getvalue(), problems.getvalue()) == (
        "No problems in 48 pages.\n",
        "",
    )


@USES_DERIVED
def test_nothing_is_stale_after_refreshing():
    before = list(Rendering.objects.order_by("pk").values())
    output = StringIO()

    call_command("refresh_derived", "--stale", stdout=output)

    assert output.getvalue() == "Refreshed 0 pages.\n"
    assert list(Rendering.objects.order_by("pk").values()) == before


@USES_DERIVED
def test_refreshing_again_gives_the_same_bytes():
    before = list(Rendering.objects.order_by("pk").values())

    call_command("refresh_derived", stdout=StringIO())

    assert list(Rendering.objects.order_by("pk").values()) == before


def everything() -> list[list[Any]]:
    """Return all rows that the fixtures bring."""
    models: list[type[Model]] = [User, Article, Revision]
    return [list(model._default_manager.order_by("pk").values()) for model in models]


@pytest.mark.usefixtures("_pictures")
def test_the_first_pictures_have_pages_and_words_for_who_cant_see_them(client):
    made = list(Upload.objects.select_related("revision"))

    titles = {one.revision.title for one in made}
    assert titles == {
        "File:20th Congress day by day.png",
        "File:How the speech became known.png",
        "File:Khrushchev era.png",
    }
    for one in made:
        assert len(one.alt) > 100
        assert one.size < 150_000
        page = client.get(f"/wiki/{one.revision.title}".replace(" ", "_"))
        assert one.digest in page.text
        assert 'class="missing"' not in page.text
